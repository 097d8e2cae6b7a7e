"""Another catalogue comes down from the hub: every screen shows it, or nothing changes."""

import signal
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path

import pytest

from kiosk.client.reply import Done
from kiosk.client.session import CentreSaysNo, Session
from kiosk.domain import commands as c
from kiosk.domain.commands import Command, Role
from kiosk.domain.events import CatalogueLoaded
from kiosk.domain.ids import CommandId, Language, ServiceId
from kiosk.hub.catalogues import Stage, Version
from kiosk.hub.inbox_standing import Standing, State
from kiosk.roles.places import SAMPLE_CATALOGUE
from kiosk.ui.station import Station
from kiosk.wire.inbox import catalogue_statement
from tests.hub.running import RunningHub
from tests.journeys.conftest import hall
from tests.journeys.hall import Hall
from tests.ui.conftest import fonts, open_page

__all__ = ["fonts", "hall", "open_page"]

pytestmark = pytest.mark.journey

FIRST = ServiceId("id-lost")
SAMPLE = SAMPLE_CATALOGUE.read_text(encoding="utf-8")
OLD_NOTICE, NOTICE = "Come for your document after the SMS", "Bring a copy of your old card"
OLD_PLACE, PLACE = '{en = "Molo", sw = "Molo"}', '{en = "Molo East", sw = "Molo Mashariki"}'
NEW = SAMPLE.replace(OLD_NOTICE, NOTICE).replace(OLD_PLACE, PLACE, 1)


class HeadOffice:
    """What head office has the centre do."""

    def __init__(self, hub: RunningHub, hall: Hall) -> None:
        self._hub, self._hall = hub, hall
        self._membership = hub.membership("MOLO")
        self._membership.keep(hall.data)
        hall.until(self._is_shown, "the hall does not show its hub")
        self._id = self._membership.centre_id

    def _is_shown(self) -> bool:
        """The centre was enrolled while it ran: it begins anew once, with what shows of its hub."""
        try:
            with Session(self._hall.centre.url) as session:
                key = session.enrol(Role.BOARD, "looks").catalogue().hub_key
                return key == self._membership.sealing_key
        except (OSError, HTTPException, CentreSaysNo):
            return False

    def upload(self, text: str) -> int:
        catalogues = self._hub.parts.ground.catalogues
        return self._hub.do(catalogues.upload(self._id, "MOLO", text.encode(), by="amina"))

    def version(self, version: int) -> Version:
        async def look() -> tuple[Version, ...]:
            async with self._hub.store.reading() as connection:
                return await self._hub.parts.ground.catalogues.versions(connection, self._id)

        return next(each for each in self._hub.do(look()) if each.version == version)

    def comes_to(self, version: int, stage: Stage) -> Version:
        self._hall.until(lambda: self.version(version).stage is stage, f"never {stage}")
        return self.version(version)

    def answered(self, command: Command) -> Standing:
        inbox = self._hub.parts.ground.inbox
        new = self._hub.do(inbox.send(self._id, command, by="amina"))
        self._hall.until(lambda: self._standing(new).state is not State.WAITING)
        return self._standing(new)

    def _standing(self, command: CommandId) -> Standing:
        async def look() -> Standing | None:
            async with self._hub.store.reading() as connection:
                return await self._hub.parts.ground.inbox.standing(connection, self._id, command)

        found = self._hub.do(look())
        assert found is not None
        return found

    def replay(self, version: int, sha256: str) -> c.LoadCatalogue:
        statement = catalogue_statement(centre="MOLO", version=version, sha256=sha256)
        signature = self._hub.parts.ground.keys.signing.sign(statement).hex()
        return c.LoadCatalogue(version=version, sha256=sha256, signature=signature)


@pytest.fixture
def office(hub_dsn: str, hall: Hall, tmp_path: Path) -> Iterator[HeadOffice]:
    with RunningHub(hub_dsn, tmp_path / "hub") as hub:
        yield HeadOffice(hub, hall)


def test_every_screen_shows_it_by_itself_and_no_process_began_anew(
    hall: Hall, office: HeadOffice
) -> None:
    board, kiosk = hall.board(), hall.kiosk(None)
    counter = hall.counter(hall.catalogue.counters[0].id)
    feedback = hall.feedback(hall.catalogue.counters[0].id)
    hall.until(lambda: board.page.shows("Molo"))
    with hall.session(Role.KIOSK) as session:
        mine = session.send(c.IssueTicket(service=FIRST, language=Language("en")))
        assert isinstance(mine, Done)
        assert mine.issued is not None
        page = f"/t/{mine.issued.token}"
        assert "Molo East" not in session.fetch("GET", page).decode()
    office.upload(NEW)
    hall.until(lambda: board.page.shows("Mashariki"), "the board does not show the new name")
    for shown in (kiosk, counter, feedback):
        _await_place(hall, shown.station)
    hall.until(lambda: kiosk.page.shows("Mashariki"), "the kiosk's page has the old name")
    office.comes_to(1, Stage.LOADED)
    loaded = hall.told(CatalogueLoaded)
    assert [each.version for each in loaded] == [1]
    assert hall.centre.process.poll() is None
    assert hall.first_broken_line() is None
    with hall.session(Role.KIOSK) as session:
        assert session.catalogue().centre.place["en"] == "Molo East"
        phone = session.fetch("GET", page).decode()
        assert "Molo East" in phone
        assert mine.issued.number in phone
    # What was fetched once is never believed again: an old version played anew is refused.
    older = office.answered(office.replay(1, loaded[0].sha256))
    assert (older.state, older.reason) == (State.REFUSED, "CATALOGUE_OLDER")
    hall.centre.process.send_signal(signal.SIGTERM)
    assert hall.centre.end() == (0, "")
    hall.start_centre_again()
    hall.until(lambda: board.station.online and kiosk.station.online)
    assert _place(board.station) == "Molo East"
    assert len(hall.told(CatalogueLoaded)) == 1


def test_what_does_not_fit_is_refused_with_its_sentence_and_nothing_changes(
    hall: Hall, office: HeadOffice
) -> None:
    board = hall.board()
    wrong = SAMPLE.replace('icon = "', 'icon = "no-', 1)
    office.upload(wrong)
    refused = office.comes_to(1, Stage.REFUSED)
    assert refused.standing is not None
    assert refused.standing.reason == "CATALOGUE_UNFIT"
    assert "icon" in refused.standing.say["en"]
    assert str(hall.data) not in refused.standing.say["en"]
    # It may just have begun anew, for it was enrolled only now.
    hall.until(lambda: board.station.online, "the board is not connected")
    assert hall.told(CatalogueLoaded) == []
    # One that is right loads after it, and one of another centre never does.
    office.upload(NEW)
    office.comes_to(2, Stage.LOADED)
    office.upload(NEW.replace('code = "MOLO"', 'code = "NAKU"'))
    other = office.comes_to(3, Stage.REFUSED)
    assert other.standing is not None
    assert "NAKU" in other.standing.say["en"]
    _await_place(hall, board.station)


def _place(station: Station) -> str:
    assert station.mirror.catalogue is not None
    return station.mirror.catalogue.centre.place["en"]


def _await_place(hall: Hall, station: Station) -> None:
    hall.until(lambda: _place(station) == "Molo East", "a screen has the old catalogue")
