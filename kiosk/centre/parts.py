"""The parts of a centre, built and joined."""

import asyncio
import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from starlette.types import ASGIApp

from kiosk.centre import pepper
from kiosk.centre.answering import Ground, answering
from kiosk.centre.authority import MachineNames
from kiosk.centre.clock import LocalClock, boot_time_s
from kiosk.centre.feed import Feed
from kiosk.centre.files import file_limit
from kiosk.centre.followers import Followers
from kiosk.centre.foreseeing import Foreseeing
from kiosk.centre.live import Live
from kiosk.centre.machine_names import machine_names
from kiosk.centre.outlook import Lookout
from kiosk.centre.pages import Pages
from kiosk.centre.people import People
from kiosk.centre.private_files import KEYS
from kiosk.centre.proving import Proving
from kiosk.centre.replica import ReplicaReader
from kiosk.centre.retaining import Retaining
from kiosk.centre.ruling import Ruling
from kiosk.centre.say import Say
from kiosk.centre.settings import CentreSettings
from kiosk.centre.signed_in import SignedIn
from kiosk.centre.strangers import OF_THIS_MACHINE, Strangers
from kiosk.centre.terms import Terms, build_terms, check_not_superseded
from kiosk.centre.ticker import Ticker
from kiosk.centre.traffic import Traffic
from kiosk.centre.trouble_file import TroubleFile, over
from kiosk.centre.troubles import TroubleCode, Troubles
from kiosk.centre.trust import Trust, TrustGround, build_trust
from kiosk.centre.watch import Watch
from kiosk.centre.writer import Report, Writer
from kiosk.db.answers import Answers
from kiosk.db.copying import CopyTable
from kiosk.db.devices import DeviceTable
from kiosk.db.journal import Journal
from kiosk.db.opening import Database, DatabaseUnfit, open_centre
from kiosk.db.people import PeopleTable, SignInTable
from kiosk.db.retention import Retention
from kiosk.db.stores import CENTRE_STORE
from kiosk.db.tables import Tables
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Role
from kiosk.texts import ENGLISH
from kiosk.web.sign_in import Hashing
from kiosk.wire.codec import WrongShape, decode_entry

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a centre takes from outside: clocks, chance, and what its machine is called."""

    wall_s: Callable[[], float] = time.time
    steady_s: Callable[[], float] = boot_time_s
    chance: Callable[[int], bytes] = os.urandom
    machine: Callable[[], MachineNames] = machine_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the server runs."""

    app: ASGIApp
    live: Live
    feed: Feed
    writer: Writer
    ticker: Ticker
    watch: Watch
    proving: Proving
    foreseeing: Foreseeing | None
    clock: LocalClock
    pages: Pages
    db: Database
    troubles: Troubles
    trouble_file: TroubleFile
    people: People
    replicas: ReplicaReader
    trust: Trust
    terms: Terms
    retaining: Retaining

    async def close(self) -> None:
        """Finish what was asked, then let the store go."""
        await asyncio.to_thread(self.writer.stop)
        self.pages.close()
        self.replicas.close()
        self.db.close()
        await asyncio.to_thread(self.trouble_file.close)


def build(settings: CentreSettings, catalogue: Catalogue, say: Say, given: Surroundings) -> Parts:
    """Open the store and join everything, in a running event loop.

    Raises ``DatabaseUnfit``, ``AuthorityUnfit`` or ``StoreFailed``.
    """
    loop = asyncio.get_running_loop()
    db = open_centre(settings.data / CENTRE_STORE)
    journal, answers = Journal(db), Answers(db)
    _check_centre(db, journal, catalogue, settings)
    trouble_file = TroubleFile(settings.data)
    clock = LocalClock(
        zone=ZoneInfo(catalogue.centre.timezone),
        wall_s=given.wall_s,
        steady_s=given.steady_s,
        not_before=_last_at(journal),
        jumped=trouble_file.was_running and trouble_file.was_on(TroubleCode.CLOCK_JUMPED),
    )
    troubles = _troubles(trouble_file, clock, say)
    lookout = Lookout()
    ruling = Ruling(
        catalogue=catalogue,
        clock=clock,
        chance=given.chance,
        journal=journal,
        answers=answers,
        tables=Tables(db),
        name_of=DeviceTable(db).name_of,
    )
    ruling.heed(lookout)

    def report(report: Report) -> None:
        loop.call_soon_threadsafe(live.take, report)

    writer = Writer(db=db, ruling=ruling, report=report, troubles=troubles, steady_s=given.steady_s)
    pages = Pages(settings.data / CENTRE_STORE)
    feed = Feed(page=pages.read, now=clock.now, stall_s=settings.stall_s)
    live = Live(
        catalogue=catalogue,
        feed=feed,
        say=say,
        submit=writer.submit,
        waiting=writer.waiting,
        troubles=troubles,
        lookout=lookout,
    )
    people = People(
        table=PeopleTable(db),
        sign_ins=SignInTable(db),
        do=live.do,
        hashing=Hashing(_pepper(settings.data, given, troubles), settings.pin_cost),
        now=clock.now,
        steady_s=given.steady_s,
    )
    signed_in = SignedIn(live=live, people=people, table=SignInTable(db), now=clock.now)
    trust = build_trust(
        TrustGround(
            settings=settings,
            live=live,
            feed=feed,
            say=say,
            clock=clock,
            db=db,
            steady_s=given.steady_s,
            strangers=_strangers(troubles),
            chance=given.chance,
            machine=given.machine(),
        ),
        agent_of=signed_in.agent_of,
    )
    terms = build_terms(
        data=settings.data, gate=trust.gate, live=live, db=db, keys=trust.authority.directory
    )
    followers = Followers(now=clock.now, steady_s=given.steady_s, last_seq=lambda: feed.seq)
    retaining = Retaining(
        live=live,
        followers=followers,
        admitted=lambda: [each.id for each in trust.devices if each.role is Role.FOLLOWER],
        retention=Retention(db),
        now=clock.now,
        troubles=troubles,
        keep_days=settings.keep_days,
    )
    replicas = ReplicaReader(settings, settings.data / CENTRE_STORE, centre=catalogue.centre.code)
    traffic = Traffic()
    return Parts(
        app=answering(
            Ground(
                settings=settings,
                store=settings.data / CENTRE_STORE,
                live=live,
                feed=feed,
                say=say,
                clock=clock,
                db=db,
                steady_s=given.steady_s,
                troubles=troubles,
                people=people,
                followers=followers,
                replicas=replicas,
                signed_in=signed_in,
                trust=trust,
                terms=terms,
                traffic=traffic,
            )
        ),
        live=live,
        feed=feed,
        writer=writer,
        ticker=Ticker(live=live, feed=feed, clock=clock, answers=answers, chance=given.chance),
        proving=Proving(page=pages.read, first=pages.first, now=clock.now, troubles=troubles),
        watch=Watch(live=live, clock=clock, troubles=troubles, store=settings.data / CENTRE_STORE),
        foreseeing=Foreseeing(live=live, feed=feed, now=clock.now, lookout=lookout)
        if settings.foresees
        else None,
        clock=clock,
        pages=pages,
        db=db,
        troubles=troubles,
        trouble_file=trouble_file,
        people=people,
        replicas=replicas,
        trust=trust,
        terms=terms,
        retaining=retaining,
    )


def _pepper(data: Path, given: Surroundings, troubles: Troubles) -> bytes:
    """What PINs are kept with; where it is damaged nobody signs in, and the hall goes on."""
    try:
        return pepper.load_or_make(data / KEYS, chance=given.chance)
    except pepper.PepperUnfit as unfit:
        log.error("pepper_unfit", extra={"reason": str(unfit)})  # noqa: TRY400 - not our mistake
        troubles.begin(TroubleCode.PINS_UNUSABLE)
        return given.chance(pepper.BYTES)


def _strangers(troubles: Troubles) -> Strangers:
    """Half of the files this process may have open are for what is not its own machine's."""
    return Strangers(
        of_this_machine=min(OF_THIS_MACHINE, file_limit() // 2),
        on_refusal=lambda: troubles.happened(TroubleCode.CONNECTIONS_FULL),
    )


def _troubles(file: TroubleFile, clock: LocalClock, say: Say) -> Troubles:
    troubles = Troubles(
        now=clock.now,
        before=over(file.before, clock.now()),
        keep=file.keep,
        says=lambda code: say.trouble(code)[ENGLISH],
    )
    file.start()
    if file.was_running:
        troubles.happened(TroubleCode.ENDED_UNTOLD)
    return troubles


def _check_centre(
    db: Database, journal: Journal, catalogue: Catalogue, settings: CentreSettings
) -> None:
    code = journal.bind(catalogue.centre.code)
    if code != catalogue.centre.code:
        raise DatabaseUnfit(
            f"{settings.data} holds the journal of centre {code}, and the catalogue is of "
            f"{catalogue.centre.code}; give another --data"
        )
    check_not_superseded(settings.data, db)
    if (of := CopyTable(db).of) is not None:
        raise DatabaseUnfit(
            f"{settings.data} holds a copy of the centre at {of}: where that one is no more, "
            f"python main.py takeover --data {settings.data}"
        )


def _last_at(journal: Journal) -> datetime | None:
    """When the last line was written; the centre's time does not go back behind it."""
    lines = journal.lines_after(journal.last_seq() - 1, 1)
    try:
        return decode_entry(lines[0].text).at if lines else None
    except WrongShape:
        return None  # whoever folds it says so
