"""SQL, markup and printers' commands, in every field that takes a text."""

import json
import uuid
from collections.abc import Iterator
from dataclasses import fields

import pytest

from kiosk.client.session import Session
from kiosk.db.journal import Journal
from kiosk.domain.commands import COMMANDS, MeasurePace, Role, TurnDay
from tests.attacks.hall import Hall

SQL = "x'); DROP TABLE event; --"
MARKUP = "<script>alert(1)</script>"
ESCAPES = "\x1b@\x1bp\x00\x19\xfa"
BITING = (SQL, MARKUP, ESCAPES, '" OR "1"="1', "${jndi:ldap://x}", "../../etc/passwd", "\u202e")
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"


@pytest.fixture(scope="module")
def all_roles(hall: Hall) -> Iterator[dict[Role, Session]]:
    sessions = {role: Session(hall.centre.url, token=token) for role, token in hall.tokens.items()}
    yield sessions
    for session in sessions.values():
        session.close()


def tables(hall: Hall) -> list[tuple[str, int]]:
    """Every table of the store, and how many rows it has."""
    found: list[tuple[str, int]] = []

    def look() -> None:
        db = hall.centre.parts.db
        for (name,) in db.execute(TABLES).fetchall():
            found.append((name, db[name].count))

    hall.centre.in_writer(look)
    return found


@pytest.mark.parametrize("text", BITING)
def test_every_field_of_every_command_takes_a_text_for_a_text(
    hall: Hall, all_roles: dict[Role, Session], text: str
) -> None:
    before = [name for name, _ in tables(hall)]
    for name, kind in sorted(COMMANDS.items()):
        if kind in (TurnDay, MeasurePace):
            continue
        body = {field.name: text for field in fields(kind)}
        for role in (Role.KIOSK, Role.MANAGER, Role.FEEDBACK):
            command = {"id": str(uuid.uuid4()), "type": name, **body}
            status, answer = all_roles[role].ask("POST", "/commands", json.dumps(command).encode())
            assert status in {200, 403, 409, 422, 429}, (name, role, answer)
            # What is answered is never a page, whatever stands in it.
            assert isinstance(json.loads(answer), dict)
    assert [name for name, _ in tables(hall)] == before


def test_names_that_bite_are_only_names(hall: Hall) -> None:
    before = dict(tables(hall))
    with Session(hall.centre.url) as anybody:
        for text in BITING:
            body = json.dumps({"role": "board", "name": text}).encode()
            status, answer = anybody.ask("POST", "/enrol", body)
            assert status in {200, 422}, answer
    after = dict(tables(hall))
    assert set(after) == set(before)
    assert after["event"] == before["event"]


def test_after_all_of_that_the_journal_is_as_it_was_written(hall: Hall) -> None:
    found: list[int | None] = []
    hall.centre.in_writer(lambda: found.append(Journal(hall.centre.parts.db).verify()))
    assert found == [None]
