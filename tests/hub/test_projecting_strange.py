"""Lines that no centre of this version writes: the hub keeps them, and goes on."""

import asyncio
from collections.abc import Sequence
from datetime import date

import hypothesis.strategies as st
import msgspec
from hypothesis import HealthCheck, given, settings

from kiosk.domain.events import EVENTS
from kiosk.hub.lines import LedgerLine, read_lines
from kiosk.hub.projecting import project
from kiosk.hub.projecting_facts import KINDS
from kiosk.hub.projecting_reading import read_fact
from kiosk.hub.store import Store
from tests.hub.any_days import AnyDays
from tests.hub.projected import lines_of

AT = "2026-11-20T10:00:00+03:00"
TICKET = "019a0000-0000-7000-8000-000000000001"
HASH = "a" * 64
ISSUED: dict[str, object] = {
    "ticket": TICKET,
    "number": "A001",
    "service": "id-new",
    "queue": "ids",
    "language": "sw",
    "priority": False,
    "assist": False,
    "token_hash": HASH,
    "virtual_arrival": AT,
    "credit_s": 0,
    "appointment": None,
}
CALLED = {"ticket": TICKET, "number": "A001", "counter": "3", "service": "id-new"}


def line(
    seq: int, kind: str, *, at: object = AT, day: object = "2026-11-20", **fields: object
) -> bytes:
    head = {"seq": seq, "v": 1, "at": at, "day": day, "by": "k1", "cmd": "c", "type": kind}
    return msgspec.json.encode({**head, **fields})


_STATES = "SELECT ticket, state, counter FROM ticket WHERE centre_id = %s"


async def project_all(
    store: Store, centre: int, texts: Sequence[bytes]
) -> list[tuple[object, ...]]:
    async with store.transaction() as connection:
        await project(connection, centre, 0, read_lines(texts, after=0))
        return await (await connection.execute(_STATES, (centre,))).fetchall()


STRANGE = {
    "a type of a later version": line(1, "DroneLanded", ticket=5, at=None),
    "no JSON": b"not a line",
    "no object": b"[1, 2, 3]",
    "fields that are missing": line(1, "TicketCalled", ticket=TICKET),
    "fields of another kind": line(1, "TicketCalled", ticket=7, counter=[], number=None),
    "a ticket nobody issued": line(1, "ServiceFinished", ticket="x", counter="9", outcome="served"),
    "a counter nobody opened": line(1, "CounterPaused", counter="99", reason="tea"),
    "a code nobody booked": line(1, "AppointmentCancelled", code="12345678"),
    "a smiley nobody gave": line(1, "ReasonsAdded", feedback="x", reasons=["wait"]),
    "a smiley of seven": line(1, "FeedbackGiven", feedback="x", smiley=7, verified=True),
    "an expired stranger": line(1, "DayClosed", expired=["x"], missed=["y"]),
    "no day": line(1, "TicketCalled", day=None, **CALLED),
    "a day that is none": line(1, "TicketCalled", day="2026-02-30", **CALLED),
    "a day before there were any": line(1, "TicketCalled", day="0001-01-01", **CALLED),
    "the last day of all": line(1, "TicketCalled", day="9999-12-31", **CALLED),
    "a clock that died": line(1, "TicketIssued", day="1970-01-01", **ISSUED),
    "a time before our era": line(
        1, "TicketIssued", **{**ISSUED, "virtual_arrival": "0001-01-01T00:00:00+14:00"}
    ),
    "a time without its offset": line(1, "TicketCalled", at="2026-11-20T10:00:00", **CALLED),
    "no time": line(1, "TicketCalled", at="yesterday", **CALLED),
    "a character no text has": line(1, "TicketIssued", **{**ISSUED, "number": "A\0"}),
    "half a character": line(1, "TicketIssued", **ISSUED).replace(b"A001", b"A\\ud800"),
    "half of two bytes": line(1, "TicketIssued", **ISSUED).replace(b"A001", b"A\xff"),
    "an id as long as a book": line(1, "TicketIssued", **{**ISSUED, "ticket": "x" * 9000}),
    "a service as long as a book": line(1, "TicketIssued", **{**ISSUED, "service": "x" * 9000}),
    "a token that is none": line(1, "TicketIssued", **{**ISSUED, "token_hash": "zz"}),
    "more calls than there are": line(1, "TicketRecalled", call=2**40, **CALLED),
    "a quota beyond all": line(1, "QuotaSet", service="id-new", quota=2**40),
    "the book of a madman": line(
        1, "DayOpened", date="x", suspended=[], appointments=[{"codes": {"never": ["1"]}}]
    ),
    "a ticket waited for before it came": line(
        1, "TicketRecorded", issued_at="2999-01-01T00:00:00Z", **ISSUED
    ),
}


def test_a_strange_line_takes_nothing_from_those_around_it(
    hub_loop: asyncio.Runner, hub_store: Store
) -> None:
    good = [
        line(2, "TicketIssued", **{**ISSUED, "ticket": "good"}),
        line(3, "TicketCalled", **{**CALLED, "ticket": "good"}),
    ]
    again = line(2, "ServiceStarted", ticket="good", counter="3")

    async def all_of_them() -> None:
        for centre, (what, strange) in enumerate(STRANGE.items()):
            found = await project_all(hub_store, centre, [strange, *good])
            assert ("good", "called", "3") in found, what
            # What stands there now can be read again.
            found = await project_all(hub_store, centre, [strange, again])
            assert ("good", "serving", "3") in found, what

    hub_loop.run(all_of_them())


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32), lost=st.sets(st.integers(0, 199)), order=st.randoms())
def test_lines_that_are_missing_or_out_of_order_stop_nothing(
    hub_loop: asyncio.Runner,
    hub_store: Store,
    seed: int,
    lost: set[int],
    order: object,
) -> None:
    lines = [one for one in lines_of(AnyDays(seed).live(200).journal) if one.seq % 200 not in lost]
    order.shuffle(lines)  # type: ignore[attr-defined]

    async def follow() -> None:
        for begin in range(0, len(lines), 50):
            async with hub_store.transaction() as connection:
                await project(connection, seed % 10**6, 0, lines[begin : begin + 50])

    hub_loop.run(follow())


def test_every_kind_that_is_read_is_an_event_of_the_domain() -> None:
    assert {kind.__name__ for kind in KINDS} <= set(EVENTS)


def test_a_line_is_read_whatever_it_has_besides() -> None:
    text = line(1, "TicketCalled", **CALLED, mood={"of": ["the", "day"]})
    assert read_fact(LedgerLine(seq=1, day=date(2026, 11, 20), type="TicketCalled", text=text))
