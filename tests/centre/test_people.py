"""Agents and managers: added, signed in, locked out, revoked."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from kiosk.centre.people import NameTaken, NameUnfit, NobodyOfThat, People, Wrong
from kiosk.db.opening import Database, open_centre, transaction
from kiosk.db.people import Duty, PeopleTable, SignInTable
from kiosk.web.errors import Stopped, too_many
from kiosk.web.sign_in import Cost, Hashing, Locked, SecretUnfit, TooManyAtOnce

T = TypeVar("T")

CHEAP = Cost(memory_kib=8, passes=1)
PEPPER = bytes(32)
NOW = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


class Even:
    """An even clock that the test turns on."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@dataclass
class Store:
    """The centre's store, without the writer's thread; ``fails`` as a full disk does."""

    db: Database
    fails: bool = False

    async def do(self, work: Callable[[], T]) -> T:
        if self.fails:
            raise Stopped(too_many())
        with transaction(self.db):
            return work()


@dataclass
class Place:
    """A directory with people in it, that may be opened again."""

    data: Path
    even: Even

    def open(self, *, pepper: bytes = PEPPER, now: datetime = NOW) -> tuple[People, Store]:
        db = open_centre(self.data / "centre.db")
        store = Store(db)
        people = People(
            table=PeopleTable(db),
            sign_ins=SignInTable(db),
            do=store.do,
            hashing=Hashing(pepper, CHEAP),
            now=lambda: now,
            steady_s=self.even,
        )
        return people, store


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path, Even())


def test_who_was_added_signs_in_with_their_pin_and_in_any_case(place: Place) -> None:
    async def scene() -> None:
        people, _ = place.open()
        added = await people.add(Duty.AGENT, "Amina-7", "4711")
        assert (await people.sign_in(Duty.AGENT, "amina-7", "4711", asker="counter-1")) == added
        assert added.id == "agent-p1"

    asyncio.run(scene())


def test_people_are_still_there_after_a_new_start(place: Place) -> None:
    async def before() -> None:
        people, _ = place.open()
        await people.add(Duty.MANAGER, "M1", "correct horse")

    async def after() -> None:
        people, _ = place.open()
        person = await people.sign_in(Duty.MANAGER, "M1", "correct horse", asker="here")
        assert person.name == "M1"

    asyncio.run(before())
    asyncio.run(after())


def test_a_stolen_store_without_its_pepper_fits_no_pin(place: Place) -> None:
    async def before() -> None:
        people, _ = place.open()
        await people.add(Duty.AGENT, "A1", "4711")

    async def elsewhere() -> None:
        people, _ = place.open(pepper=b"x" * 32)
        with pytest.raises(Wrong):
            await people.sign_in(Duty.AGENT, "A1", "4711", asker="here")

    asyncio.run(before())
    asyncio.run(elsewhere())


def test_the_secret_stands_nowhere_in_the_store(place: Place) -> None:
    async def scene() -> None:
        people, _ = place.open()
        await people.add(Duty.MANAGER, "M1", "correct horse battery")

    asyncio.run(scene())
    for file in place.data.iterdir():
        assert b"correct horse" not in file.read_bytes()


async def _try(people: People, name: str, pin: str, asker: str) -> str:
    try:
        return (await people.sign_in(Duty.AGENT, name, pin, asker=asker)).name
    except Wrong:
        return "wrong"
    except Locked as locked:
        return f"locked {locked.after_s:.0f}"


def test_five_misses_lock_for_a_minute_and_each_further_one_for_twice_as_long(
    place: Place,
) -> None:
    async def scene() -> list[str]:
        people, _ = place.open()
        await people.add(Duty.AGENT, "A1", "4711")
        said = [await _try(people, "A1", "9999", f"counter-{n}") for n in range(5)]
        said.append(await _try(people, "A1", "4711", "counter-9"))
        for _ in range(8):
            place.even.now_s += 3600
            said.append(await _try(people, "A1", "9999", "counter-9"))
            said.append(await _try(people, "A1", "4711", "counter-8"))
        return said

    said = asyncio.run(scene())
    assert said[:5] == ["wrong"] * 5
    assert said[5::2] == [f"locked {s}" for s in (60, 120, 240, 480, 960, 1920, 3600, 3600)] + [
        "locked 3600"
    ]


def test_after_the_lock_the_right_pin_is_right_and_all_is_forgiven(place: Place) -> None:
    async def scene() -> None:
        people, _ = place.open()
        await people.add(Duty.AGENT, "A1", "4711")
        for n in range(5):
            await _try(people, "A1", "9999", f"counter-{n}")
        place.even.now_s += 61
        assert await _try(people, "A1", "4711", "counter-1") == "A1"
        assert people.list()[0].misses == 0

    asyncio.run(scene())


def test_a_name_that_nobody_has_is_wrong_and_locked_just_as_one_that_somebody_has(
    place: Place,
) -> None:
    async def scene() -> tuple[list[str], list[str]]:
        people, _ = place.open()
        await people.add(Duty.AGENT, "A1", "4711")
        known = [await _try(people, "A1", "9999", f"x-{n}") for n in range(7)]
        unknown = [await _try(people, "A2", "9999", f"y-{n}") for n in range(7)]
        return known, unknown

    known, unknown = asyncio.run(scene())
    assert known == unknown


def test_a_device_that_tries_many_names_is_locked_too_and_its_own_agent_does_not_free_it(
    place: Place,
) -> None:
    async def scene() -> list[str]:
        people, _ = place.open()
        await people.add(Duty.AGENT, "A1", "4711")
        said = []
        for n in range(6):
            said.append(await _try(people, f"B{n}", "1379", "counter-1"))
            said.append(await _try(people, "A1", "4711", "counter-1"))
        return said

    said = asyncio.run(scene())
    assert said[8] == "wrong"
    assert all(word.startswith("locked") for word in said[9:])


def test_a_hundred_tries_at_once_are_five_tries(place: Place) -> None:
    async def scene() -> list[str]:
        people, _ = place.open()
        await people.add(Duty.AGENT, "A1", "4711")
        tries = (_try(people, "A1", f"{n + 1000}", f"counter-{n}") for n in range(100))
        return await asyncio.gather(*tries)

    said = asyncio.run(scene())
    assert said.count("wrong") == 5
    assert sum(word.startswith("locked") for word in said) == 95


def test_a_new_start_frees_no_tries_and_a_clock_set_back_locks_nobody_for_longer(
    place: Place,
) -> None:
    async def before() -> None:
        people, _ = place.open()
        await people.add(Duty.AGENT, "A1", "4711")
        for n in range(5):
            await _try(people, "A1", "9999", f"counter-{n}")

    async def after() -> str:
        people, _ = place.open(now=datetime(2020, 1, 1, tzinfo=UTC))
        return await _try(people, "A1", "4711", "counter-1")

    asyncio.run(before())
    assert asyncio.run(after()) == "locked 3600"


def test_a_manager_unlocks_and_a_reset_replaces_the_pin(place: Place) -> None:
    async def scene() -> None:
        people, _ = place.open()
        person = await people.add(Duty.AGENT, "A1", "4711")
        ended: list[int] = []
        people.heed(ended.append)
        for n in range(5):
            await _try(people, "A1", "9999", f"counter-{n}")
        await people.unlock(person.n)
        assert await _try(people, "A1", "4711", "counter-7") == "A1"
        await people.reset(person.n, "8250")
        assert ended == [person.n]
        assert await _try(people, "A1", "4711", "counter-7") == "wrong"
        assert await _try(people, "A1", "8250", "counter-7") == "A1"

    asyncio.run(scene())


def test_with_a_person_the_counter_they_tried_at_is_unlocked_but_not_whoever_guesses(
    place: Place,
) -> None:
    async def scene() -> None:
        people, _ = place.open()
        person = await people.add(Duty.AGENT, "A1", "4711")
        await people.add(Duty.AGENT, "A2", "8250")
        for n in range(5):
            await _try(people, "A1", "9999", "counter-1")
            await _try(people, f"B{n}", "9999", "counter-2")
        assert await _try(people, "A2", "8250", "counter-1") == "locked 60"
        await people.unlock(person.n)
        assert await _try(people, "A2", "8250", "counter-1") == "A2"
        assert await _try(people, "A2", "8250", "counter-2") == "locked 60"

    asyncio.run(scene())


def test_who_is_revoked_signs_in_no_more_and_the_name_may_be_given_anew(place: Place) -> None:
    async def scene() -> None:
        people, _ = place.open()
        person = await people.add(Duty.AGENT, "A1", "4711")
        await people.revoke(person.n)
        assert people.person(person.n) is None
        assert await _try(people, "A1", "4711", "counter-7") == "wrong"
        again = await people.add(Duty.AGENT, "a1", "8250")
        assert again.n != person.n
        for change in (people.revoke(person.n), people.unlock(person.n)):
            with pytest.raises(NobodyOfThat):
                await change

    asyncio.run(scene())


def test_who_is_revoked_while_the_pin_is_looked_at_is_not_let_in(place: Place) -> None:
    async def scene() -> None:
        people, _ = place.open()
        person = await people.add(Duty.AGENT, "A1", "4711")
        looking = asyncio.ensure_future(_try(people, "A1", "4711", "counter-1"))
        await asyncio.sleep(0)
        await people.revoke(person.n)
        assert await looking == "wrong"

    asyncio.run(scene())


def test_two_people_of_one_duty_have_two_names(place: Place) -> None:
    async def scene() -> None:
        people, _ = place.open()
        await people.add(Duty.AGENT, "A1", "4711")
        await people.add(Duty.MANAGER, "A1", "correct horse")
        with pytest.raises(NameTaken):
            await people.add(Duty.AGENT, "a1", "8250")

    asyncio.run(scene())


@pytest.mark.parametrize("name", ["", "a b", "Amina Otieno", "x" * 17, "<b>", "a\n", "é", "'--"])
def test_a_name_is_a_code_of_letters_digits_and_hyphens(place: Place, name: str) -> None:
    async def scene() -> None:
        people, _ = place.open()
        with pytest.raises(NameUnfit):
            await people.add(Duty.AGENT, name, "4711")

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("duty", "secret"),
    [
        (Duty.AGENT, "471"),
        (Duty.AGENT, "123456789"),
        (Duty.AGENT, "47x1"),
        (Duty.AGENT, "٤٧١١"),
        (Duty.AGENT, "4711\n"),
        (Duty.AGENT, "1111"),
        (Duty.AGENT, "1234"),
        (Duty.AGENT, "8765"),
        (Duty.AGENT, "7890"),
        (Duty.MANAGER, "47110"),
        (Duty.MANAGER, "123456"),
        (Duty.MANAGER, "secret"),
        (Duty.MANAGER, "٤٧١١٤٧"),
        (Duty.MANAGER, "aaaaaaaaaa"),
        (Duty.MANAGER, "x" * 129),
    ],
)
def test_what_would_soon_be_guessed_is_no_secret(place: Place, duty: Duty, secret: str) -> None:
    async def scene() -> None:
        people, _ = place.open()
        with pytest.raises(SecretUnfit):
            await people.add(duty, "A1", secret)

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("duty", "secret"),
    [
        (Duty.AGENT, "4711"),
        (Duty.AGENT, "82508250"),
        (Duty.MANAGER, "471108"),
        (Duty.MANAGER, "nenosiri langu"),
        (Duty.MANAGER, "123456789"),
    ],
)
def test_what_fits_is_taken(place: Place, duty: Duty, secret: str) -> None:
    async def scene() -> None:
        people, _ = place.open()
        await people.add(duty, "A1", secret)
        assert (await people.sign_in(duty, "A1", secret, asker="here")).name == "A1"

    asyncio.run(scene())


def test_a_full_disk_changes_nobody_and_keeps_nobody_out(place: Place) -> None:
    async def scene() -> None:
        people, store = place.open()
        person = await people.add(Duty.AGENT, "A1", "4711")
        store.fails = True
        for change in (
            people.add(Duty.AGENT, "A2", "4711"),
            people.reset(person.n, "8250"),
            people.revoke(person.n),
        ):
            await _refused(change)
        assert await _try(people, "A1", "9999", "counter-1") == "wrong"
        assert await _try(people, "A1", "4711", "counter-1") == "A1"
        assert [one.name for one in people.list()] == ["A1"]

    asyncio.run(scene())


async def _refused(change: Awaitable[object]) -> None:
    with pytest.raises(Stopped):
        await change


def test_a_crowd_that_signs_in_at_once_is_turned_away_before_it_takes_the_machine(
    place: Place,
) -> None:
    async def scene() -> list[str]:
        people, _ = place.open()

        async def one(n: int) -> str:
            try:
                return await _try(people, f"A{n}", "4711", f"counter-{n}")
            except TooManyAtOnce:
                return "too many"

        return await asyncio.gather(*(one(n) for n in range(60)))

    said = asyncio.run(scene())
    assert said.count("wrong") == 32
    assert said.count("too many") == 28


@pytest.mark.skipif(sys.platform != "linux", reason="the C library of other systems gives it back")
def test_what_a_check_takes_of_memory_is_given_back() -> None:
    async def scene() -> int:
        hashing = Hashing(PEPPER)
        before = resident_bytes()
        kept = await hashing.made_of("4711")
        await asyncio.gather(*(hashing.fits("4711", kept) for _ in range(4)))
        return resident_bytes() - before

    assert asyncio.run(scene()) < Cost().memory_kib * 1024 / 2


def resident_bytes() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))
