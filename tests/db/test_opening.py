"""How stores are opened, and one process per directory."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.db.lock import DirectoryLock, DirectoryTaken, DirectoryUnfit
from kiosk.db.opening import (
    DatabaseUnfit,
    StoreFailed,
    check_room,
    open_centre,
    open_device,
    open_reader,
    reading,
    transaction,
)

COUNT = "SELECT count(*) FROM outbox"
ADD = "INSERT INTO outbox (id, body) VALUES (?, X'00')"


def test_a_commit_waits_for_the_disk(tmp_path: Path) -> None:
    db = open_centre(tmp_path / "centre.db")
    pragmas = {
        name: db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    }
    db.close()
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
    }


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_nobody_else_may_read_a_store(tmp_path: Path) -> None:
    db = open_device(tmp_path / "new" / "device.db")
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "new").iterdir()}
    db.close()
    assert set(modes) == {"device.db", "device.db-wal", "device.db-shm"}
    assert set(modes.values()) == {0o600}


def test_a_store_opens_again_as_it_was(tmp_path: Path) -> None:
    for expected in range(3):
        db = open_device(tmp_path / "device.db")
        assert db.execute(COUNT).fetchone()[0] == expected
        db.execute(ADD, (str(expected),))
        db.close()


def test_a_file_that_is_no_database_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "centre.db").write_bytes(b"not a database, but long enough to look like one" * 99)
    with pytest.raises(DatabaseUnfit, match=r"centre\.db cannot be opened"):
        open_centre(tmp_path / "centre.db")


def test_a_reader_sees_what_is_committed_and_changes_nothing(tmp_path: Path) -> None:
    db = open_device(tmp_path / "device.db")
    reader = open_reader(tmp_path / "device.db")
    db.execute(ADD, ("1",))
    assert reader.execute(COUNT).fetchone()[0] == 1
    with pytest.raises(StoreFailed), reading():
        reader.execute(ADD, ("2",))
    reader.close()
    db.close()


LOOK = """
import fcntl, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("SELECT * FROM outbox").fetchall()
db.close()
SHARED_FIRST, SHARED_SIZE = 0x40000002, 510
try:
    fcntl.lockf(open(sys.argv[1], "rb+"), fcntl.LOCK_EX | fcntl.LOCK_NB, SHARED_SIZE, SHARED_FIRST)
except OSError:
    print("held")
"""


@pytest.mark.journey
@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps locks by handle")
def test_a_store_that_is_open_stays_so_for_any_other_sqlite(tmp_path: Path) -> None:
    path = tmp_path / "device.db"
    db = open_device(path)
    reader = open_reader(path)
    looked = subprocess.run(
        [sys.executable, "-c", LOOK, path], capture_output=True, text=True, check=True
    )
    side_files = {p.name for p in tmp_path.iterdir()}
    reader.close()
    db.close()
    assert looked.stdout.strip() == "held"
    assert side_files == {"device.db", "device.db-wal", "device.db-shm"}


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    db = open_device(tmp_path / "device.db")

    def fail() -> None:
        with transaction(db):
            db.execute(ADD, ("1",))
            raise RuntimeError("a mistake of ours")

    with pytest.raises(RuntimeError):
        fail()
    assert db.execute(COUNT).fetchone()[0] == 0
    with transaction(db):
        db.execute(ADD, ("1",))
    assert db.execute(COUNT).fetchone()[0] == 1
    db.close()


def test_a_full_disk_is_told_from_a_mistake_of_ours(tmp_path: Path) -> None:
    db = open_centre(tmp_path / "centre.db")
    db.execute("PRAGMA max_page_count = 1").fetchone()
    with pytest.raises(StoreFailed) as failure:
        check_room(db)
    assert failure.value.disk_full
    db.execute("PRAGMA max_page_count = 100000").fetchone()
    check_room(db)
    check_room(db)
    with pytest.raises(Exception, match="NOT NULL") as mistake, transaction(db):
        db.execute("INSERT INTO meta (key, value) VALUES ('x', NULL)")
    assert not isinstance(mistake.value, StoreFailed)
    db.close()


def test_one_process_per_directory(tmp_path: Path) -> None:
    with DirectoryLock(tmp_path / "data"), pytest.raises(DirectoryTaken, match="--data"):
        DirectoryLock(tmp_path / "data")
    with DirectoryLock(tmp_path / "data"):
        pass


def test_a_directory_that_cannot_be_made_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for directory in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(DirectoryUnfit, match="cannot hold data"):
            DirectoryLock(directory)


def test_the_lock_goes_with_its_process(tmp_path: Path) -> None:
    holding = (
        "import sys, pathlib; from kiosk.db.lock import DirectoryLock;"
        "held = DirectoryLock(pathlib.Path(sys.argv[1])); print('held', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    ) as child:
        assert child.stdout
        assert child.stdout.readline().strip() == b"held"
        with pytest.raises(DirectoryTaken):
            DirectoryLock(tmp_path)
        child.kill()
        child.wait()
        DirectoryLock(tmp_path).release()
