"""A tool joins a real centre over TLS, by the code that a manager types."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.client.pinning import NotOurCentre
from kiosk.client.reply import Done
from kiosk.client.session import CentreSaysNo, NotJoined, Session
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.ids import Language
from kiosk.web.console_key import read_key
from kiosk.wire.codec import encode
from tests.centre.running import RunningCentre
from tests.client.certificates import made_authority
from tests.domain.hall import ID_NEW


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningCentre]:
    with RunningCentre(tmp_path, trust_loopback=False) as running:
        yield running


@pytest.fixture
def console(centre: RunningCentre) -> Iterator[Session]:
    """Who can read the centre's directory."""
    key = read_key(centre.settings.data)
    assert key is not None
    with Session(centre.url, token=key.token) as session:
        yield session


def joined(centre: RunningCentre, console: Session, role: Role) -> Session:
    session = Session(centre.tls_url)
    code = session.join(role, "tool")
    console.fetch("POST", "/admit", encode({"code": code}))
    return session.admitted(within_s=10, every_s=0.01)


def test_the_code_it_made_is_the_one_that_admits_it(
    centre: RunningCentre, console: Session
) -> None:
    with joined(centre, console, Role.KIOSK) as kiosk:
        assert kiosk.device == "kiosk-1"
        reply = kiosk.send(c.IssueTicket(service=ID_NEW, language=Language("en")))
        assert isinstance(reply, Done)
        lines = kiosk.follow(after=reply.entries[0].seq - 1)
        assert next(lines).seq == reply.entries[0].seq
        lines.close()


def test_a_second_session_needs_token_and_authority(
    centre: RunningCentre, console: Session
) -> None:
    with joined(centre, console, Role.BOARD) as first:
        token, pem = first.token, first.authority
    with Session(centre.tls_url, token=token, authority=pem) as again:
        assert again.floor().seq >= 0
    wrong = made_authority().pem
    with (
        Session(centre.tls_url, token=token, authority=wrong) as fooled,
        pytest.raises(NotOurCentre),
    ):
        fooled.floor()


def test_who_is_revoked_is_out_at_once(centre: RunningCentre, console: Session) -> None:
    with joined(centre, console, Role.KIOSK) as kiosk:
        console.fetch("POST", "/revoke", encode({"device": kiosk.device}))
        with pytest.raises(CentreSaysNo, match="401"):
            kiosk.floor()


def test_without_a_manager_it_waits_only_so_long(centre: RunningCentre) -> None:
    with Session(centre.tls_url) as session:
        assert len(session.join(Role.KIOSK, "door")) == 6
        with pytest.raises(TimeoutError):
            session.admitted(within_s=0, every_s=0.01)


def test_a_refused_one_is_told_so(centre: RunningCentre, console: Session) -> None:
    with Session(centre.tls_url) as session:
        session.join(Role.KIOSK, "door")
        console.fetch("POST", "/refuse", encode({"waiting": 1}))
        with pytest.raises(NotJoined, match="refused"):
            session.admitted(within_s=10, every_s=0.01)


def test_a_trusting_centre_admits_its_own_machine_without_a_code(tmp_path: Path) -> None:
    with RunningCentre(tmp_path) as centre, Session(centre.url) as session:
        assert session.join(Role.KIOSK, "door") == ""
        assert session.admitted(within_s=1).device == "kiosk-1"
        assert session.token


def test_a_plain_port_where_tls_was_expected_is_an_error_of_the_road(
    centre: RunningCentre,
) -> None:
    url = centre.url.replace("http://", "https://")
    with Session(url) as session, pytest.raises(OSError, match="SSL"):
        session.join(Role.KIOSK, "door")
