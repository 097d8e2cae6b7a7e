"""A device of another machine finds its centre, is admitted by its code, works, and is revoked."""

import queue
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.client.finding import Finder
from kiosk.client.found_centre import FoundCentre
from kiosk.client.pinning import NotOurCentre, PlainRoad
from kiosk.client.reply import Done
from kiosk.client.session import CentreSaysNo, Session
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.ids import Language
from tests.journeys.centre_process import MAIN, PATIENCE_S, CentreProcess
from tests.journeys.network import own_address

pytestmark = pytest.mark.journey


def admit(data: Path, *words: str) -> str:
    """What `main.py admit` says on the centre's machine."""
    command = [sys.executable, str(MAIN), "admit", *words, "--data", str(data)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=PATIENCE_S, encoding="utf-8"
    )
    return done.stdout


def tls_url(centre: CentreProcess, host: str) -> str:
    """The second line that a centre says."""
    assert centre.process.stdout
    said = centre.process.stdout.readline()
    assert said.startswith("and at https://")
    return f"https://{host}:{said.strip().rpartition(':')[2]}"


def test_a_device_is_admitted_over_the_network_works_and_is_revoked(tmp_path: Path) -> None:
    address = own_address()
    with CentreProcess(tmp_path, "--host", "0.0.0.0") as centre:
        url = tls_url(centre, address)
        with Session(url) as kiosk:
            code = kiosk.join(Role.KIOSK, "Front")
            assert "Admitted: kiosk-1 “Front”" in admit(tmp_path, code)
            kiosk.admitted(within_s=PATIENCE_S)
            service = kiosk.catalogue().services[0].id
            lines = kiosk.follow()
            reply = kiosk.send(IssueTicket(service=service, language=Language("en")))
            assert isinstance(reply, Done)
            assert next(lines).seq == reply.entries[0].seq
            assert "here now" in admit(tmp_path, "--list")
            admit(tmp_path, "--revoke", "kiosk-1")
            assert list(lines) == []
            with pytest.raises(CentreSaysNo) as no:
                kiosk.floor()
            assert no.value.status == 401
            authority = kiosk.authority
    # Another centre at the same place is not believed, and plain HTTP not even tried.
    other = tmp_path / "other"
    with (
        CentreProcess(other, "--host", "0.0.0.0") as centre,
        Session(tls_url(centre, address), authority=authority, token="x") as session,
        pytest.raises(NotOurCentre),
    ):
        session.floor()
    with pytest.raises(PlainRoad):
        Session(f"http://{address}:8400")


def test_a_centre_on_the_network_is_found_there(tmp_path: Path) -> None:
    address = own_address()
    rounds: queue.Queue[list[FoundCentre]] = queue.Queue()
    finder = Finder(rounds.put, interfaces=[address])
    with CentreProcess(tmp_path, "--host", "0.0.0.0") as centre:
        url = tls_url(centre, address)
        finder.start()
        try:
            while not any(url in each.urls for each in rounds.get(timeout=PATIENCE_S)):
                pass
        finally:
            finder.stop()


def test_what_a_centre_keeps_is_read_by_its_own_user_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    (data / "centre.db").touch(mode=0o644)
    with CentreProcess(data) as centre, Session(centre.url).enrol(Role.BOARD, "b"):
        tls_url(centre, "127.0.0.1")
        open_to_others = [path.name for path in [*data.rglob("*")] if path.stat().st_mode & 0o077]
        assert (open_to_others, data.stat().st_mode & 0o777) == ([], 0o700)
