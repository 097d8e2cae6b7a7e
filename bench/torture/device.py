"""A device of the tortured hall: its line to the centre, and notes of all it was told."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from random import Random
from types import FrameType
from typing import Self

import msgspec

from bench.torture.notes import DONE, NOTES, ODD, REFUSED, SENT, Note, Notes, read_notes
from bench.torture.witness import Witness
from kiosk.client.reply import Declined, Done, Reply, read_reply
from kiosk.client.session import CentreSaysNo, Session, fresh_id
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Command
from kiosk.domain.ids import CommandId
from kiosk.domain.snapshot import Snapshot
from kiosk.wire import paths
from kiosk.wire.codec import WrongShape, decode_command, encode_command

GIVEN = "device.json"
PATIENCE_S = 1.5
"""How long a person waits for an answer."""
AGAIN_S = 0.1
CANNOT_TELL = (OSError, HTTPException, CentreSaysNo, WrongShape)
"""What asking a tortured centre for something may end in."""


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a device was told when it was set up."""

    name: str
    role: str
    url: str
    token: str
    device: str
    counter: str = ""
    authority: str = ""


class Device:
    """Sends commands and notes what became of each; one thread."""

    def __init__(self, directory: Path, notes: Notes) -> None:
        self.directory = directory
        self.given = read_given(directory)
        self.chance = Random()
        self.ending = False
        self._witness = Witness(notes, self.given.device)
        self._session = Session(
            self.given.url,
            token=self.given.token,
            authority=self.given.authority or None,
            instance=self.given.name,
            timeout_s=PATIENCE_S,
        )

    @classmethod
    @contextmanager
    def at_work(cls, directory: Path) -> Iterator[Self]:
        """The device of this directory until SIGTERM says that the day is over."""
        with Notes(directory / NOTES) as notes:
            device = cls(directory, notes)

            def end(_signal: int, _frame: FrameType | None) -> None:
                device.ending = True

            signal.signal(signal.SIGTERM, end)
            # The terminal's Ctrl-C is for whoever conducts.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            try:
                yield device
            finally:
                device._session.close()

    @property
    def session(self) -> Session:
        """The line itself, for what is no command."""
        return self._session

    def note(self, note: Note) -> None:
        """Keep what was seen."""
        self._witness.note(note)

    def send(self, command: Command, *, again: CommandId | None = None) -> Reply:
        """Send once; what came of it."""
        command_id = again or fresh_id()
        body = encode_command(command_id, command)
        self._witness.sent(body)
        try:
            status, answer = self._session.ask("POST", paths.COMMANDS, body)
        except (OSError, HTTPException):
            self._session.close()
            status, answer = 0, b""
        self._witness.answered(command_id, status, answer)
        return read_reply(status, answer)

    def send_until_answered(self, command: Command, *, again: CommandId | None = None) -> Reply:
        """The same command with the same id, until the centre says yes or no."""
        command_id = again or fresh_id()
        while True:
            reply = self.send(command, again=command_id)
            match reply:
                case Done() | Declined(for_now=False):
                    return reply
                case _ if self.ending:
                    return reply
                case _:
                    self.rest(AGAIN_S)

    def unanswered(self) -> list[tuple[CommandId, Command]]:
        """The tickets that were asked for in an earlier life and never answered."""
        asked: dict[str, str] = {}
        for note in read_notes(self.directory / NOTES):
            if note.kind == SENT and note.command:
                asked[note.id] = note.command
            elif note.kind in (DONE, REFUSED, ODD):
                asked.pop(note.id, None)
        envelopes = [decode_command(command.encode()) for command in asked.values()]
        return [(envelope.id, envelope.command) for envelope in envelopes]

    def floor(self) -> Snapshot | None:
        """Everything true right now, if the centre tells."""
        try:
            return self._session.floor()
        except CANNOT_TELL:
            self._session.close()
            return None

    def catalogue(self) -> Catalogue | None:
        """What the centre offers, once it tells; ``None`` where the day ended before."""
        while not self.ending:
            try:
                return self._session.catalogue()
            except CANNOT_TELL:
                self._session.close()
                self.rest(AGAIN_S)
        return None

    def rest(self, seconds: float) -> None:
        """Do nothing for about so long."""
        time.sleep(seconds * (0.5 + self.chance.random()))


def read_given(directory: Path) -> Given:
    """What the device of this directory was told."""
    return msgspec.json.decode((directory / GIVEN).read_bytes(), type=Given)
