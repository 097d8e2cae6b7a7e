"""The station a screen of each role stands on."""

from kiosk.client.keeping import Keeping
from kiosk.client.mirror import Mirror
from kiosk.client.outbox import Outbox
from kiosk.client.reserve import Reserve
from kiosk.db.opening import Database
from kiosk.db.outbox import OutboxTable
from kiosk.db.reserve import KnownTable, PrintedTable
from kiosk.domain.commands import Role
from kiosk.ui.kiosk_station import KioskStation
from kiosk.ui.link import Link
from kiosk.ui.station import Station


def station_for(role: str, link: Link, mirror: Mirror, store: Database) -> Station:
    """A kiosk goes on without its centre; a counter remembers who waited, for its hand list.

    ``link`` has ``mirror`` for its cursor.
    """
    outbox = Outbox(OutboxTable(store))
    keeping = Keeping(KnownTable(store))
    if role == Role.KIOSK:
        reserve = Reserve(PrintedTable(store))
        return KioskStation(link, mirror, outbox, keeping=keeping, reserve=reserve)
    if role == Role.COUNTER:
        return Station(link, mirror, outbox, keeping=keeping)
    return Station(link, mirror, outbox)
