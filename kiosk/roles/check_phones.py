"""What `check` says about the page that slips promise to phones."""

from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

import msgspec

from kiosk.roles.check_finding import Finding, absent, fails, why, works
from kiosk.web.peer import is_loopback
from kiosk.wire.codec import UNREADABLE

WITHIN_S = 3.0
OURS = frozenset({"NOT_FOUND", "TOO_MANY"})
"""What a centre or hub says to a token that nobody has."""


class _Error(msgspec.Struct, frozen=True):
    error: str


def phones(public_url: str | None) -> Finding:
    """Whether a ticket's page answers where the slips of this machine say it does."""
    if public_url is None:
        return absent(
            "phones", "No public_url is set: slips carry the bare code and promise no page."
        )
    at = urlsplit(public_url)
    if is_loopback(at.hostname or ""):
        return fails(
            "phones",
            f"public_url is {public_url}, which only this machine reaches: give its address on the"
            " network.",
        )
    try:
        error = _asked(at)
    except (OSError, HTTPException, ValueError) as cause:
        return fails(
            "phones",
            f'None answers at {public_url} ({why(cause)}): start the centre with host = "0.0.0.0"'
            " in its centre.toml, and see that the address is this machine's.",
        )
    if error not in OURS:
        return fails("phones", f"{public_url} answers, but has no page for tickets: put it right.")
    return works(
        "phones",
        f"Tickets have their page at {public_url}. Scan a slip to see that the Wi-Fi lets phones"
        " through.",
    )


def _asked(at: SplitResult) -> str:
    """The error a token gets that nobody has, or "".

    Raises ``OSError``, ``HTTPException``, or ``ValueError`` for no port.
    """
    kind = HTTPSConnection if at.scheme == "https" else HTTPConnection
    line = kind(at.hostname or "", at.port, timeout=WITHIN_S)
    try:
        line.request("GET", f"{at.path.rstrip('/')}/t/CHECK.json")
        return msgspec.json.decode(line.getresponse().read(4096), type=_Error).error
    except UNREADABLE:
        return ""
    finally:
        line.close()
