"""The centre as a device last knew it, kept for a morning on which it does not answer."""

import logging
from dataclasses import replace
from datetime import datetime
from typing import Protocol

import msgspec

from kiosk.client.mirror import Mirror
from kiosk.db.opening import StoreFailed
from kiosk.db.reserve import Kept
from kiosk.domain.snapshot import Snapshot, take_snapshot
from kiosk.domain.ticket import OPEN_STATES
from kiosk.wire.codec import UNREADABLE, WrongShape, encode_floor

log = logging.getLogger(__name__)

CATALOGUE = "catalogue"
FLOOR = "floor"
ME = "me"


class KnownStore(Protocol):
    """Where bodies outlive the process. Every call raises ``StoreFailed``."""

    def keep(self, name: str, kept: Kept) -> None:
        """Remember it in place of what had this name."""
        ...

    def get(self, name: str) -> Kept | None:
        """What was kept under this name."""
        ...

    def drop(self, name: str) -> None:
        """Nothing is known under this name any more."""
        ...


class Me(msgspec.Struct, frozen=True):
    """Who this device is for its centre; ``index`` is a kiosk's place among the kiosks."""

    index: int | None = None


class Keeping:
    """What is kept is only what was last known: a disk that fails costs a morning, not a ticket."""

    def __init__(self, store: KnownStore) -> None:
        self._store = store

    def catalogue(self, body: bytes, at: datetime) -> None:
        """What the centre offers, as it sent it."""
        self._keep(CATALOGUE, body, at)

    def floor(self, known: Mirror, at: datetime) -> None:
        """Everything that matters of the floor as it is known ``at`` that time (aware)."""
        if known.catalogue is None:
            return
        snapshot = _of_those_who_wait(take_snapshot(known.floor, known.catalogue))
        self._keep(FLOOR, encode_floor(known.epoch or "", snapshot), at)

    def me(self, body: bytes, at: datetime) -> Me | None:
        """Who this device is, as the centre said it; ``None`` for words that say nothing."""
        me = _me(body)
        if me is not None:
            self._keep(ME, body, at)
        return me

    def nobody(self) -> None:
        """The centre knows this device no more."""
        try:
            self._store.drop(ME)
        except StoreFailed as failure:
            log.warning("known_not_dropped", extra={"cause": failure})

    def last_me(self) -> Me | None:
        """Who this device was when the centre was last heard of."""
        kept = self._look(ME)
        return _me(kept.body) if kept is not None else None

    def restore(self, into: Mirror) -> datetime | None:
        """Take up what was last known, and say of when it is (aware); ``None``: of nothing."""
        catalogue, floor = self._look(CATALOGUE), self._look(FLOOR)
        if catalogue is None or floor is None:
            return None
        try:
            into.install_catalogue(catalogue.body)
            into.install_floor(floor.body)
        except WrongShape:
            log.exception("known_unreadable")
            into.catalogue = None
            return None
        return floor.at

    def _look(self, name: str) -> Kept | None:
        try:
            return self._store.get(name)
        except (StoreFailed, ValueError) as failure:
            log.warning("known_not_read", extra={"cause": failure})
            return None

    def _keep(self, name: str, body: bytes, at: datetime) -> None:
        try:
            self._store.keep(name, Kept(at=at, body=body))
        except StoreFailed as failure:
            log.warning("known_not_kept", extra={"cause": failure})


def _of_those_who_wait(snapshot: Snapshot) -> Snapshot:
    """Without the visits that have ended: it is written every few seconds."""
    waiting = tuple(each for each in snapshot.tickets if each.state in OPEN_STATES)
    return replace(snapshot, tickets=waiting)


def _me(body: bytes) -> Me | None:
    try:
        return msgspec.json.decode(body, type=Me)
    except UNREADABLE:
        return None
