"""A store whose file is damaged is made anew out of its journal, and nothing is done twice."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.client.reply import Done
from kiosk.client.session import Session, fresh_id
from kiosk.db.journal import Journal
from kiosk.db.opening import Database, open_centre
from kiosk.domain import commands as c
from kiosk.domain.commands import Command, Role
from kiosk.domain.floor import Floor
from kiosk.domain.ids import AgentId, CommandId, Language
from kiosk.sync.rebuilding import CannotRebuild, rebuild
from kiosk.wire.codec import decode_entry, encode_command
from tests.centre.running import RunningCentre
from tests.domain.hall import BIRTH, ID_NEW, ONE

ISSUE = c.IssueTicket(service=ID_NEW, language=Language("en"))


class Morning:
    """A centre's file after some tickets, a call and a smiley; and what was answered."""

    def __init__(self, data: Path) -> None:
        self.store = data / "centre.db"
        self.aside = data / "aside.db"
        self.sent: list[tuple[str, bytes, bytes]] = []
        with RunningCentre(data) as centre:
            self._live(centre)
        self.before = self.rows()

    def _live(self, centre: RunningCentre) -> None:
        for role, command in commands():
            with centre.session(role) as session:
                body = encode_command(fresh_id(), command)
                status, answer = session.ask("POST", "/commands", body)
                assert status == 200, answer
                self.sent.append((session.token or "", body, answer))

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """All that must be the same afterwards."""
        db = open_centre(self.store)
        try:
            assert Journal(db).verify() is None
            assert Journal(db).trouble_of_file() is None
            return {
                name: sorted(db.execute(f"SELECT * FROM {name}").fetchall())
                for name in ("event", "meta", "ticket", "feedback", "device")
            }
        finally:
            db.close()

    def damage(self, *names: str) -> None:
        """Write nonsense over the first page of these tables or indexes."""
        db = open_centre(self.store)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        size = int(db.execute("PRAGMA page_size").fetchone()[0])
        pages = [_page(db, name) for name in names]
        db.close()
        with self.store.open("r+b") as file:
            for page in pages:
                file.seek((page - 1) * size)
                file.write(b"\xa5" * size)


def _page(db: Database, name: str) -> int:
    page = "SELECT rootpage FROM sqlite_master WHERE name = ?"
    return int(db.execute(page, (name,)).fetchone()[0])


def commands() -> Iterator[tuple[Role, Command]]:
    for service in (ID_NEW, BIRTH, ID_NEW):
        yield Role.KIOSK, dataclasses.replace(ISSUE, service=service)
    yield Role.COUNTER, c.OpenCounter(counter=ONE, agent=AgentId("7"), services=(ID_NEW,))
    yield Role.COUNTER, c.CallNext(counter=ONE)
    yield Role.COUNTER, c.StartService(counter=ONE)
    yield Role.COUNTER, c.FinishService(counter=ONE)
    yield Role.FEEDBACK, c.GiveFeedback(smiley=4, counter=ONE)


@pytest.fixture
def morning(tmp_path: Path) -> Morning:
    return Morning(tmp_path)


@pytest.mark.parametrize("damaged", ["ticket", "feedback", "answer", "sqlite_autoindex_answer_1"])
def test_what_follows_from_the_journal_is_made_from_it(morning: Morning, damaged: str) -> None:
    morning.damage(damaged)
    assert rebuild(morning.store, aside=morning.aside) in ([damaged], [])
    assert morning.rows() == morning.before
    assert morning.aside.exists()


def test_no_command_is_done_twice_though_its_answer_is_lost(morning: Morning) -> None:
    morning.damage("answer", "ticket")
    assert rebuild(morning.store, aside=morning.aside) == ["answer", "ticket"]
    with RunningCentre(morning.store.parent) as centre:
        for token, body, _ in morning.sent:
            with Session(centre.url, token=token) as session:
                assert session.ask("POST", "/commands", body)[0] == 200
                floor = session.floor()
        assert len(floor.tickets) == 3
        with centre.session(Role.KIOSK) as kiosk:
            assert isinstance(kiosk.send(ISSUE, again=CommandId(fresh_id())), Done)


def test_answers_that_can_be_read_are_the_same_as_before(morning: Morning) -> None:
    morning.damage("feedback")
    rebuild(morning.store, aside=morning.aside)
    with RunningCentre(morning.store.parent) as centre:
        for token, body, answer in morning.sent:
            with Session(centre.url, token=token) as session:
                assert session.ask("POST", "/commands", body)[1] == answer


def test_a_journal_that_is_damaged_itself_is_left_as_it_is(morning: Morning) -> None:
    morning.damage("event")
    before = morning.store.read_bytes()
    with pytest.raises(CannotRebuild):
        rebuild(morning.store, aside=morning.aside)
    assert morning.store.read_bytes() == before
    assert not morning.aside.exists()


def test_a_line_that_was_changed_is_left_to_who_has_a_copy(morning: Morning) -> None:
    db = open_centre(morning.store)
    db.execute("UPDATE event SET chain = x'00' WHERE seq = 3")
    db.close()
    with pytest.raises(CannotRebuild, match="line 3"):
        rebuild(morning.store, aside=morning.aside)


def test_the_floor_is_the_same(morning: Morning) -> None:
    def floor() -> Floor:
        db, folded = open_centre(morning.store), Floor()
        for text in Journal(db).since_day_opened():
            folded.apply(decode_entry(text))
        db.close()
        return folded

    before = floor()
    morning.damage("ticket", "answer")
    rebuild(morning.store, aside=morning.aside)
    assert floor().tickets == before.tickets
