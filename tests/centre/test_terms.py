"""One centre at a time: an old one that hears with proof that it was replaced ends."""

import shutil
import threading
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.centre import terms
from kiosk.centre.terms import Superseded
from kiosk.client.session import CentreSaysNo, Session
from kiosk.db.copying import Past
from kiosk.db.opening import open_centre
from kiosk.roles import centre as centre_role
from kiosk.roles.start import CannotStart
from kiosk.wire import paths
from kiosk.wire.codec import WrongShape, encode
from kiosk.wire.terms import TermStatement, decode_statement, is_true, state
from tests.centre.running import PATIENCE_S, RunningCentre


def key_of(centre: RunningCentre) -> bytes:
    return (centre.settings.data / "keys" / "authority.key").read_bytes()


def statement(centre: RunningCentre, term: int, *, key: bytes | None = None) -> TermStatement:
    return state(key or key_of(centre), centre="TEST", term=term, epoch="e" * 32)


def say(centre: RunningCentre, said: TermStatement | bytes) -> TermStatement:
    body = said if isinstance(said, bytes) else encode(said)
    with Session(centre.url) as anybody:
        return decode_statement(anybody.fetch("POST", paths.TERM, body))


def test_a_centre_that_was_replaced_ends_and_does_not_start_again(tmp_path: Path) -> None:
    with RunningCentre(tmp_path) as centre:
        say(centre, statement(centre, 2))
        ended = centre.ended_by()
    assert isinstance(ended, Superseded)
    assert "term 2" in str(ended)
    assert f"main.py restore {tmp_path}" in str(ended)
    db = open_centre(tmp_path / "centre.db")
    assert Past(db).superseded == 2
    db.close()
    with pytest.raises(Superseded), RunningCentre(tmp_path):
        pass


def test_its_own_term_and_older_ones_change_nothing(centre: RunningCentre) -> None:
    said = say(centre, statement(centre, 1))
    assert (said.centre, said.term) == ("TEST", 1)
    assert is_true(said, key_of(centre))
    assert not centre.parts.terms.superseded.done()


def test_a_centre_that_has_the_old_ones_address_does_not_take_itself_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    knocked = threading.Semaphore(0)

    def at_home(_: str, said: bytes, __: str | None) -> TermStatement | None:
        knocked.release()
        return decode_statement(said)

    monkeypatch.setattr(terms, "_knock_at", at_home)
    monkeypatch.setattr(terms, "KNOCK_AT_HOME_EVERY_S", 0.01)
    db = open_centre(tmp_path / "centre.db")
    db.execute("INSERT INTO meta (key, value) VALUES ('predecessor', 'https://192.0.2.1:8443')")
    with RunningCentre(tmp_path):
        for _ in range(3):
            assert knocked.acquire(timeout=PATIENCE_S)
    assert Past(db).predecessor == "https://192.0.2.1:8443"
    db.close()


def test_a_centre_that_lost_its_authoritys_key_goes_on_and_believes_nobody(tmp_path: Path) -> None:
    with RunningCentre(tmp_path) as centre:
        key = key_of(centre)
    (tmp_path / "keys" / "authority.key").unlink()
    with RunningCentre(tmp_path) as centre:
        with pytest.raises(CentreSaysNo, match="403"):
            say(centre, statement(centre, 9, key=key))
        assert not centre.parts.terms.superseded.done()


def test_a_copy_whose_centre_was_taken_over_by_a_later_one_ends(tmp_path: Path) -> None:
    with RunningCentre(tmp_path / "later") as later:
        keys = tmp_path / "later" / "keys"
    shutil.copytree(keys, tmp_path / "copy" / "keys")
    db = open_centre(tmp_path / "later" / "centre.db")
    db.execute("UPDATE meta SET value = '5' WHERE key = 'term'")
    db.close()
    with RunningCentre(tmp_path / "later") as later:
        db = open_centre(tmp_path / "copy" / "centre.db")
        db.execute("INSERT INTO meta (key, value) VALUES ('predecessor', ?)", (later.url,))
        db.close()
        with RunningCentre(tmp_path / "copy") as copy:
            ended = copy.ended_by()
        assert isinstance(ended, Superseded)
        assert "term 5" in str(ended)
        assert not later.parts.terms.superseded.done()


@pytest.mark.parametrize("forgery", ["another key", "no mac", "another term's mac", "elsewhere"])
def test_whoever_has_not_the_keys_ends_nobody(centre: RunningCentre, forgery: str) -> None:
    forged = {
        "another key": statement(centre, 9, key=b"another key"),
        "no mac": TermStatement(centre="TEST", term=9, epoch="e", mac=""),
        "another term's mac": replace(statement(centre, 1), term=9),
        "elsewhere": state(key_of(centre), centre="OTHER", term=9, epoch="e" * 32),
    }[forgery]
    with pytest.raises(CentreSaysNo, match="403"):
        say(centre, forged)
    assert not centre.parts.terms.superseded.done()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"centre":"TEST","term":-1,"epoch":"","mac":""}',
        b"\xff" * 9,
        b"[" * 999,
    ],
)
def test_what_is_no_statement_is_told_so(centre: RunningCentre, body: bytes) -> None:
    with pytest.raises(CentreSaysNo, match="422"):
        say(centre, body)
    with pytest.raises(WrongShape):
        decode_statement(body)


def test_a_superseded_directory_is_told_in_a_sentence(tmp_path: Path) -> None:
    db = open_centre(tmp_path / "centre.db")
    Past(db).supersede(4)
    db.close()
    with pytest.raises(CannotStart, match="taken this centre's place"):
        centre_role.main(["--data", str(tmp_path), "--port", "0", "--tls-port", "0"])
