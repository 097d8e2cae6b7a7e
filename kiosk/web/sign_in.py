"""Signing in: what a PIN or password may be, how it is kept, and how often it may be missed."""

import asyncio
import ctypes
import hmac
import logging
import re
import sys
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

log = logging.getLogger(__name__)

T = TypeVar("T")

NAME = re.compile(r"[A-Za-z0-9-]{1,16}")
PIN = re.compile(r"[0-9]{4,8}")
LONGEST_SECRET = 128
SHORTEST_PASSWORD = 8
SHORTEST_MANAGER_PIN = 6

FREE_MISSES = 4
"""So many wrong tries cost nothing: fingers slip. The next one locks."""
FIRST_LOCK_S = 60.0
LONGEST_LOCK_S = 3600.0
FORGET_S = 24 * 3600.0
"""After so long without another miss nothing is held against anybody any more."""
MOST_KEYS = 10_000
AT_ONCE = 2
"""Each takes 19 MiB for some 20 ms of a core (storage.md §1): a crowd must not take the hall's."""
MOST_WAITING = 32
M_MMAP_THRESHOLD = -3
"""As malloc.h has it."""
LARGE_BYTES = 4 * 1024 * 1024


class SecretUnfit(Exception):
    """Nobody may sign in with this: ``code`` is ``PIN``, ``PIN_SIMPLE`` or ``PASSWORD``."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(what)
        self.code = code


class Locked(Exception):
    """Too many were wrong: nothing is looked at for ``after_s`` more seconds."""

    def __init__(self, after_s: float) -> None:
        super().__init__(after_s)
        self.after_s = after_s


class TooManyAtOnce(Exception):
    """More people sign in at this moment than the machine can check."""


def check_agent_pin(pin: str) -> None:
    """An agent's: four to eight digits that are not the first anybody tries. ``SecretUnfit``."""
    if PIN.fullmatch(pin) is None:
        raise SecretUnfit("PIN", "a PIN has four to eight digits")
    _check_not_simple(pin)


def check_manager_secret(secret: str) -> None:
    """A manager's: six to eight digits, or at least eight characters. ``SecretUnfit``."""
    if secret.isdecimal() and len(secret) <= SHORTEST_PASSWORD:
        if PIN.fullmatch(secret) is None or len(secret) < SHORTEST_MANAGER_PIN:
            raise SecretUnfit("PASSWORD", "a manager's PIN has six digits at least")
        _check_not_simple(secret)
    elif not SHORTEST_PASSWORD <= len(secret) <= LONGEST_SECRET:
        raise SecretUnfit("PASSWORD", "a password has eight characters at least, 128 at most")
    elif len(set(secret)) == 1:
        raise SecretUnfit("PIN_SIMPLE", "this would be guessed at once; choose another")


def _check_not_simple(pin: str) -> None:
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if steps in ({0}, {1}, {9}):
        raise SecretUnfit("PIN_SIMPLE", "this would be guessed at once; choose another")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one check of a secret takes. As OWASP's password storage sheet has it for argon2id."""

    memory_kib: int = 19_456
    passes: int = 2


class Hashing:
    """Keeps secrets as argon2id of HMAC(``pepper``, secret), and checks them in threads.

    A PIN of four digits is found by trying whatever the cost: it is the pepper, which is not in
    the store, that a thief of the store lacks. Belongs to the event loop.
    """

    def __init__(self, pepper: bytes, cost: Cost | None = None) -> None:
        cost = cost or Cost()
        self._pepper = pepper
        self._hasher = PasswordHasher(
            time_cost=cost.passes, memory_cost=cost.memory_kib, parallelism=1
        )
        _give_large_blocks_back()
        self._nobodys = self._hasher.hash(pepper)
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    async def made_of(self, secret: str) -> str:
        """What is kept of ``secret``. Raises ``TooManyAtOnce``."""
        return await self._in_turn(lambda: self._hasher.hash(self._peppered(secret)))

    async def fits(self, secret: str, kept: str | None) -> bool:
        """Whether ``kept`` was made of ``secret``; nobody's takes as long. ``TooManyAtOnce``."""
        of_somebody = await self._in_turn(lambda: self._check(kept or self._nobodys, secret))
        return of_somebody and kept is not None

    def check_room(self) -> None:
        """Raises ``TooManyAtOnce`` when one more could not be looked at now."""
        if self._waiting >= MOST_WAITING:
            raise TooManyAtOnce

    async def _in_turn(self, work: Callable[[], T]) -> T:
        self.check_room()
        self._waiting += 1
        try:
            async with self._turns:
                return await asyncio.to_thread(work)
        finally:
            self._waiting -= 1

    def _check(self, kept: str, secret: str) -> bool:
        try:
            return self._hasher.verify(kept, self._peppered(secret))
        except (VerificationError, InvalidHashError):
            return False

    def _peppered(self, secret: str) -> bytes:
        return hmac.digest(self._pepper, secret.encode("utf-8", "surrogatepass"), sha256)


def _give_large_blocks_back() -> None:
    """Have the C library return what a check took as soon as it is done.

    glibc learns from the first free of a large block to keep the next ones: 19 MiB for each thread
    that ever checked a PIN, 76 MB in a centre that has been busy once. Other systems do not.
    """
    if sys.platform == "linux":
        try:
            ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE_BYTES)
        except (OSError, AttributeError):
            log.debug("memory_is_kept")  # a C library without it


@dataclass(slots=True)
class _Held:
    """What is held against one key: misses under each name, and the lock they have earned."""

    misses: Counter[str] = field(default_factory=Counter)
    locked_until_s: float = 0.0
    last_s: float = 0.0


class Misses:
    """Counts wrong tries; the fifth locks its key for a minute, each further one twice as long.

    A try counts before it is looked at, or many at once would all be free. ``steady_s`` is an even
    clock, in seconds.
    """

    def __init__(self, *, steady_s: Callable[[], float]) -> None:
        self._steady_s = steady_s
        self._held: dict[Hashable, _Held] = {}

    def count(self, *keys: Hashable, under: str) -> None:
        """Count one try against each key, made under this name. Raises ``Locked``: none counted."""
        locked_s = max(self.locked_s(key) for key in keys)
        if locked_s > 0:
            raise Locked(locked_s)
        for key in keys:
            self._count(key, under)

    def _count(self, key: Hashable, under: str) -> None:
        now = self._steady_s()
        held = self._held.get(key)
        if held is None or now - held.last_s > FORGET_S:
            self._make_room()
            held = self._held[key] = _Held()
        held.misses[under] += 1
        held.last_s = now
        beyond = held.misses.total() - FREE_MISSES - 1
        if beyond >= 0:
            held.locked_until_s = now + min(LONGEST_LOCK_S, FIRST_LOCK_S * 2.0 ** min(beyond, 20))

    def forgive(self, key: Hashable, *, under: str) -> None:
        """It was right: what was missed under this name counts no more, nor the last try's lock."""
        held = self._held.get(key)
        if held is not None:
            del held.misses[under]
            held.locked_until_s = 0.0

    def forget(self, key: Hashable) -> None:
        """Nothing is held against this key any more."""
        self._held.pop(key, None)

    def forgive_everywhere(self, *, under: str) -> None:
        """What was missed under this name counts against nobody; who is locked by it is free."""
        for held in self._held.values():
            if held.misses.pop(under, 0) and held.misses.total() <= FREE_MISSES:
                held.locked_until_s = 0.0

    def restore(self, key: Hashable, *, under: str, misses: int, locked_s: float) -> None:
        """What was held against a key when the process ended; a wrong clock locks no longer."""
        now = self._steady_s()
        until_s = now + min(LONGEST_LOCK_S, max(0.0, locked_s))
        self._held[key] = _Held(Counter({under: misses}), until_s, now)

    def of(self, key: Hashable) -> int:
        """How many misses are held against this key."""
        held = self._held.get(key)
        return held.misses.total() if held is not None else 0

    def locked_s(self, key: Hashable) -> float:
        """For how many seconds nothing is looked at for this key; 0 when one may try."""
        held = self._held.get(key)
        return max(0.0, held.locked_until_s - self._steady_s()) if held is not None else 0.0

    def _make_room(self) -> None:
        """Forget whom nothing is held against for long, then those who tried longest ago."""
        if len(self._held) < MOST_KEYS:
            return
        oldest = sorted(self._held, key=lambda key: (self.locked_s(key), self._held[key].last_s))
        for key in oldest[: MOST_KEYS // 10]:
            del self._held[key]
