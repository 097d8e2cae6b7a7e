"""Who signs in at head office: password and code, what is refused, and what a thief gets."""

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from secrets import token_bytes
from typing import TypeVar
from uuid import uuid4

import pytest

from kiosk.hub import office_table as table
from kiosk.hub.centre_desk import NotDone
from kiosk.hub.office_console import AddOfficePerson
from kiosk.hub.office_misses import OfficeMisses
from kiosk.hub.office_people import FIRST_LIFE, OfficePeople
from kiosk.hub.office_refusals import (
    CodeWrong,
    LastAdmin,
    NameTaken,
    NameUnfit,
    NobodyOfThat,
    Wrong,
)
from kiosk.hub.office_rights import RIGHTS, OfficeRole, Right
from kiosk.hub.office_second_step import Shown
from kiosk.hub.office_table import OfficePerson
from kiosk.hub.office_totp import STEP_S, Sealing, address_of, code_at, step_of
from kiosk.hub.store import HubStoreFailed, Store
from kiosk.web.sign_in import Cost, Hashing, Locked, SecretUnfit

T = TypeVar("T")
CHEAP = Cost(memory_kib=64, passes=1)
PEPPER = b"p" * 32
OWN = "milango miwili ya bluu"
HERE = "203.0.113.9"


class Office:
    """People on a real database, with clocks of the test's own."""

    def __init__(self, store: Store, loop: asyncio.Runner, pepper: bytes = PEPPER) -> None:
        self.store, self.loop, self.pepper = store, loop, pepper
        self.at = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
        self.steady_s = 1000.0
        self.people = self.started()

    def started(self) -> OfficePeople:
        """A hub that has just begun."""
        now, steady_s = (lambda: self.at), (lambda: self.steady_s)
        self.misses = OfficeMisses(store=self.store, now=now, steady_s=steady_s)
        self.people = OfficePeople(
            store=self.store,
            hashing=Hashing(self.pepper, CHEAP),
            sealing=Sealing(self.pepper, chance=token_bytes),
            misses=self.misses,
            chance=token_bytes,
            now=now,
        )
        self.run(self.people.begin())
        return self.people

    def run(self, work: Awaitable[T]) -> T:
        async def settled() -> T:
            try:
                return await work
            finally:
                await self.misses.settle()

        return self.loop.run(settled())

    def passes(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.steady_s += seconds

    def code(self, secret: bytes, steps: int = 0) -> str:
        return code_at(secret, int(self.at.timestamp() // STEP_S) + steps)

    def set_up(self, name: str = "wanjiru", role: OfficeRole = OfficeRole.ADMIN) -> "Somebody":
        """Somebody with a password of their own and a telephone."""
        first = self.run(self.people.add(name, role))
        n = first.person.n
        self.people.begin_set_up(n)
        secret = self.people._new[n]
        codes = self.run(self.people.set_up(n, OWN, self.code(secret)))
        self.passes(STEP_S)
        return Somebody(self, n, name, secret, codes)


class Somebody:
    def __init__(
        self, office: Office, n: int, name: str, secret: bytes, codes: tuple[str, ...]
    ) -> None:
        self.office, self.n, self.name, self.secret, self.codes = office, n, name, secret, codes

    def tries(self, password: str = OWN, code: str | None = None, asker: str = HERE) -> int:
        """Their number, once they are in."""
        given = self.office.code(self.secret) if code is None else code
        signing_in = self.office.people.sign_in(self.name, password, given, asker=asker)
        return self.office.run(signing_in).n


@pytest.fixture
def office(hub_store: Store, hub_loop: asyncio.Runner) -> Office:
    return Office(hub_store, hub_loop)


# Codes by time, as RFC 6238 has them (its appendix B; the last six of its eight digits).


@pytest.mark.parametrize(
    ("at_s", "code"),
    [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ],
)
def test_codes_are_the_standards(at_s: int, code: str) -> None:
    assert code_at(b"12345678901234567890", at_s // STEP_S) == code


def test_a_telephone_may_be_half_a_minute_off_and_no_more() -> None:
    secret, here = b"s" * 20, 1_000_000
    for steps in (-1, 0, 1):
        found = step_of(secret, code_at(secret, here + steps), at_s=here * STEP_S + 7, after=0)
        assert found == here + steps
    for steps in (-2, 2, 3, -1000):
        code = code_at(secret, here + steps)
        assert step_of(secret, code, at_s=here * STEP_S + 7, after=0) is None


@pytest.mark.parametrize("code", ["", "12345", "1234567", "١٢٣٤٥٦", "abcdef", "\ud800", "0" * 999])
def test_what_is_no_code_fits_nothing(code: str) -> None:
    assert step_of(b"s" * 20, code, at_s=1e9, after=0) is None


def test_the_address_is_one_that_applications_read() -> None:
    made = address_of(b"12345678901234567890", "W-1")
    assert made == (
        "otpauth://totp/Foleni%3AW-1?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        "&issuer=Foleni&digits=6&period=30"
    )


# Signing in


def test_whoever_has_password_and_telephone_is_let_in(office: Office) -> None:
    somebody = office.set_up()
    assert somebody.tries() == somebody.n
    assert office.people.person(somebody.n) is not None


def test_a_code_that_was_used_is_refused_and_so_is_every_earlier_one(office: Office) -> None:
    somebody = office.set_up()
    somebody.tries(code=office.code(somebody.secret, 1))
    for steps in (1, 0, -1):
        with pytest.raises(Wrong):
            somebody.tries(code=office.code(somebody.secret, steps))
    office.passes(2 * STEP_S)
    assert somebody.tries() == somebody.n


def test_the_code_of_the_set_up_signs_nobody_in(office: Office) -> None:
    first = office.run(office.people.add("w", OfficeRole.VIEWER))
    office.people.begin_set_up(first.person.n)
    code = office.code(office.people._new[first.person.n])
    office.run(office.people.set_up(first.person.n, OWN, code))
    with pytest.raises(Wrong):
        office.run(office.people.sign_in("w", OWN, code, asker=HERE))


def test_one_code_sent_twice_at_once_lets_one_in(office: Office) -> None:
    somebody = office.set_up()
    code = office.code(somebody.secret)

    async def both() -> list[object]:
        tries = (office.people.sign_in("wanjiru", OWN, code, asker=a) for a in ("a", "b"))
        return list(await asyncio.gather(*tries, return_exceptions=True))

    came = office.run(both())
    assert sorted(type(one).__name__ for one in came) == ["OfficePerson", "Wrong"]


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [
        ("wanjiru", OWN, ""),
        ("wanjiru", OWN, "000000"),
        ("wanjiru", OWN + " ", None),
        ("wanjiru", "", None),
        ("nobody", OWN, None),
        ("", "", ""),
        ("x" * 999, "y" * 999, "z" * 999),
        ("wanjiru'; --", "\0", "\ud800"),
    ],
)
def test_anything_wrong_is_the_same_wrong(
    office: Office, name: str, password: str, code: str | None
) -> None:
    somebody = office.set_up()
    given = office.code(somebody.secret) if code is None else code
    with pytest.raises(Wrong):
        office.run(office.people.sign_in(name, password, given, asker=HERE))


def test_a_name_that_nobody_has_costs_as_much_as_one_that_somebody_has(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.set_up()
    hashing, second = office.people._hashing, office.people._second
    checked: list[bool] = []
    asked: list[str] = []
    check, use = hashing._check, second.use

    def counted(kept: str, secret: str) -> bool:
        checked.append(kept.split("$")[3] == hashing._nobodys.split("$")[3])
        return check(kept, secret)

    async def used(person: OfficePerson, shown: Shown) -> bool:
        asked.append(person.name)
        return await use(person, shown)

    monkeypatch.setattr(hashing, "_check", counted)
    monkeypatch.setattr(second, "use", used)
    for name, password in (("wanjiru", "wrong"), ("wanjiru", OWN), ("nobody", "wrong")):
        with pytest.raises(Wrong):
            office.run(office.people.sign_in(name, password, "123456", asker=HERE))
    assert checked == [True] * 3, "one hash each, of the same cost"
    assert asked == [], "nothing more is asked of the database, not even for the right password"


def test_guessing_codes_with_the_right_password_locks(office: Office) -> None:
    somebody = office.set_up()
    for guess in range(5):
        with pytest.raises(Wrong):
            somebody.tries(code=f"{guess:06}")
    with pytest.raises(Locked) as locked:
        somebody.tries()
    assert locked.value.after_s == pytest.approx(60)
    office.passes(61)
    with pytest.raises(Wrong):
        somebody.tries(code="000009")
    with pytest.raises(Locked) as locked:
        somebody.tries(asker="another address")
    assert locked.value.after_s == pytest.approx(120)


def test_a_database_that_is_gone_counts_no_try(office: Office) -> None:
    somebody = office.set_up()
    office.loop.run(office.store.close())
    for _ in range(9):
        with pytest.raises(HubStoreFailed):
            somebody.tries()
    assert office.misses.locked_s(somebody.name) == 0


def test_a_hundred_codes_at_once_are_five_tries(office: Office) -> None:
    office.set_up()

    async def hundred() -> list[object]:
        tries = (
            office.people.sign_in("wanjiru", OWN, f"{one:06}", asker=f"host {one}")
            for one in range(30)
        )
        return list(await asyncio.gather(*tries, return_exceptions=True))

    came = [type(one) for one in office.run(hundred())]
    assert came.count(Wrong) == 5
    assert came.count(Locked) == 25


def test_a_new_start_frees_no_tries_and_lets_no_code_in_twice(office: Office) -> None:
    somebody = office.set_up()
    code = office.code(somebody.secret)
    somebody.tries(code=code)
    for _ in range(5):
        with pytest.raises(Wrong):
            somebody.tries(password="wrong", code="")
    office.started()
    with pytest.raises(Locked):
        somebody.tries()
    office.run(office.people.unlock(somebody.n))
    with pytest.raises(Wrong):
        somebody.tries(code=code)
    assert somebody.tries(code=office.code(somebody.secret, 1)) == somebody.n


def test_a_code_on_paper_is_good_once_however_it_is_written(office: Office) -> None:
    somebody = office.set_up()
    assert len(set(somebody.codes)) == 8
    code = somebody.codes[3].lower().replace("-", " ")
    assert somebody.tries(code=code) == somebody.n
    with pytest.raises(Wrong):
        somebody.tries(code=code)
    assert somebody.tries(code=somebody.codes[0]) == somebody.n


def test_nobodys_code_on_paper_opens_anothers_door(office: Office) -> None:
    one, other = office.set_up("one"), office.set_up("other")
    with pytest.raises(Wrong):
        one.tries(code=other.codes[0])


# The first time


def test_whoever_is_new_may_nothing_until_they_have_a_password_and_a_telephone(
    office: Office,
) -> None:
    first = office.run(office.people.add("new", OfficeRole.OFFICER))
    signing_in = office.people.sign_in("new", first.password, "", asker=HERE)
    person = office.run(signing_in)
    assert person.totp is None
    told = office.people.begin_set_up(person.n)
    assert told == office.people.begin_set_up(person.n), "the page may be looked at twice"
    secret = office.people._new[person.n]
    for unfit in ("short", "a" * 20, "new" * 5, first.password):
        with pytest.raises(SecretUnfit):
            office.run(office.people.set_up(person.n, unfit, office.code(secret)))
    with pytest.raises(CodeWrong):
        office.run(office.people.set_up(person.n, OWN, "000000"))
    ended: list[int] = []
    office.people.heed(ended.append)
    codes = office.run(office.people.set_up(person.n, OWN, office.code(secret)))
    assert len(codes) == 8
    assert ended == [person.n], "what was begun with the first password is over"
    with pytest.raises(NobodyOfThat):
        office.run(office.people.set_up(person.n, OWN + "2", office.code(secret)))
    with pytest.raises(NobodyOfThat):
        office.people.begin_set_up(person.n)
    office.passes(STEP_S)
    with pytest.raises(Wrong):
        office.run(office.people.sign_in("new", first.password, office.code(secret), asker=HERE))
    with pytest.raises(Wrong):
        office.run(office.people.sign_in("new", OWN, "", asker=HERE))
    signing_in = office.people.sign_in("NEW", OWN, office.code(secret), asker=HERE)
    assert office.run(signing_in).n == person.n


def test_a_first_password_is_good_for_two_days(office: Office) -> None:
    first = office.run(office.people.add("new", OfficeRole.VIEWER))
    office.passes(FIRST_LIFE.total_seconds())
    with pytest.raises(Wrong):
        office.run(office.people.sign_in("new", first.password, "", asker=HERE))
    again = office.run(office.people.begin_anew(first.person.n))
    assert again.password != first.password
    assert office.run(office.people.sign_in("new", again.password, "", asker=HERE)).totp is None


def test_whoever_begins_anew_has_lost_password_telephone_and_codes(office: Office) -> None:
    somebody = office.set_up()
    office.run(office.people.begin_anew(somebody.n))
    for code in (None, somebody.codes[0]):
        with pytest.raises(Wrong):
            somebody.tries(code=code)


# Who may what, and who is left


def test_there_is_one_table_of_rights_and_each_role_may_more_than_the_last() -> None:
    assert RIGHTS.keys() == set(OfficeRole)
    assert RIGHTS[OfficeRole.VIEWER] < RIGHTS[OfficeRole.OFFICER] < RIGHTS[OfficeRole.ADMIN]
    assert RIGHTS[OfficeRole.ADMIN] == set(Right)
    assert RIGHTS[OfficeRole.VIEWER] == {Right.SEE, Right.EXPORT}


def test_names_are_codes_and_nobody_has_anothers(office: Office) -> None:
    office.run(office.people.add("W-1", OfficeRole.ADMIN))
    with pytest.raises(NameTaken):
        office.run(office.people.add("w-1", OfficeRole.VIEWER))
    for unfit in ("", "a b", "x" * 17, "<b>", "Wanjikũ"):
        with pytest.raises(NameUnfit):
            office.run(office.people.add(unfit, OfficeRole.VIEWER))


def test_the_last_admin_stays_one(office: Office) -> None:
    one = office.set_up("one")
    with pytest.raises(LastAdmin):
        office.run(office.people.revoke(one.n))
    with pytest.raises(LastAdmin):
        office.run(office.people.change_role(one.n, OfficeRole.OFFICER))
    other = office.run(office.people.add("other", OfficeRole.ADMIN)).person
    office.run(office.people.change_role(one.n, OfficeRole.OFFICER))
    with pytest.raises(LastAdmin):
        office.run(office.people.revoke(other.n))


def test_whoever_is_revoked_is_gone_and_their_name_and_number_are_nobodys(office: Office) -> None:
    office.set_up("one")
    other = office.set_up("other", OfficeRole.VIEWER)
    ended: list[int] = []
    office.people.heed(ended.append)
    office.run(office.people.revoke(other.n))
    assert ended == [other.n]
    with pytest.raises(Wrong):
        other.tries()
    again = office.run(office.people.add("other", OfficeRole.VIEWER)).person
    assert again.n not in (other.n, 1)
    office.started()
    assert [one.name for one in office.people.list()] == ["one", "other"]
    with pytest.raises(NobodyOfThat):
        office.run(office.people.revoke(99))


# What a thief of the database has


def test_a_stolen_database_without_its_pepper_lets_nobody_in(office: Office) -> None:
    somebody = office.set_up()
    thief = Office(office.store, office.loop, b"q" * 32)
    thief.at = office.at
    for code in (office.code(somebody.secret), somebody.codes[0]):
        with pytest.raises(Wrong):
            thief.run(thief.people.sign_in("wanjiru", OWN, code, asker=HERE))


def test_nothing_secret_stands_in_the_database(office: Office) -> None:
    somebody = office.set_up()

    async def everything() -> str:
        async with office.store.transaction() as connection:
            rows = await (await connection.execute("SELECT * FROM office_person")).fetchall()
            return repr(rows)

    kept = office.run(everything())
    assert OWN not in kept
    assert repr(somebody.secret)[2:-1] not in kept
    for code in somebody.codes:
        assert code not in kept
        assert code.replace("-", "") not in kept


def test_a_sealed_secret_moved_to_another_person_opens_nothing() -> None:
    sealing = Sealing(PEPPER, chance=token_bytes)
    kept = sealing.sealed(1, b"s" * 20)
    assert sealing.opened(1, kept) == b"s" * 20
    for person, spoilt in ((2, kept), (1, kept[:-1]), (1, b""), (1, bytes(64))):
        assert sealing.opened(person, spoilt) is None


def test_an_act_is_written_down_once(office: Office) -> None:
    act = table.Act(at=office.at, by="office-p1", what="suspend", about="id-new")
    once = uuid4()

    async def twice() -> tuple[bool, bool, tuple[table.Act, ...]]:
        async with office.store.transaction() as connection:
            first = await table.keep_act(connection, 3, once, act)
            second = await table.keep_act(connection, 3, once, act)
            return first, second, await table.acts(connection, 3, 10)

    assert office.run(twice()) == (True, False, (act,))


# At the hub's own machine


def test_the_first_admin_is_made_at_the_hubs_machine_and_anybody_can_begin_anew_there(
    office: Office,
) -> None:
    make = AddOfficePerson(office.people)
    first = office.run(make("wanjiru", "admin"))
    assert office.run(office.people.sign_in("wanjiru", first, "", asker=HERE)).n == 1
    for _ in range(6):
        with pytest.raises((Wrong, Locked)):
            office.run(office.people.sign_in("wanjiru", "wrong", "", asker=HERE))
    again = office.run(make("Wanjiru", "admin"))
    assert again != first
    assert office.run(office.people.sign_in("wanjiru", again, "", asker=HERE)).n == 1
    assert len(office.people.list()) == 1


@pytest.mark.parametrize(
    ("name", "role", "error"),
    [("wanjiru", "viewer", "LAST_ADMIN"), ("w w", "admin", "NAME"), ("w", "boss", "ROLE")],
)
def test_what_cannot_be_done_there_is_said_in_a_sentence(
    office: Office, name: str, role: str, error: str
) -> None:
    make = AddOfficePerson(office.people)
    office.run(make("wanjiru", "admin"))
    with pytest.raises(NotDone) as no:
        office.run(make(name, role))
    assert no.value.error == error
    assert " " in str(no.value)
