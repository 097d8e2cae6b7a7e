"""`check` says whether a centre has a hub, and how far that has its journal."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from kiosk.roles.check_finding import State
from kiosk.roles.check_hub import hub
from kiosk.sync.membership import FILE, Membership

NOW = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
LIVE = {
    "hub": "https://hub.example.go.ke",
    "state": "live",
    "obstacle": None,
    "lag_lines": 0,
    "lag_s": 0.0,
    "last_heard": "2026-11-23T10:29:50+00:00",
    "clock_offset_s": 0.1,
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A centre that is enrolled."""
    Membership(
        url="https://hub.example.go.ke",
        centre="MOLO",
        centre_id=1,
        name="Molo",
        key=bytes(32),
        hub_key=bytes(32),
        sealing_key="",
        public_url="",
    ).keep(tmp_path)
    return tmp_path


class Telling:
    """A centre that answers one thing."""

    def __init__(self, health: object) -> None:
        body = json.dumps(health).encode()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def told(data: Path, request: pytest.FixtureRequest) -> Iterator[tuple[State, str]]:
    with Telling({"uplink": LIVE | request.param}) as url:
        finding = hub(data, url, NOW)
        yield finding.state, finding.sentence


def test_without_a_hub_it_says_how_to_get_one(tmp_path: Path) -> None:
    finding = hub(tmp_path, None, NOW)
    assert finding.state is State.ABSENT
    assert "enrol CODE" in finding.sentence


def test_a_place_that_cannot_be_read_is_told(data: Path) -> None:
    (data / "keys" / FILE).write_text("{")
    finding = hub(data, None, NOW)
    assert finding.state is State.FAILS
    assert "enrol" in finding.sentence


def test_a_centre_that_does_not_run_sends_nothing(data: Path) -> None:
    finding = hub(data, None, NOW)
    assert finding.state is State.WORKS
    assert "MOLO at https://hub.example.go.ke" in finding.sentence
    assert "nothing is sent" in finding.sentence


@pytest.mark.parametrize(
    ("told", "state", "said"),
    [
        ({}, State.WORKS, "has every event; last heard at"),
        (
            {"state": "catching_up", "lag_lines": 12_345, "lag_s": 3 * 86_400.0},
            State.WORKS,
            "12,345 events are to be sent, the oldest 3 days old",
        ),
        ({"state": "comparing", "last_heard": None}, State.WORKS, "catches up"),
        (
            {"state": "away", "obstacle": "away", "lag_lines": 7, "lag_s": 3600.0},
            State.FAILS,
            "does not answer (away; last heard at",
        ),
        (
            {"state": "away", "obstacle": "away", "last_heard": None},
            State.FAILS,
            "last heard not yet",
        ),
        ({"state": "stopped", "obstacle": "cloned"}, State.FAILS, "nothing goes there (cloned)"),
    ],
    indirect=["told"],
)
def test_how_far_the_hub_is_stands_in_one_sentence(
    told: tuple[State, str], state: State, said: str
) -> None:
    assert told[0] is state
    assert said in told[1]


def test_a_centre_of_an_older_version_says_nothing_of_it(data: Path) -> None:
    with Telling({"seq": 3}) as url:
        assert "nothing is sent" in hub(data, url, NOW).sentence
