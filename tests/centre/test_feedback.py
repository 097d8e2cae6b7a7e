"""What a centre lets be known of a smiley, and of what was sealed with it."""

import json
import logging
from base64 import b64encode
from itertools import islice
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kiosk.client.reply import Done
from kiosk.client.sealing import Complaint, SealingKey
from kiosk.client.session import Session, fresh_id
from kiosk.db.opening import open_reader
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.events import FeedbackGiven, ReasonsAdded
from kiosk.domain.ids import FeedbackId
from tests.centre.running import RunningCentre
from tests.domain.hall import TEN

HUB_KEY = b64encode(
    X25519PrivateKey.from_private_bytes(bytes(range(32))).public_key().public_bytes_raw()
).decode()
BLIND = (Role.KIOSK, Role.COUNTER, Role.BOARD)


def complain(tablet: Session) -> str:
    """Give a bad face and the reasons for it; what was sealed."""
    given = tablet.send(c.GiveFeedback(smiley=1))
    assert isinstance(given, Done)
    event = given.entries[0].event
    assert isinstance(event, FeedbackGiven)
    sealed = SealingKey(HUB_KEY).seal(Complaint(at=TEN), event.feedback)
    because = c.AddReasons(feedback=event.feedback, reasons=("wait",), sealed=sealed)
    again = fresh_id()
    first = tablet.send(because, again=again)
    assert isinstance(first, Done)
    assert first == tablet.send(because, again=again)
    return sealed


def lines(session: Session, count: int, after: int) -> list[dict[str, object]]:
    following = session.follow(after=after)
    found = [json.loads(line.text) for line in islice(following, count)]
    following.close()
    return found


def test_a_centre_tells_its_devices_the_hubs_key_if_it_has_one(tmp_path: Path) -> None:
    for hub_key in (HUB_KEY, None):
        with (
            RunningCentre(tmp_path, hub_key=hub_key) as centre,
            centre.session(Role.FEEDBACK) as tablet,
        ):
            assert tablet.catalogue().hub_key == hub_key


def test_what_devices_may_add_is_described_and_optional(shared: RunningCentre) -> None:
    with shared.session(Role.FEEDBACK) as tablet:
        schemas = json.loads(tablet.fetch("GET", "/openapi.json"))["components"]["schemas"]
    for kind, field in (
        ("AddReasons", "sealed"),
        ("GiveFeedback", "pressed_at"),
        ("Catalogue", "hub_key"),
    ):
        assert field in schemas[kind]["properties"]
        assert field not in schemas[kind]["required"]


def test_of_reasons_most_roles_see_that_there_are_some_live_and_later(tmp_path: Path) -> None:
    with RunningCentre(tmp_path, hub_key=HUB_KEY) as centre:
        with centre.session(Role.FEEDBACK) as tablet:
            sealed = complain(tablet)
            assert lines(tablet, 2, after=1)[1]["sealed"] == sealed
        _see_nothing(centre)
    # From the journal's pages, not from memory.
    with RunningCentre(tmp_path, hub_key=HUB_KEY) as centre:
        _see_nothing(centre)


def _see_nothing(centre: RunningCentre) -> None:
    for role in BLIND:
        with centre.session(role) as blind:
            told = lines(blind, 2, after=1)
            assert [set(line) for line in told] == [{"seq", "v", "at", "type"}] * 2
            assert [line["type"] for line in told] == ["FeedbackGiven", "ReasonsAdded"]


def test_what_is_sealed_stands_in_the_journal_and_nowhere_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with (
        RunningCentre(tmp_path, hub_key=HUB_KEY) as centre,
        centre.session(Role.FEEDBACK) as tablet,
    ):
        sealed = complain(tablet)
        floor = tablet.fetch("GET", "/floor")
    db = open_reader(tmp_path / "centre.db")
    journal = db.execute("SELECT line FROM event WHERE type = 'ReasonsAdded'").fetchone()[0]
    others = [
        repr(db.execute("SELECT * FROM answer").fetchall()),
        repr(db.execute("SELECT * FROM feedback").fetchall()),
        repr(db.execute("SELECT * FROM ticket").fetchall()),
        repr(db.execute("SELECT * FROM device").fetchall()),
        floor.decode(),
        caplog.text,
    ]
    db.close()
    assert json.loads(journal)["sealed"] == sealed
    assert [place for place in others if sealed[8:40] in place] == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("pressed_at", "yesterday"),
        ("pressed_at", "2026-11-20T10:00:00"),
        ("pressed_at", "9999-99-99T99:99:99Z"),
        ("pressed_at", 10**400),
        ("smiley", None),
    ],
)
def test_a_face_of_a_wrong_shape_is_named(shared: RunningCentre, field: str, value: object) -> None:
    body = {"id": fresh_id(), "type": "GiveFeedback", "smiley": 3} | {field: value}
    with shared.session(Role.FEEDBACK) as tablet:
        status, answer = tablet.ask("POST", "/commands", json.dumps(body).encode())
    assert status == 422
    assert json.loads(answer)["where"] == field


@pytest.mark.parametrize("sealed", ["x", "A" * 412, "A" * 500_000, 7, ["AQ"], "é" * 412])
def test_what_is_not_sealed_as_it_must_be_is_named_and_nothing_is_kept(
    shared: RunningCentre, sealed: object
) -> None:
    with shared.session(Role.FEEDBACK) as tablet:
        given = tablet.send(c.GiveFeedback(smiley=1))
        assert isinstance(given, Done)
        feedback = FeedbackId(str(given.entries[0].cmd))
        body = {
            "id": fresh_id(),
            "type": "AddReasons",
            "feedback": feedback,
            "reasons": [],
            "sealed": sealed,
        }
        status, answer = tablet.ask("POST", "/commands", json.dumps(body).encode())
        assert status == 422
        assert json.loads(answer)["where"] == "sealed"
        told = tablet.send(c.AddReasons(feedback=feedback, reasons=("wait",)))
    assert isinstance(told, Done)
    assert isinstance(told.entries[0].event, ReasonsAdded)
