"""Whatever comes in: a clear answer of the contract, and a journal that still holds together."""

import json
import uuid
from collections.abc import Iterator

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from kiosk.client.session import Session
from kiosk.db.journal import Journal
from kiosk.domain.commands import COMMANDS, Role
from tests.centre.running import RunningCentre

CLEAR = frozenset({200, 400, 403, 404, 405, 409, 422})
"""What an admitted device may be answered by a healthy centre that is not in a hurry."""

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
LIKELY = st.sampled_from(
    ("id-new", "birth", "tax", "1", "2", "sw", "en", "07", "photo", "tea", "system", "served")
)
FIELDS = sorted({field for kind in COMMANDS.values() for field in kind.__dataclass_fields__})
ANY_COMMAND = st.fixed_dictionaries(
    {"id": st.uuids().map(str) | JSON, "type": st.sampled_from(sorted(COMMANDS)) | JSON},
    optional=dict.fromkeys(FIELDS, LIKELY | st.lists(LIKELY, max_size=2) | st.booleans() | JSON),
)
PATHS = st.sampled_from(
    (
        *("/commands", "/floor", "/catalogue", "/health", "/t/x", "//", "/enrol", "/enrol/x"),
        *("/me", "/devices", "/admit", "/refuse", "/revoke", "/authority.pem"),
    )
)
SHARED = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def devices(shared: RunningCentre, kiosk: Session) -> Iterator[tuple[Session, ...]]:
    with shared.session(Role.COUNTER) as counter, shared.session(Role.FEEDBACK) as feedback:
        yield kiosk, counter, feedback


@SHARED
@given(command=ANY_COMMAND, one=st.integers(0, 2))
def test_any_command_gets_a_clear_answer(
    devices: tuple[Session, ...], command: dict[str, object], one: int
) -> None:
    status, body = devices[one].ask("POST", "/commands", json.dumps(command).encode())
    assert status in CLEAR, (status, body)
    assert isinstance(json.loads(body), dict)


@SHARED
@given(
    method=st.sampled_from(("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS")),
    path=PATHS,
    body=st.binary(max_size=200),
)
def test_any_request_gets_a_clear_answer(
    kiosk: Session, method: str, path: str, body: bytes
) -> None:
    status = kiosk.ask(method, path, body)[0]
    # Whoever asks for unknown tickets, or to be admitted, again and again is held off.
    assert status in CLEAR or (path.startswith(("/t/", "/enrol")) and status == 429)


def test_after_all_of_that_the_journal_holds_together(
    shared: RunningCentre, kiosk: Session
) -> None:
    issue = {"id": str(uuid.uuid4()), "type": "IssueTicket", "service": "tax", "language": "sw"}
    assert kiosk.ask("POST", "/commands", json.dumps(issue).encode())[0] == 200
    found: list[int | None] = []
    shared.in_writer(lambda: found.append(Journal(shared.parts.db).verify()))
    assert found == [None]
