"""What `check` says about a screen's place in its centre: whether it has one, and believes it."""

from collections.abc import Iterator
from pathlib import Path

from kiosk.client.address import LOCAL_CENTRE, Wrong, centre_url
from kiosk.client.membership import Membership
from kiosk.roles import check_devices
from kiosk.roles.check_finding import Finding, fails, works
from kiosk.roles.membership import MembershipFiles

HTTPS = "https:"


def centre(data: Path, given: str | None, *, needed: bool) -> Iterator[Finding]:
    """The centre of the screen that keeps its data in ``data``; ``given`` is the address set up."""
    place = MembershipFiles(data).read()
    url = given or place.url or LOCAL_CENTRE
    read = centre_url(url)
    if isinstance(read, Wrong):
        yield _wrong(url, read)
        return
    if not read.startswith(HTTPS):
        yield from check_devices.centre(read, needed=needed)
        return
    if place.authority is None:
        yield fails(
            "place",
            f"This screen has no place at {read} yet: start it, and have a manager type its code.",
        )
        return
    yield _place(place)
    yield from check_devices.centre(read, needed=needed, authority=place.authority.pem)


def _wrong(url: str, wrong: Wrong) -> Finding:
    if wrong is Wrong.PLAIN:
        return fails("centre", f"{url} reaches only its own machine: give it as https://.")
    return fails("centre", f"{url} is no address: give one as in https://192.168.1.10:8443.")


def _place(place: Membership) -> Finding:
    if not place.token:
        return fails(
            "place", "The centre no longer admits this screen: start it, and ask for its code."
        )
    told = place.authority.fingerprint.hex()[:16] if place.authority is not None else ""
    return works("place", f"It has its place at {place.url}, and believes authority {told}.")
