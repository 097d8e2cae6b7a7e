"""A kiosk that died with papers under way: what it tells of them, and what it never prints."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.client.reply import Done
from kiosk.db.opening import open_device
from kiosk.db.spool import Spool, SpoolEntry, SpoolState
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.events import HelpCalled, Paper, PaperReported
from kiosk.domain.ids import Language, TicketId
from kiosk.printer.emulator.machine import VirtualPrinter
from tests.journeys.hall import Hall
from tests.journeys.machine import Machine
from tests.journeys.visiting import first_service

pytestmark = pytest.mark.journey


def test_a_kiosk_that_died_while_printing_says_so_and_prints_nothing_again(
    hall: Hall, tmp_path: Path
) -> None:
    data = tmp_path / "kiosk-data"
    sending, waiting = issued(hall), issued(hall)
    leave_behind(data / "device.db", sending, SpoolState.SENDING)
    leave_behind(data / "device.db", waiting, SpoolState.HELD)

    with VirtualPrinter() as printer:
        address = f"127.0.0.1:{printer.port}"
        arguments = ("kiosk", "--windowed", "--centre", hall.centre.url, "--printer", address)
        with Machine(tmp_path, *arguments, "--data", str(data)):
            hall.await_told(PaperReported, times=2)
            # It has come as far as to ask its printer how it is.
            hall.until(lambda: b"\x10\x04" in printer.wire, "the kiosk does not ask its printer")
        assert printer.receipts == ()

    told = {event.ticket: (event.paper, event.cause) for event in hall.told(PaperReported)}
    assert told == {
        sending: (Paper.UNCONFIRMED, "interrupted"),
        waiting: (Paper.NOT_PRINTED, "interrupted"),
    }
    # Days later nobody stands there any more.
    assert hall.told(HelpCalled) == []


def test_a_kiosk_that_is_back_at_once_calls_somebody_to_the_visitor_it_left(
    hall: Hall, tmp_path: Path
) -> None:
    data = tmp_path / "kiosk-data"
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    leave_behind(data / "device.db", issued(hall), SpoolState.SENDING, at=now)
    with VirtualPrinter() as printer:
        address = f"127.0.0.1:{printer.port}"
        arguments = ("kiosk", "--windowed", "--centre", hall.centre.url, "--printer", address)
        with Machine(tmp_path, *arguments, "--data", str(data)):
            hall.await_told(HelpCalled)


def issued(hall: Hall) -> TicketId:
    """A ticket that some kiosk has given."""
    with hall.session(Role.KIOSK) as session:
        reply = session.send(IssueTicket(service=first_service(hall).id, language=Language("en")))
    assert isinstance(reply, Done)
    assert reply.issued is not None
    return reply.issued.ticket


def leave_behind(
    store: Path, ticket: TicketId, state: SpoolState, *, at: str = "2026-11-20T07:00:00.000+00:00"
) -> None:
    """What the spool says of a paper when the power goes."""
    store.parent.mkdir(parents=True, exist_ok=True)
    with closing(open_device(store)) as database:
        Spool(database).insert(
            SpoolEntry(
                ticket=ticket,
                copy=1,
                printer="front",
                state=state,
                queued_at=at,
            )
        )
