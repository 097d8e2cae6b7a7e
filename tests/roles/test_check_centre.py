"""What `check` says of a centre: its troubles and copies, its keys, its people."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.centre.people import People
from kiosk.db.opening import open_centre, transaction
from kiosk.db.people import Duty, PeopleTable, SignInTable
from kiosk.roles.check_devices import centre
from kiosk.roles.check_finding import Finding, State
from kiosk.roles.check_health import health
from kiosk.roles.check_keys import keys
from kiosk.roles.check_people import people
from kiosk.web.sign_in import Cost, Hashing
from tests.centre.running import RunningCentre

NOW = datetime.now(UTC)


def said(found: list[Finding], state: State) -> str:
    return "\n".join(finding.sentence for finding in found if finding.state is state)


def told(**fields: object) -> list[Finding]:
    return list(health(json.dumps(fields).encode(), NOW))


def test_what_is_wrong_is_said_with_since_when_and_what_to_do() -> None:
    since = NOW - timedelta(days=2)
    trouble = {
        "code": "DISK_FULL",
        "since": since.isoformat(),
        "until": None,
        "say": {"en": "The disk is full. Make room.", "sw": "Diski imejaa."},
    }
    (found,) = told(troubles=[trouble])
    assert found.state is State.FAILS
    assert found.sentence == f"Since {since.astimezone():%Y-%m-%d %H:%M}: {trouble['say']['en']}"  # type: ignore[index]


def test_what_was_wrong_is_said_and_fails_nothing() -> None:
    trouble = {
        "code": "CLOCK_BEHIND",
        "since": NOW.isoformat(),
        "until": NOW.isoformat(),
        "times": 3,
        "say": {"en": "The clock was behind."},
    }
    (found,) = told(troubles=[trouble])
    assert found.state is State.WAS
    assert "3 times: The clock was behind." in found.sentence


def follower(**more: object) -> dict[str, object]:
    usual = {"device": "follower-2", "seq": 7, "behind": 0, "away": False, "seen": NOW.isoformat()}
    return usual | more


@pytest.mark.parametrize(
    ("followers", "state", "words"),
    [
        ([], State.ABSENT, "Nobody keeps a copy"),
        ([follower()], State.WORKS, "follower-2 keeps a copy"),
        ([follower(away=True, behind=12)], State.FAILS, "lacks 12 events"),
        ([follower(behind=9000)], State.FAILS, "9,000 events behind"),
    ],
)
def test_copies_are_told_with_how_they_stand(
    followers: list[object], state: State, words: str
) -> None:
    (found,) = told(followers=followers)
    assert found.state is state
    assert words in found.sentence


def test_a_centre_of_an_older_version_tells_less_and_nothing_wrong() -> None:
    assert told(version="0.4.0", seq=7) == []
    assert list(health(b"no json", NOW)) == []


def test_whether_a_running_centre_is_copied_reaches_whoever_checks(tmp_path: Path) -> None:
    with RunningCentre(tmp_path) as running:
        found = list(centre(running.url, needed=True))
    assert "Nobody keeps a copy" in said(found, State.ABSENT)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Where a centre has run."""
    with RunningCentre(tmp_path):
        return tmp_path


def test_keys_that_only_the_centre_reads_are_well(data: Path) -> None:
    found = list(keys(data, NOW))
    assert {finding.state for finding in found} == {State.WORKS}
    assert "lasts until 2056" in said(found, State.WORKS)


@pytest.mark.parametrize("name", ["keys/authority.key", "keys/pepper", "centre.db", "keys"])
def test_what_others_can_read_is_told_with_the_remedy(data: Path, name: str) -> None:
    path = data / name
    path.chmod(0o755 if path.is_dir() else 0o644)
    found = said(list(keys(data, NOW)), State.FAILS)
    assert f"chmod {'700' if path.is_dir() else '600'} {path}" in found


def test_a_pepper_that_is_gone_or_damaged_is_told(data: Path) -> None:
    (data / "keys" / "pepper").write_bytes(b"half")
    assert "damaged" in said(list(keys(data, NOW)), State.FAILS)
    (data / "keys" / "pepper").unlink()
    assert "missing" in said(list(keys(data, NOW)), State.FAILS)


def test_a_certificate_that_ends_soon_or_is_damaged_is_told(data: Path) -> None:
    late = datetime(2055, 12, 20, tzinfo=UTC)
    assert "lasts until 2056-01-01: stop the centre" in said(list(keys(data, late)), State.FAILS)
    (data / "keys" / "server.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nnone")
    assert "damaged" in said(list(keys(data, NOW)), State.FAILS)
    (data / "keys" / "authority.pem").unlink()
    assert "missing" in said(list(keys(data, NOW)), State.FAILS)


def test_where_no_centre_has_run_there_is_nothing_wrong(tmp_path: Path) -> None:
    assert [found.state for found in keys(tmp_path, NOW)] == [State.ABSENT]
    assert people(tmp_path, NOW, trusted=False).state is State.ABSENT


def add(data: Path, duty: Duty, name: str) -> None:
    async def work() -> None:
        db = open_centre(data / "centre.db")

        async def do(work: object) -> object:
            with transaction(db):
                return work()  # type: ignore[operator]

        made = People(
            table=PeopleTable(db),
            sign_ins=SignInTable(db),
            do=do,  # type: ignore[arg-type]
            hashing=Hashing(bytes(32), Cost(memory_kib=8, passes=1)),
            now=lambda: NOW,
            steady_s=lambda: 0.0,
        )
        person = await made.add(duty, name, "48205173")
        if duty is Duty.AGENT:
            with transaction(db):
                PeopleTable(db).note(person.n, 5, NOW.timestamp() + 600)
        db.close()

    asyncio.run(work())


def test_a_centre_that_trusts_nobody_needs_a_manager(data: Path) -> None:
    nobody = people(data, NOW, trusted=False)
    assert nobody.state is State.FAILS
    assert "admit --manager NAME" in nobody.sentence
    assert people(data, NOW, trusted=True).state is State.ABSENT


def test_who_signs_in_is_counted_and_who_is_locked_is_named(data: Path) -> None:
    add(data, Duty.MANAGER, "M1")
    add(data, Duty.AGENT, "A7")
    found = people(data, NOW, trusted=False)
    assert found.state is State.WORKS
    assert "1 manager and 1 agent sign in here" in found.sentence
    assert "A7 is locked for 10 min" in found.sentence
