"""As a newcomer does it: a hub, a code, a centre that runs already, and its journal is up."""

import json
import re
import signal
import subprocess
import sys
import tempfile
from http.client import HTTPException
from pathlib import Path

import pytest

from kiosk.client.reply import Done
from kiosk.client.session import CentreSaysNo, Session
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.ids import Language, ServiceId
from tests.hub.hub_process import HubProcess
from tests.journeys.centre_process import MAIN, CentreProcess
from tests.waiting import until

pytestmark = pytest.mark.journey

PATIENCE_S = 30.0


def tool(*arguments: str) -> str:
    """What one of our tools said, in a terminal of its own."""
    done = subprocess.run(
        (sys.executable, str(MAIN), *arguments),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_newcomers_hub_has_its_first_centre_after_two_commands(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="foleni-newcomer-") as directory:
        place = Path(directory)
        place.chmod(0o711)  # PostgreSQL, which may run as somebody else, can come to it
        hub_data, centre_data = place / "hub", tmp_path / "centre"
        with HubProcess(hub_data) as hub, CentreProcess(centre_data) as centre:
            with Session(centre.url) as session:
                kiosk = session.enrol(Role.KIOSK, "kiosk")
                service = ServiceId(kiosk.catalogue().services[0].id)
                issue = IssueTicket(service=service, language=Language("sw"))
                assert isinstance(kiosk.send(issue), Done)

                def uplink() -> dict[str, object]:
                    told = json.loads(kiosk.fetch("GET", "/health"))["uplink"]
                    return dict(told) if told else {}

                def seals() -> bool:
                    try:
                        return kiosk.catalogue().hub_key is not None
                    except (OSError, HTTPException, CentreSaysNo):
                        kiosk.close()  # it begins anew just now
                        return False

                assert not seals()

                said = tool("head-office", "--data", str(hub_data), "--centre", "MOLO")
                found = re.search(r"enrol (http\S+)", said)
                assert found is not None
                assert "MOLO" in tool("enrol", found[1], "--data", str(centre_data))
                # It runs on, and takes it up by itself, what shows of it in the hall too.
                until(seals)
                until(lambda: (uplink().get("state"), uplink().get("lag_lines")) == ("live", 0))
                before = (centre_data / "keys" / "hub.json").read_bytes()
                tool("enrol", "--rotate", "--data", str(centre_data))
                assert isinstance(kiosk.send(issue), Done)
                until(lambda: b'"next_key": ""' in (centre_data / "keys/hub.json").read_bytes())
                assert (centre_data / "keys" / "hub.json").read_bytes() != before
                until(lambda: uplink().get("lag_lines") == 0)
                assert "MOLO: enrolled" in tool("head-office", "--data", str(hub_data), "--list")
                tool("head-office", "--data", str(hub_data), "--revoke", "MOLO")
                assert isinstance(kiosk.send(issue), Done)  # the hall goes on
                until(lambda: uplink().get("obstacle") == "revoked")
            centre.process.send_signal(signal.SIGTERM)
            assert centre.process.wait(PATIENCE_S) == 0
            hub.process.send_signal(signal.SIGTERM)
            assert hub.process.wait(PATIENCE_S) == 0
        assert not (hub_data / "console").exists()
