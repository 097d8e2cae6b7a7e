"""One small blocking session with a centre, for tools and tests."""

import os
import ssl
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Self
from urllib.parse import urlsplit

import msgspec

from kiosk.client.identity import CHANCE_BYTES, command_id
from kiosk.client.joining import FOR_NOW, Ask, Joining, Step
from kiosk.client.pinned_connection import PinnedConnection, unverified
from kiosk.client.pinning import LONGEST_PEM, Authority, check_road, stays_here
from kiosk.client.reply import OK, Reply, read_reply
from kiosk.client.sse import FeedParser
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Command, Role
from kiosk.domain.ids import CommandId, DeviceId
from kiosk.domain.snapshot import Snapshot
from kiosk.wire import paths
from kiosk.wire.codec import decode_catalogue, decode_floor, encode, encode_command
from kiosk.wire.joining import NONCE_BYTES

TIMEOUT_S = 10.0
CHUNK_BYTES = 65536
ASK_AGAIN_S = 0.2
HTTP_PORT = 80
HTTPS_PORT = 443


def fresh_id() -> CommandId:
    """An id that no other command has."""
    return command_id(time.time_ns() // 1_000_000, os.urandom(CHANCE_BYTES))


class CentreSaysNo(Exception):
    """The centre answered, and not with what was asked for."""

    def __init__(self, status: int, body: bytes) -> None:
        super().__init__(f"{status} {body.decode(errors='replace')}")
        self.status = status
        self.body = body


class NotJoined(Exception):
    """Nothing came of an application: the message says why, in one word."""


class _Enrolled(msgspec.Struct, frozen=True):
    device: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLine:
    """One event of the feed: its seq, and the journal's line as it came."""

    seq: int
    text: bytes


class Session:
    """One keep-alive connection with one device's token; not for several threads at once.

    ``new_id`` gives each command its id. ``https://`` needs the ``authority`` (PEM) that the
    centre's certificate must be of; ``instance`` tells this copy of a device from another.
    Raises ``PlainRoad`` for ``http://`` to another machine, and ``NoAuthority``.
    """

    def __init__(
        self,
        url: str,
        *,
        new_id: Callable[[], CommandId] = fresh_id,
        token: str | None = None,
        authority: str | None = None,
        instance: str | None = None,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        parts = urlsplit(url)
        self._secure, self._host = parts.scheme == "https", parts.hostname or ""
        self._port = parts.port or (HTTPS_PORT if self._secure else HTTP_PORT)
        check_road(parts.scheme, self._host)
        self._new_id = new_id
        self._timeout_s = timeout_s
        self._trust = _trust_in(authority) if authority else None
        self._connection = self._connect()
        self.token = token
        self.authority = authority
        self.instance = instance
        self.device: DeviceId | None = None
        self._joining: Joining | None = None

    def _connect(self) -> HTTPConnection:
        if not self._secure:
            return HTTPConnection(self._host, self._port, timeout=self._timeout_s)
        # Without an authority nobody is believed: every certificate is another's.
        trust = self._trust or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        return PinnedConnection(self._host, self._port, context=trust, timeout_s=self._timeout_s)

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def enrol(self, role: Role, name: str) -> Self:
        """Become a device of this centre. Raises ``CentreSaysNo``."""
        body = self.fetch("POST", paths.ENROL, encode({"role": role, "name": name}))
        enrolled = msgspec.json.decode(body, type=_Enrolled)
        self.token, self.device = enrolled.token, DeviceId(enrolled.device)
        return self

    def join(self, role: str, name: str) -> str:
        """Ask to become a device: the code that a manager shall type; empty when already admitted.

        Believes from now on the authority that the code was made with. Raises ``NotJoined`` and
        ``OSError``.
        """
        nonce = os.urandom(NONCE_BYTES).hex()
        joining = Joining(
            role=role,
            name=name,
            nonce=nonce,
            secure=self._secure,
            here=stays_here(self._host),
            authority=Authority.read(self.authority) if self.authority else None,
        )
        self._joining = joining
        while joining.step not in (Step.WAITING, Step.ADMITTED):
            self._step(joining)
        return joining.code

    def admitted(self, *, within_s: float, every_s: float = ASK_AGAIN_S) -> Self:
        """Wait until the code has been typed, and be that device.

        Raises ``TimeoutError`` after ``within_s``, ``NotJoined`` when the answer is no.
        """
        until = time.monotonic() + within_s
        if self._joining is None:
            raise NotJoined("never asked")
        while self._joining.step is not Step.ADMITTED:
            if time.monotonic() > until:
                raise TimeoutError("nobody has typed the code")
            self._step(self._joining)
            if self._joining.step is Step.WAITING:
                time.sleep(every_s)
        self.token, self.device = self._joining.token, DeviceId(self._joining.device)
        return self

    def _step(self, joining: Joining) -> None:
        """Ask the next thing of an application."""
        ask = joining.next_ask()
        if ask is None:
            raise NotJoined(joining.ending or joining.step)
        status, body = self._ask_anybody(ask) if not ask.verified else self._ask(ask)
        if status in FOR_NOW:
            raise NotJoined(f"not now: {status} {body.decode(errors='replace')}")
        joining.answered(status, body)
        if joining.authority is not None and self.authority is None:
            self.authority = joining.authority.pem
            self._trust = joining.authority.context()
            self.close()
            self._connection = self._connect()

    def _ask(self, ask: Ask) -> tuple[int, bytes]:
        return self.ask(ask.method, ask.path, ask.body)

    def _ask_anybody(self, ask: Ask) -> tuple[int, bytes]:
        """Without a token, and whoever it is that answers."""
        connection = PinnedConnection(
            self._host, self._port, context=unverified(), timeout_s=self._timeout_s
        )
        try:
            connection.request(ask.method, ask.path)
            answer = connection.getresponse()
            return answer.status, answer.read(LONGEST_PEM + 1)
        finally:
            connection.close()

    def send(self, command: Command, *, again: CommandId | None = None) -> Reply:
        """What became of ``command``; ``Silent`` when no answer came.

        ``again`` is the id it has been sent with before.
        """
        body = encode_command(again or self._new_id(), command)
        try:
            return read_reply(*self.ask("POST", paths.COMMANDS, body))
        except (OSError, HTTPException):
            self.close()
            return read_reply(0, b"")

    def floor(self) -> Snapshot:
        """Everything true right now. Raises ``CentreSaysNo``."""
        return decode_floor(self.fetch("GET", paths.FLOOR))[1]

    def catalogue(self) -> Catalogue:
        """What the centre offers. Raises ``CentreSaysNo``."""
        return decode_catalogue(self.fetch("GET", paths.CATALOGUE))

    def fetch(self, method: str, path: str, body: bytes | None = None) -> bytes:
        """The body of a 200. Raises ``CentreSaysNo`` for any other answer."""
        status, answer = self.ask(method, path, body)
        if status != OK:
            raise CentreSaysNo(status, answer)
        return answer

    def ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        """Status and body of whatever the centre answers. Raises ``OSError``."""
        self._connection.request(method, path, body, self._headers())
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def follow(
        self, after: int | None = None, *, epoch: str | None = None
    ) -> Generator[FeedLine, None, None]:
        """The feed's events as they come, over a connection of its own, until it ends.

        From now on, or those after the seq ``after`` of that ``epoch``. Raises ``CentreSaysNo`` and
        ``OSError``.
        """
        batches = self.batches(after, epoch=epoch)
        return _flat(batches)

    def batches(
        self, after: int | None = None, *, epoch: str | None = None
    ) -> Generator[tuple[FeedLine, ...], None, None]:
        """As ``follow``, but all that came at once together; none of it is a sign of life."""
        connection = self._connect()
        headers = self._headers()
        if after is not None:
            headers[paths.CURSOR_HEADER] = str(after)
        if epoch:
            headers[paths.EPOCH_HEADER] = epoch
        connection.request("GET", paths.FEED, headers=headers)
        answer = connection.getresponse()
        if answer.status != OK:
            body = answer.read()
            connection.close()
            raise CentreSaysNo(answer.status, body)
        # The stream is open when this returns: what happens from now on will be in it.
        return _batches(connection, answer)

    def _headers(self) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if self.instance:
            headers[paths.INSTANCE_HEADER] = self.instance
        return headers


def _trust_in(authority: str) -> ssl.SSLContext:
    return Authority.read(authority).context()


def _flat(
    batches: Generator[tuple[FeedLine, ...], None, None],
) -> Generator[FeedLine, None, None]:
    try:
        for batch in batches:
            yield from batch
    finally:
        batches.close()


def _batches(
    connection: HTTPConnection, answer: HTTPResponse
) -> Generator[tuple[FeedLine, ...], None, None]:
    parser = FeedParser()
    try:
        while chunk := answer.read1(CHUNK_BYTES):
            events = parser.feed(chunk)
            yield tuple(FeedLine(seq=int(event.id), text=event.data) for event in events)
    finally:
        connection.close()
