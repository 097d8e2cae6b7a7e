"""Restoring: only what is whole, in place from one moment to the next, the old kept."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.client.reply import Done
from kiosk.db import restoring
from kiosk.db.copying import Past, chained
from kiosk.db.devices import DeviceTable
from kiosk.db.journal import Journal
from kiosk.db.lock import DirectoryLock
from kiosk.db.opening import open_centre, transaction
from kiosk.db.people import Duty, PeopleTable, SignInTable
from kiosk.domain.commands import Role
from kiosk.domain.events import CentreTookOver
from kiosk.domain.ids import AgentId
from kiosk.roles import centre as centre_role
from kiosk.roles import restore
from kiosk.roles.start import CannotStart
from kiosk.wire.codec import decode_entry
from tests.sync.following import Copying
from tests.sync.hall import SAMPLE, Ended, Followed

STORE = "centre.db"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """A centre of five tickets that has ended, a copy of three of them, and a settings file."""
    with Followed(tmp_path_factory.mktemp("made")) as followed:
        for _ in range(3):
            followed.issued()
        followed.copied()
        for _ in range(2):
            followed.issued()
        (followed.data / "sample.toml").write_bytes(SAMPLE.read_bytes())
        (followed.data / "centre.toml").write_text(
            'catalogue = "sample.toml"\nopen_all_day = true\n'
        )
        (followed.copy / "token").write_text(followed.token)
        return followed.ended()


@pytest.fixture
def hall(tmp_path: Path, made: Ended) -> Ended:
    return made.copied_to(tmp_path)


def put_back(hall: Ended, copy: Path | None = None) -> int:
    return restore.main([str(copy or hall.copy), "--data", str(hall.data)])


def contents(directory: Path) -> dict[str, bytes]:
    """The files of a directory, but for its lock."""
    return {p.name: p.read_bytes() for p in directory.iterdir() if p.is_file() and p.name != "lock"}


def test_a_copy_is_proved_without_touching_it(
    hall: Ended, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(hall.copy)
    assert restore.main(["--check", str(hall.copy)]) == 0
    assert restore.main(["--check", str(hall.copy / STORE)]) == 0
    assert "whole" in capsys.readouterr().out
    assert contents(hall.copy) == before


def test_a_running_centres_own_journal_can_be_proved_too(hall: Ended) -> None:
    with hall.running(hall.data) as centre, hall.same_kiosk(centre.url) as kiosk:
        kiosk.send(hall.issue)
        assert restore.main(["--check", str(hall.data)]) == 0
        assert isinstance(kiosk.send(hall.issue), Done)


def test_whoever_was_revoked_since_the_copy_was_made_stays_out(
    hall: Ended, capsys: pytest.CaptureFixture[str]
) -> None:
    at = datetime(2026, 11, 21, 9, tzinfo=UTC)
    for directory in (hall.data, hall.copy):
        db = open_centre(directory / STORE)
        with transaction(db):
            board = DeviceTable(db).add(Role.BOARD, "Hall", b"h" * 32, at)
            manager = PeopleTable(db).add(Duty.MANAGER, AgentId("M1"), "a hash", at)
            assert manager is not None
            SignInTable(db).begin(board.id, manager.n, at.date(), at)
            if directory == hall.data:
                DeviceTable(db).revoke(board.id, at)
                PeopleTable(db).revoke(manager.n, at)
        db.close()

    assert put_back(hall) == 0

    assert "still so: 2" in capsys.readouterr().out
    db = open_centre(hall.data / STORE)
    (row,) = [each for each in DeviceTable(db).all() if each.device.id == board.id]
    assert row.revoked_at == at
    assert PeopleTable(db).living() == ()
    assert SignInTable(db).all() == ()
    db.close()


def test_what_was_here_is_kept_aside_and_the_copy_goes_on_in_a_new_epoch(hall: Ended) -> None:
    old = open_centre(hall.data / STORE)
    epoch, last = Journal(old).epoch, Journal(old).last_seq()
    old.close()
    assert put_back(hall) == 0
    (aside,) = hall.data.glob(f"{STORE}.before-*[0-9]")
    kept = open_centre(aside)
    assert (Journal(kept).epoch, Journal(kept).last_seq()) == (epoch, last)
    kept.close()
    db = open_centre(hall.data / STORE)
    journal = Journal(db)
    assert journal.verify() is None
    assert (journal.epoch != epoch, journal.term) == (True, 2)
    (line,) = journal.lines_after(journal.last_seq() - 1, 1)
    assert isinstance(decode_entry(line.text).event, CentreTookOver)
    db.close()
    assert not (hall.data / f"{STORE}.restored").exists()


def test_the_hall_goes_on_and_no_number_comes_again(hall: Ended) -> None:
    put_back(hall)
    with hall.running(hall.data) as second, hall.same_kiosk(second.url) as kiosk:
        assert len(kiosk.floor().tickets) == 3
        reply = kiosk.send(hall.issue)
        assert isinstance(reply, Done)
        assert reply.issued
        assert reply.issued.number not in hall.numbers


def test_a_copy_that_was_put_back_is_followed_by_whoever_kept_it(hall: Ended) -> None:
    put_back(hall)
    with hall.running(hall.data) as centre, hall.same_kiosk(centre.url) as kiosk:
        kiosk.send(hall.issue)
        token = (hall.copy / "token").read_text()
        with Copying(hall.copy, centre.url, token) as copying:
            copying.until_line(kiosk.floor().seq)
            assert copying.journal.term == 2
            assert copying.journal.verify() is None


def test_a_term_is_never_used_twice(hall: Ended) -> None:
    for term in (2, 3, 4):
        put_back(hall)
        db = open_centre(hall.data / STORE)
        assert Journal(db).term == term
        db.close()


def test_a_centre_that_was_replaced_can_be_made_the_centre_again(hall: Ended) -> None:
    db = open_centre(hall.data / STORE)
    with transaction(db):
        Past(db).supersede(7)
    db.close()
    with pytest.raises(CannotStart, match="taken this centre's place"):
        centre_role.main(["--data", str(hall.data), "--port", "0", "--tls-port", "0"])
    assert put_back(hall, hall.data) == 0
    with hall.running(hall.data) as centre, hall.same_kiosk(centre.url) as kiosk:
        assert centre.parts.live.term == 8
        assert len(kiosk.floor().tickets) == len(hall.numbers)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE event SET line = X'7B7D' WHERE seq = 3", "line 3 is missing or was changed"),
        ("DELETE FROM event WHERE seq = 2", "line 2 is missing or was changed"),
        ("UPDATE event SET chain = zeroblob(32) WHERE seq = 4", "line 4"),
        ("DROP TABLE event", "no centre's journal"),
    ],
)
def test_a_copy_that_was_changed_is_refused_and_nothing_happens(
    hall: Ended, damage: str, told: str
) -> None:
    db = open_centre(hall.copy / STORE)
    db.execute(damage)
    db.close()
    before = contents(hall.data)
    with pytest.raises(CannotStart, match=told):
        put_back(hall)
    with pytest.raises(CannotStart, match=told):
        restore.main(["--check", str(hall.copy)])
    assert contents(hall.data) == before


def test_a_copy_whose_lines_are_chained_but_make_no_day_is_refused(hall: Ended) -> None:
    db = open_centre(hall.copy / STORE)
    (line,) = Journal(db).lines_after(Journal(db).last_seq() - 1, 1)
    last = Journal(db).last_seq()
    text = line.text.replace(b'"seq":%d' % last, b'"seq":%d' % (last + 7))
    db.execute("DELETE FROM event WHERE seq = ?", (last,))
    chain = chained(Journal(db).chain_at(last - 1) or b"", text)
    db.execute(
        "INSERT INTO event (seq, day, type, line, chain) VALUES (?, '2026-11-20', 'X', ?, ?)",
        (last, text, chain),
    )
    db.close()
    with pytest.raises(CannotStart, match=f"line {last} says that it is line {last + 7}"):
        put_back(hall)


@pytest.mark.parametrize("page", [2, 3, 5])
def test_a_copy_with_a_corrupt_page_is_refused_in_a_sentence(hall: Ended, page: int) -> None:
    open_centre(hall.copy / STORE).close()
    with (hall.copy / STORE).open("r+b") as file:
        file.seek(4096 * page)
        file.write(b"\xa5" * 4096)
    before = contents(hall.data)
    with pytest.raises(CannotStart, match="othing was changed"):
        put_back(hall)
    assert contents(hall.data) == before


@pytest.mark.parametrize("junk", [b"", b"SQLite format 3\0 but no more", b"x" * 10_000])
def test_what_is_no_copy_is_refused_in_a_sentence(hall: Ended, tmp_path: Path, junk: bytes) -> None:
    (tmp_path / "junk.db").write_bytes(junk)
    with pytest.raises(CannotStart, match=r"no centre's journal|damaged"):
        put_back(hall, tmp_path / "junk.db")
    with pytest.raises(CannotStart, match="there is no"):
        put_back(hall, tmp_path / "nothing.db")


def test_another_centres_copy_is_refused(hall: Ended) -> None:
    db = open_centre(hall.copy / STORE)
    db.execute("UPDATE meta SET value = 'KISUMU' WHERE key = 'centre'")
    db.close()
    before = contents(hall.data)
    with pytest.raises(CannotStart, match="journal of centre KISUMU"):
        put_back(hall)
    assert contents(hall.data) == before


def test_nothing_is_restored_under_a_running_centre(hall: Ended) -> None:
    with DirectoryLock(hall.data), pytest.raises(CannotStart, match="in use"):
        put_back(hall)


def test_a_damaged_journal_here_does_not_stand_in_the_way(hall: Ended) -> None:
    (hall.data / STORE).write_bytes(b"burnt")
    assert put_back(hall) == 0
    (aside,) = hall.data.glob(f"{STORE}.before-*[0-9]")
    assert aside.read_bytes() == b"burnt"


def test_a_store_of_before_can_give_room_back_once_it_was_restored(hall: Ended) -> None:
    db = open_centre(hall.copy / STORE)
    db.execute("PRAGMA auto_vacuum = NONE")
    db.execute("VACUUM")
    assert db.execute("PRAGMA auto_vacuum").fetchone()[0] == 0
    db.close()
    put_back(hall)
    db = open_centre(hall.data / STORE)
    assert db.execute("PRAGMA auto_vacuum").fetchone()[0] == 2
    assert Journal(db).verify() is None
    db.close()


def test_an_empty_machine_gets_journal_and_keys(hall: Ended, tmp_path: Path) -> None:
    (hall.copy / "keys").mkdir(exist_ok=True)
    (hall.copy / "keys" / "try.key").write_bytes(b"a key")
    new = tmp_path / "new"
    shutil.copytree(hall.data, new, ignore=shutil.ignore_patterns("centre.db*", "keys", "lock"))
    assert restore.main([str(hall.copy), "--data", str(new)]) == 0
    assert (new / "keys" / "try.key").read_bytes() == b"a key"
    assert not list(new.glob(f"{STORE}.before-*"))


def test_cut_off_in_the_middle_it_can_be_done_again(
    hall: Ended, monkeypatch: pytest.MonkeyPatch
) -> None:

    def full(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restoring, "_copy", full)
    with pytest.raises(CannotStart, match="No space left"):
        put_back(hall)
    monkeypatch.undo()
    db = open_centre(hall.data / STORE)
    assert Journal(db).verify() is None
    db.close()
    assert put_back(hall) == 0
