"""A centre's inbox at the hub, over the road that centres come by."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from kiosk.domain import commands as c
from kiosk.domain.commands import COMMANDS, Command
from kiosk.domain.ids import AppointmentCode, CommandId, ServiceId, TicketId
from kiosk.domain.obeying import OF_THE_HUB
from kiosk.hub.centres import Centres
from kiosk.hub.findings import open_findings
from kiosk.hub.inbox import NotTheHubs
from kiosk.hub.inbox_giving import reopen
from kiosk.hub.inbox_standing import Standing, State, waiting
from kiosk.sync.hub_session import HubAway, HubSaysNo, HubSession
from kiosk.wire.codec import decode_command, encode
from kiosk.wire.inbox import INBOX, Answered, AnswerState, Asked, Given, decode_given
from tests.hub.running import RunningHub

SUSPEND = c.SuspendService(service=ServiceId("id-new"), reason="system-down")
LOAD = c.LoadCatalogue(version=1, sha256="ab" * 32, signature="cd" * 64)
RESTORE = c.RestoreService(service=ServiceId("id-new"))


class Molo:
    """One centre, and what it asks of the hub."""

    def __init__(self, hub: RunningHub) -> None:
        self.hub = hub
        self.membership = hub.membership("MOLO")
        self.id = self.membership.centre_id
        self.session: HubSession = hub.session(self.membership)

    def ask(self, after: int = 0, after_id: str = "", *answers: Answered, wait_s: int = 0) -> Given:
        asked = Asked(after=after, after_id=after_id, answers=answers, wait_s=wait_s)
        return decode_given(self.session.ask("POST", INBOX, encode(asked)).body)

    def put(self, command: Command) -> CommandId:
        return self.hub.do(self.hub.parts.ground.inbox.send(self.id, command, by="amina"))

    def standing(self, command: CommandId) -> Standing:
        async def look() -> Standing | None:
            async with self.hub.store.reading() as connection:
                return await self.hub.parts.ground.inbox.standing(connection, self.id, command)

        found = self.hub.do(look())
        assert found is not None
        return found

    def findings(self) -> list[str]:
        async def look() -> list[str]:
            async with self.hub.store.reading() as connection:
                return [each.code for each in await open_findings(connection, self.id)]

        return self.hub.do(look())

    def forget(self, statement: str) -> None:
        """What an older copy of the hub's database would not have."""

        async def change() -> None:
            async with self.hub.store.transaction() as connection:
                await connection.execute(statement.encode())

        self.hub.do(change())


def done(seq: int, command: CommandId, first: int = 1, last: int = 1) -> Answered:
    return Answered(
        seq=seq, id=command, state=AnswerState.DONE, epoch="e1", first_seq=first, last_seq=last
    )


@pytest.fixture
def molo(hub: RunningHub) -> Molo:
    return Molo(hub)


def test_commands_come_down_in_the_order_they_were_put_in(molo: Molo) -> None:
    first, second = molo.put(SUSPEND), molo.put(RESTORE)
    given = molo.ask()
    assert [(item.seq, item.id) for item in given.items] == [(1, first), (2, second)]
    envelope = decode_command(bytes(given.items[0].command))
    assert (envelope.id, envelope.command) == (first, SUSPEND)
    rest = molo.ask(0, "", done(1, first)).items
    assert [item.id for item in rest] == [second]


def test_what_is_answered_is_given_no_more_and_stands_as_the_centre_said(molo: Molo) -> None:
    first, second, third = molo.put(SUSPEND), molo.put(SUSPEND), molo.put(RESTORE)
    refused = Answered(
        seq=2,
        id=second,
        state=AnswerState.REFUSED,
        reason="ALREADY_SUSPENDED",
        say={"en": "It is.", "sw": "Ndiyo."},
    )
    given = molo.ask(0, "", done(1, first, 7, 8), refused)
    assert [item.id for item in given.items] == [third]
    one, two = molo.standing(first), molo.standing(second)
    assert (one.state, one.epoch, one.first_seq, one.last_seq) == (State.DONE, "e1", 7, 8)
    assert (two.state, two.reason, two.say["sw"]) == (State.REFUSED, "ALREADY_SUSPENDED", "Ndiyo.")
    assert molo.standing(third).state is State.WAITING
    assert (one.made_by, one.type, one.command) == ("amina", "SuspendService", one.command)


def test_the_first_answer_counts(molo: Molo) -> None:
    first = molo.put(SUSPEND)
    molo.ask(0, "", done(1, first, 7, 8))
    unfit = Answered(seq=1, id=first, state=AnswerState.UNFIT, reason="service")
    molo.ask(0, "", unfit)
    assert molo.standing(first).state is State.DONE


def test_an_answer_to_what_was_never_asked_changes_nothing(molo: Molo) -> None:
    nobodys = CommandId("01900000-0000-7000-8000-000000000001")
    molo.ask(0, "", done(1, nobodys), done(2, CommandId("no uuid")))
    assert molo.ask().items == ()


def test_who_waits_gets_a_command_as_soon_as_it_is_put_in(molo: Molo) -> None:
    with ThreadPoolExecutor(1) as pool:
        waiting_for_it = pool.submit(molo.ask, wait_s=20)
        _until_somebody_waits(molo)
        command = molo.put(SUSPEND)
        assert [item.id for item in waiting_for_it.result(10).items] == [command]


def _until_somebody_waits(molo: Molo) -> None:
    inbox = molo.hub.parts.ground.inbox
    while molo.id not in inbox._news:
        time.sleep(0.005)


def test_a_hub_that_ends_lets_go_who_waits(molo: Molo) -> None:
    with ThreadPoolExecutor(1) as pool:
        waiting_for_it = pool.submit(_asked_in_vain, molo)
        _until_somebody_waits(molo)
        molo.hub.stop()
        assert waiting_for_it.result(10)


def _asked_in_vain(molo: Molo) -> bool:
    try:
        return molo.ask(wait_s=20).items == ()
    except HubAway:
        return True


def test_nobody_elses_commands_are_given(molo: Molo) -> None:
    molo.put(SUSPEND)
    others = molo.hub.enrolled("NAKU")
    assert decode_given(others.ask("POST", INBOX, encode(Asked(after=0))).body).items == ()


def test_a_hub_from_yesterday_numbers_anew_what_it_thinks_unanswered(molo: Molo) -> None:
    first, second, third = molo.put(SUSPEND), molo.put(RESTORE), molo.put(SUSPEND)
    molo.ask(0, "", done(1, first), done(2, second))
    # The copy knows of the first answer alone, and of the first two commands.
    molo.forget("DELETE FROM inbox WHERE seq = 3")
    molo.forget("UPDATE inbox SET state = 'waiting' WHERE seq = 2")
    molo.forget("UPDATE inbox_head SET last_seq = 2")
    new = molo.put(RESTORE)
    given = molo.ask(3, third)
    assert [(item.seq, item.id) for item in given.items] == [(4, second), (5, new)]
    assert molo.findings() == ["HUB_BEHIND"]
    assert molo.put(SUSPEND)
    assert [item.seq for item in molo.ask(5, new, done(4, second), done(5, new)).items] == [6]
    assert molo.ask(6, "", done(6, CommandId(molo.ask(5, new).items[0].id))).items == ()


def test_a_hub_that_gave_the_same_place_to_another_command_since_agrees_at_once(
    molo: Molo,
) -> None:
    molo.put(SUSPEND)
    lost = CommandId("01900000-0000-7000-8000-000000000001")
    first_look = molo.ask(1, lost)
    assert [item.seq for item in first_look.items] == [2]
    assert molo.ask(1, lost).items == first_look.items
    assert molo.findings() == ["HUB_BEHIND"]


def test_a_place_for_a_slot_gone_by_is_not_given_any_more(molo: Molo) -> None:
    now = datetime.now().astimezone()
    gone = c.BookAppointment(service=ServiceId("id-new"), slot=now - timedelta(minutes=1))
    soon = c.BookAppointment(service=ServiceId("id-new"), slot=now + timedelta(hours=1))
    moved = c.MoveAppointment(appointment=_CODE, slot=now - timedelta(minutes=1))
    late, in_time, late_too = molo.put(gone), molo.put(soon), molo.put(moved)
    # It counts as expired even while the centre is silent, and does when that comes.
    assert molo.standing(late).state is State.EXPIRED
    assert [item.id for item in molo.ask().items] == [in_time]
    assert molo.standing(late_too).state is State.EXPIRED
    assert molo.standing(in_time).expires_at == soon.slot
    # What the centre has done all the same is done.
    molo.ask(0, "", done(1, late))
    assert molo.standing(late).state is State.DONE


_CODE = AppointmentCode("51234567")


def test_leaving_a_queue_is_of_no_use_the_next_day(molo: Molo) -> None:
    leave = molo.put(c.CancelTicket(ticket=TicketId("01900000-0000-7000-8000-00000000000a")))
    standing = molo.standing(leave)
    assert standing.expires_at == standing.made_at + timedelta(hours=24)
    assert molo.standing(molo.put(SUSPEND)).expires_at is None


def test_many_days_of_commands_come_down_page_by_page(molo: Molo) -> None:
    async def put_all() -> None:
        async with molo.hub.store.transaction() as connection:
            for _ in range(120):
                await molo.hub.parts.ground.inbox.put(connection, molo.id, SUSPEND, by="amina")

    molo.hub.do(put_all())
    after, after_id, seen = 0, "", 0
    answers: tuple[Answered, ...] = ()
    while True:
        given = molo.ask(after, after_id, *answers)
        if answers:
            after, after_id = answers[-1].seq, answers[-1].id
        answers = tuple(done(item.seq, CommandId(item.id)) for item in given.items)
        seen += len(answers)
        if not answers:
            break
    assert (seen, after) == (120, 120)


def test_what_a_restored_centre_lost_is_asked_for_again(molo: Molo) -> None:
    first, second, third = molo.put(SUSPEND), molo.put(RESTORE), molo.put(SUSPEND)
    molo.ask(0, "", done(1, first, 7, 7), done(2, second, 9, 9), done(3, third, 10, 9))

    async def again() -> int:
        async with molo.hub.store.transaction() as connection:
            now = datetime.now().astimezone()
            return await reopen(connection, molo.id, epoch="e1", after=8, at=now)

    assert molo.hub.do(again()) == 1
    assert [item.id for item in molo.ask(3, third).items] == [second]
    assert molo.standing(first).state is State.DONE


def test_what_was_answered_half_a_year_ago_is_forgotten(molo: Molo) -> None:
    old, catalogue, open_one = molo.put(SUSPEND), molo.put(LOAD), molo.put(RESTORE)
    molo.ask(0, "", done(1, old), done(2, catalogue))
    molo.forget("UPDATE inbox SET answered_at = answered_at - interval '181 days'")
    new = molo.put(SUSPEND)
    molo.ask(2, catalogue, done(4, new))
    assert molo.standing(catalogue).state is State.DONE
    assert molo.standing(open_one).state is State.WAITING
    assert molo.standing(new).state is State.DONE
    with pytest.raises(AssertionError):
        molo.standing(old)


def test_how_much_waits_where_is_told_for_all_centres(molo: Molo) -> None:
    molo.put(SUSPEND)
    molo.put(RESTORE)

    async def look() -> dict[int, int]:
        async with molo.hub.store.reading() as connection:
            now = datetime.now().astimezone()
            found = await waiting(connection, now=now)
            return {each: count for each, (count, _) in found.items()}

    assert molo.hub.do(look()) == {molo.id: 2}


def test_nothing_but_what_a_hub_may_ask_is_put_in(molo: Molo) -> None:
    async def put(command: Command) -> None:
        async with molo.hub.store.transaction() as connection:
            await molo.hub.parts.ground.inbox.put(connection, molo.id, command, by="amina")

    for kind in set(COMMANDS.values()) - OF_THE_HUB:
        with pytest.raises(NotTheHubs):
            molo.hub.do(put(object.__new__(kind)))
    assert molo.ask().items == ()


WRONG = (
    b"",
    b"[]",
    b"{",
    b"\xff",
    b'{"after": -1}',
    b'{"after": "1"}',
    b'{"after": 0, "wait_s": 26}',
    b'{"after": 0, "answers": [{"seq": 1, "id": "x", "state": "perhaps"}]}',
    b'{"after": 0, "runs": {"sha256": "x"}}',
    b"[" * 100_000,
)


def test_what_is_no_question_is_refused_in_order(molo: Molo) -> None:
    for body in WRONG:
        with pytest.raises(HubSaysNo) as no:
            molo.session.ask("POST", INBOX, body)
        assert (no.value.status, no.value.error) == (422, "WRONG_SHAPE"), body[:40]


def test_a_centre_that_was_cut_off_gets_nothing(molo: Molo) -> None:
    molo.put(SUSPEND)

    async def revoke() -> None:
        async with molo.hub.store.transaction() as connection:
            await Centres(connection).revoke(molo.id, datetime.now().astimezone())
        molo.hub.parts.ground.known.forget("MOLO")

    molo.hub.do(revoke())
    with pytest.raises(HubSaysNo) as no:
        molo.ask()
    assert no.value.error == "REVOKED"
