"""A centre that listens on the network gives other machines the phone's page, and nothing else."""

import json
from http.client import HTTPConnection
from pathlib import Path

import pytest

from kiosk.client.reply import Done
from kiosk.client.session import Session
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.ids import Language
from tests.journeys.centre_process import CentreProcess
from tests.journeys.network import own_address

pytestmark = pytest.mark.journey


def test_a_phone_on_the_network_sees_its_ticket_and_no_stranger_sees_more(tmp_path: Path) -> None:
    address = own_address()
    with CentreProcess(tmp_path, "--host", "0.0.0.0") as centre:
        port = int(centre.url.rsplit(":", 1)[1])
        with Session(f"http://127.0.0.1:{port}").enrol(Role.KIOSK, "kiosk") as kiosk:
            service = kiosk.catalogue().services[0].id
            reply = kiosk.send(IssueTicket(service=service, language=Language("en")))
            assert isinstance(reply, Done)
            assert reply.issued
            token = kiosk.token
        line = HTTPConnection(address, port, timeout=10)
        line.request("GET", f"/T/{reply.issued.token}")
        page = line.getresponse()
        assert (page.status, reply.issued.number in page.read().decode()) == (200, True)
        for method, path in (("GET", "/floor"), ("GET", "/health"), ("POST", "/enrol")):
            headers = {"Authorization": f"Bearer {token}", "X-Forwarded-For": "127.0.0.1"}
            line.request(method, path, b'{"role": "kiosk"}', headers)
            answer = line.getresponse()
            assert (answer.status, json.loads(answer.read())["error"]) == (403, "FORBIDDEN")
        line.close()
