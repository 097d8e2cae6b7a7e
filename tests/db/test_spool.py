from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from kiosk.db.opening import Database, open_device
from kiosk.db.spool import ENDS, Spool, SpoolEntry, SpoolState
from kiosk.domain.ids import TicketId

QUEUED = SpoolEntry(
    ticket=TicketId("0199-a"),
    copy=1,
    printer="front",
    state=SpoolState.QUEUED,
    queued_at="2026-11-20T07:24:00.000+00:00",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "device.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    database = open_device(path)
    yield database
    database.close()


def read_again(path: Path) -> list[SpoolEntry]:
    """What another process finds after this one is gone."""
    database = open_device(path)
    try:
        return list(Spool(database).unfinished())
    finally:
        database.close()


def test_a_job_is_on_disk_as_soon_as_it_is_inserted(database: Database, path: Path) -> None:
    assert Spool(database).insert(QUEUED) is None
    assert read_again(path) == [QUEUED]


def test_a_second_insert_finds_the_first_and_changes_nothing(
    database: Database, path: Path
) -> None:
    spool = Spool(database)
    spool.insert(QUEUED)
    printed = replace(QUEUED, state=SpoolState.PRINTED, level="A2", bytes_sent=0)
    spool.advance(printed)
    assert spool.insert(replace(QUEUED, printer="back")) == printed
    assert spool.insert(replace(QUEUED, copy=2)) is None


def test_one_paper_more_gets_a_number_no_paper_has_had_even_after_a_start_with_an_earlier_clock(
    database: Database, path: Path
) -> None:
    assert Spool(database).insert_another(QUEUED).copy == 2
    Spool(database).insert(replace(QUEUED, copy=7))
    earlier = replace(QUEUED, queued_at="2026-11-20T06:00:00.000+00:00")
    again = open_device(path)
    assert Spool(again).insert_another(earlier) == replace(earlier, copy=8)
    again.close()
    assert Spool(database).insert_another(replace(QUEUED, ticket=TicketId("0199-b"))).copy == 2


def test_only_jobs_without_an_end_are_unfinished(database: Database, path: Path) -> None:
    spool = Spool(database)
    for n, state in enumerate(SpoolState):
        spool.insert(replace(QUEUED, copy=n))
        spool.advance(replace(QUEUED, copy=n, state=state, cause="paper_out", bytes_sent=n))
    left = read_again(path)
    assert {entry.state for entry in left} == set(SpoolState) - ENDS
    assert [entry.bytes_sent for entry in left] == list(range(len(left)))


def test_finished_jobs_are_forgotten_in_time_and_unfinished_never(
    database: Database, path: Path
) -> None:
    spool = Spool(database)
    spool.insert(QUEUED)
    spool.insert(replace(QUEUED, copy=2))
    spool.advance(replace(QUEUED, copy=2, state=SpoolState.SENT, level="A1"))
    spool.forget_before("2026-12-01T00:00:00.000+00:00")
    assert spool.insert(replace(QUEUED, copy=2)) is None
    assert spool.insert(QUEUED) == QUEUED


def test_workers_of_several_printers_share_it(database: Database, path: Path) -> None:
    spool = Spool(database)

    def work(printer: str) -> None:
        for n in range(20):
            entry = replace(QUEUED, ticket=TicketId(f"{printer}-{n}"), printer=printer)
            spool.insert(entry)
            spool.advance(replace(entry, state=SpoolState.SENDING))

    workers = [Thread(target=work, args=(name,)) for name in ("front", "back", "side")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(read_again(path)) == 60


def test_a_doubtful_paper_is_reprinted_once_another_was_asked_for_and_no_other_changes(
    database: Database,
) -> None:
    spool = Spool(database)
    doubtful = (SpoolState.SENT, SpoolState.UNCONFIRMED, SpoolState.CANCELLED)
    for n, state in enumerate(SpoolState):
        spool.insert(replace(QUEUED, copy=n, state=state))
    spool.mark_reprinted(QUEUED.ticket)
    for n, state in enumerate(SpoolState):
        expected = SpoolState.REPRINTED if state in doubtful else state
        known = spool.insert(replace(QUEUED, copy=n))
        assert known is not None
        assert known.state is expected


def test_a_paper_that_went_to_another_printer_is_found_there(database: Database) -> None:
    spool = Spool(database)
    spool.insert(QUEUED)
    spool.advance(replace(QUEUED, printer="desk", state=SpoolState.PRINTED, level="A2"))
    known = spool.insert(QUEUED)
    assert known is not None
    assert known.printer == "desk"


def test_papers_written_before_there_were_so_many_states_are_read(path: Path) -> None:
    database = open_device(path)
    database.execute("DROP INDEX spool_unfinished")
    database.execute(
        "CREATE INDEX spool_unfinished ON spool (queued_at) WHERE state IN ('queued', 'sending')"
    )
    database.execute("DELETE FROM _sqlite_migrations WHERE name = 'm003_spool_states'")
    Spool(database).insert(QUEUED)
    database.execute("UPDATE spool SET state = 'not_printed', cause = 'paper_out'")
    database.close()
    database = open_device(path)
    known = Spool(database).insert(QUEUED)
    database.close()
    assert known is not None
    assert known.state is SpoolState.FAILED_CLEAN
