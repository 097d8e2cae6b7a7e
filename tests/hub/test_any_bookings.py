"""Whatever citizens, staff and lines do, no place is given twice and no yes is lost."""

import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from kiosk.domain import commands as c
from kiosk.domain.appointment import AppointmentState, Share
from kiosk.domain.commands import Role
from kiosk.domain.slots import slots_on
from tests.domain.hall import TAX
from tests.hub.by_hand import Citizen, Page
from tests.hub.stage import MONDAY, Stage, staged

TIMES = ("09:00", "09:30")
DAY = 23
STEPS = 120


class Crowd:
    """Citizens, some of whom lose their page, and staff who see the same book."""

    def __init__(self, stage: Stage, chance: Random) -> None:
        self._stage = stage
        self._chance = chance
        self._people = [stage.somebody(f"127.0.1.{n}") for n in range(1, 9)]
        self._pages: dict[Citizen, str] = {}
        self._all: list[str] = []

    def step(self) -> None:
        """One of them does something, or time passes."""
        what = self._chance.choices(
            (self._take, self._say_yes, self._move, self._cancel, self._staff, self._line),
            (8, 8, 3, 3, 3, 2),
        )[0]
        what()

    def _take(self) -> None:
        person = self._chance.choice(self._people)
        key = person.get(f"/book/TEST/tax/{MONDAY}").html
        found = re.search('name="key" value="([^"]*)"', key)
        if found is None:
            return
        slot = {"slot": f"{MONDAY}T{self._chance.choice(TIMES)}", "key": found[1]}
        held = person.post("/book/TEST/tax", slot)
        if held.status == 303:
            self._pages[person] = held.headers["location"].partition("?")[0]
            self._all.append(self._pages[person])

    def _say_yes(self) -> None:
        self._post("confirm", {})

    def _move(self) -> None:
        self._post("change", {"slot": f"{MONDAY}T{self._chance.choice(TIMES)}"})

    def _cancel(self) -> None:
        self._post("cancel", {})

    def _post(self, what: str, form: dict[str, str]) -> None:
        if not self._pages:
            return
        person, page = self._chance.choice(sorted(self._pages.items(), key=lambda one: one[1]))
        assert person.post(f"{page}/{what}?lang=en", form).status in (200, 303, 404, 409, 429)

    def _staff(self) -> None:
        """At the desk somebody moves or cancels one of the hub's, or books another."""
        mine = [one for one in self._stage.hall.floor.book if one.state is AppointmentState.BOOKED]
        command: c.Command
        slot = self._stage.hall.at.replace(day=DAY, hour=14, minute=0, second=0, microsecond=0)
        if not mine or self._chance.random() < 0.4:
            command = c.BookAppointment(service=TAX, slot=slot.replace(hour=9))
        elif self._chance.random() < 0.5:
            command = c.MoveAppointment(appointment=self._chance.choice(mine).code, slot=slot)
        else:
            command = c.CancelAppointment(appointment=self._chance.choice(mine).code)
        self._stage.hall.try_(command, role=Role.COUNTER)
        if self._chance.random() < 0.5:
            self._stage.centre.tell()

    def _line(self) -> None:
        """The centre comes for its inbox, or it does not and time passes."""
        if self._chance.random() < 0.7:
            self._stage.centre.obey()
        else:
            self._stage.later(self._chance.choice((30, 200, 1300)))

    def pages(self) -> list[Page]:
        """Every page that anybody had."""
        return [self._stage.citizen.get(f"{page}?lang=en") for page in self._all]


def check_places(stage: Stage) -> None:
    """The hub's part of each slot is never exceeded in the centre's own book."""
    given = Counter(
        one.slot
        for one in stage.hall.floor.book
        if one.share is Share.HUB and one.state is not AppointmentState.CANCELLED
    )
    catalogue = stage.hall.catalogue
    day = stage.hall.at.date().replace(day=DAY)
    for slot in slots_on(catalogue, catalogue.service[TAX], day, stage.hall.at.tzinfo):
        assert given[slot.begins] <= slot.hub, slot


def refusals(stage: Stage) -> list[str]:
    async def read() -> list[str]:
        async with stage.hub.store.reading() as connection:
            found = await connection.execute(
                "SELECT type || ' ' || coalesce(reason, '') FROM inbox "
                "WHERE state NOT IN ('waiting', 'done')"
            )
            return [str(row[0]) for row in await found.fetchall()]

    return stage.hub.do(read())


@pytest.mark.many(3)
@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5, 6, 7])
def test_no_place_is_given_twice_and_every_yes_is_kept(
    hub_dsn: str, tmp_path: Path, seed: int
) -> None:
    with staged(hub_dsn, tmp_path / "hub") as stage:
        crowd = Crowd(stage, Random(seed))
        for _ in range(STEPS):
            crowd.step()
            check_places(stage)
        stage.centre.obey()
        stage.centre.obey()
        check_places(stage)
        # The hub never asks for a place that there is not: whatever it asked to book was booked.
        assert not [one for one in refusals(stage) if one.startswith("BookAppointment")]
        assert not [one for one in refusals(stage) if "FULL" in one]
        booked = Counter(
            one.slot.strftime("%H:%M")
            for one in stage.hall.floor.book
            if one.state is AppointmentState.BOOKED and one.code[0] in "56789"
        )
        stage.later(60)
        stage.heard()
        told = Counter(
            re.search(r"November (\d\d:\d\d)", page.text)[1]  # type: ignore[index]
            for page in crowd.pages()
            if "Your appointment is booked" in page.text
        )
        assert told == booked
