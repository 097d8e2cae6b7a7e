"""What the hub may have done in a centre, and how the rules answer it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.domain import commands as c
from kiosk.domain.appointment import Share
from kiosk.domain.appointment_code import code_from, is_of_share
from kiosk.domain.commands import Role
from kiosk.domain.errors import Reason, Unfit
from kiosk.domain.events import AppointmentBooked, CatalogueLoaded, DayOpened, DeviceRevoked
from kiosk.domain.floor import Floor
from kiosk.domain.ids import AppointmentCode, DeviceId
from kiosk.domain.snapshot import restore_floor, take_snapshot
from tests.domain.booking import BookedHall, at
from tests.domain.hall import TAX, Hall

SLOT = at(11)
SHA256 = "ab" * 32
SIGNATURE = "cd" * 64


def load(version: int) -> c.LoadCatalogue:
    return c.LoadCatalogue(version=version, sha256=SHA256, signature=SIGNATURE)


def test_a_later_catalogue_is_loaded_and_an_old_one_played_again_is_not() -> None:
    hall = Hall()
    assert hall.do(load(3), role=Role.HUB)[-1] == CatalogueLoaded(version=3, sha256=SHA256)
    for version in (1, 2, 3):
        assert hall.refusal(load(version), role=Role.HUB) is Reason.CATALOGUE_OLDER
    assert hall.floor.catalogue == 3
    hall.do(load(7), role=Role.HUB)
    assert hall.floor.catalogue == 7


def test_which_catalogue_counts_is_known_on_the_next_day_and_by_every_mirror() -> None:
    hall = Hall()
    hall.do(load(3), role=Role.HUB)
    hall.at += timedelta(days=1)
    hall.do(c.CallForHelp())
    opened = [each.event for each in hall.journal if isinstance(each.event, DayOpened)]
    assert [each.catalogue for each in opened] == [0, 3]
    assert hall.refusal(load(2), role=Role.HUB) is Reason.CATALOGUE_OLDER
    mirror = restore_floor(take_snapshot(hall.floor, hall.catalogue))
    assert mirror.catalogue == 3


@pytest.mark.parametrize(
    ("command", "where"),
    [
        (load(0), "version"),
        (load(-1), "version"),
        (load(10**9 + 1), "version"),
        (replace(load(1), sha256="AB" * 32), "sha256"),
        (replace(load(1), sha256=""), "sha256"),
        (replace(load(1), signature="cd" * 63), "signature"),
        (c.RevokeDevice(device=DeviceId("")), "device"),
        (c.RevokeDevice(device=DeviceId("x" * 65)), "device"),
    ],
)
def test_what_cannot_be_meant_is_told_by_its_field(
    command: c.LoadCatalogue | c.RevokeDevice, where: str
) -> None:
    with pytest.raises(Unfit) as unfit:
        Hall().do(command, role=Role.HUB)
    assert unfit.value.where == where


def test_a_device_is_put_out() -> None:
    hall = Hall()
    revoked = hall.do(c.RevokeDevice(device=DeviceId("kiosk-3")), role=Role.HUB)[-1]
    assert revoked == DeviceRevoked(device=DeviceId("kiosk-3"))


def test_the_hub_books_under_a_code_of_its_own() -> None:
    hall = BookedHall()
    code = code_from(b"\7" * 16, Share.HUB, ())
    book = c.BookAppointment(service=TAX, slot=SLOT, code=code)
    booked = hall.do(book, role=Role.HUB)[-1]
    assert isinstance(booked, AppointmentBooked)
    assert (booked.code, booked.share, booked.slot) == (code, Share.HUB, SLOT)
    assert hall.refusal(book, role=Role.HUB) is Reason.CODE_TAKEN


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.HUB])
def test_nobody_but_the_hub_gives_a_code(role: Role) -> None:
    hall = BookedHall()
    code = code_from(b"\7" * 16, Share.HUB, ())
    book = c.BookAppointment(service=TAX, slot=SLOT, code=code)
    with pytest.raises(Unfit, match="hub alone"):
        hall.do(book, role=role)


@pytest.mark.parametrize(
    "code",
    ["", "5123456", "51234560", "512345678", "5123456x", str(code_from(b"\7", Share.CENTRE, ()))],
)
def test_the_hub_gives_no_code_but_its_own(code: str) -> None:
    hall = BookedHall()
    assert not is_of_share(AppointmentCode(code), Share.HUB)
    book = c.BookAppointment(service=TAX, slot=SLOT, code=AppointmentCode(code))
    with pytest.raises(Unfit, match="none of the codes"):
        hall.do(book, role=Role.HUB)


def test_the_shares_codes_never_meet() -> None:
    for n in range(200):
        chance = n.to_bytes(16, "big")
        assert is_of_share(code_from(chance, Share.HUB, ()), Share.HUB)
        assert not is_of_share(code_from(chance, Share.CENTRE, ()), Share.HUB)


def test_what_the_hub_suspended_anybody_who_may_restores() -> None:
    hall = Hall()
    suspend = c.SuspendService(service=hall.catalogue.services[0].id, reason="system")
    hall.do(suspend, role=Role.HUB)
    assert hall.refusal(suspend, role=Role.HUB) is Reason.ALREADY_SUSPENDED
    hall.do(c.RestoreService(service=suspend.service), role=Role.MANAGER)
    restore = c.RestoreService(service=suspend.service)
    assert hall.refusal(restore, role=Role.HUB) is Reason.NOT_SUSPENDED


def test_a_journal_of_before_folds_to_no_catalogue() -> None:
    hall = Hall()
    hall.do(c.CallForHelp())
    floor = Floor()
    for entry in hall.journal:
        floor.apply(entry)
    assert floor.catalogue == 0
