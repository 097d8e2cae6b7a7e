"""``POST /enrol`` on a machine that is trusted, and what is no application at all."""

import http.client
import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.centre.running import RunningCentre


def enrol(centre: RunningCentre, body: object, **headers: str) -> tuple[int, dict[str, object]]:
    line = http.client.HTTPConnection(urlsplit(centre.url).netloc, timeout=10)
    line.request("POST", "/enrol", json.dumps(body), headers)
    answer = line.getresponse()
    told = json.loads(answer.read())
    line.close()
    return answer.status, told


@pytest.mark.parametrize("role", ["kiosk", "counter", "board", "feedback"])
def test_a_screen_of_this_machine_is_admitted_at_once(centre: RunningCentre, role: str) -> None:
    status, told = enrol(centre, {"role": role, "name": "front"})
    assert status == 200
    assert set(told) == {"device", "token", "index"}
    assert told["index"] == (0 if role == "kiosk" else None)
    assert told["device"] == f"{role}-1"


def test_each_enrolment_is_another_device(centre: RunningCentre) -> None:
    tokens = {str(enrol(centre, {"role": "kiosk", "name": "same"})[1]["token"]) for _ in range(3)}
    assert len(tokens) == 3


@pytest.mark.parametrize("role", ["manager", "follower", "watcher"])
def test_who_could_do_or_copy_everything_waits_even_there(centre: RunningCentre, role: str) -> None:
    status, told = enrol(centre, {"role": role, "name": "me"})
    assert (status, set(told)) == (202, {"code", "claim", "nonce"})


@pytest.mark.parametrize(
    "header",
    [
        {"Origin": "http://127.0.0.1"},
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "[::bad"},
        {"X-Forwarded-For": "10.0.0.1"},
        {"Forwarded": "for=10.0.0.1"},
    ],
)
def test_a_page_in_a_browser_or_a_proxy_is_not_admitted(
    centre: RunningCentre, header: dict[str, str]
) -> None:
    assert enrol(centre, {"role": "kiosk", "name": "x"}, **header)[0] == 202


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8400", "127.0.0.1", "127.9.9.9", "[::1]:1"]
)
def test_every_name_of_loopback_will_do(shared: RunningCentre, host: str) -> None:
    assert enrol(shared, {"role": "kiosk", "name": "x"}, Host=host)[0] == 200


def test_without_trust_everybody_waits(tmp_path: Path) -> None:
    with RunningCentre(tmp_path, trust_loopback=False) as centre:
        assert enrol(centre, {"role": "kiosk", "name": "x"})[0] == 202


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ([], ""),
        ({}, ""),
        ({"role": "centre"}, "role"),
        ({"role": "king", "name": "x"}, "role"),
        ({"role": "kiosk", "name": 7}, "name"),
        ({"role": "kiosk", "name": "x" * 65}, "name"),
        ({"role": "kiosk", "name": "a\nb"}, "name"),
        ({"role": "kiosk", "nonce": "a" * 64}, "commitment"),
        ({"role": "kiosk", "nonce": "short", "commitment": "a" * 64}, "nonce"),
        ({"role": "kiosk", "nonce": "a" * 200, "commitment": "a" * 64}, "nonce"),
        ({"role": "kiosk", "name": "x", "admin": True}, ""),
    ],
)
def test_a_wrong_application_is_unfit(shared: RunningCentre, body: object, where: str) -> None:
    status, told = enrol(shared, body)
    assert (status, told["error"], told["where"]) == (422, "WRONG_SHAPE", where)


def test_too_many_enrolments_are_stopped(centre: RunningCentre) -> None:
    statuses = [enrol(centre, {"role": "king"})[0] for _ in range(203)]
    assert statuses == [422] * 200 + [429] * 3
