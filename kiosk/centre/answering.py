"""Which part of a centre answers what over HTTP: all of them, joined."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.types import ASGIApp

from kiosk.centre.app import CentreApp
from kiosk.centre.clock import LocalClock
from kiosk.centre.commanding import Commanding
from kiosk.centre.feed import Feed
from kiosk.centre.followers import Followers
from kiosk.centre.following import Following
from kiosk.centre.gate import Gate
from kiosk.centre.health import HealthReport
from kiosk.centre.live import Live
from kiosk.centre.manager_pages import ManagerPages
from kiosk.centre.manager_parts import ManagerGround, manager_pages
from kiosk.centre.metrics import Metrics, Sources
from kiosk.centre.openapi import OpenApi
from kiosk.centre.people import People
from kiosk.centre.people_asking import PeopleAsking
from kiosk.centre.phone import Phone
from kiosk.centre.phone_sights import PhoneSights
from kiosk.centre.phone_troubles import PhoneTroubles
from kiosk.centre.reading import CatalogueReading, FloorReading
from kiosk.centre.replica import ReplicaReader, ReplicaReading
from kiosk.centre.say import Say
from kiosk.centre.settings import CentreSettings
from kiosk.centre.signed_in import SignedIn
from kiosk.centre.signing_in import SigningIn
from kiosk.centre.terms import Terms
from kiosk.centre.traffic import Counted, Traffic
from kiosk.centre.troubles import Troubles
from kiosk.centre.trust import Trust
from kiosk.db.opening import Database
from kiosk.web.phone_views import PhoneViews
from kiosk.web.templates import Templates
from kiosk.wire import paths


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What everything that answers over HTTP stands on; ``store`` is the centre's database."""

    settings: CentreSettings
    store: Path
    live: Live
    feed: Feed
    say: Say
    clock: LocalClock
    db: Database
    steady_s: Callable[[], float]
    troubles: Troubles
    people: People
    followers: Followers
    replicas: ReplicaReader
    terms: Terms
    signed_in: SignedIn
    trust: Trust
    traffic: Traffic


def answering(ground: Ground) -> ASGIApp:
    """The centre as an ASGI application, every answer counted."""
    return Counted(_app(ground), ground.traffic, steady_s=ground.steady_s)


def _app(ground: Ground) -> CentreApp:
    live, say, clock = ground.live, ground.say, ground.clock
    trust = ground.trust
    gate = trust.gate
    replica = ReplicaReading(
        gate=gate, live=live, followers=ground.followers, reader=ground.replicas, say=say
    )
    health = HealthReport(
        live=live,
        clock=clock,
        data=ground.settings.data,
        troubles=ground.troubles,
        followers=ground.followers,
        say=say,
    )
    signing_in = _signing_in(ground, gate)
    staff = PeopleAsking(gate=gate, live=live, people=ground.people)
    return CentreApp(
        commands=Commanding(gate=gate, live=live, say=say, signing_in=signing_in).answer,
        feed=Following(
            gate=gate,
            live=live,
            feed=ground.feed,
            register=trust.register,
            troubles=ground.troubles,
        ),
        phone=_phone(ground).answer,
        manager=_manager(ground).answer,
        others={
            ("GET", paths.FLOOR): FloorReading(gate=gate, live=live).answer,
            ("GET", paths.CATALOGUE): CatalogueReading(gate=gate, live=live).answer,
            ("GET", paths.HEALTH): health.answer,
            ("GET", paths.REPLICA): replica.answer,
            ("GET", paths.OPENAPI): OpenApi(gate=gate).answer,
            ("GET", paths.SIGN_IN): signing_in.here,
            ("POST", paths.SIGN_IN): signing_in.sign_in,
            ("POST", paths.SIGN_OUT): signing_in.sign_out,
            ("GET", paths.PEOPLE): staff.listed,
            ("POST", paths.PEOPLE): staff.change,
            ("GET", paths.METRICS): _metrics(ground, gate).answer,
            ("POST", paths.TERM): ground.terms.told,
            **trust.routes(),
        },
        say=say,
        troubles=ground.troubles,
    )


def _metrics(ground: Ground, gate: Gate) -> Metrics:
    return Metrics(
        gate=gate,
        sources=Sources(
            live=ground.live,
            clock=ground.clock,
            data=ground.settings.data,
            troubles=ground.troubles,
            followers=ground.followers,
            traffic=ground.traffic,
            people=ground.people,
            feeds=lambda: ground.feed.followers,
            strangers=lambda: ground.trust.strangers.connections,
        ),
    )


def _signing_in(ground: Ground, gate: Gate) -> SigningIn:
    return SigningIn(
        gate=gate,
        live=ground.live,
        people=ground.people,
        signed_in=ground.signed_in,
        say=ground.say,
        steady_s=ground.steady_s,
        trust_loopback=ground.settings.trust_loopback,
    )


def _manager(ground: Ground) -> ManagerPages:
    return manager_pages(
        ManagerGround(
            live=ground.live,
            say=ground.say,
            clock=ground.clock,
            troubles=ground.troubles,
            followers=ground.followers,
            people=ground.people,
            admitting=ground.trust.admitting,
            store=ground.store,
            web=ground.settings.web,
            steady_s=ground.steady_s,
        )
    )


def _phone(ground: Ground) -> Phone:
    live, say = ground.live, ground.say
    views = PhoneViews(
        catalogue=live.catalogue, texts=say.texts, templates=Templates(ground.settings.web)
    )
    return Phone(
        live=live,
        sights=PhoneSights(live=live, clock=ground.clock),
        views=views,
        troubles=PhoneTroubles(views=views, say=say),
        steady_s=ground.steady_s,
    )
