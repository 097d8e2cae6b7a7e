"""What a centre keeps of its hub counts for that hub and this journal alone."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.db.copying import Succession
from kiosk.db.opening import Database, open_centre, transaction
from kiosk.db.replica import ReplicaSource
from kiosk.db.uplink import Acked, InboxCursor, UplinkTable

HUB, OTHER = "aa" * 32, "bb" * 32
ACKED = Acked(branch=2, seq=7, chain=bytes(32), heard_at=datetime(2026, 11, 23, 10, 0, tzinfo=UTC))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_centre(tmp_path / "centre.db")
    yield opened
    opened.close()


def test_what_the_hub_has_is_kept_and_the_last_counts(db: Database) -> None:
    table = UplinkTable(db, hub=HUB)
    assert table.acked() is None
    with transaction(db):
        table.note_acked(Acked(branch=1, seq=3, chain=bytes(32), heard_at=ACKED.heard_at))
        table.note_acked(ACKED)
    assert table.acked() == ACKED


def test_of_another_hub_or_another_epoch_nothing_is_known(db: Database) -> None:
    with transaction(db):
        UplinkTable(db, hub=HUB).note_acked(ACKED)
    assert UplinkTable(db, hub=OTHER).acked() is None
    with transaction(db):
        Succession(db).begin(epoch="new", term=2)
    assert UplinkTable(db, hub=HUB).acked() is None


def test_the_inbox_is_the_hubs_own(db: Database) -> None:
    table = UplinkTable(db, hub=HUB)
    assert table.inbox() == InboxCursor()
    with transaction(db):
        table.note_inbox(InboxCursor(seq=4, command="c"))
    assert table.inbox() == InboxCursor(seq=4, command="c")
    assert UplinkTable(db, hub=OTHER).inbox() == InboxCursor()


def test_a_copy_gets_how_far_the_inbox_was_done_and_not_how_far_the_hub_is(db: Database) -> None:
    """What was done is in its lines; where the hub is, it finds out itself."""
    tables = ReplicaSource(db).tables()
    assert "downlink" in tables
    assert "uplink" not in tables
