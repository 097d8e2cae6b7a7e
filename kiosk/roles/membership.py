"""What a device keeps of its admission: its token, whom it believes, and where that one stands."""

import os
from contextlib import suppress
from pathlib import Path

import msgspec

from kiosk.client.membership import Membership
from kiosk.client.pinning import Authority, NoAuthority

TOKEN, AUTHORITY, CENTRE = "token", "authority.pem", "centre.json"
LONGEST_BYTES = 16_384


class _Centre(msgspec.Struct, frozen=True):
    url: str = ""
    given: str = ""
    term: int = 0


class MembershipFiles:
    """The files ``token``, ``authority.pem`` and ``centre.json``, for their own user alone."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def read(self) -> Membership:
        """What is kept; a token counts only beside the authority that it was given under."""
        token = self._text(TOKEN).strip()
        centre = _Centre()
        with suppress(msgspec.DecodeError, RecursionError):
            centre = msgspec.json.decode(self._text(CENTRE) or "{}", type=_Centre)
        authority = None
        with suppress(NoAuthority):
            authority = Authority.read(self._text(AUTHORITY))
        if centre.url.startswith("https:") and authority is None:
            return Membership()
        return Membership(
            token=token,
            authority=authority,
            url=centre.url,
            given=centre.given,
            term=max(0, centre.term),
        )

    def write(self, membership: Membership) -> None:
        """Keep a new place instead of the old one. Raises ``OSError``.

        Cut short, it leaves none: no token is ever found beside another centre's authority.
        """
        self.forget()
        if membership.authority is not None:
            self._put(AUTHORITY, membership.authority.pem)
        self.write_centre(membership)
        self._put(TOKEN, membership.token)

    def write_centre(self, membership: Membership) -> None:
        """Keep where the same centre stands now, and its term. Raises ``OSError``."""
        centre = _Centre(url=membership.url, given=membership.given, term=membership.term)
        self._put(CENTRE, msgspec.json.encode(centre).decode())

    def forget_token(self) -> None:
        """The centre does not admit this device any more; it can still be asked. ``OSError``."""
        (self._directory / TOKEN).unlink(missing_ok=True)

    def forget(self) -> None:
        """This device has no place any more. Raises ``OSError``."""
        for name in (TOKEN, CENTRE, AUTHORITY):
            (self._directory / name).unlink(missing_ok=True)

    def _text(self, name: str) -> str:
        try:
            with (self._directory / name).open("rb") as file:
                return file.read(LONGEST_BYTES).decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return ""

    def _put(self, name: str, text: str) -> None:
        """Whole or not at all, also after a power cut."""
        path = self._directory / name
        new = path.with_name(f"{name}.new")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
