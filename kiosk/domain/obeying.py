"""What the hub alone may have done in a centre: another catalogue, a device put out."""

import re

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import (
    BookAppointment,
    CancelAppointment,
    CancelTicket,
    Command,
    LoadCatalogue,
    MoveAppointment,
    Order,
    RestoreService,
    RevokeDevice,
    SuspendService,
)
from kiosk.domain.errors import Reason, Refused, Unfit
from kiosk.domain.events import CatalogueLoaded, DeviceRevoked, Event
from kiosk.domain.floor import Floor

OF_THE_HUB: frozenset[type[Command]] = frozenset(
    {
        BookAppointment,
        MoveAppointment,
        CancelAppointment,
        CancelTicket,
        SuspendService,
        RestoreService,
        LoadCatalogue,
        RevokeDevice,
    }
)
"""All that the hub may ask of a centre, and nothing else."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")
LATEST_VERSION = 10**9
LONGEST_DEVICE = 64


def load_catalogue(
    floor: Floor, catalogue: Catalogue, order: Order, command: LoadCatalogue
) -> tuple[Event, ...]:
    """A later version than the one before; an old one that is played again is refused."""
    if not 1 <= command.version <= LATEST_VERSION:
        raise Unfit("version", f"a version is a whole number from 1 to {LATEST_VERSION}")
    if _SHA256.fullmatch(command.sha256) is None:
        raise Unfit("sha256", "a hash is 64 hexadecimal digits")
    if _SIGNATURE.fullmatch(command.signature) is None:
        raise Unfit("signature", "a signature is 128 hexadecimal digits")
    if command.version <= floor.catalogue:
        raise Refused(Reason.CATALOGUE_OLDER)
    return (CatalogueLoaded(version=command.version, sha256=command.sha256),)


def revoke_device(
    floor: Floor, catalogue: Catalogue, order: Order, command: RevokeDevice
) -> tuple[Event, ...]:
    """It is put out; whether there is such a device, who sends the command on knows."""
    if not command.device or len(command.device) > LONGEST_DEVICE:
        raise Unfit("device", f"a device's id has 1 to {LONGEST_DEVICE} characters")
    return (DeviceRevoked(device=command.device),)
