"""Reads the centre's journal back, again and again, for the ledger to check."""

import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPException
from threading import Event, Thread

import msgspec

from kiosk.client.session import CentreSaysNo, Session
from kiosk.domain.commands import Role
from kiosk.domain.events import Entry
from kiosk.domain.floor import Floor
from kiosk.roles.ledger import Ledger, fact_of
from kiosk.wire import paths
from kiosk.wire.codec import decode_entry

EVERY_S = 0.4
TIMEOUT_S = 5.0


class _Health(msgspec.Struct, frozen=True):
    seq: int


class JournalReader:
    """Follows the journal from its first line, and from there anew whenever the centre was gone."""

    def __init__(self, url: str, ledger: Ledger) -> None:
        self._session = Session(url, timeout_s=TIMEOUT_S)
        self._ledger = ledger
        self._floor = Floor()
        self._waiting = 0
        self._rounds = 0
        self._losses = 0
        self._reachable = False
        self._closing = Event()
        self._thread = Thread(target=self._run, name="journal-reader")

    @property
    def waiting(self) -> int:
        """How many tickets wait, as of the last look."""
        return self._waiting

    @property
    def rounds(self) -> int:
        """How often the whole comparison was made."""
        return self._rounds

    @property
    def reachable(self) -> bool:
        """Whether the centre answered at the last look, and its journal was read to the end."""
        return self._reachable

    @property
    def losses(self) -> int:
        """How often the centre did not answer."""
        return self._losses

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def close(self) -> None:
        """Stop reading."""
        self._closing.set()
        self._thread.join()
        self._session.close()

    def _run(self) -> None:
        while not self._closing.is_set():
            started = time.monotonic()
            try:
                self._look()
            except (OSError, HTTPException, CentreSaysNo):
                self._session.close()
                self._forget()
            self._closing.wait(max(0.05, EVERY_S - (time.monotonic() - started)))

    def _look(self) -> None:
        if self._session.token is None:
            self._session.enrol(Role.BOARD, "journal reader")
        told = self._ledger.mark()
        head = msgspec.json.decode(self._session.fetch("GET", paths.HEALTH), type=_Health).seq
        for entry in self._entries(head):
            self._floor.apply(entry)
            self._ledger.read_back((fact_of(entry),))
        self._ledger.check(told)
        self._waiting = self._floor.waiting_for(tuple(self._floor.waiting))
        self._rounds += 1
        self._reachable = True

    def _entries(self, head: int) -> Iterator[Entry]:
        """The journal's lines after the last one read, up to ``head``."""
        if self._ledger.seq >= head:
            return
        with closing(self._session.follow(self._ledger.seq)) as lines:
            for line in lines:
                yield decode_entry(line.text)
                if line.seq >= head:
                    return

    def _forget(self) -> None:
        """Nothing that was read before the centre came back counts."""
        self._losses += 1
        self._reachable = False
        self._floor = Floor()
        self._ledger.forget_journal()
