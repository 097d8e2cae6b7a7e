"""A copy keeps the same lines as its centre, to the byte, and stops rather than guess."""

import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.client.session import FeedLine, Session
from kiosk.db.copying import CopyTable
from kiosk.db.opening import Database, open_centre, transaction
from kiosk.db.retention import Retention
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.ids import Language
from kiosk.sync.copy import NotOneJournal
from kiosk.sync.follower import FeedLost
from tests.centre.admitting import admit
from tests.centre.running import RunningCentre
from tests.domain.hall import ID_NEW, TAX, TEN
from tests.sync.following import Copying

TABLES = ("event", "ticket", "feedback", "appointment", "answer", "device", "person", "sign_in")
OWN = ("seen_at", "seen_from")


@pytest.fixture
def token(tmp_path: Path) -> str:
    return admit(tmp_path / "centre", Role.FOLLOWER)


@pytest.fixture
def centre(tmp_path: Path, token: str) -> Iterator[RunningCentre]:
    with RunningCentre(tmp_path / "centre") as running:
        yield running


@pytest.fixture
def copying(tmp_path: Path, centre: RunningCentre, token: str) -> Iterator[Copying]:
    with Copying(tmp_path / "copy", centre.url, token) as copying:
        yield copying


def issue(kiosk: Session, n: int) -> None:
    for i in range(n):
        kiosk.send(IssueTicket(service=(ID_NEW, TAX)[i % 2], language=Language("en")))


def rows(db: Database, table: str) -> list[dict[str, object]]:
    """What a table holds, but for what is told of a device as it is seen."""
    found = [{k: v for k, v in row.items() if k not in OWN} for row in db.table(table).rows]
    return sorted(found, key=str)


def test_a_copy_has_every_table_as_the_centre_has_it(
    centre: RunningCentre, copying: Copying
) -> None:
    with centre.session(Role.KIOSK) as kiosk:
        issue(kiosk, 7)
        copying.until_line(kiosk.floor().seq)
        issue(kiosk, 5)
        standing = copying.until_line(kiosk.floor().seq)
    assert standing.behind == 0
    centre.stop()
    original = open_centre(centre.settings.data / "centre.db")
    for table in TABLES:
        assert rows(copying.db, table) == rows(original, table), table
    original.close()
    assert copying.journal.verify() is None
    assert (copying.directory / "centre.toml").read_text().startswith("# As the centre")


def test_a_copy_goes_on_after_its_last_line_over_restarts_of_both(
    tmp_path: Path, token: str
) -> None:
    for n in (3, 4, 5):
        with RunningCentre(tmp_path / "centre") as centre, centre.session(Role.KIOSK) as kiosk:
            issue(kiosk, n)
            with Copying(tmp_path / "copy", centre.url, token) as copying:
                before = copying.copy.seq
                copying.until_line(kiosk.floor().seq)
                assert copying.copy.seq >= before + n
    with Copying(tmp_path / "copy", "http://127.0.0.1:9", token) as copying:
        assert copying.journal.verify() is None
        assert copying.copy.seq == copying.journal.last_seq()


def test_whoever_comes_a_month_late_fetches_it_page_by_page(
    centre: RunningCentre, copying: Copying
) -> None:
    with centre.session(Role.KIOSK) as kiosk:
        for _ in range(2):
            issue(kiosk, 350)
            centre.wall.now_s += timedelta(days=7).total_seconds()
            centre.steady.now_s += timedelta(days=7).total_seconds()
        seq = kiosk.floor().seq
    copying.until_line(seq)
    assert copying.journal.verify() is None
    assert len(copying.stands) > 2


def test_keys_are_for_this_user_alone_and_come_again_when_they_change(
    centre: RunningCentre, copying: Copying
) -> None:
    keys = centre.settings.data / "keys"
    keys.mkdir(exist_ok=True)
    for content in (b"first", b"second"):
        (keys / "try.key").write_bytes(content)
        copying.follower().catch_up_beside()
        copied = copying.directory / "keys" / "try.key"
        assert copied.read_bytes() == content
        assert stat.S_IMODE(copied.stat().st_mode) == 0o600
        assert stat.S_IMODE(copied.parent.stat().st_mode) == 0o700


def test_a_copy_forgets_old_answers_as_its_centre_does(
    centre: RunningCentre, copying: Copying
) -> None:
    with centre.session(Role.KIOSK) as kiosk:
        issue(kiosk, 3)
        copying.until_line(kiosk.floor().seq)
    assert len(rows(copying.db, "answer")) > 0
    replica = copying.follower()._ask()
    copying.copy.hear(replica, TEN + timedelta(days=31))
    assert rows(copying.db, "answer") == []


def test_a_copy_that_is_still_fetching_does_not_count_as_in_step(
    centre: RunningCentre, copying: Copying
) -> None:
    with centre.session(Role.KIOSK) as kiosk:
        issue(kiosk, 60)
        copying.follower().catch_up_beside()
        assert CopyTable(copying.db).heard_at is None
        copying.until_line(kiosk.floor().seq)
    assert CopyTable(copying.db).heard_at == TEN


def test_settings_that_are_this_machines_own_stay(centre: RunningCentre, copying: Copying) -> None:
    own = copying.directory / "centre.toml"
    own.write_text("port = 9000\n")
    copying.follower().catch_up_beside()
    assert own.read_text() == "port = 9000\n"


def test_a_centre_that_ends_is_lost_and_the_copy_whole(
    centre: RunningCentre, copying: Copying
) -> None:
    with centre.session(Role.KIOSK) as kiosk:
        issue(kiosk, 3)
        copying.until_line(kiosk.floor().seq)
    centre.stop()
    with pytest.raises(FeedLost):
        copying.follower().follow()
    assert copying.journal.verify() is None


def test_a_centre_put_back_to_before_its_copy_is_not_followed(
    tmp_path: Path, centre: RunningCentre, copying: Copying
) -> None:
    with centre.session(Role.KIOSK) as kiosk:
        issue(kiosk, 9)
        copying.until_line(kiosk.floor().seq)
    before = copying.copy.seq
    centre.in_writer(lambda: centre.parts.db.execute("DELETE FROM event WHERE seq > 4"))
    with pytest.raises(NotOneJournal, match=r"this copy has \d+ lines and the centre only 4"):
        copying.follower().follow()
    assert copying.journal.last_seq() == before


def test_a_centre_that_went_another_way_is_not_followed(
    centre: RunningCentre, copying: Copying
) -> None:
    with centre.session(Role.KIOSK) as kiosk:
        issue(kiosk, 9)
        copying.until_line(kiosk.floor().seq)
    with transaction(copying.db):
        copying.db.execute(
            "UPDATE event SET chain = zeroblob(32) WHERE seq = ?", (copying.copy.seq,)
        )
    with pytest.raises(NotOneJournal, match="two journals"):
        copying.follower().follow()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            FeedLine(seq=7, text=b'{"seq":7,"v":1,"at":"2026-11-20T10:00:00+03:00","type":"X"}'),
            "missing",
        ),
        (FeedLine(seq=1, text=b"no line"), "no line of a journal"),
        (FeedLine(seq=1, text=b"[]"), "no line of a journal"),
    ],
)
def test_what_does_not_follow_is_not_written(tmp_path: Path, line: FeedLine, told: str) -> None:
    with (
        Copying(tmp_path / "copy", "http://127.0.0.1:9", "") as copying,
        pytest.raises(NotOneJournal, match=told),
    ):
        copying.copy.take([line])


def test_a_later_versions_event_is_kept_to_the_byte(tmp_path: Path) -> None:
    text = (
        b'{"seq":1,"v":2,"at":"2026-11-20T10:00:00+03:00","day":"2026-11-20","by":"kiosk-1",'
        b'"cmd":"01900000-0000-7000-8000-000000000001","type":"VisitorSang","song":4}'
    )
    with Copying(tmp_path / "copy", "http://127.0.0.1:9", "") as copying:
        copying.copy.take([FeedLine(seq=1, text=text)])
        (stored,) = copying.journal.lines_after(0, 5)
        assert (stored.type, stored.text) == ("VisitorSang", text)
        assert copying.journal.verify() is None


def test_a_disk_that_takes_nothing_leaves_the_copy_as_it_was(
    centre: RunningCentre, copying: Copying
) -> None:
    with centre.session(Role.KIOSK) as kiosk:
        issue(kiosk, 3)
        copying.until_line(kiosk.floor().seq)
        before = copying.copy.seq
        copying.db.execute("PRAGMA query_only = ON")
        issue(kiosk, 3)
        with pytest.raises(Exception, match="readonly"):
            copying.until_line(kiosk.floor().seq)
        assert copying.copy.seq == before
        copying.db.execute("PRAGMA query_only = OFF")
        copying.until_line(kiosk.floor().seq)
    assert copying.journal.verify() is None


def test_what_its_centre_let_go_a_copy_lets_go_and_a_new_one_begins_behind_it(
    tmp_path: Path, centre: RunningCentre, copying: Copying, token: str
) -> None:
    with centre.session(Role.KIOSK) as kiosk:
        for _ in range(2):
            issue(kiosk, 3)
            centre.wall.now_s += timedelta(days=1).total_seconds()
            centre.steady.now_s += timedelta(days=1).total_seconds()
        issue(kiosk, 3)
        copying.until_line(kiosk.floor().seq)
        retention = Retention(centre.parts.db)
        last = retention.last_to_go((TEN + timedelta(days=1)).date(), ())
        centre.in_writer(lambda: retention.let_go(last))
        issue(kiosk, 1)
        copying.until_line(kiosk.floor().seq)
        assert copying.journal.anchor.seq == last > 0
        assert copying.journal.verify() is None
        with Copying(tmp_path / "new", centre.url, token) as new:
            new.until_line(kiosk.floor().seq)
            assert new.journal.anchor == copying.journal.anchor
            assert new.journal.verify() is None
            assert rows(new.db, "event") == rows(copying.db, "event")
