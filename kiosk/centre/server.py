"""A centre's server: its parts joined and run until it is told to end."""

import asyncio
import dataclasses
import gc
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import uvicorn

from kiosk import __version__
from kiosk.centre.catalogue_choosing import Choosing, Chosen
from kiosk.centre.foundation import Surroundings
from kiosk.centre.http_server import CentreServer
from kiosk.centre.listening import Listeners, listening
from kiosk.centre.live import Live
from kiosk.centre.mending import Mending, StoreDamaged
from kiosk.centre.parts import Parts, build
from kiosk.centre.say import Say
from kiosk.centre.settings import CentreSettings
from kiosk.centre.terms import Superseded
from kiosk.centre.troubles import TroubleCode
from kiosk.centre.watch import Chore, kept_on
from kiosk.db.lock import DirectoryLock
from kiosk.db.opening import Failure, StoreFailed, reading
from kiosk.db.private_files import make_private
from kiosk.db.stores import CENTRE_STORE
from kiosk.texts import ENGLISH, Texts
from kiosk.web.errors import Stopped
from kiosk.web.heartbeat import Heartbeat, keep_beating
from kiosk.web.listening import EVERYWHERE

log = logging.getLogger(__name__)

Ready = Callable[[str, str], None]
"""Is told where the centre answers: the plain address, and the one with TLS."""


class JournalUnreadable(Exception):
    """What the journal holds cannot be folded; the sentence says so."""


def serve(settings: CentreSettings, *, ready: Ready, heart: Heartbeat | None = None) -> None:
    """Run a centre until SIGTERM or Ctrl-C.

    ``ready`` is told the addresses when the centre answers, ``heart`` that it still does. Raises
    ``CatalogueMistake``, ``DirectoryTaken``, ``DatabaseUnfit``, ``UnknownText``, ``CannotListen``,
    ``AuthorityUnfit``, ``StoreFailed`` or ``JournalUnreadable`` before that, and ``StoreDamaged``
    whenever a page cannot be read: started again, it mends its store.
    """
    say = Say(Texts.load(settings.texts))
    choosing = Choosing(settings, say.texts)
    choosing.look()
    with DirectoryLock(settings.data), listening(settings) as listeners:
        _close_to_others(settings.data)
        mending = Mending(settings.data, CENTRE_STORE)
        mending.mend(stamp=f"{datetime.now(UTC):%Y%m%dT%H%M%S}")
        factory = uvicorn.Config("", log_config=None).get_loop_factory()
        with asyncio.Runner(loop_factory=factory) as runner:
            runner.run(_serve(settings, choosing, say, listeners, ready, heart, mending))


def _close_to_others(data: Path) -> None:
    """What a centre keeps is nobody else's, however its directory was made."""
    try:
        make_private(data)
    except OSError as error:
        log.warning("others_may_read", extra={"cause": error.strerror})


async def _serve(
    settings: CentreSettings,
    choosing: Choosing,
    say: Say,
    listeners: Listeners,
    ready: Ready,
    heart: Heartbeat | None,
    mending: Mending,
) -> None:
    """Begin with one catalogue after the other, behind the same sockets, until the centre ends."""
    told = False

    def started(url: str, tls_url: str) -> None:
        nonlocal told
        # What was made at start stays: the collector need not walk over it in the middle of a call.
        gc.collect()
        gc.freeze()
        if not told:
            told = True
            ready(url, tls_url)

    goes_on = True
    while goes_on:
        chosen = choosing.take()
        try:
            goes_on = await _live_with(chosen, settings, say, listeners, started, heart, mending)
        except (StoreFailed, StoreDamaged, Superseded):
            raise
        except Exception as error:
            if chosen.trial is None or not choosing.tries_one:
                raise
            log.exception("catalogue_did_not_start")
            choosing.give_up(f"the centre could not begin with it: {error}")
        gc.unfreeze()


async def _live_with(
    chosen: Chosen,
    settings: CentreSettings,
    say: Say,
    listeners: Listeners,
    started: Ready,
    heart: Heartbeat | None,
    mending: Mending,
) -> bool:
    """Run the centre with this catalogue; whether it shall go on with another one."""
    own = dataclasses.replace(settings, catalogue=chosen.path, membership=chosen.membership)
    try:
        with reading():
            parts = build(own, chosen.catalogue, say, Surroundings(), chosen=chosen)
        if mending.aside is not None:
            parts.troubles.happened(TroubleCode.STORE_MENDED, aside=mending.aside)
        damage = not mending.was_in_vain
        with listeners.again() as own_listeners:
            await run(parts, own_listeners, started, heart, ends_on_damage=damage)
    except StoreFailed as failure:
        if failure.kind is not Failure.DAMAGED or mending.was_in_vain:
            raise
        mending.met()
        raise StoreDamaged(
            f"a page of {settings.data / CENTRE_STORE} cannot be read ({failure}): "
            "it is made anew from its journal at the next start"
        ) from failure
    return parts.loading.goes_on


async def run(
    parts: Parts,
    listeners: Listeners,
    ready: Ready,
    heart: Heartbeat | None = None,
    *,
    ends_on_damage: bool = False,
) -> None:
    """Run ``parts`` until a signal, a cancellation, another catalogue, or another centre took over.

    Raises ``JournalUnreadable`` or ``Superseded``, and with ``ends_on_damage`` ``StoreFailed`` once
    a command needed a page of the store that cannot be read.
    """
    server = CentreServer(parts, listeners.tls)
    serving = asyncio.create_task(server.serve(sockets=list(listeners.plain)))
    chores: set[asyncio.Task[None]] = set()
    try:
        parts.loading.begin()
        parts.writer.start()
        await asyncio.wait({serving, parts.live.begun}, return_when=asyncio.FIRST_COMPLETED)
        if not serving.done():
            await _begin(parts)
            parts.trust.console.open(listeners.own_url)
            ready(listeners.url, listeners.tls_url)
            for beside in _chores(parts, listeners, heart):
                chores.add(asyncio.create_task(kept_on(beside, parts.troubles)))
        parts.terms.superseded.add_done_callback(lambda _: server.end())
        parts.loading.asked.add_done_callback(lambda _: server.end())
        if ends_on_damage:
            parts.live.damaged.add_done_callback(lambda _: server.end())
        await asyncio.wait({serving})
    finally:
        # Not awaited directly, or whoever cancels this would cut off those who are being answered.
        server.should_exit = True
        await asyncio.wait({serving})
        await _close(parts, chores)
    serving.result()
    if parts.terms.superseded.done():
        raise parts.terms.superseded.result()
    if ends_on_damage and parts.live.damaged.done():
        raise StoreFailed("as a command found", kind=Failure.DAMAGED)


async def _close(parts: Parts, chores: set[asyncio.Task[None]]) -> None:
    for chore in chores:
        chore.cancel()
    if chores:
        await asyncio.wait(chores)
    parts.trust.console.close()
    await parts.trust.keep_seen_now()
    await parts.close()


def _chores(parts: Parts, listeners: Listeners, heart: Heartbeat | None) -> Iterator[Chore]:
    """What a centre does beside answering."""
    yield from parts.beside.chores()
    yield parts.trust.keep_seen
    yield parts.terms.knock
    if listeners.is_on_network:
        yield partial(_announce, parts, listeners)
    if heart is not None:
        host, port = listeners.own
        works = partial(_writes, parts.live, longer_than_s=heart.every_s)
        yield partial(keep_beating, heart, host=host, port=port, works=works)


async def _writes(live: Live, *, longer_than_s: float) -> None:
    """Return once the writer did something; it is given twice as long as its heart has."""
    # A writer that is stuck shall look like one, not like a disk that refuses.
    try:
        await live.do(_nothing, patience_s=2 * longer_than_s)
    except Stopped:
        # The disk takes nothing; it says so to all who ask, and a new start would change nothing.
        return


def _nothing() -> None:
    """A transaction without anything in it writes nothing."""


async def _announce(parts: Parts, listeners: Listeners) -> None:
    # Loaded where there is a network: a centre for one machine needs none of it.
    from kiosk.centre.announcing import Calling, announce, own_addresses  # noqa: PLC0415

    centre = parts.live.catalogue.centre
    calling = Calling(
        code=centre.code,
        name=centre.name.get(ENGLISH, centre.code),
        port=listeners.tls_port,
        fingerprint=parts.trust.authority.fingerprint,
        epoch=parts.live.epoch,
        term=parts.live.term,
        version=__version__,
    )
    host = listeners.tls.getsockname()[0]
    await announce(calling, addresses=own_addresses if host in EVERYWHERE else lambda: (host,))


async def _begin(parts: Parts) -> None:
    try:
        await parts.live.begun
    except Exception as error:
        raise JournalUnreadable(
            f"the journal cannot be read: {error}; put its file aside and restore a copy: "
            "python main.py restore COPY"
        ) from error
    await parts.loading.prove()
    await parts.beside.ticker.turn_day(parts.clock.now())
