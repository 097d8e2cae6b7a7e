"""Which part of a centre answers what over HTTP: all of them, joined."""

from dataclasses import dataclass

from starlette.types import ASGIApp

from kiosk.centre.app import CentreApp, Routes
from kiosk.centre.commanding import Commanding
from kiosk.centre.feed import Feed
from kiosk.centre.followers import Followers
from kiosk.centre.following import Following
from kiosk.centre.foundation import Foundation
from kiosk.centre.health import HealthReport
from kiosk.centre.live import Live
from kiosk.centre.manager_pages import ManagerPages
from kiosk.centre.manager_parts import ManagerGround, manager_pages
from kiosk.centre.metrics import Metrics, Sources
from kiosk.centre.openapi import OpenApi
from kiosk.centre.people import People
from kiosk.centre.people_asking import PeopleAsking
from kiosk.centre.phone import Phone
from kiosk.centre.reading import CatalogueReading, FloorReading
from kiosk.centre.replica import ReplicaReader, ReplicaReading
from kiosk.centre.signed_in import SignedIn
from kiosk.centre.signing_in import SigningIn
from kiosk.centre.terms import Terms
from kiosk.centre.traffic import Counted, Traffic
from kiosk.centre.trust import Trust
from kiosk.centre.uplink_told import UplinkHealth
from kiosk.centre.uplinking import Uplinking
from kiosk.web.phone_troubles import PhoneTroubles
from kiosk.web.phone_views import PhoneViews
from kiosk.web.templates import Templates
from kiosk.wire import paths


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What everything that answers over HTTP stands on."""

    foundation: Foundation
    live: Live
    feed: Feed
    people: People
    followers: Followers
    replicas: ReplicaReader
    terms: Terms
    signed_in: SignedIn
    trust: Trust
    traffic: Traffic
    uplinking: Uplinking | None = None

    def uplink(self) -> UplinkHealth | None:
        """How far the hub has the journal; ``None``: there is no hub."""
        return self.uplinking.health() if self.uplinking is not None else None

    def sent_bytes(self) -> int:
        """What was sent to the hub since this centre began."""
        return self.uplinking.sent_bytes if self.uplinking is not None else 0


def answering(ground: Ground) -> ASGIApp:
    """The centre as an ASGI application, every answer counted."""
    return Counted(_app(ground), ground.traffic, steady_s=ground.foundation.steady_s)


def _app(ground: Ground) -> CentreApp:
    base, live, trust = ground.foundation, ground.live, ground.trust
    signing_in = _signing_in(ground)
    return CentreApp(
        commands=Commanding(gate=trust.gate, live=live, say=base.say, signing_in=signing_in).answer,
        feed=Following(
            gate=trust.gate,
            live=live,
            feed=ground.feed,
            register=trust.register,
            troubles=base.troubles,
        ),
        phone=_phone(ground).answer,
        manager=_manager(ground).answer,
        others={**_others(ground), **_of_people(ground, signing_in), **trust.routes()},
        say=base.say,
        troubles=base.troubles,
    )


def _others(ground: Ground) -> Routes:
    """What is read of the centre, and what other centres say to it."""
    base, live, gate = ground.foundation, ground.live, ground.trust.gate
    health = HealthReport(
        live=live,
        clock=base.clock,
        data=base.settings.data,
        troubles=base.troubles,
        followers=ground.followers,
        say=base.say,
        uplink=ground.uplink,
    )
    replica = ReplicaReading(
        gate=gate, live=live, followers=ground.followers, reader=ground.replicas, say=base.say
    )
    return {
        ("GET", paths.FLOOR): FloorReading(gate=gate, live=live).answer,
        ("GET", paths.CATALOGUE): CatalogueReading(gate=gate, live=live).answer,
        ("GET", paths.HEALTH): health.answer,
        ("GET", paths.REPLICA): replica.answer,
        ("GET", paths.OPENAPI): OpenApi(gate=gate).answer,
        ("GET", paths.METRICS): _metrics(ground).answer,
        ("POST", paths.TERM): ground.terms.told,
    }


def _of_people(ground: Ground, signing_in: SigningIn) -> Routes:
    staff = PeopleAsking(gate=ground.trust.gate, live=ground.live, people=ground.people)
    return {
        ("GET", paths.SIGN_IN): signing_in.here,
        ("POST", paths.SIGN_IN): signing_in.sign_in,
        ("POST", paths.SIGN_OUT): signing_in.sign_out,
        ("GET", paths.PEOPLE): staff.listed,
        ("POST", paths.PEOPLE): staff.change,
    }


def _metrics(ground: Ground) -> Metrics:
    base = ground.foundation
    return Metrics(
        gate=ground.trust.gate,
        sources=Sources(
            live=ground.live,
            clock=base.clock,
            data=base.settings.data,
            troubles=base.troubles,
            followers=ground.followers,
            traffic=ground.traffic,
            people=ground.people,
            feeds=lambda: ground.feed.followers,
            strangers=lambda: ground.trust.strangers.connections,
            uplink=ground.uplink,
            sent_bytes=ground.sent_bytes,
        ),
    )


def _signing_in(ground: Ground) -> SigningIn:
    base = ground.foundation
    return SigningIn(
        gate=ground.trust.gate,
        live=ground.live,
        people=ground.people,
        signed_in=ground.signed_in,
        say=base.say,
        steady_s=base.steady_s,
        trust_loopback=base.settings.trust_loopback,
    )


def _manager(ground: Ground) -> ManagerPages:
    return manager_pages(
        ManagerGround(
            foundation=ground.foundation,
            live=ground.live,
            followers=ground.followers,
            people=ground.people,
            admitting=ground.trust.admitting,
            uplink=ground.uplink,
        )
    )


def _phone(ground: Ground) -> Phone:
    base, live = ground.foundation, ground.live
    templates = Templates(base.settings.web)
    views = PhoneViews(catalogue=live.catalogue, texts=base.say.texts, templates=templates)
    return Phone(
        live=live,
        clock=base.clock,
        views=views,
        troubles=PhoneTroubles(views=views, errors=base.say.error),
        steady_s=base.steady_s,
    )
