"""What a centre tells those who keep a copy of it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from kiosk.client.session import CentreSaysNo, Session
from kiosk.db.journal import CHAIN_START
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.ids import Language
from kiosk.wire import paths
from kiosk.wire.replica import Replica, decode_replica
from tests.centre.admitting import admit
from tests.centre.conftest import Enrol
from tests.centre.running import RunningCentre
from tests.domain.hall import ID_NEW

ISSUE = IssueTicket(service=ID_NEW, language=Language("en"))


@pytest.fixture
def follower_token(tmp_path: Path) -> str:
    return admit(tmp_path, Role.FOLLOWER)


@pytest.fixture
def centre(tmp_path: Path, follower_token: str) -> Iterator[RunningCentre]:
    with RunningCentre(tmp_path) as running:
        yield running


@pytest.fixture
def follower(centre: RunningCentre, follower_token: str) -> Iterator[Session]:
    with Session(centre.url, token=follower_token) as session:
        yield session


def ask(follower: Session, *, seq: int = 0, answers: int = 0, known: str = "") -> Replica:
    path = f"{paths.REPLICA}?seq={seq}&answers={answers}&known={known}"
    return decode_replica(follower.fetch("GET", path))


def test_a_follower_compares_the_chain_of_any_line(enrol: Enrol, follower: Session) -> None:
    kiosk = enrol("kiosk")
    kiosk.send(ISSUE)
    chain = CHAIN_START
    seq = kiosk.floor().seq
    for line in follower.follow(0):
        chain = sha256(chain + line.text).digest()
        replica = ask(follower, seq=line.seq)
        assert replica.chain == chain.hex()
        if line.seq == seq:
            break
    assert replica.seq == seq
    assert ask(follower).chain == CHAIN_START.hex()
    assert ask(follower, seq=seq + 1).chain is None


def test_a_follower_gets_devices_keys_settings_and_the_answers(
    centre: RunningCentre, enrol: Enrol, follower: Session
) -> None:
    keys = centre.settings.data / "keys"
    keys.mkdir(exist_ok=True)
    (keys / "test.key").write_bytes(b"a key")
    issued = enrol("kiosk").send(ISSUE)
    replica = ask(follower)
    assert (replica.centre, replica.term) == ("TEST", 1)
    whole = replica.whole
    assert whole is not None
    assert whole.files["keys/test.key"] == b"a key"
    assert b"open_all_day = true" in whole.files["centre.toml"]
    roles = [
        row[whole.tables["device"].columns.index("role")] for row in whole.tables["device"].rows
    ]
    assert set(roles) == {"follower", "kiosk"}
    assert not {"event", "answer", "ticket", "follower"} & set(whole.tables)
    assert whole.meta == {"centre": "TEST"}
    assert issued.issued is not None  # type: ignore[union-attr]
    kept = [json.loads(row.issued)["token"] for row in replica.answers if row.issued]
    assert kept == [issued.issued.token]  # type: ignore[union-attr]
    assert not ask(follower, answers=replica.answers[-1].n).answers
    assert ask(follower, known=replica.state).whole is None


def test_health_says_how_far_a_copy_is_behind(
    centre: RunningCentre, enrol: Enrol, follower: Session
) -> None:
    kiosk = enrol("kiosk")
    ask(follower, seq=1)
    kiosk.send(ISSUE)
    seq = kiosk.floor().seq
    (now,) = json.loads(kiosk.fetch("GET", paths.HEALTH))["followers"]
    assert (now["seq"], now["behind"], now["away"]) == (1, seq - 1, False)
    # A copy that knows lines this centre has not is no copy of it.
    ask(follower, seq=seq + 50)
    assert json.loads(kiosk.fetch("GET", paths.HEALTH))["followers"] == [now]
    centre.steady.now_s += 6
    (now,) = json.loads(kiosk.fetch("GET", paths.HEALTH))["followers"]
    assert now["away"]


@pytest.mark.parametrize("role", ["kiosk", "counter", "board", "feedback"])
def test_nobody_else_gets_it(enrol: Enrol, role: str) -> None:
    with pytest.raises(CentreSaysNo, match="403"):
        ask(enrol(role))


@pytest.mark.parametrize("query", ["seq=-1", "seq=x", "answers=1.5", "seq=" + "9" * 19])
def test_a_cursor_that_is_none_is_told_so(follower: Session, query: str) -> None:
    with pytest.raises(CentreSaysNo, match="422"):
        follower.fetch("GET", f"{paths.REPLICA}?{query}")


def test_a_follower_gets_what_its_centre_believes_the_hub_by(
    tmp_path: Path, follower_token: str
) -> None:
    running = RunningCentre(tmp_path)
    running.settings = replace(running.settings, hub_authority="a certificate", hub_kbit_s=64)
    with running as centre, Session(centre.url, token=follower_token) as follower:
        whole = ask(follower).whole
    assert whole is not None
    assert whole.files["keys/hub_authority.pem"] == b"a certificate"
    settings = whole.files["centre.toml"]
    assert b'hub_authority = "keys/hub_authority.pem"\n' in settings
    assert b"hub_kbit_s = 64\n" in settings
