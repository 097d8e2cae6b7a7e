"""How a device becomes one of its centre's: it keeps a token, and asks for one without."""

import logging
import os
from pathlib import Path

import msgspec

from kiosk.ui.link import Answer, Link
from kiosk.wire.codec import UNREADABLE

log = logging.getLogger(__name__)

OK = 200


class TokenFile:
    """The device's token, readable by its own user alone."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> str:
        """The token; empty when there is none yet."""
        try:
            return self._path.read_text(encoding="ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return ""

    def write(self, token: str) -> None:
        """Keep a new token in place of the old, whole or not at all. Raises ``OSError``."""
        new = self._path.with_suffix(".new")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(token)
        new.replace(self._path)


class _Enrolled(msgspec.Struct, frozen=True):
    token: str


class Admission:
    """Enrols whenever the centre does not know the link's token.

    The link itself goes on trying, with its own pauses; each of its failures asks once here.
    """

    def __init__(self, link: Link, file: TokenFile, *, role: str, name: str) -> None:
        self._link = link
        self._file = file
        self._role = role
        self._name = name
        self._asking = False
        link.token = file.read()
        link.tokenRejected.connect(self._enrol)

    def _enrol(self) -> None:
        if not self._asking:
            self._asking = True
            self._link.enrol(self._role, self._name, self._answered)

    def _answered(self, answer: Answer) -> None:
        self._asking = False
        if answer.status != OK:
            log.warning("not_admitted", extra={"status": answer.status})
            return
        try:
            self._link.token = msgspec.json.decode(answer.body, type=_Enrolled).token
        except UNREADABLE:
            log.warning("not_admitted", extra={"status": "garbled"})
            return
        log.info("admitted")
        try:
            self._file.write(self._link.token)
        except OSError as error:
            # It serves until this process ends; the next one asks again.
            log.warning("token_not_kept", extra={"cause": error.strerror})
