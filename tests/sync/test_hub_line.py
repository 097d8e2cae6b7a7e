"""Whatever answers in the hub's place, a centre says in time: away, or not trusted."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from kiosk.sync.hub_line import MOST_ANSWER_BYTES
from kiosk.sync.hub_session import Around, HubAway, HubNotTrusted, HubSession, NotEnrolled
from kiosk.sync.membership import Membership, public_key
from kiosk.wire.signed import Speaker

SPEAKER = Speaker(instance="11" * 16, run="22" * 8, term=1)
PLACE = Membership(
    url="http://127.0.0.1:1",
    centre="MOLO",
    centre_id=1,
    name="Molo",
    key=b"k" * 32,
    hub_key=public_key(b"h" * 32),
    sealing_key="A" * 43 + "=",
    public_url="http://127.0.0.1:1",
)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"

Says = Callable[[socket.socket], None]


@contextmanager
def answering(says: Says) -> Iterator[str]:
    """Something that takes each question and then says so; its address."""
    listener = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            with line:
                try:
                    while line.recv(65536):
                        says(line)
                except OSError:
                    continue

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    listener.close()


def session(url: str, around: Around | None = None) -> HubSession:
    place = replace(PLACE, url=url)
    return HubSession(lambda: place, SPEAKER, around=around)


def sends(said: bytes) -> Says:
    return lambda line: line.sendall(said)


def hangs_up(said: bytes) -> Says:
    def says(line: socket.socket) -> None:
        line.sendall(said)
        line.shutdown(socket.SHUT_RDWR)

    return says


@pytest.mark.parametrize(
    "says",
    [
        hangs_up(b""),
        hangs_up(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"),
        hangs_up(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"),
        sends(b"no HTTP at all\r\n\r\n"),
        sends(b"HTTP/1.1 999999 \r\n\r\n"),
        sends(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"),
        sends(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n"),
        sends(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"),
        sends(b"HTTP/1.1 429 Slow\r\nContent-Length: 0\r\n\r\n"),
        sends(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n"),
    ],
    ids=[f"answer {n}" for n in range(10)],
)
def test_what_is_no_answer_is_a_hub_that_is_away(says: Says) -> None:
    with answering(says) as url, session(url) as asking:
        for _ in range(2):
            with pytest.raises((HubAway, HubNotTrusted)):
                asking.ask("GET", "/centres/cursor", timeout_s=0.3)


@pytest.mark.parametrize("status", [b"200 OK", b"401 No", b"404 Not Found", b"302 Found"])
def test_an_answer_that_nobody_signed_is_not_trusted(status: bytes) -> None:
    said = OK.replace(b"200 OK", status).replace(b"\r\n\r\n", b"\r\nLocation: http://x/\r\n\r\n")
    with answering(sends(said)) as url, session(url) as asking, pytest.raises(HubNotTrusted):
        asking.ask("GET", "/centres/cursor", timeout_s=5)


def test_an_answer_without_end_is_let_go() -> None:
    chunk = b"10000\r\n" + b"x" * 65_536 + b"\r\n"

    def says(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(MOST_ANSWER_BYTES // 65_536 + 2):
            line.sendall(chunk)

    with answering(says) as url, session(url) as asking, pytest.raises(HubAway, match="no end"):
        asking.ask("GET", "/centres/cursor", timeout_s=20)


def test_an_answer_that_drips_is_let_go_when_the_time_is_over() -> None:
    now_s = [0.0]
    end = threading.Event()

    def says(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while not end.wait(0.01):
            now_s[0] += 1
            line.sendall(b"x")

    around = Around(steady_s=lambda: now_s[0])
    with answering(says) as url, session(url, around) as asking:
        with pytest.raises(HubAway, match="slowly"):
            asking.ask("GET", "/centres/cursor", timeout_s=5)
        end.set()


def test_whoever_waits_for_an_answer_can_be_woken() -> None:
    asked = threading.Event()

    def says(_: socket.socket) -> None:
        asked.set()

    with answering(says) as url, session(url) as asking:
        ended: list[BaseException] = []

        def wait() -> None:
            try:
                asking.ask("GET", "/centres/cursor", timeout_s=60)
            except HubAway as away:
                ended.append(away)

        thread = threading.Thread(target=wait)
        thread.start()
        assert asked.wait(10)
        asking.abort()
        thread.join(10)
        assert len(ended) == 1


def test_a_centre_in_nobodys_care_asks_nobody() -> None:
    with HubSession(lambda: None, SPEAKER) as asking, pytest.raises(NotEnrolled):
        asking.ask("GET", "/centres/cursor")


def test_nothing_is_sent_over_a_plain_road_to_another_machine() -> None:
    for url in ("http://192.0.2.1", "ftp://192.0.2.1", "http://hub.example.go.ke:80"):
        with session(url) as asking, pytest.raises(HubNotTrusted, match="https"):
            asking.ask("GET", "/centres/cursor")
