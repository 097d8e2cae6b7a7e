"""What a centre has of its hub, joined: the journal on its way up, commands on their way down."""

import asyncio
import random
from dataclasses import dataclass

from kiosk import __version__
from kiosk.centre.catalogue_loading import CatalogueLoading
from kiosk.centre.downlinking import Downlinking
from kiosk.centre.foundation import Foundation
from kiosk.centre.hub_roads import hub_roads
from kiosk.centre.live import Live
from kiosk.centre.obeying import ObeyingGround
from kiosk.centre.trust import Trust
from kiosk.centre.uplink_side import SideGround
from kiosk.centre.uplink_troubles import UplinkTroubles
from kiosk.centre.uplink_vitals import VitalsGround, VitalsReading
from kiosk.centre.uplinking import UplinkGround, Uplinking
from kiosk.centre.writer import Writer
from kiosk.sync.uplink import Around
from kiosk.wire.inbox import running_sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class HubGround:
    """What both ways stand on; ``begins_anew`` says that whoever runs the centre will."""

    foundation: Foundation
    live: Live
    writer: Writer
    trust: Trust
    loading: CatalogueLoading
    begins_anew: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HubParts:
    """Both ways; none of a centre that cannot say at a hub who it is."""

    uplinking: Uplinking | None = None
    downlinking: Downlinking | None = None


def hub_parts(ground: HubGround) -> HubParts:
    """Both ways, over roads on which one process speaks."""
    base = ground.foundation
    roads = hub_roads(base.settings, term=base.journal.term, chance=base.surroundings.chance)
    if roads is None:
        return HubParts()
    obeying = ObeyingGround(
        live=ground.live,
        db=base.db,
        clock=base.clock,
        loading=ground.loading,
        say=base.say,
        troubles=base.troubles,
    )
    return HubParts(
        uplinking=Uplinking(_uplink_ground(ground), roads),
        downlinking=Downlinking(obeying, memberships=roads.memberships, session=roads.session),
    )


def _uplink_ground(ground: HubGround) -> UplinkGround:
    base, live, loop = ground.foundation, ground.live, asyncio.get_running_loop()
    steady_s, wall_s = base.steady_s, base.surroundings.wall_s
    troubles = UplinkTroubles(troubles=base.troubles)
    vitals = VitalsGround(
        live=live,
        clock=base.clock,
        troubles=base.troubles,
        devices=ground.trust.admitting.devices,
        data=base.settings.data,
    )
    side = SideGround(
        live=live,
        reading=VitalsReading(vitals),
        troubles=troubles,
        waiting=ground.writer.waiting,
        steady_s=steady_s,
        wall_s=wall_s,
    )
    around = Around(
        steady_s=steady_s,
        wall_s=wall_s,
        # No secret: it spreads centres that come back at the same moment.
        chance=random.random,
        version=__version__,
        catalogue=running_sha256(ground.loading.catalogue),
    )

    def begin_anew() -> None:
        loop.call_soon_threadsafe(ground.loading.switch)

    return UplinkGround(
        live=live,
        clock=base.clock,
        db=base.db,
        store=base.store,
        around=around,
        side=side,
        troubles=troubles,
        kbit_s=base.settings.hub_kbit_s,
        began_with=base.settings.membership,
        begin_anew=begin_anew if ground.begins_anew else None,
    )
