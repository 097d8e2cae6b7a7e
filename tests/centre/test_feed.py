"""The feed: in order, without gap or repeat, whoever comes, goes or sleeps."""

import json
import logging
import queue
import random
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kiosk.client.mirror import Mirror
from kiosk.client.reply import Done
from kiosk.client.session import CentreSaysNo, FeedLine, Session
from kiosk.db.journal import Journal, Stored
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.ids import FeedbackId, Language
from tests.centre.running import PATIENCE_S, RunningCentre
from tests.domain.hall import ID_NEW, TEN

ISSUE = c.IssueTicket(service=ID_NEW, language=Language("sw"))

Enrol = Callable[[str], Session]


def take(lines: Iterator[FeedLine], count: int) -> list[FeedLine]:
    return list(islice(lines, count))


def test_what_happens_after_the_stream_is_open_is_in_it(enrol: Enrol) -> None:
    kiosk, board = enrol("kiosk"), enrol("board")
    lines = board.follow()
    reply = kiosk.send(ISSUE)
    assert isinstance(reply, Done)
    (line,) = take(lines, 1)
    assert line.seq == reply.entries[0].seq == 2
    assert json.loads(line.text)["type"] == "TicketIssued"
    lines.close()


def test_a_cursor_resumes_where_it_stood(enrol: Enrol) -> None:
    kiosk, board = enrol("kiosk"), enrol("board")
    for _ in range(5):
        kiosk.send(ISSUE)
    lines = board.follow(after=3)
    assert [line.seq for line in take(lines, 3)] == [4, 5, 6]
    kiosk.send(ISSUE)
    assert [line.seq for line in take(lines, 1)] == [7]
    lines.close()


def test_the_lines_are_those_the_answer_had(enrol: Enrol) -> None:
    kiosk, board = enrol("kiosk"), enrol("board")
    lines = board.follow()
    body = b'{"id":"01900000-0000-7000-8000-000000000001","type":"IssueTicket",'
    body += b'"service":"id-new","language":"en"}'
    answer = kiosk.fetch("POST", "/commands", body)
    (line,) = take(lines, 1)
    assert b'"events":[' + line.text + b"]" in answer
    lines.close()


def test_old_lines_come_from_the_journal_after_a_restart(tmp_path: Path) -> None:
    with RunningCentre(tmp_path) as centre, centre.session(Role.KIOSK) as kiosk:
        for _ in range(700):
            centre.steady.now_s += 1
            kiosk.send(ISSUE)
        token = kiosk.token
    with RunningCentre(tmp_path) as centre, Session(centre.url, token=token) as kiosk:
        lines = kiosk.follow(after=0)
        assert [line.seq for line in take(lines, 701)] == list(range(1, 702))
        kiosk.send(ISSUE)
        assert take(lines, 1)[0].seq == 702
        lines.close()


def test_a_reader_who_comes_and_goes_misses_and_repeats_nothing(
    centre: RunningCentre, enrol: Enrol
) -> None:
    kiosk, board, chance = enrol("kiosk"), enrol("board"), random.Random(7)
    writing = threading.Thread(target=lambda: [kiosk.send(ISSUE) for _ in range(300)])
    writing.start()
    mirror, seen = Mirror(), [1]
    mirror.install_catalogue(board.fetch("GET", "/catalogue"))
    while seen[-1] < 301:
        lines = board.follow(after=seen[-1])
        seen += [line.seq for line in take(lines, min(chance.randint(1, 40), 301 - seen[-1]))]
        lines.close()
    writing.join(PATIENCE_S)
    assert seen == list(range(1, 302))


def test_a_follower_folds_the_same_floor(enrol: Enrol) -> None:
    kiosk, board = enrol("kiosk"), enrol("board")
    mirror = Mirror()
    mirror.install_catalogue(board.fetch("GET", "/catalogue"))
    mirror.install_floor(board.fetch("GET", "/floor"))
    lines = board.follow(after=mirror.seq)
    for _ in range(10):
        kiosk.send(ISSUE)
    for line in take(lines, 10):
        mirror.apply(line.text)
    lines.close()
    assert tuple(mirror.floor.tickets.values()) == board.floor().tickets


@pytest.mark.parametrize("cursor", ["2", "999999999999999999"])
def test_a_cursor_beyond_the_end_is_gone(kiosk: Session, cursor: str) -> None:
    assert kiosk.ask("GET", f"/feed?after={cursor}")[0] == 410


def test_a_cursor_of_another_epoch_is_gone(centre: RunningCentre, enrol: Enrol) -> None:
    status, body = enrol("board").ask("GET", "/feed?after=0&epoch=other")
    assert (status, json.loads(body)["error"]) == (410, "GONE")


@pytest.mark.parametrize("cursor", ["-1", "x", "1.5", "%00", "%C2%B2", "9" * 5000, "1e3"])
def test_a_cursor_that_is_no_seq_is_unfit(kiosk: Session, cursor: str) -> None:
    assert kiosk.ask("GET", f"/feed?after={cursor}")[0] == 422


def test_only_some_see_who_pressed_which_face(enrol: Enrol) -> None:
    tablet = enrol("feedback")
    readers = {role: enrol(role).follow(after=1) for role in ("board", "kiosk", "counter")}
    own = tablet.follow(after=1)
    given = tablet.send(c.GiveFeedback(smiley=1))
    assert isinstance(given, Done)
    for role, lines in readers.items():
        (line,) = take(lines, 1)
        assert set(json.loads(line.text)) == {"seq", "v", "at", "type"}, role
        assert json.loads(line.text)["type"] == "FeedbackGiven"
        lines.close()
    assert json.loads(take(own, 1)[0].text)["smiley"] == 1
    own.close()
    feedback = FeedbackId(str(given.entries[0].cmd))
    assert isinstance(tablet.send(c.AddReasons(feedback=feedback, reasons=("wait",))), Done)


def test_the_stream_carries_its_epoch_and_every_second_the_centres_time(
    centre: RunningCentre, enrol: Enrol
) -> None:
    token = enrol("board").token
    host, port = centre.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(f"GET /feed HTTP/1.1\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
        got = b""
        while got.count(b"\r\n: " + TEN.isoformat().encode() + b"\n\n") < 3:
            got += line.recv(4096)
    head = got.partition(b"\r\n\r\n")[0]
    assert b"foleni-epoch: " + centre.parts.live.epoch.encode() in head
    assert b"text/event-stream" in head


def test_the_stream_ends_when_the_centre_does(tmp_path: Path) -> None:
    centre = RunningCentre(tmp_path)
    with centre, centre.session(Role.BOARD) as board:
        lines = board.follow()
        centre.stop()
        assert list(lines) == []


def test_a_centre_that_is_gone_refuses_the_reader(centre: RunningCentre) -> None:
    with (
        Session(centre.url, token="x") as nobody,
        pytest.raises(CentreSaysNo, match="401"),
    ):
        nobody.follow()


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.messages: queue.Queue[str] = queue.Queue()

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.put(record.getMessage())


def test_boards_that_stop_reading_are_dropped_and_the_others_go_on(tmp_path: Path) -> None:
    heard = _Heard()
    logging.getLogger("kiosk.centre.troubles").addHandler(heard)
    with (
        RunningCentre(tmp_path, stall_s=0.2) as centre,
        centre.session(Role.KIOSK) as kiosk,
        centre.session(Role.FEEDBACK) as tablet,
        centre.session(Role.BOARD) as board,
    ):
        for _ in range(2500):
            centre.steady.now_s += 1
            kiosk.send(ISSUE)
        with asleep(centre.url, kiosk), asleep(centre.tls_url, tablet, tmp_path):
            awake = board.follow()
            for _ in range(2):
                assert heard.messages.get(timeout=PATIENCE_S) == "trouble_happened"
            kiosk.send(ISSUE)
            assert take(awake, 1)[0].seq == 2502
            told = json.loads(board.fetch("GET", "/health"))["troubles"]
            assert {(t["code"], t["about"]) for t in told} == {
                ("READER_DROPPED", kiosk.device),
                ("READER_DROPPED", tablet.device),
            }
            awake.close()
    logging.getLogger("kiosk.centre.troubles").removeHandler(heard)


@contextmanager
def asleep(url: str, device: Session, data: Path | None = None) -> Iterator[None]:
    """Somebody who asks for the whole feed with that device's token, and reads none of it.

    Over TLS where the centre's directory is given.
    """
    parts = urlsplit(url)
    with socket.socket() as line, ExitStack() as stack:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.connect((parts.hostname, parts.port))
        speaking = line
        if data is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.load_verify_locations(data / "keys" / "authority.pem")
            secured = context.wrap_socket(line, server_hostname="centre.foleni")
            speaking = stack.enter_context(secured)
        head = f"GET /feed?after=0 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {device.token}"
        speaking.sendall(f"{head}\r\n\r\n".encode())
        yield


def test_a_follower_from_long_ago_is_refused_while_the_disk_does_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.centre.following.PATIENCE_S", 0.1)
    with RunningCentre(tmp_path) as centre, centre.session(Role.KIOSK) as kiosk:
        kiosk.send(ISSUE)
    with RunningCentre(tmp_path) as centre, centre.session(Role.KIOSK) as kiosk:
        stuck, released = threading.Event(), threading.Event()

        def hang(after: int, limit: int) -> Sequence[Stored]:
            stuck.set()
            released.wait(PATIENCE_S)
            return Journal(centre.parts.db).sure_after(after, limit)

        monkeypatch.setattr(centre.parts.pages, "_read", hang)
        with pytest.raises(CentreSaysNo, match="503"):
            kiosk.follow(0)
        assert stuck.is_set()
        lines = kiosk.follow(2)
        assert isinstance(kiosk.send(ISSUE), Done)
        assert next(lines).seq == 3
        lines.close()
        released.set()
