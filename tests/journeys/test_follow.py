"""A copy's own process: before its centre is up, killed, revoked, and where it does not belong."""

import signal
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.db.journal import Journal
from kiosk.db.opening import open_centre, transaction
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.ids import Language
from kiosk.roles import admit, follow
from kiosk.roles.start import CannotStart
from tests.centre.running import RunningCentre
from tests.domain.hall import ID_NEW
from tests.journeys.copy_process import Told

pytestmark = pytest.mark.journey

ISSUE = IssueTicket(service=ID_NEW, language=Language("en"))


def a_free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def last_seq(copy: Path) -> int:
    db = open_centre(copy / "centre.db")
    assert Journal(db).verify() is None
    seq = Journal(db).last_seq()
    db.close()
    return seq


def test_it_waits_for_its_centre_goes_on_after_a_kill_and_asks_anew_when_revoked(
    tmp_path: Path,
) -> None:
    data, copy = tmp_path / "centre", tmp_path / "copy"
    centre = RunningCentre(data)
    centre.settings = replace(centre.settings, port=a_free_port())
    url = f"http://127.0.0.1:{centre.settings.port}"
    with Told("follow", "--centre", url, "--data", copy) as follower:
        follower.line(f"{url} does not answer")
        with centre:
            code = follower.line("code ").split()[1].rstrip(":")
            assert admit.main([code, "--data", str(data)]) == 0
            follower.line("follows")
            follower.process.kill()
    with RunningCentre(data) as centre, centre.session(Role.KIOSK) as kiosk:
        url = centre.url
        kiosk.send(ISSUE)
        seq = kiosk.floor().seq
        with Told("follow", "--centre", url, "--data", copy) as follower:
            follower.line(f"follows {url}: in step at line")
            assert not any(said.startswith("code") for said in follower.said)
            device = next(d.id for d in centre.parts.trust.devices if d.role is Role.FOLLOWER)
            assert admit.main(["--revoke", device, "--data", str(data)]) == 0
            follower.line(f"{url} does not know this copy any more")
            follower.line("code ")
            follower.process.terminate()
            assert follower.end() == 0
        assert last_seq(copy) >= seq
        differing(copy)
        (copy / "token").write_text("")
        with Told("follow", "--centre", url, "--data", copy) as follower:
            code = follower.line("code ").split()[1].rstrip(":")
            assert admit.main([code, "--data", str(data)]) == 0
            assert follower.end() == follow.DIFFERS
        assert "two journals" in follower.complaints


def differing(copy: Path) -> None:
    db = open_centre(copy / "centre.db")
    with transaction(db):
        db.execute("UPDATE event SET chain = zeroblob(32) WHERE seq = (SELECT max(seq) FROM event)")
    db.close()


@pytest.fixture
def ended_by_signals() -> Iterator[None]:
    """A role ends by signals; this process shall not when the test is over."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("ended_by_signals")
def test_a_centres_own_directory_is_not_written_over(tmp_path: Path) -> None:
    with RunningCentre(tmp_path) as centre, centre.session(Role.KIOSK) as kiosk:
        kiosk.send(ISSUE)
    with pytest.raises(CannotStart, match="own journal and no copy"):
        follow.main(["--data", str(tmp_path), "--centre", "http://127.0.0.1:9"])


@pytest.mark.usefixtures("ended_by_signals")
def test_plain_http_is_not_spoken_with_another_machine(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="reaches only this machine"):
        follow.main(["--data", str(tmp_path), "--centre", "http://192.0.2.7:8400"])
