"""A simulated centre's road to the hub: signed questions, one after another, on one connection."""

import asyncio
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.sync.hub_session import NOT_NOW, REPLAYED, STALE
from kiosk.wire.codec import UNREADABLE
from kiosk.wire.signed import (
    NO_MOMENT,
    NONCE_BYTES,
    Ask,
    NotSigned,
    Speaker,
    ask_headers,
    key_id,
    read_answer,
)

PATIENCE_S = 30.0
UNAUTHORIZED = 401


class Away(Exception):
    """The hub was not reached, or its answer did not come whole; what it did is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What the hub answered, ``took_s`` after it was asked; its signature is right."""

    status: int
    body: bytes
    took_s: float

    @property
    def error(self) -> str:
        """The hub's code for what is wrong; empty without one."""
        try:
            return msgspec.json.decode(self.body, type=_Error).error
        except UNREADABLE:
            return ""


class _Error(msgspec.Struct, frozen=True):
    error: str = ""


@dataclass(slots=True)
class Counts:
    """What has gone over a line."""

    asked: int = 0
    away: int = 0
    not_signed: int = 0

    def clear(self) -> None:
        """Begin from nothing."""
        self.asked = self.away = self.not_signed = 0


class Line:
    """One keep-alive connection, made anew whenever it is gone. Nothing is sent twice by itself."""

    def __init__(self, url: str, own_host: str = "127.0.0.1") -> None:
        """``own_host`` is the address it comes from: centres do not share one."""
        self._own_host = own_host
        self.turn_to(url)
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    def turn_to(self, url: str) -> None:
        """From the next connection on, go there."""
        at = urlsplit(url)
        self._host, self._port, self._named = at.hostname, at.port, at.netloc

    async def ask(
        self,
        method: str,
        target: str,
        body: bytes,
        headers: Mapping[str, str],
        *,
        patience_s: float = PATIENCE_S,
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers by lower-case name, body. Raises ``Away``."""
        try:
            async with asyncio.timeout(patience_s):
                return await self._ask(method, target, body, headers)
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError) as error:
            self.close()
            raise Away(repr(error)) from error
        except asyncio.CancelledError:
            self.close()
            raise

    async def _ask(
        self, method: str, target: str, body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection(
                self._host, self._port, local_addr=(self._own_host, 0)
            )
        reader, writer = self._streams
        said = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        head = f"{method} {target} HTTP/1.1\r\nHost: {self._named}\r\n{said}"
        writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        first, *rest = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        got = {name.lower(): value.strip() for name, _, value in (h.partition(":") for h in rest)}
        answer = await reader.readexactly(int(got.get("content-length", "0")))
        if got.get("connection", "").lower() == "close":
            self.close()
        return int(first.split(" ", 2)[1]), got, answer

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            with suppress(OSError):
                self._streams[1].transport.abort()
            self._streams = None


@dataclass(slots=True, kw_only=True)
class SignedLine:
    """What a centre asks with its key, and the hub answers with its own."""

    line: Line
    centre: str
    key: Ed25519PrivateKey
    hub_key: bytes
    speaker: Speaker
    moment: str = NO_MOMENT
    counts: Counts = field(default_factory=Counts)
    _key_id: str = ""

    def __post_init__(self) -> None:
        self._key_id = key_id(self.key.public_key().public_bytes_raw())

    async def ask(
        self,
        method: str,
        target: str,
        body: bytes = b"",
        *,
        packed: bool = False,
        patience_s: float = PATIENCE_S,
    ) -> Answered:
        """Ask, and once more where the hub only wants another moment or nonce.

        Raises ``Away``, or ``NotSigned`` where somebody else has answered.
        """
        answered = await self._ask(method, target, body, packed=packed, patience_s=patience_s)
        if answered.status == UNAUTHORIZED and answered.error in (STALE, REPLAYED):
            answered = await self._ask(method, target, body, packed=packed, patience_s=patience_s)
        return answered

    async def _ask(
        self, method: str, target: str, body: bytes, *, packed: bool, patience_s: float
    ) -> Answered:
        began_s = time.perf_counter()
        asked = Ask(
            method=method,
            target=target,
            centre=self.centre,
            key=self._key_id,
            speaker=self.speaker,
            at_ms=time.time_ns() // 1_000_000,
            nonce=os.urandom(NONCE_BYTES).hex(),
            moment=self.moment,
        )
        headers = ask_headers(self.key, asked, body)
        if packed:
            headers["Content-Encoding"] = "gzip"
        self.counts.asked += 1
        try:
            status, got, answer = await self.line.ask(
                method, target, body, headers, patience_s=patience_s
            )
        except Away:
            self.counts.away += 1
            raise
        try:
            told = read_answer(self.hub_key, asked.text(body), got, status=status, body=answer)
        except NotSigned as error:
            if status in NOT_NOW:
                self.counts.away += 1
                raise Away(str(status)) from error
            self.counts.not_signed += 1
            raise
        self.moment = told.moment
        return Answered(status=status, body=answer, took_s=time.perf_counter() - began_s)
