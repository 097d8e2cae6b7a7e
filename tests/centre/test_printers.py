"""A printer's trouble, from the device that has it to the staff who can help."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.client.mirror import Mirror
from kiosk.client.reply import Done
from kiosk.client.session import FeedLine, Session
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.events import PrinterReported, PrinterState
from kiosk.domain.printers import PRINTERS_A_DEVICE, PrinterNow
from tests.centre.running import RunningCentre
from tests.domain.hall import TEN

OUT = c.ReportPrinter(printer="Entrance", state=PrinterState.NOT_READY, cause="paper_out")
READY = c.ReportPrinter(printer="Entrance", state=PrinterState.READY)

Enrol = Callable[[str], Session]


class Screen:
    """A device that begins with the floor and follows the feed."""

    def __init__(self, session: Session) -> None:
        self.mirror = Mirror()
        self.mirror.install_catalogue(session.fetch("GET", "/catalogue"))
        self.mirror.install_floor(session.fetch("GET", "/floor"))
        self._lines: Iterator[FeedLine] = session.follow(after=self.mirror.seq)

    @property
    def troubles(self) -> list[tuple[str, PrinterState, str | None]]:
        printers = self.mirror.printers_in_trouble
        return [(now.printer, now.state, now.cause) for now in printers]

    def hears(self) -> None:
        """One event more."""
        self.mirror.apply(next(self._lines).text)


def test_staff_see_a_printer_run_out_of_paper_and_see_it_recover(
    centre: RunningCentre, enrol: Enrol
) -> None:
    kiosk, counter = enrol("kiosk"), Screen(enrol("counter"))
    assert isinstance(kiosk.send(OUT), Done)
    counter.hears()
    assert kiosk.device is not None
    assert counter.mirror.printers_in_trouble == (
        PrinterNow(
            device=kiosk.device,
            printer="Entrance",
            state=PrinterState.NOT_READY,
            cause="paper_out",
            since=TEN,
        ),
    )
    kiosk.send(READY)
    counter.hears()
    assert counter.troubles == []


def test_a_restart_of_the_centre_forgets_no_printer(tmp_path: Path) -> None:
    with RunningCentre(tmp_path) as centre, centre.session(Role.KIOSK) as kiosk:
        kiosk.send(OUT)
        kiosk_token = kiosk.token
        with centre.session(Role.COUNTER) as counter:
            counter_token = counter.token
    with (
        RunningCentre(tmp_path) as centre,
        Session(centre.url, token=kiosk_token) as kiosk,
        Session(centre.url, token=counter_token) as counter,
    ):
        screen = Screen(counter)
        assert screen.troubles == [("Entrance", PrinterState.NOT_READY, "paper_out")]
        # The writer has not forgotten either: the same again appends nothing.
        seq = counter.floor().seq
        kiosk.send(OUT)
        assert counter.floor().seq == seq
        kiosk.send(READY)
        screen.hears()
        assert screen.troubles == []
        assert counter.floor().printers == ()


def test_a_device_that_starts_with_a_good_printer_appends_nothing(enrol: Enrol) -> None:
    kiosk = enrol("kiosk")
    seq = kiosk.floor().seq
    reply = kiosk.send(READY)
    assert isinstance(reply, Done)
    assert reply.entries == ()
    assert kiosk.floor().seq == seq


def test_a_report_sent_twice_is_one_event(enrol: Enrol) -> None:
    kiosk = enrol("kiosk")
    first = kiosk.send(OUT)
    assert isinstance(first, Done)
    assert isinstance(first.entries[0].event, PrinterReported)
    kiosk.send(READY)
    assert kiosk.send(OUT, again=first.entries[0].cmd) == first
    assert kiosk.floor().printers == ()


def test_a_new_day_begins_without_them(centre: RunningCentre, enrol: Enrol) -> None:
    kiosk = enrol("kiosk")
    kiosk.send(OUT)
    centre.wall.now_s += 24 * 3600
    centre.steady.now_s += 24 * 3600
    kiosk.send(READY)
    assert kiosk.floor().printers == ()
    kiosk.send(OUT)
    assert [now.printer for now in kiosk.floor().printers] == ["Entrance"]


@pytest.mark.parametrize("role", ["board", "feedback", "kiosk"])
def test_whoever_follows_folds_the_same_floor(enrol: Enrol, role: str) -> None:
    """Nothing of it is personal, and a mirror that missed it would differ from ``/floor``."""
    kiosk, session = enrol("kiosk"), enrol(role)
    screen = Screen(session)
    kiosk.send(OUT)
    screen.hears()
    assert tuple(screen.mirror.floor.printers.values()) == session.floor().printers != ()


def test_a_device_that_invents_printers_is_stopped(enrol: Enrol) -> None:
    kiosk = enrol("kiosk")
    for number in range(3 * PRINTERS_A_DEVICE):
        kiosk.send(c.ReportPrinter(printer=f"P{number}", state=PrinterState.LOW))
    assert len(kiosk.floor().printers) == PRINTERS_A_DEVICE
