"""Agents and managers after a takeover: with the same PINs, and still signed in where they were."""

import json
from pathlib import Path

from kiosk.client.session import Session
from kiosk.domain.commands import Role
from kiosk.roles import takeover
from kiosk.web.console_key import read_key
from tests.sync.hall import Followed


def sign_in(counter: Session, pin: str) -> tuple[int, object]:
    body = json.dumps({"agent": "A7", "pin": pin}).encode()
    status, told = counter.ask("POST", "/sign-in", body)
    return status, json.loads(told).get("agent")


def test_a_centre_that_took_over_knows_its_people_and_asks_nobody_again(tmp_path: Path) -> None:
    with Followed(tmp_path) as hall, hall.centre.session(Role.COUNTER) as counter:
        key = read_key(hall.data)
        assert key is not None
        with Session(key.url, token=key.token) as console:
            wish = {"do": "add", "duty": "agent", "name": "A7", "secret": "825082"}
            console.fetch("POST", "/people", json.dumps(wish).encode())
        assert sign_in(counter, "825082") == (200, "A7")
        hall.copied()
        token = counter.token
        hall.centre.stop()
        assert takeover.main(["--data", str(hall.copy), "--no-run", "--force"]) == 0
        with hall.taken_over() as successor, Session(successor.url, token=token) as again:
            assert json.loads(again.fetch("GET", "/sign-in"))["agent"] == "A7"
            assert sign_in(again, "919191") == (403, None)
            assert sign_in(again, "825082") == (200, "A7")
