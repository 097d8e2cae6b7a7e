"""Kiosks go on while their centre is dead, in the morning too, and the centre has it all after."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import zxingcpp
from PySide6.QtCore import QObject

from kiosk.client.mirror import Mirror
from kiosk.client.reply import Alone, Done, Reply
from kiosk.db.opening import open_device, open_reader
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.events import Paper, PaperReported, TicketIssued, TicketRecorded
from kiosk.domain.ids import Language
from kiosk.domain.numbering import is_reserve
from kiosk.domain.public_token import token_hash
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.roles.stations import station_for
from kiosk.ui.link import Link
from kiosk.ui.station import Station
from kiosk.wire.codec import Issued
from tests.journeys.centre_process import MAIN
from tests.journeys.hall import Hall
from tests.journeys.visiting import first_service, number_on, take_ticket

pytestmark = pytest.mark.journey


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as printer:
        yield printer


class Seat:
    """A kiosk without a window; what is on its disk outlives its process."""

    def __init__(self, hall: Hall, directory: Path) -> None:
        self._hall = hall
        self._directory = directory
        with hall.session(Role.KIOSK) as session:
            self._token = session.token or ""

    def __enter__(self) -> Station:
        self._database = open_device(self._directory / "device.db")
        mirror = Mirror()
        self._parent = QObject()
        link = Link(self._hall.centre.url, cursor=mirror, token=self._token, parent=self._parent)
        self._station = station_for(Role.KIOSK, link, mirror, self._database)
        self._station.start()
        self._hall.until(lambda: self._station.ready, "the kiosk knows of no centre")
        return self._station

    def __exit__(self, *_: object) -> None:
        self._station.stop()
        self._database.close()


def ask(hall: Hall, station: Station) -> tuple[Issued, Alone | None]:
    """Somebody takes a ticket, and has it."""
    replies: list[Reply] = []
    service = hall.catalogue.services[0].id
    station.ask(IssueTicket(service=service, language=Language("sw")), replies.append)
    hall.until(lambda: bool(replies), "no ticket")
    (reply,) = replies
    assert isinstance(reply, Done)
    assert reply.issued
    return reply.issued, reply.alone


def knows_its_numbers(hall: Hall, station: Station, directory: Path) -> None:
    """Until the centre has told the kiosk which numbers are its own, and that is on its disk."""

    def kept() -> bool:
        with closing(open_reader(directory / "device.db")) as db:
            return bool(db.execute("SELECT 1 FROM known WHERE name = 'me'").fetchall())

    hall.until(lambda: station.online and kept())


def numbers_at(hall: Hall) -> list[str]:
    """Those who wait, in the order in which they came."""
    with hall.session(Role.BOARD) as session:
        tickets = session.floor().tickets
    return [each.number for each in sorted(tickets, key=lambda one: one.issued_at)]


def test_a_kiosk_goes_on_printing_and_its_tickets_reach_the_centre_before_their_papers(
    hall: Hall, printer: VirtualPrinter
) -> None:
    kiosk, service = hall.kiosk(printer.port), first_service(hall)
    hall.until(lambda: kiosk.station.online)
    hall.centre.process.kill()
    hall.until(lambda: kiosk.station.alone is not None, "the kiosk does not go on")
    hall.until(lambda: kiosk.page.shows("On its own; tickets count."))
    take_ticket(hall, kiosk, service)
    number = number_on(kiosk.page)
    assert is_reserve(number[0], number)
    (receipt,) = printer.wait_for_receipts(1)
    (code,) = zxingcpp.read_barcodes(receipt.picture.convert("L"))
    hall.until(lambda: kiosk.page.shows("Take your ticket below"))
    hall.start_centre_again()
    recorded = hall.await_told(TicketRecorded)
    assert (recorded.number, recorded.token_hash) == (number, token_hash(code.text))
    reported = hall.await_told(PaperReported)
    assert (reported.ticket, reported.paper) == (recorded.ticket, Paper.PRINTED)
    hall.until(lambda: kiosk.station.alone is None)


def test_a_kiosk_that_starts_beside_a_dead_centre_goes_on_with_what_it_knew(
    hall: Hall, tmp_path: Path
) -> None:
    seat = Seat(hall, tmp_path / "seat")
    with seat as station:
        knows_its_numbers(hall, station, tmp_path / "seat")
        ask(hall, station)
        hall.centre.process.kill()
        hall.until(lambda: station.alone is not None)
        before, _ = ask(hall, station)
    with seat as station:
        hall.until(lambda: station.alone is not None, "the kiosk does not go on in the morning")
        after, alone = ask(hall, station)
        assert alone is not None
        assert after.number != before.number
        hall.start_centre_again()
        hall.await_told(TicketRecorded, 2)
    assert numbers_at(hall) == ["A001", before.number, after.number]


def test_two_cut_off_kiosks_never_give_the_same_number(hall: Hall, tmp_path: Path) -> None:
    one, two = (Seat(hall, tmp_path / name) for name in ("one", "two"))
    with one as first, two as second:
        knows_its_numbers(hall, first, tmp_path / "one")
        knows_its_numbers(hall, second, tmp_path / "two")
        hall.centre.process.kill()
        hall.until(lambda: first.alone is not None and second.alone is not None)
        given = [ask(hall, station)[0] for station in (first, second, first)]
        hall.start_centre_again()
        hall.await_told(TicketRecorded, 3)
    assert len({issued.number for issued in given}) == 3
    assert sorted(numbers_at(hall)) == sorted(issued.number for issued in given)


def test_a_centre_restored_from_a_copy_is_told_what_the_kiosk_printed_since(
    hall: Hall, tmp_path: Path
) -> None:
    with Seat(hall, tmp_path / "seat") as station:
        first, _ = ask(hall, station)
        copy = tmp_path / "copy.db"
        _back_up(hall.data / "centre.db", copy)
        lost = [ask(hall, station)[0] for _ in range(2)]
        hall.centre.process.kill()
        hall.centre.process.wait()
        subprocess.run(
            [sys.executable, str(MAIN), "restore", str(copy), "--data", str(hall.data)],
            check=True,
            capture_output=True,
        )
        hall.start_centre_again()
        hall.await_told(TicketRecorded, 2)
        assert [event.number for event in hall.told(TicketIssued)] == [first.number]
        assert numbers_at(hall) == [issued.number for issued in (first, *lost)]
        fresh, alone = ask(hall, station)
        assert alone is None
        assert fresh.number not in {issued.number for issued in (first, *lost)}


def _back_up(store: Path, copy: Path) -> None:
    with closing(sqlite3.connect(store)) as db, closing(sqlite3.connect(copy)) as to:
        db.backup(to)
