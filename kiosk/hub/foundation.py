"""What every part of a hub stands on."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from kiosk.hub.ledger import Ledger
from kiosk.hub.settings import HubSettings
from kiosk.hub.store import Store
from kiosk.texts import Texts


def _utc() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The world a hub runs in: its clocks and its chance, which tests replace."""

    now: Callable[[], datetime] = _utc
    """An aware time in UTC."""
    steady_s: Callable[[], float] = time.monotonic
    chance: Callable[[int], bytes] = secrets.token_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Foundation:
    """Settings, sentences, the store and the ledger, before anything answers."""

    settings: HubSettings
    texts: Texts
    store: Store
    ledger: Ledger
    surroundings: Surroundings = field(default_factory=Surroundings)
