"""One small blocking session of a centre with its hub: signed questions, proved answers."""

import os
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

import msgspec

from kiosk.client.pinning import stays_here
from kiosk.sync.membership import Membership, Memberships
from kiosk.wire.codec import UNREADABLE
from kiosk.wire.signed import (
    NO_MOMENT,
    NONCE_BYTES,
    Ask,
    NotSigned,
    Speaker,
    Told,
    ask_headers,
    read_answer,
)

MOMENT = "/centres/moment"
"""``GET``: the hub's time, and a moment to ask in."""
FRESH_S = 60.0
"""A moment that is older is asked for anew, before a large question is sent for nothing."""
MOST_ANSWER_BYTES = 16 * 1024 * 1024
CHUNK_BYTES = 65_536
STALE, REPLAYED = "STALE", "REPLAYED"
OK, MULTIPLE_CHOICES = 200, 300
GONE = (ConnectionResetError, BrokenPipeError, ssl.SSLEOFError, ssl.SSLZeroReturnError)
"""How a connection that has ended shows; http.client's own ``RemoteDisconnected`` is one of them.
"""
NOT_NOW = frozenset({408, 413, 429, 500, 502, 503, 504})
"""What a proxy, or a hub that is full or starting, may say unsigned: nothing is believed of it."""


class HubAway(Exception):
    """No answer, or none for now: try again later."""


class _LineGone(HubAway):
    """A connection at rest had ended before the question came: ask over another."""


class HubNotTrusted(Exception):
    """Somebody answered who is not our hub, or changed what it said: nothing of it counts."""


class NotEnrolled(Exception):
    """This centre is in no hub's care."""


class HubSaysNo(Exception):
    """The hub itself answered, and not with yes. ``error`` is its code, empty without one."""

    def __init__(self, status: int, error: str, body: bytes) -> None:
        super().__init__(f"{status} {error}")
        self.status = status
        self.error = error
        self.body = body


class _Error(msgspec.Struct, frozen=True):
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedAnswer:
    """What the hub answered, proved to be its own answer to this very question.

    ``at_ms`` is the hub's time in milliseconds since 1970, ``rtt_ms`` how long the answer took.
    """

    status: int
    body: bytes
    at_ms: int
    rtt_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a session takes from outside: its clocks and chance. ``wall_ms`` since 1970."""

    steady_s: Callable[[], float] = time.monotonic
    wall_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000
    chance: Callable[[int], bytes] = os.urandom


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """What came over the line; headers by lower-case name."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    rtt_s: float


@dataclass(slots=True)
class _Moment:
    """The last moment the hub gave, when that was, and to which key it was given."""

    text: str = NO_MOMENT
    at_s: float = 0.0
    key: str = ""


class HubSession:
    """Asks the hub, in one thread; ``abort`` alone may be called from another.

    A question is signed anew each time that it is sent, so any proxy may cut, repeat or delay it.
    """

    def __init__(
        self,
        membership: Memberships,
        speaker: Speaker,
        *,
        authority: str | None = None,
        around: Around | None = None,
    ) -> None:
        """``authority`` is a certificate (PEM) to believe instead of the system's."""
        self._membership = membership
        self._speaker = speaker
        self._authority = authority
        self._around = around or Around()
        self._line: HTTPConnection | None = None
        self._url = ""
        self._moment = _Moment()
        self._is_over = False

    def ask(
        self,
        method: str,
        target: str,
        body: bytes = b"",
        *,
        timeout_s: float = 10.0,
        headers: Mapping[str, str] | None = None,
    ) -> SignedAnswer:
        """The hub's answer with a status of 200 to 299.

        ``target`` begins with a slash; ``headers`` are sent beside the signed ones. Raises
        ``HubSaysNo`` for any other answer of the hub's, ``HubAway``, ``HubNotTrusted``,
        ``NotEnrolled`` and ``MembershipUnfit``.
        """
        membership = self._membership()
        if membership is None:
            raise NotEnrolled
        if target != MOMENT and not self._has_moment(membership):
            self._ask_again(membership, "GET", MOMENT, b"", {}, timeout_s)
        return self._ask_again(membership, method, target, body, headers or {}, timeout_s)

    def close(self) -> None:
        """Let go of the connection; the next question makes another."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def abort(self) -> None:
        """End for good, from any thread: who waits for an answer gets ``HubAway`` at once."""
        self._is_over = True
        line = self._line
        plain = line.sock if line is not None else None
        if plain is not None:
            try:
                plain.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it has ended by itself

    def __enter__(self) -> "HubSession":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _has_moment(self, membership: Membership) -> bool:
        age_s = self._around.steady_s() - self._moment.at_s
        return (
            self._moment.text != NO_MOMENT
            and self._moment.key == membership.key_id
            and age_s < FRESH_S
        )

    def _ask_again(
        self,
        membership: Membership,
        method: str,
        target: str,
        body: bytes,
        headers: Mapping[str, str],
        timeout_s: float,
    ) -> SignedAnswer:
        """Ask, and once more where the hub only wants another moment or nonce."""
        question = _Question(method=method, target=target, body=body, headers=headers)
        try:
            return self._ask_once(membership, question, timeout_s)
        except HubSaysNo as no:
            if no.error not in (STALE, REPLAYED):
                raise
        except _LineGone:
            self.close()
        return self._ask_once(membership, question, timeout_s)

    def _ask_once(
        self, membership: Membership, question: "_Question", timeout_s: float
    ) -> SignedAnswer:
        ask = Ask(
            method=question.method,
            target=question.target,
            centre=membership.centre,
            key=membership.key_id,
            speaker=self._speaker,
            at_ms=self._around.wall_ms(),
            nonce=self._around.chance(NONCE_BYTES).hex(),
            moment=self._moment.text if self._moment.key == membership.key_id else NO_MOMENT,
        )
        signed = ask_headers(membership.signing_key, ask, question.body)
        heard = self._heard(membership, question, {**question.headers, **signed}, timeout_s)
        told = _proved(membership, ask.text(question.body), heard)
        self._moment = _Moment(told.moment, self._around.steady_s(), membership.key_id)
        if not OK <= heard.status < MULTIPLE_CHOICES:
            raise HubSaysNo(heard.status, _error_in(heard.body), heard.body)
        return SignedAnswer(
            status=heard.status,
            body=heard.body,
            at_ms=told.at_ms,
            rtt_ms=round(heard.rtt_s * 1000),
        )

    def _heard(
        self,
        membership: Membership,
        question: "_Question",
        headers: Mapping[str, str],
        timeout_s: float,
    ) -> _Heard:
        parts = _road(membership.url)
        rested = self._line is not None
        try:
            began_s = self._around.steady_s()
            line = self._connected(membership.url, parts, timeout_s)
            target = parts.path.rstrip("/") + question.target
            line.request(question.method, target, question.body or None, dict(headers))
            answer = line.getresponse()
            body = self._body(answer, began_s + timeout_s)
            rtt_s = self._around.steady_s() - began_s
        except ssl.SSLCertVerificationError as error:
            self.close()
            raise HubNotTrusted(f"the certificate at {membership.url} is not believed") from error
        except GONE as error:
            self.close()
            raise _LineGone("the line had ended") if rested else HubAway(str(error)) from error
        except (OSError, HTTPException, ValueError) as error:
            self.close()
            raise HubAway(str(error) or type(error).__name__) from error
        named = {name.lower(): value for name, value in answer.getheaders()}
        if answer.will_close:
            self.close()
        return _Heard(status=answer.status, headers=named, body=body, rtt_s=rtt_s)

    def _connected(self, url: str, parts: SplitResult, timeout_s: float) -> HTTPConnection:
        if self._is_over:
            raise ConnectionAbortedError("ended")
        if self._line is not None and self._url == url and not _is_over(self._line):
            self._line.timeout = timeout_s
            self._line.sock.settimeout(timeout_s)
            return self._line
        self.close()
        host, port = parts.hostname or "", parts.port
        if parts.scheme == "https":
            context = ssl.create_default_context(cadata=self._authority)
            self._line = HTTPSConnection(host, port, timeout=timeout_s, context=context)
        else:
            self._line = HTTPConnection(host, port, timeout=timeout_s)
        self._url = url
        self._line.connect()
        return self._line

    def _body(self, answer: HTTPResponse, until_s: float) -> bytes:
        """All of it, within the time: a line that gives a byte a second is no answer."""
        parts = bytearray()
        while chunk := answer.read1(CHUNK_BYTES):
            parts += chunk
            if len(parts) > MOST_ANSWER_BYTES:
                raise HTTPException("the answer has no end")
            if self._around.steady_s() > until_s:
                raise TimeoutError("the answer comes too slowly")
        return bytes(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """What is asked; ``target`` as the hub knows it."""

    method: str
    target: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def _road(url: str) -> SplitResult:
    """The address of the hub, in parts. Raises ``HubNotTrusted`` for a plain road elsewhere."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not stays_here(parts.hostname or ""):
        raise HubNotTrusted(f"{url}: http:// reaches only this machine; a hub needs https://")
    return parts


def _is_over(line: HTTPConnection) -> bool:
    """Whether the other side has hung up on a connection at rest."""
    if line.sock is None:
        return True
    line.sock.settimeout(0)
    try:
        # TLS sends tickets by itself: what is there to read says nothing, an end does.
        return (
            not isinstance(line.sock, ssl.SSLSocket) and line.sock.recv(1, socket.MSG_PEEK) == b""
        )
    except (BlockingIOError, ssl.SSLWantReadError):
        return False
    except OSError:
        return True


def _proved(membership: Membership, asked: bytes, heard: _Heard) -> Told:
    """What the hub says of time, once this is known to be its answer. Raises as ``ask``."""
    try:
        return read_answer(
            membership.hub_key, asked, heard.headers, status=heard.status, body=heard.body
        )
    except NotSigned as error:
        if heard.status in NOT_NOW:
            raise HubAway(f"not now: {heard.status}") from error
        raise HubNotTrusted(f"status {heard.status}: {error}") from error


def _error_in(body: bytes) -> str:
    try:
        return msgspec.json.decode(body, type=_Error).error
    except UNREADABLE:
        return ""
