"""What the world does to a centre: full disks, wrong clocks, new days, our own mistakes."""

import dataclasses
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kiosk.centre.doubt import AGAIN_S
from kiosk.client.reply import Declined, Done
from kiosk.client.session import Session, fresh_id
from kiosk.db.journal import Journal
from kiosk.db.opening import open_reader
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.floor import Floor
from kiosk.domain.ids import AgentId, Language, QueueId
from kiosk.domain.snapshot import take_snapshot
from kiosk.wire.codec import decode_entry, encode_command
from tests.centre.running import RunningCentre
from tests.domain.hall import BIRTH, ID_NEW, ONE, TAX, catalogue

ISSUE = c.IssueTicket(service=ID_NEW, language=Language("en"))

Enrol = Callable[[str], Session]


def fill_disk(centre: RunningCentre) -> None:
    """From now on the store may not grow by a single page."""
    db = centre.parts.db
    centre.in_writer(lambda: db.execute("PRAGMA max_page_count = 1").fetchone())


def free_disk(centre: RunningCentre) -> None:
    db = centre.parts.db
    centre.in_writer(lambda: db.execute("PRAGMA max_page_count = 1000000").fetchone())
    centre.steady.now_s += AGAIN_S


def fill_up(session: Session) -> list[Done]:
    """Take tickets until the centre cannot store another."""
    done = []
    while isinstance(reply := session.send(ISSUE), Done):
        done.append(reply)
    assert isinstance(reply, Declined)
    assert reply.reason == "DISK_FULL"
    return done


def test_a_full_disk_is_said_loses_nothing_and_is_got_over(
    centre: RunningCentre, enrol: Enrol
) -> None:
    kiosk = enrol("kiosk")
    fill_disk(centre)
    kept = fill_up(kiosk)
    status, body = kiosk.ask("POST", "/commands", encode_command(fresh_id(), ISSUE))
    assert status == 503
    assert set(json.loads(body)["say"]) == {"en", "sw"}
    assert len(kiosk.floor().tickets) == len(kept)
    told = json.loads(kiosk.fetch("GET", "/health"))["troubles"]
    assert [(t["code"], t["until"]) for t in told] == [("DISK_FULL", None)]
    free_disk(centre)
    again = kiosk.send(ISSUE)
    assert isinstance(again, Done)
    assert [t.number for t in kiosk.floor().tickets] == [
        f"{again.issued.number[0]}{n:03d}" for n in range(1, len(kept) + 2) if again.issued
    ]
    told = json.loads(kiosk.fetch("GET", "/health"))["troubles"]
    assert [(t["code"], t["until"] is None) for t in told] == [("DISK_FULL", False)]
    assert_journal_is_whole(centre)


def test_a_full_disk_does_not_keep_a_repeat_from_its_first_answer(
    centre: RunningCentre, enrol: Enrol
) -> None:
    kiosk = enrol("kiosk")
    body = encode_command(fresh_id(), ISSUE)
    first = kiosk.ask("POST", "/commands", body)
    fill_disk(centre)
    fill_up(kiosk)
    assert kiosk.ask("POST", "/commands", encode_command(fresh_id(), ISSUE))[0] == 503
    assert kiosk.ask("POST", "/commands", body) == first


def test_a_full_disk_stops_enrolment_too(centre: RunningCentre, enrol: Enrol) -> None:
    kiosk = enrol("kiosk")
    fill_disk(centre)
    fill_up(kiosk)
    with Session(centre.url) as other:
        body = b'{"role":"board","name":"%b"}' % (b"n" * 64)
        for _ in range(150):
            assert (status := other.ask("POST", "/enrol", body)[0]) in (200, 503)
            centre.steady.now_s += AGAIN_S
    assert status == 503


def test_a_mistake_of_ours_in_one_command_spares_the_others(tmp_path: Path) -> None:
    broken = catalogue()
    services = tuple(
        dataclasses.replace(s, queue=QueueId("no-such")) if s.id == TAX else s
        for s in broken.services
    )
    offers = dataclasses.replace(broken, services=services)
    with RunningCentre(tmp_path, offers=offers) as centre:

        def ask(n: int) -> int:
            command = dataclasses.replace(ISSUE, service=TAX if n % 8 == 0 else BIRTH)
            with centre.session(Role.KIOSK) as kiosk:
                return kiosk.ask("POST", "/commands", encode_command(fresh_id(), command))[0]

        with ThreadPoolExecutor(16) as threads:
            statuses = list(threads.map(ask, range(32)))
        assert [n for n, status in enumerate(statuses) if status == 503] == [0, 8, 16, 24]
        assert statuses.count(200) == 28
        assert_journal_is_whole(centre)


def test_a_clock_set_back_an_hour_is_reported_and_order_kept(
    centre: RunningCentre, enrol: Enrol
) -> None:
    kiosk = enrol("kiosk")
    kiosk.send(ISSUE)
    centre.wall.now_s -= 3600
    centre.steady.now_s += 30
    kiosk.send(ISSUE)
    health = json.loads(kiosk.fetch("GET", "/health"))
    assert health["clock"]["state"] == "behind"
    first, second = kiosk.floor().tickets
    assert (second.issued_at - first.issued_at).total_seconds() == 30


def test_midnight_closes_the_day_and_opens_the_next_by_itself(
    centre: RunningCentre, enrol: Enrol
) -> None:
    kiosk = enrol("kiosk")
    kiosk.send(ISSUE)
    lines = kiosk.follow()
    centre.wall.now_s += 15 * 3600
    closed, opened = (json.loads(next(lines).text) for _ in range(2))
    lines.close()
    assert (closed["type"], closed["day"], len(closed["expired"])) == ("DayClosed", "2026-11-20", 1)
    assert (opened["type"], opened["day"], opened["by"]) == ("DayOpened", "2026-11-21", "centre")
    assert kiosk.floor().tickets == ()
    reply = kiosk.send(ISSUE)
    assert isinstance(reply, Done)
    assert reply.issued
    assert reply.issued.number.endswith("001")
    assert_journal_is_whole(centre)


def test_a_start_on_another_day_opens_it(tmp_path: Path) -> None:
    with RunningCentre(tmp_path) as centre, centre.session(Role.KIOSK) as kiosk:
        kiosk.send(ISSUE)
    later = RunningCentre(tmp_path)
    later.wall.now_s += 30 * 24 * 3600
    with later, later.session(Role.KIOSK) as kiosk:
        floor = kiosk.floor()
        assert str(floor.day) == "2026-12-20"
        assert floor.tickets == ()


def test_a_restart_goes_on_with_the_same_floor(tmp_path: Path) -> None:
    with (
        RunningCentre(tmp_path) as centre,
        centre.session(Role.KIOSK) as kiosk,
        centre.session(Role.COUNTER) as counter,
    ):
        for service in (ID_NEW, BIRTH, ID_NEW):
            kiosk.send(dataclasses.replace(ISSUE, service=service))
        counter.send(c.OpenCounter(counter=ONE, agent=AgentId("7"), services=(ID_NEW,)))
        counter.send(c.CallNext(counter=ONE))
        before, token = kiosk.floor(), kiosk.token
    with RunningCentre(tmp_path) as centre, Session(centre.url, token=token) as kiosk:
        assert kiosk.floor() == before
        assert isinstance(kiosk.send(ISSUE), Done)


def test_a_visitor_at_a_counter_the_catalogue_dropped_can_still_leave(tmp_path: Path) -> None:
    with (
        RunningCentre(tmp_path) as centre,
        centre.session(Role.KIOSK) as kiosk,
        centre.session(Role.COUNTER) as counter,
    ):
        issued = kiosk.send(ISSUE)
        counter.send(c.OpenCounter(counter=ONE, agent=AgentId("7"), services=(ID_NEW,)))
        counter.send(c.CallNext(counter=ONE))
        token = kiosk.token
    assert isinstance(issued, Done)
    assert issued.issued
    offers = dataclasses.replace(catalogue(), counters=catalogue().counters[1:])
    with (
        RunningCentre(tmp_path, offers=offers) as centre,
        Session(centre.url, token=token) as kiosk,
    ):
        lines = kiosk.follow()
        assert isinstance(kiosk.send(c.CancelTicket(ticket=issued.issued.ticket)), Done)
        assert json.loads(next(lines).text)["type"] == "TicketCancelled"
        lines.close()
        assert_journal_is_whole(centre)


def test_the_tables_say_what_the_floor_says(centre: RunningCentre, enrol: Enrol) -> None:
    kiosk, counter, tablet = enrol("kiosk"), enrol("counter"), enrol("feedback")
    for _ in range(3):
        kiosk.send(ISSUE)
    counter.send(c.OpenCounter(counter=ONE, agent=AgentId("7"), services=(ID_NEW,)))
    counter.send(c.CallNext(counter=ONE))
    counter.send(c.StartService(counter=ONE))
    counter.send(c.FinishService(counter=ONE))
    tablet.send(c.GiveFeedback(smiley=4, counter=ONE))
    db = open_reader(centre.settings.data / "centre.db")
    rows = db.execute("SELECT ticket, number, state FROM ticket ORDER BY number").fetchall()
    smileys = db.execute("SELECT smiley, verified, counter FROM feedback").fetchall()
    db.close()
    assert rows == [(t.ticket, t.number, t.state.value) for t in kiosk.floor().tickets]
    assert smileys == [(4, 0, "1")]


def assert_journal_is_whole(centre: RunningCentre) -> None:
    """The chain holds, and folding the journal again gives the floor that is served."""
    db = open_reader(centre.settings.data / "centre.db")
    journal, floor = Journal(db), Floor()
    assert journal.verify() is None
    for text in journal.since_day_opened():
        floor.apply(decode_entry(text))
    db.close()
    offers = centre.parts.live.catalogue
    assert take_snapshot(floor, offers) == take_snapshot(centre.parts.live.floor, offers)
