"""The one writer of a centre."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from kiosk.centre.doubt import Doubt
from kiosk.centre.ruling import IdReused, Ruling
from kiosk.centre.troubles import TroubleCode, Troubles
from kiosk.db.opening import (
    Database,
    Failure,
    StoreFailed,
    check_room,
    reading,
    transaction,
    wait_at_most,
)
from kiosk.domain.commands import Role
from kiosk.domain.errors import Refused, Unfit
from kiosk.domain.snapshot import Snapshot
from kiosk.wire.codec import Envelope

if TYPE_CHECKING:
    from kiosk.db.journal import Line
    from kiosk.domain.ids import DeviceId

log = logging.getLogger(__name__)

BATCH = 256
"""Commands that share one commit at most: what one fsync of a slow disk lets wait."""
HELD_S = 1.0
"""How long another program may have the file: whoever asks waits no longer than two seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unavailable:
    """Nothing happened; the same command may go well in a moment."""

    disk_full: bool = False


Outcome = bytes | Refused | Unfit | IdReused | Unavailable
"""What a command came to: the body of its answer, or why there is none."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Request:
    """A command on its way to the writer, which never touches ``answer``: the loop does.

    Who asked has given up when ``answer`` is cancelled: unless it was begun, it is then not done.
    """

    envelope: Envelope
    device: "DeviceId"
    role: Role
    answer: "asyncio.Future[Outcome]"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chore:
    """Work on the store that is no command, such as admitting a device; its own transaction."""

    work: Callable[[], None]
    done: "asyncio.Future[Outcome]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """The journal was read: the floor as it stands."""

    snapshot: Snapshot
    epoch: str
    term: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The journal could not be read; the centre cannot begin."""

    error: Exception


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """What one commit brought: new lines, and what each request came to."""

    lines: "tuple[Line, ...]"
    outcomes: "tuple[tuple[asyncio.Future[Outcome], Outcome], ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Damaged:
    """A page of the store cannot be read; commands that need it are refused from now on."""


Report = Begun | Broken | Committed | Damaged


class Writer:
    """A thread that owns the floor and the store, and decides, writes and answers in turn.

    Requests that wait together share one commit; ``report`` is called in the writer's thread, once
    for each commit and after it. ``steady_s`` tells when a store that failed is tried again.
    """

    def __init__(
        self,
        *,
        db: Database,
        ruling: Ruling,
        report: Callable[[Report], None],
        troubles: Troubles,
        steady_s: Callable[[], float],
    ) -> None:
        self._db = db
        self._ruling = ruling
        self._report = report
        self._troubles = troubles
        self._doubt = Doubt(
            write=lambda: check_room(db), fold=self._fold, troubles=troubles, steady_s=steady_s
        )
        self._inbox: SimpleQueue[Request | Chore | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="writer", daemon=True)

    def start(self) -> None:
        """Read the journal, report ``Begun``, then take requests."""
        self._thread.start()

    def submit(self, request: Request | Chore) -> None:
        """Put a request in line; any thread may."""
        self._inbox.put(request)

    def waiting(self) -> int:
        """How many requests it has not come to."""
        return self._inbox.qsize()

    def stop(self) -> None:
        """Finish what was submitted, then end. Blocks until it has."""
        self._inbox.put(None)
        self._thread.join()

    def _run(self) -> None:
        try:
            self._report(self._begin())
        except Exception as error:
            log.exception("journal_unreadable")
            self._report(Broken(error=error))
            return
        going_on = True
        while going_on:
            try:
                going_on = self._take_turn()
            except Exception:
                # Whatever it was: without this thread nobody gets a ticket.
                log.exception("writer_failed")
                self._mistaken("writer_failed")
                self._doubt.begin()

    def _begin(self) -> Begun:
        with reading():
            self._ruling.fold()
            wait_at_most(HELD_S, self._db)
            wrong = self._ruling.first_wrong_line()
        if wrong is not None:
            # It can be folded, and a hall waits: it is said, and the chain will always show it.
            self._troubles.begin(TroubleCode.JOURNAL_UNSURE, line=wrong)
        return Begun(
            snapshot=self._ruling.snapshot(), epoch=self._ruling.epoch, term=self._ruling.term
        )

    def _take_turn(self) -> bool:
        """Wait for work and do all that waits together; whether there will be more."""
        requests: list[Request] = []
        item = self._inbox.get()
        try:
            while isinstance(item, Request):
                if not item.answer.cancelled():
                    requests.append(item)
                if len(requests) == BATCH:
                    break
                item = self._inbox.get_nowait()
        except Empty:
            pass
        if requests:
            self._report(self._process(requests))
        if isinstance(item, Chore) and not item.done.cancelled():
            self._report(self._do(item))
        return item is not None

    def _process(self, requests: list[Request]) -> Committed:
        """Decide and store all of them in one transaction, or tell them that it failed."""
        if self._troubles.is_on(TroubleCode.STORE_GONE):
            return self._only_repeats(requests, Unavailable())
        try:
            self._doubt.settle()
            return self._commit(requests)
        except StoreFailed as failure:
            self._note(failure)
            return self._only_repeats(requests, Unavailable(disk_full=failure.disk_full))
        except Exception:
            # A bug of ours in one command must not take the others with it.
            kinds = sorted({type(r.envelope.command).__name__ for r in requests})
            log.exception("command_failed", extra={"kinds": ",".join(kinds)})
            self._mistaken("command_failed")
            if len(requests) == 1:
                return self._none(requests, Unavailable())
            return self._one_by_one(requests)

    def _mistaken(self, what: str) -> None:
        self._troubles.happened(TroubleCode.PROGRAM_MISTAKE, what=what)

    def _note(self, failure: StoreFailed) -> None:
        if self._doubt.note(failure) and failure.kind is Failure.DAMAGED:
            self._report(Damaged())

    def _commit(self, requests: list[Request]) -> Committed:
        self._doubt.begin()
        lines: list[Line] = []
        with transaction(self._db):
            outcomes = tuple((r.answer, self._outcome(r, lines)) for r in requests)
        self._doubt.end()
        return Committed(lines=tuple(lines), outcomes=outcomes)

    def _outcome(self, request: Request, lines: "list[Line]") -> Outcome:
        outcome = self._ruling.rule(request.envelope, request.device, request.role)
        if isinstance(outcome, Refused | Unfit | IdReused | bytes):
            return outcome
        lines.extend(outcome.lines)
        return outcome.body

    def _look_again(self) -> None:
        try:
            self._doubt.look()
        except StoreFailed as failure:
            self._note(failure)

    def _fold(self) -> None:
        try:
            with reading():
                self._ruling.fold()
        except StoreFailed:
            raise
        except Exception as error:
            # It was read before, so what stands there now is not what was written.
            log.exception("journal_unreadable")
            raise StoreFailed(str(error), kind=Failure.DAMAGED) from error

    def _one_by_one(self, requests: list[Request]) -> Committed:
        done = [self._process([request]) for request in requests]
        return Committed(
            lines=tuple(line for one in done for line in one.lines),
            outcomes=tuple(outcome for one in done for outcome in one.outcomes),
        )

    def _only_repeats(self, requests: list[Request], failure: Unavailable) -> Committed:
        """What was answered before is answered again, for that needs no room on the disk."""
        outcomes = tuple((r.answer, self._first_answer(r) or failure) for r in requests)
        return Committed(lines=(), outcomes=outcomes)

    def _first_answer(self, request: Request) -> Outcome | None:
        try:
            with reading():
                return self._ruling.first_answer(request.envelope, request.device)
        except StoreFailed:
            return None
        except Exception:
            log.exception("answer_unreadable")
            return None

    def _none(self, requests: list[Request], outcome: Outcome) -> Committed:
        return Committed(lines=(), outcomes=tuple((r.answer, outcome) for r in requests))

    def _do(self, chore: Chore) -> Committed:
        outcome: Outcome = b""
        try:
            with transaction(self._db):
                chore.work()
        except StoreFailed as failure:
            self._note(failure)
            outcome = Unavailable(disk_full=failure.disk_full)
        except Exception:
            log.exception("chore_failed")
            self._mistaken("chore_failed")
            outcome = Unavailable()
        else:
            # So a store recovers even while nobody sends commands: somebody looks after it.
            self._look_again()
        return Committed(lines=(), outcomes=((chore.done, outcome),))
