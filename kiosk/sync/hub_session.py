"""One small blocking session of a centre with its hub: signed questions, proved answers."""

import os
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Self
from urllib.parse import SplitResult, urlsplit

import msgspec

from kiosk.client.pinning import stays_here
from kiosk.sync.hub_line import Heard, Line, LineGone
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
STALE, REPLAYED = "STALE", "REPLAYED"
OK, MULTIPLE_CHOICES = 200, 300
NOT_NOW = frozenset({408, 413, 429, 500, 502, 503, 504})
"""What a proxy, or a hub that is full or starting, may say unsigned: nothing is believed of it."""


class HubAway(Exception):
    """No answer, or none for now: try again later."""


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
class _Moment:
    """The last moment the hub gave, when that was, and to which key it was given."""

    text: str = NO_MOMENT
    at_s: float = 0.0
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """What is asked; ``target`` as the hub knows it."""

    method: str
    target: str
    timeout_s: float
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


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
        self._line: Line | None = None
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
            moment = _Question(method="GET", target=MOMENT, timeout_s=timeout_s)
            self._ask_again(membership, moment)
        question = _Question(
            method=method, target=target, timeout_s=timeout_s, body=body, headers=headers or {}
        )
        return self._ask_again(membership, question)

    def close(self) -> None:
        """Let go of the connection; the next question makes another."""
        if self._line is not None:
            self._line.close()

    def abort(self) -> None:
        """End for good, from any thread: who waits for an answer gets ``HubAway`` at once."""
        self._is_over = True
        if self._line is not None:
            self._line.abort()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _has_moment(self, membership: Membership) -> bool:
        age_s = self._around.steady_s() - self._moment.at_s
        return self._moment.key == membership.key_id and age_s < FRESH_S

    def _ask_again(self, membership: Membership, question: _Question) -> SignedAnswer:
        """Ask, and once more where the hub only wants another moment or the line had ended."""
        try:
            return self._ask_once(membership, question)
        except HubSaysNo as no:
            if no.error not in (STALE, REPLAYED):
                raise
        except LineGone:
            self.close()
        try:
            return self._ask_once(membership, question)
        except LineGone as gone:
            raise HubAway(str(gone)) from gone

    def _ask_once(self, membership: Membership, question: _Question) -> SignedAnswer:
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
        headers = {**question.headers, **signed}
        with on_the_line(membership.url):
            heard = self._line_to(membership.url).ask(
                question.method, question.target, question.body, headers, question.timeout_s
            )
        told = _proved(membership, ask.text(question.body), heard)
        self._moment = _Moment(
            text=told.moment, at_s=self._around.steady_s(), key=membership.key_id
        )
        if not OK <= heard.status < MULTIPLE_CHOICES:
            raise HubSaysNo(heard.status, _error_in(heard.body), heard.body)
        return SignedAnswer(
            status=heard.status,
            body=heard.body,
            at_ms=told.at_ms,
            rtt_ms=round(heard.took_s * 1000),
        )

    def _line_to(self, url: str) -> Line:
        if self._line is None or self._url != url:
            self.close()
            self._url = url
            self._line = Line(road(url), authority=self._authority, steady_s=self._around.steady_s)
            if self._is_over:
                self._line.abort()
        return self._line


@contextmanager
def on_the_line(url: str) -> Iterator[None]:
    """Says what went wrong on the way to the hub as ``HubSession`` does; lets ``LineGone`` be."""
    try:
        yield
    except LineGone:
        raise
    except ssl.SSLCertVerificationError as error:
        raise HubNotTrusted(f"the certificate at {url} is not believed: {error.reason}") from error
    except (OSError, HTTPException, ValueError) as error:
        raise HubAway(str(error) or type(error).__name__) from error


def road(url: str) -> SplitResult:
    """The address of a hub, in parts. Raises ``HubNotTrusted`` for a plain road elsewhere."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not stays_here(parts.hostname or ""):
        raise HubNotTrusted(f"{url}: http:// reaches only this machine; a hub needs https://")
    return parts


def _proved(membership: Membership, asked: bytes, heard: Heard) -> Told:
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
