"""A real centre that does what a real hub asks: once, by its own rules, and nothing else."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.centre.obeying import Obeying, ObeyingGround
from kiosk.centre.writer import Unavailable
from kiosk.client.reply import Done
from kiosk.client.session import CentreSaysNo, Session
from kiosk.db.machine import Traits
from kiosk.domain import commands as c
from kiosk.domain.appointment import AppointmentState, Share
from kiosk.domain.appointment_code import code_from
from kiosk.domain.commands import COMMANDS, Command, Role
from kiosk.domain.ids import CommandId, DeviceId, Language, ServiceId, TicketId
from kiosk.domain.obeying import OF_THE_HUB
from kiosk.domain.ticket import TicketState
from kiosk.hub import catalogues
from kiosk.hub.foundation import Surroundings
from kiosk.hub.inbox_standing import Standing, State
from kiosk.sync.downlink import NotNow
from kiosk.sync.hub_session import HubAway, SignedAnswer
from kiosk.sync.membership import Membership
from kiosk.wire.codec import decode_entry, encode
from kiosk.wire.inbox import AnswerState, Item, item_of
from tests.centre.running import RunningCentre
from tests.domain.booking import at, with_books
from tests.domain.hall import ID_NEW, TAX, TEN, catalogue
from tests.hub.running import RunningHub
from tests.waiting import until

ID = "01900000-0000-7000-8000-000000000001"
TEXT = b'[centre]\ncode = "TEST"\n'
RESTORE = c.RestoreService(service=TAX)
CODE = code_from(b"\7" * 16, Share.HUB, ())
CENTRES = code_from(b"\7" * 16, Share.CENTRE, ())
FIELDS: Mapping[str, Mapping[str, object]] = {
    "CallNext": {"counter": "1"},
    "IssueTicket": {"service": TAX, "language": "sw"},
    "SetQuota": {"service": TAX, "quota": 0},
    "TakeOver": {"term": 9, "jump": 9},
}


class Pair:
    """A hub and a centre in its care."""

    def __init__(self, hub: RunningHub, data: Path) -> None:
        self.hub = hub
        self.membership = hub.membership("TEST")
        self.membership.keep(data)
        self.centre = centre(data)

    def put(self, command: Command) -> CommandId:
        inbox = self.hub.parts.ground.inbox
        return self.hub.do(inbox.send(self.membership.centre_id, command, by="amina"))

    def standing(self, command: CommandId) -> Standing:
        async def look() -> Standing | None:
            async with self.hub.store.reading() as connection:
                inbox = self.hub.parts.ground.inbox
                return await inbox.standing(connection, self.membership.centre_id, command)

        found = self.hub.do(look())
        assert found is not None
        return found

    def answered(self, command: CommandId) -> Standing:
        """How it stands once the centre has answered it."""
        until(lambda: self.standing(command).state is not State.WAITING)
        return self.standing(command)

    def uploaded(self, text: bytes) -> Standing:
        """What the centre says to a catalogue."""

        async def upload() -> CommandId:
            catalogues, centre_id = self.hub.parts.ground.catalogues, self.membership.centre_id
            await catalogues.upload(centre_id, "TEST", text, by="eve")
            async with self.hub.store.reading() as connection:
                return (await catalogues.versions(connection, centre_id))[0].command

        return self.answered(self.hub.do(upload()))

    def done(self, command: Command) -> Standing:
        standing = self.answered(self.put(command))
        assert standing.state is State.DONE, standing
        return standing


def centre(data: Path) -> RunningCentre:
    running = RunningCentre(data, offers=with_books(catalogue()), open_all_day=False)
    running.settings = replace(
        running.settings,
        machine=Traits(id="a machine of these tests"),
        membership=Membership.load(data),
    )
    running.wall_ahead_s = TEN.timestamp() - time.time()
    return running


@pytest.fixture
def pair(hub_dsn: str, tmp_path: Path) -> Iterator[Pair]:
    """Both at the same time of the same day."""
    around = Surroundings(now=lambda: TEN)
    with RunningHub(hub_dsn, tmp_path / "hub", surroundings=around) as hub:
        pair = Pair(hub, tmp_path / "centre")
        with pair.centre:
            yield pair


def test_all_that_a_hub_may_ask_is_done_and_written_down_as_the_hubs(pair: Pair) -> None:
    live = pair.centre.parts.live
    code = CODE
    booked = pair.done(c.BookAppointment(service=TAX, slot=at(11), code=code))
    assert (booked.epoch, booked.last_seq) == (live.epoch, live.floor.seq)
    pair.done(c.MoveAppointment(appointment=code, slot=at(12)))
    appointment = live.floor.book.get(code)
    assert appointment is not None
    assert (appointment.slot, appointment.share) == (at(12), Share.HUB)
    pair.done(c.CancelAppointment(appointment=code))
    cancelled = live.floor.book.get(code)
    assert cancelled is not None
    assert cancelled.state is AppointmentState.CANCELLED
    with pair.centre.session(Role.KIOSK) as kiosk:
        ticket = issued(kiosk)
        pair.done(c.CancelTicket(ticket=ticket))
        assert live.floor.tickets[ticket].state is TicketState.CANCELLED
    pair.done(c.SuspendService(service=TAX, reason="system"))
    assert live.floor.suspended == {TAX: "system"}
    pair.done(c.RestoreService(service=TAX))
    assert live.floor.suspended == {}
    lines = pair.centre.on_loop(pair.centre.parts.feed.lines_after(0))
    by_hub = [decode_entry(line) for line in lines if b'"by":"hub"' in line]
    assert [type(each.event).__name__ for each in by_hub] == [
        "AppointmentBooked",
        "AppointmentMoved",
        "AppointmentCancelled",
        "TicketCancelled",
        "ServiceSuspended",
        "ServiceRestored",
    ]
    assert by_hub[0].cmd == booked.id


def test_a_device_that_the_hub_puts_out_is_out_at_once_and_after_a_new_start(
    pair: Pair, tmp_path: Path
) -> None:
    kiosk = pair.centre.session(Role.KIOSK)
    device = kiosk.device
    assert device is not None
    with kiosk, pair.centre.session(Role.BOARD) as board:
        feed = kiosk.follow(0)
        assert next(feed).seq == 1
        pair.done(c.RevokeDevice(device=device))
        list(feed)  # ends
        with pytest.raises(CentreSaysNo) as no:
            kiosk.floor()
        assert no.value.status == 401
        assert board.floor().seq
    standing = pair.answered(pair.put(c.RevokeDevice(device=DeviceId("kiosk-99"))))
    assert (standing.state, standing.reason) == (State.UNFIT, "device")
    standing = pair.answered(pair.put(c.RevokeDevice(device=DeviceId("console"))))
    assert standing.state is State.UNFIT
    pair.centre.stop()
    with centre(tmp_path / "centre") as again, Session(again.url, token=kiosk.token) as back:
        with pytest.raises(CentreSaysNo) as no:
            back.floor()
        assert no.value.status == 401


REFUSALS: tuple[tuple[Command, State, str], ...] = (
    (c.SuspendService(service=TAX, reason="nobody-knows"), State.UNFIT, "reason"),
    (c.SuspendService(service=ServiceId("none"), reason="system"), State.UNFIT, "service"),
    (c.RestoreService(service=TAX), State.REFUSED, "NOT_SUSPENDED"),
    (c.CancelTicket(ticket=TicketId("none")), State.UNFIT, "ticket"),
    (c.CancelAppointment(appointment=CODE), State.REFUSED, "APPOINTMENT_UNKNOWN"),
    (c.MoveAppointment(appointment=CODE, slot=at(11)), State.REFUSED, "APPOINTMENT_UNKNOWN"),
    (c.BookAppointment(service=TAX, slot=at(11, 7)), State.REFUSED, "NO_APPOINTMENTS"),
    (c.BookAppointment(service=TAX, slot=at(11), code=CENTRES), State.UNFIT, "code"),
    (c.LoadCatalogue(version=1, sha256="", signature=""), State.REFUSED, "CATALOGUE_FORGED"),
)


def test_what_the_centre_does_not_do_is_told_with_its_reason_in_words(pair: Pair) -> None:
    before = pair.centre.parts.live.floor.seq
    for command, state, reason in REFUSALS:
        standing = pair.answered(pair.put(command))
        assert (standing.state, standing.reason) == (state, reason), command
        assert standing.say["en"]
        assert state is State.UNFIT or reason == "CATALOGUE_FORGED" or standing.say["sw"]
    assert pair.centre.parts.live.floor.seq == before


def test_nothing_else_is_done_however_it_got_into_the_inbox(pair: Pair) -> None:
    before = pair.centre.parts.live.floor.seq
    sent = {}

    async def smuggle() -> None:
        async with pair.hub.store.transaction() as connection:
            for name, kind in COMMANDS.items():
                if kind in OF_THE_HUB:
                    continue
                inbox = pair.hub.parts.ground.inbox
                command = await inbox.put(connection, pair.membership.centre_id, RESTORE, by="eve")
                sent[name] = command
                body = encode({"id": command, "type": name, **FIELDS.get(name, {})}).decode()
                change = "UPDATE inbox SET command = %s WHERE id = %s"
                await connection.execute(change, (body, command))
        inbox.wake(pair.membership.centre_id)

    pair.hub.do(smuggle())
    for name, command in sent.items():
        standing = pair.answered(command)
        assert standing.state is State.UNFIT, name
    assert pair.centre.parts.live.floor.seq == before
    assert pair.standing(sent["TurnDay"]).reason == "type"


def test_a_command_that_comes_again_is_done_once(pair: Pair) -> None:
    """As from a hub that was put back to an older copy of itself."""
    first = pair.done(c.SuspendService(service=TAX, reason="system"))
    refused = pair.answered(pair.put(c.SuspendService(service=TAX, reason="system")))
    pair.done(c.RestoreService(service=TAX))
    seq = pair.centre.parts.live.floor.seq

    async def forget() -> None:
        async with pair.hub.store.transaction() as connection:
            await connection.execute("UPDATE inbox SET state = 'waiting', answered_at = NULL")
        pair.hub.parts.ground.inbox.wake(pair.membership.centre_id)

    pair.hub.do(forget())
    again, no = pair.answered(first.id), pair.answered(refused.id)
    assert (again.first_seq, again.last_seq) == (first.first_seq, first.last_seq)
    # It was restored since, and would be suspended now: but no is what it was told.
    assert (no.state, no.reason) == (State.REFUSED, "ALREADY_SUSPENDED")
    assert pair.centre.parts.live.floor.seq == seq


def test_days_without_a_line_are_made_up_for_in_order(pair: Pair, tmp_path: Path) -> None:
    pair.done(c.SuspendService(service=TAX, reason="system"))
    pair.centre.stop()
    suspend, restore = c.SuspendService(service=TAX, reason="system"), RESTORE
    commands = [pair.put(suspend if n % 2 else restore) for n in range(60)]
    late = pair.put(c.BookAppointment(service=TAX, slot=TEN - timedelta(minutes=1)))
    with centre(tmp_path / "centre") as again:
        last = pair.put(restore)
        assert pair.answered(last).state is State.DONE
        stands = [pair.standing(command) for command in commands]
        assert {each.state for each in stands} == {State.DONE}
        assert [each.first_seq for each in stands] == sorted(each.first_seq or 0 for each in stands)
        assert pair.standing(late).state is State.EXPIRED
        assert again.parts.live.floor.suspended == {}


def test_the_hub_hears_what_the_centre_runs_with(pair: Pair) -> None:
    catalogues = pair.hub.parts.ground.catalogues
    until(lambda: pair.hub.do(catalogues.running(pair.membership.centre_id)) is not None)
    running = pair.hub.do(catalogues.running(pair.membership.centre_id))
    assert running is not None
    assert encode(running) == encode(pair.centre.parts.live.catalogue)


def test_a_centre_is_taken_into_a_hubs_care_while_it_runs(hub_dsn: str, tmp_path: Path) -> None:
    around = Surroundings(now=lambda: TEN)
    with (
        RunningHub(hub_dsn, tmp_path / "hub", surroundings=around) as hub,
        centre(tmp_path / "centre"),
    ):
        pair = Pair(hub, tmp_path / "centre")
        pair.done(c.SuspendService(service=TAX, reason="system"))


def issued(kiosk: Session) -> TicketId:
    reply = kiosk.send(c.IssueTicket(service=ID_NEW, language=Language("sw")))
    assert isinstance(reply, Done)
    assert reply.issued is not None
    return reply.issued.ticket


def test_a_catalogue_that_the_hub_did_not_sign_so_is_not_believed(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody writes into the hub's database, and has no key."""
    held = pair.hub.parts.ground.catalogues
    sign = pair.hub.parts.ground.keys.signing.sign
    wrong = (
        lambda _: bytes(64),
        lambda _: Ed25519PrivateKey.generate().sign(b"anything"),
        lambda statement: sign(statement.replace(b"TEST", b"NAKU")),
        lambda statement: sign(statement.replace(b"\n4\n", b"\n5\n")),
    )
    for forge in wrong:
        monkeypatch.setattr(held, "_sign", forge)
        said = pair.uploaded(TEXT)
        assert (said.state, said.reason) == (State.REFUSED, "CATALOGUE_FORGED")
        assert "not signed by the hub" in said.say["en"]
    monkeypatch.setattr(held, "_sign", sign)
    monkeypatch.setattr(catalogues, "checked_text", lambda _: "code = 1")
    said = pair.uploaded(TEXT)
    assert said.reason == "CATALOGUE_FORGED"
    assert "not the one that was signed" in said.say["en"]
    assert pair.centre.parts.live.floor.catalogue == 0


def test_a_signed_text_that_is_no_catalogue_is_refused_with_its_sentence(pair: Pair) -> None:
    no = pair.uploaded(TEXT)
    assert (no.state, no.reason) == (State.REFUSED, "CATALOGUE_UNFIT")
    assert "this is missing" in no.say["en"]


def test_a_command_that_only_our_own_mistake_keeps_from_being_done_holds_nobody_up(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    obeying, item = _by_hand(pair), item_of(7, CommandId(ID), RESTORE)

    async def fails(*_: object) -> Unavailable:
        return Unavailable()

    monkeypatch.setattr(pair.centre.parts.live, "order", fails)
    for _ in range(4):
        with pytest.raises(NotNow):
            obeying.obey(item, NOWHERE)
    told = obeying.obey(item, NOWHERE)
    assert (told.state, told.reason) == (AnswerState.UNFIT, "MISTAKE")
    monkeypatch.undo()
    # And that is what it was told, whatever it would be now; its place may be another.
    moved = item_of(9, CommandId(ID), RESTORE)
    assert obeying.obey(moved, NOWHERE) == msgspec.structs.replace(told, seq=9)


def test_a_disk_that_takes_nothing_only_makes_the_hub_wait(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    obeying, item = _by_hand(pair), item_of(7, CommandId(ID), RESTORE)

    async def full(*_: object) -> Unavailable:
        return Unavailable(disk_full=True)

    monkeypatch.setattr(pair.centre.parts.live, "order", full)
    monkeypatch.setattr(Obeying, "_store_is_ill", True)
    for _ in range(20):
        with pytest.raises(NotNow):
            obeying.obey(item, NOWHERE)
    monkeypatch.undo()
    assert obeying.obey(item, NOWHERE).reason == "NOT_SUSPENDED"


@pytest.mark.parametrize(
    "command",
    [
        b"",
        b"[]",
        b"{}",
        b'{"id": 1}',
        b'{"id": "%b"}' % ID.encode(),
        b'{"id": "%b", "type": "Explode"}' % ID.encode(),
        b'{"id": "%b", "type": "RestoreService"}' % ID.encode(),
        b'{"id": "%b", "type": "RestoreService", "service": "tax", "more": 1}' % ID.encode(),
        b'{"id": "%b", "type": "RestoreService", "service": "tax"}' % ID.replace("1", "2").encode(),
    ],
)
def test_what_nobody_here_understands_is_told_so_and_holds_nobody_up(
    bare: Obeying, command: bytes
) -> None:
    item = Item(seq=1, id=ID, command=msgspec.Raw(command))
    told = bare._answered(item, NOWHERE)
    assert told.state is AnswerState.UNFIT
    assert told.say["en"]


@pytest.fixture(scope="module")
def bare() -> Obeying:
    """One that has nothing behind it: it must not get so far."""
    return object.__new__(Obeying)


class Nowhere:
    """No road at all."""

    def ask(self, *_: object, **__: object) -> SignedAnswer:
        raise HubAway("nowhere")


NOWHERE = Nowhere()


def _by_hand(pair: Pair) -> Obeying:
    parts = pair.centre.parts
    assert pair.centre._loop is not None
    ground = ObeyingGround(
        live=parts.live,
        db=parts.db,
        clock=parts.clock,
        loading=parts.loading,
        say=parts.foundation.say,
        troubles=parts.troubles,
    )
    return Obeying(ground, pair.membership, pair.centre._loop)
