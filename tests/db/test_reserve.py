"""What a kiosk keeps for the time it is cut off outlives its process."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.db.opening import Database, StoreFailed, open_device
from kiosk.db.outbox import Unsent
from kiosk.db.reserve import Kept, KnownTable, Printed, PrintedTable
from kiosk.domain.ids import CommandId, TicketId

FRIDAY = date(2026, 11, 20)
SATURDAY = FRIDAY + timedelta(days=1)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_device(tmp_path / "device.db")
    yield opened
    opened.close()


def printed(number: str, *, day: date = FRIDAY, epoch: str = "") -> Printed:
    name = f"{number}-{day}"
    return Printed(
        ticket=TicketId(f"ticket-{name}"),
        day=day,
        number=number,
        unsent=Unsent(id=CommandId(f"record-{name}"), body=number.encode()),
        sure=True,
        epoch=epoch,
    )


def test_the_last_word_under_a_name_is_kept_over_a_restart(tmp_path: Path) -> None:
    db = open_device(tmp_path / "device.db")
    known = KnownTable(db)
    at = datetime(2026, 11, 20, 10, 24, tzinfo=UTC)
    known.keep("floor", Kept(at=at, body=b"first"))
    known.keep("floor", Kept(at=at, body=b"second"))
    db.close()
    db = open_device(tmp_path / "device.db")
    known = KnownTable(db)
    assert known.get("floor") == Kept(at=at, body=b"second")
    known.drop("floor")
    assert known.get("floor") is None
    db.close()


def test_tickets_of_a_day_come_in_the_order_they_were_given(db: Database) -> None:
    table = PrintedTable(db)
    given = (printed("A901"), printed("F900"), printed("A900"))
    for one in (*given, printed("A900", day=SATURDAY)):
        table.add(one)
    assert table.of_day(FRIDAY) == given
    assert table.numbers(FRIDAY) == {"A900", "A901", "F900"}
    assert table.numbers(SATURDAY) == {"A900"}


def test_the_last_number_of_a_reserve_is_the_last_of_its_own_letter_and_length(
    db: Database,
) -> None:
    table = PrintedTable(db)
    for number in ("A901", "A905", "A9001", "F910", "A042"):
        table.add(printed(number))
    assert table.last_of("A900", "A924") == "A905"
    assert table.last_of("A925", "A949") is None


def test_what_becomes_of_a_ticket_is_noted(db: Database) -> None:
    table = PrintedTable(db)
    first, second = printed("A900"), printed("A901", epoch="old")
    for one in (first, second):
        table.add(replace(one, sure=False))
    table.correct(first.ticket, SATURDAY, b"corrected")
    table.arrived(second.unsent.id, "new")
    table.over(second.ticket, "A042")
    assert not table.of_day(FRIDAY)[0].over
    table.over(second.ticket, second.number)
    (moved,) = table.of_day(SATURDAY)
    assert (moved.sure, moved.unsent.body) == (True, b"corrected")
    assert table.of_day(FRIDAY) == (replace(second, sure=False, epoch="new", over=True),)
    table.give_up(first.unsent.id)
    assert table.of_day(SATURDAY)[0].over
    table.forget_before(SATURDAY)
    assert table.of_day(FRIDAY) == ()


def test_a_full_disk_is_told_before_a_number_counts_as_given(db: Database) -> None:
    table = PrintedTable(db)
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")
    big = replace(printed("A900"), unsent=Unsent(id=CommandId("big"), body=bytes(1_000_000)))
    with pytest.raises(StoreFailed):
        table.add(big)
    assert table.numbers(FRIDAY) == frozenset()
