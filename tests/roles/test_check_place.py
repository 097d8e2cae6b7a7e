"""What `check` says of a screen's place in its centre."""

from pathlib import Path

import pytest

from kiosk.client.membership import Membership
from kiosk.client.pinning import Authority
from kiosk.roles.check_finding import Finding, State
from kiosk.roles.check_place import centre
from kiosk.roles.membership import MembershipFiles
from tests.centre.running import RunningCentre
from tests.client.certificates import made_authority


def look(data: Path, given: str | None = None, *, needed: bool = True) -> list[Finding]:
    return list(centre(data, given, needed=needed))


def place(
    running: RunningCentre, *, token: str = "t", authority: bytes | None = None
) -> Membership:
    pem = running.parts.trust.authority.pem.decode()
    believed = Authority(der=authority) if authority else Authority.read(pem)
    return Membership(token=token, authority=believed, url=running.tls_url)


def test_a_screen_with_its_place_is_told_whom_it_believes_and_how_that_one_is(
    tmp_path: Path,
) -> None:
    with RunningCentre(tmp_path / "centre") as running:
        MembershipFiles(tmp_path).write(place(running))
        said, health, *_ = look(tmp_path)
        fingerprint = running.parts.trust.authority.fingerprint.hex()[:16]
    assert (said.state, health.state) == (State.WORKS, State.WORKS)
    assert fingerprint in said.sentence
    assert running.tls_url in health.sentence


def test_a_screen_that_is_admitted_no_more_is_told_so(tmp_path: Path) -> None:
    with RunningCentre(tmp_path / "centre") as running:
        MembershipFiles(tmp_path).write(place(running, token=""))
        said, *_ = look(tmp_path)
    assert said.state is State.FAILS
    assert "no longer admits" in said.sentence


def test_somebody_elses_certificate_is_told_so(tmp_path: Path) -> None:
    with RunningCentre(tmp_path / "centre") as running:
        MembershipFiles(tmp_path).write(place(running, authority=made_authority().der))
        _, said = look(tmp_path)
    assert said.state is State.FAILS
    assert "somebody else" in said.sentence


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("https://192.0.2.1", "has no place at https://192.0.2.1:8443 yet"),
        ("http://192.0.2.1:8400", "only its own machine"),
        ("https://192.0.2", "is no address"),
    ],
)
def test_what_cannot_be_is_told_with_what_to_do(tmp_path: Path, given: str, told: str) -> None:
    (said,) = look(tmp_path, given)
    assert said.state is State.FAILS
    assert told in said.sentence
