"""A call for help, by the name that people gave the device it comes from."""

import pytest

from kiosk.client.mirror import Mirror
from kiosk.client.session import Session
from kiosk.domain.commands import CallForHelp, Role
from tests.centre.running import RunningCentre


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("Entrance", "Entrance"),
        ("", ""),
        ("Ingången\u2028" + "x" * 50, "Ingången " + "x" * 31),
    ],
)
def test_staff_are_told_the_name_of_the_kiosk_that_needs_them(
    centre: RunningCentre, given: str, told: str
) -> None:
    mirror = Mirror()
    with Session(centre.url) as kiosk:
        kiosk.enrol(Role.KIOSK, given).send(CallForHelp())
        mirror.install_catalogue(kiosk.fetch("GET", "/catalogue"))
        mirror.install_floor(kiosk.fetch("GET", "/floor"))
    assert [call.name for call in mirror.floor.helps.values()] == [told]
