"""The parts of a centre, built and joined."""

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import dataclass

from starlette.types import ASGIApp

from kiosk.centre.answering import Ground, answering
from kiosk.centre.catalogue_choosing import Chosen
from kiosk.centre.catalogue_loading import CatalogueLoading, LoadingGround
from kiosk.centre.clock import LocalClock
from kiosk.centre.feed import Feed
from kiosk.centre.followers import Followers
from kiosk.centre.foreseeing import Foreseeing
from kiosk.centre.foundation import Foundation, Surroundings, lay_foundation
from kiosk.centre.hub_parts import HubGround, HubParts, hub_parts
from kiosk.centre.live import Live
from kiosk.centre.outlook import Lookout
from kiosk.centre.pages import Pages
from kiosk.centre.people import People
from kiosk.centre.proving import Proving
from kiosk.centre.replica import ReplicaReader
from kiosk.centre.retaining import Retaining
from kiosk.centre.ruling import Ruling
from kiosk.centre.say import Say
from kiosk.centre.settings import CentreSettings
from kiosk.centre.signed_in import SignedIn
from kiosk.centre.terms import Terms, build_terms
from kiosk.centre.ticker import Ticker
from kiosk.centre.traffic import Traffic
from kiosk.centre.troubles import TroubleCode, Troubles
from kiosk.centre.trust import Trust, TrustGround, build_trust
from kiosk.centre.watch import Chore, Watch
from kiosk.centre.writer import Report, Writer
from kiosk.db import pepper
from kiosk.db.answers import Answers
from kiosk.db.devices import DeviceTable
from kiosk.db.opening import Database
from kiosk.db.people import PeopleTable, SignInTable
from kiosk.db.private_files import KEYS
from kiosk.db.retention import Retention
from kiosk.db.tables import Tables
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Role
from kiosk.web.files import file_limit
from kiosk.web.sign_in import Hashing
from kiosk.web.strangers import OF_THIS_MACHINE, Strangers

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a centre does beside answering."""

    ticker: Ticker
    watch: Watch
    proving: Proving
    retaining: Retaining
    foreseeing: Foreseeing | None
    hub: HubParts

    def chores(self) -> Iterator[Chore]:
        """All of it, to be run until the centre ends."""
        yield self.ticker.run
        yield self.watch.run
        yield self.proving.run
        yield self.retaining.run
        if self.foreseeing is not None:
            yield self.foreseeing.run
        if self.hub.uplinking is not None:
            yield self.hub.uplinking.run
        if self.hub.downlinking is not None:
            yield self.hub.downlinking.run


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the server runs."""

    app: ASGIApp
    foundation: Foundation
    live: Live
    feed: Feed
    writer: Writer
    pages: Pages
    beside: Beside
    people: People
    replicas: ReplicaReader
    trust: Trust
    terms: Terms
    loading: CatalogueLoading

    @property
    def db(self) -> Database:
        """The store."""
        return self.foundation.db

    @property
    def clock(self) -> LocalClock:
        """The centre's time."""
        return self.foundation.clock

    @property
    def troubles(self) -> Troubles:
        """What is wrong."""
        return self.foundation.troubles

    async def close(self) -> None:
        """Finish what was asked, then let the store go."""
        await asyncio.to_thread(self.writer.stop)
        self.pages.close()
        self.replicas.close()
        self.db.close()
        await asyncio.to_thread(self.foundation.trouble_file.close)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hall:
    """The road of a command: decided and written, then told to everybody."""

    answers: Answers
    writer: Writer
    pages: Pages
    feed: Feed
    live: Live
    lookout: Lookout


def build(
    settings: CentreSettings,
    catalogue: Catalogue,
    say: Say,
    given: Surroundings,
    *,
    chosen: Chosen | None = None,
) -> Parts:
    """Open the store and join everything, in a running event loop.

    ``chosen`` is where the catalogue comes from; without it, from the centre's own file. Raises
    ``DatabaseUnfit``, ``AuthorityUnfit``, ``Superseded`` or ``StoreFailed``.
    """
    base = lay_foundation(settings, catalogue, say, given)
    hall = _hall(base)
    live, feed, now = hall.live, hall.feed, base.clock.now
    people = _people(base, live)
    signed_in = SignedIn(live=live, people=people, table=SignInTable(base.db), now=now)
    trust = _trust(base, hall, signed_in)
    loading = _loading(base, hall, chosen or Chosen(catalogue=catalogue, path=settings.catalogue))
    hub = hub_parts(
        HubGround(
            foundation=base,
            live=live,
            writer=hall.writer,
            trust=trust,
            loading=loading,
            begins_anew=chosen is not None,
        )
    )
    ground = Ground(
        foundation=base,
        live=live,
        feed=feed,
        people=people,
        followers=Followers(now=now, steady_s=given.steady_s, last_seq=lambda: feed.seq),
        replicas=ReplicaReader(settings, base.store, centre=catalogue.centre.code),
        signed_in=signed_in,
        trust=trust,
        terms=build_terms(
            data=settings.data, gate=trust.gate, live=live, db=base.db, keys=settings.data / KEYS
        ),
        traffic=Traffic(),
        uplinking=hub.uplinking,
    )
    return Parts(
        app=answering(ground),
        foundation=base,
        live=live,
        feed=feed,
        writer=hall.writer,
        pages=hall.pages,
        beside=_beside(base, hall, ground, hub),
        loading=loading,
        people=people,
        replicas=ground.replicas,
        trust=trust,
        terms=ground.terms,
    )


def _hall(base: Foundation) -> _Hall:
    loop = asyncio.get_running_loop()
    answers, lookout = Answers(base.db), Lookout()
    ruling = Ruling(
        catalogue=base.catalogue,
        clock=base.clock,
        chance=base.surroundings.chance,
        journal=base.journal,
        answers=answers,
        tables=Tables(base.db),
        devices=DeviceTable(base.db),
    )
    ruling.heed(lookout)

    def report(report: Report) -> None:
        loop.call_soon_threadsafe(live.take, report)

    writer = Writer(
        db=base.db, ruling=ruling, report=report, troubles=base.troubles, steady_s=base.steady_s
    )
    pages = Pages(base.store)
    feed = Feed(page=pages.read, now=base.clock.now, stall_s=base.settings.stall_s)
    live = Live(
        catalogue=base.catalogue,
        feed=feed,
        say=base.say,
        submit=writer.submit,
        waiting=writer.waiting,
        troubles=base.troubles,
        lookout=lookout,
    )
    return _Hall(answers=answers, writer=writer, pages=pages, feed=feed, live=live, lookout=lookout)


def _loading(base: Foundation, hall: _Hall, chosen: Chosen) -> CatalogueLoading:
    return CatalogueLoading(
        LoadingGround(
            settings=base.settings,
            texts=base.say.texts,
            live=hall.live,
            submit=hall.writer.submit,
            troubles=base.troubles,
            chosen=chosen,
        )
    )


def _people(base: Foundation, live: Live) -> People:
    return People(
        table=PeopleTable(base.db),
        sign_ins=SignInTable(base.db),
        do=live.do,
        hashing=Hashing(_pepper(base), base.settings.pin_cost),
        now=base.clock.now,
        steady_s=base.steady_s,
    )


def _trust(base: Foundation, hall: _Hall, signed_in: SignedIn) -> Trust:
    strangers = _strangers(base.troubles)
    ground = TrustGround(foundation=base, live=hall.live, feed=hall.feed, strangers=strangers)
    return build_trust(ground, agent_of=signed_in.agent_of)


def _beside(base: Foundation, hall: _Hall, ground: Ground, hub: HubParts) -> Beside:
    live, feed, clock, troubles = hall.live, hall.feed, base.clock, base.troubles
    pages, chance = hall.pages, base.surroundings.chance
    return Beside(
        ticker=Ticker(live=live, feed=feed, clock=clock, answers=hall.answers, chance=chance),
        watch=Watch(live=live, clock=clock, troubles=troubles, store=base.store),
        proving=Proving(page=pages.read, first=pages.first, now=clock.now, troubles=troubles),
        retaining=_retaining(base, ground, hub),
        foreseeing=Foreseeing(live=live, feed=feed, now=clock.now, lookout=hall.lookout)
        if base.settings.foresees
        else None,
        hub=hub,
    )


def _retaining(base: Foundation, ground: Ground, hub: HubParts) -> Retaining:
    retaining = Retaining(
        live=ground.live,
        followers=ground.followers,
        admitted=lambda: [each.id for each in ground.trust.devices if each.role is Role.FOLLOWER],
        retention=Retention(base.db),
        now=base.clock.now,
        troubles=base.troubles,
        keep_days=base.settings.keep_days,
    )
    if (uplinking := hub.uplinking) is not None:
        retaining.wait_for(lambda: uplinking.hub_has)
    return retaining


def _pepper(base: Foundation) -> bytes:
    """What PINs are kept with; where it is damaged nobody signs in, and the hall goes on."""
    chance = base.surroundings.chance
    try:
        return pepper.load_or_make(base.settings.data / KEYS, chance=chance)
    except pepper.PepperUnfit as unfit:
        log.error("pepper_unfit", extra={"reason": str(unfit)})  # noqa: TRY400 - not our mistake
        base.troubles.begin(TroubleCode.PINS_UNUSABLE)
        return chance(pepper.BYTES)


def _strangers(troubles: Troubles) -> Strangers:
    """Half of the files this process may have open are for what is not its own machine's."""
    return Strangers(
        of_this_machine=min(OF_THIS_MACHINE, file_limit() // 2),
        on_refusal=lambda: troubles.happened(TroubleCode.CONNECTIONS_FULL),
    )
