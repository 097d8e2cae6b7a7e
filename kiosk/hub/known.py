"""What a hub knows of each centre while it runs: its keys, and who speaks for it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import chain

from kiosk.hub.centres import Centre, CentreKey, Centres, KeyState
from kiosk.hub.cut_off import CutOff
from kiosk.hub.findings import FindingCode, note
from kiosk.hub.speaking import Speaking, Verdict
from kiosk.hub.store import Store
from kiosk.wire.signed import Speaker

RETIRES_AFTER = timedelta(days=30)
"""How long a copy that lags may take over with a key that was turned in."""


@dataclass(slots=True)
class Known:
    """One centre, as it is in memory. ``settling`` is held while something of it changes."""

    centre: Centre
    keys: dict[str, CentreKey]
    speaking: Speaking
    settling: asyncio.Lock = field(default_factory=asyncio.Lock)
    cut: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when it is cut off: whoever waits for it stops waiting."""


class KnownCentres:
    """Centres by their code, read from the store once. On one event loop."""

    def __init__(self, store: Store, cut_off: CutOff, *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._cut_off = cut_off
        self._now = now
        self._known: dict[str, Known] = {}
        self._loading = asyncio.Lock()

    def cached(self, code: str) -> Known | None:
        """The same, if it has been read before."""
        return self._known.get(code)

    async def of(self, code: str) -> Known | None:
        """The centre of that code. Raises ``HubStoreFailed``."""
        known = self._known.get(code)
        if known is not None:
            return known
        async with self._loading:
            if code not in self._known and (read := await self._read(code)) is not None:
                self._known[code] = read
        return self._known.get(code)

    def forget(self, code: str) -> None:
        """It has changed in the store: whoever is being answered for it is cut off."""
        known = self._known.pop(code, None)
        if known is not None:
            known.cut.set()

    def forget_softly(self, code: str) -> None:
        """The same, but whoever is being answered right now gets that answer."""
        self._known.pop(code, None)

    async def settle(self, known: Known, said: Speaker, verdict: Verdict, at_ms: int) -> None:
        """Keep who speaks now, and tell of a copy. Raises ``HubStoreFailed``."""
        centre_id = known.centre.centre_id
        async with self._store.transaction() as connection:
            if verdict in (Verdict.CLONED, Verdict.FIRST_AGAIN):
                await note(
                    connection,
                    centre_id,
                    FindingCode.CLONED,
                    about=_other(known.speaking.speaker, said, verdict),
                    detail=_told(said, verdict),
                    at=self._now(),
                )
            if verdict is not Verdict.CLONED:
                await Centres(connection).speaks(
                    centre_id, term=said.term, instance=said.instance, run=said.run, at=self._now()
                )
        if verdict is not Verdict.CLONED:
            known.speaking.now_is(said, verdict, at_ms)

    async def take_back(self, known: Known, key: CentreKey) -> None:
        """A copy that has the key before the last took over: it is the centre's again."""
        async with self._store.transaction() as connection:
            await Centres(connection).only(known.centre.centre_id, key, self._now())
        ended = {each.key_id: replace(each, state=KeyState.ENDED) for each in known.keys.values()}
        live = replace(key, state=KeyState.LIVE, until=None)
        known.keys = dict(chain(ended.items(), {key.key_id: live}.items()))

    async def turned(self, known: Known, old_key: str, key_id: str, public_key: bytes) -> None:
        """It turned its old key in for this one. Raises ``HubStoreFailed``."""
        now = self._now()
        async with self._store.transaction() as connection:
            await Centres(connection).turned(
                known.centre.centre_id, old_key, key_id, public_key, now
            )
        old = known.keys[old_key]
        known.keys[old_key] = replace(old, state=KeyState.RETIRING, until=now)
        known.keys[key_id] = CentreKey(
            key_id=key_id, public_key=public_key, state=KeyState.LIVE, since=now, until=None
        )

    def may_take_over(self, key: CentreKey) -> bool:
        """Whether it was turned in so shortly ago that a copy may not have heard of it."""
        return (
            key.state is KeyState.RETIRING
            and key.until is not None
            and self._now() - key.until < RETIRES_AFTER
        )

    async def _read(self, code: str) -> Known | None:
        async with self._store.reading() as connection:
            centres = Centres(connection)
            centre = await centres.of(code)
            if centre is None:
                return None
            keys = await centres.keys(centre.centre_id)
            speaker = await centres.speaker(centre.centre_id)
        speaking = Speaking()
        if speaker is not None:
            term, instance, run = speaker
            speaking.speaker = Speaker(instance=instance, run=run, term=term)
        ended = [
            replace(key, state=KeyState.ENDED) if key.key_id in self._cut_off else key
            for key in keys
        ]
        return Known(centre=centre, keys={key.key_id: key for key in ended}, speaking=speaking)


def _other(now: Speaker | None, said: Speaker, verdict: Verdict) -> str:
    """Which machine is the copy, by its first letters."""
    copy = said if verdict is Verdict.CLONED or now is None else now
    return f"{copy.instance[:8]}/{copy.run[:8]}"


def _told(said: Speaker, verdict: Verdict) -> str:
    if verdict is Verdict.FIRST_AGAIN:
        return (
            f"two copies of this centre's data run on what looks like one machine, in term "
            f"{said.term}: the younger was sent away"
        )
    return (
        f"another machine speaks with this centre's key in the same term, {said.term}: it is sent "
        "away, the first one goes on"
    )
