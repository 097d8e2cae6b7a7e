"""``GET /metrics``: figures of hall and centre, and no label that somebody could make up."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from kiosk.centre.traffic import BOUNDS_S, Traffic
from kiosk.client.session import Session
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.ids import AgentId, CounterId, Language, ServiceId
from tests.centre.admitting import admit
from tests.centre.running import RunningCentre

Samples = dict[tuple[str, str], float]


@dataclass
class Hall:
    centre: RunningCentre
    watcher: Session
    kiosk: Session
    counter: Session

    def metrics(self) -> Samples:
        """Every sample by its name and its labels' values."""
        text = self.watcher.fetch("GET", "/metrics").decode()
        return {
            (sample.name, ",".join(sample.labels.values())): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    token = admit(tmp_path, Role.WATCHER, "prometheus")
    with (
        RunningCentre(tmp_path) as centre,
        Session(centre.url, token=token) as watcher,
        centre.session(Role.KIOSK) as kiosk,
        centre.session(Role.COUNTER) as counter,
    ):
        yield Hall(centre, watcher, kiosk, counter)


def test_who_waits_and_for_how_long_is_told_by_service(hall: Hall) -> None:
    for service in ("id-new", "id-new", "birth"):
        hall.kiosk.send(c.IssueTicket(service=ServiceId(service), language=Language("en")))
    hall.centre.wall.now_s += 600
    hall.centre.steady.now_s += 600
    metrics = hall.metrics()
    assert metrics["foleni_waiting", "id-new"] == 2
    assert metrics["foleni_waiting", "birth"] == 1
    assert metrics["foleni_waiting", "tax"] == 0
    assert metrics["foleni_oldest_wait_seconds", "id-new"] == pytest.approx(600, abs=1)
    assert metrics["foleni_oldest_wait_seconds", "tax"] == 0
    assert metrics["foleni_tickets", "waiting"] == 3


def test_what_counters_do_is_told(hall: Hall) -> None:
    opening = c.OpenCounter(
        counter=CounterId("1"), agent=AgentId("A1"), services=(ServiceId("id-new"),)
    )
    hall.counter.send(opening)
    metrics = hall.metrics()
    assert metrics["foleni_counters", "free"] == 1
    assert metrics["foleni_counters", "closed"] == 2


def test_commands_are_counted_by_how_long_they_took(hall: Hall) -> None:
    for _ in range(3):
        hall.kiosk.send(c.IssueTicket(service=ServiceId("tax"), language=Language("en")))
    metrics = hall.metrics()
    assert metrics["foleni_command_seconds_count", ""] == 3
    assert metrics["foleni_command_seconds_bucket", "+Inf"] == 3
    assert metrics["foleni_answers_total", "/commands,2xx"] == 3


def test_what_somebody_types_becomes_no_label(hall: Hall) -> None:
    with Session(hall.centre.url) as nobody:
        for path in ("/t/MOLO-SECRET", "/enrol/a-claim", "/evil%22%7D", "/metrics/x", "/T/x.json"):
            nobody.ask("GET", path)
    told = {labels for name, labels in hall.metrics() if name == "foleni_answers_total"}
    assert told >= {"/t/…,4xx", "/enrol/…,4xx", "other,4xx"}
    assert not any("SECRET" in label or "evil" in label for label in told)


def test_the_machine_and_the_journal_are_told(hall: Hall) -> None:
    metrics = hall.metrics()
    assert metrics["foleni_disk_free_bytes", ""] > 0
    assert metrics["foleni_events_total", ""] >= 1
    assert metrics["foleni_clock", "good"] == 1
    assert metrics["foleni_clock", "behind"] == 0
    assert metrics["foleni_trouble", "DISK_FULL"] == 0
    assert metrics["foleni_term", ""] == 1


def test_tries_to_sign_in_are_counted_by_what_they_came_to(hall: Hall) -> None:
    for _ in range(6):
        hall.counter.ask("POST", "/sign-in", b'{"agent": "A9", "pin": "9999"}')
    metrics = hall.metrics()
    assert metrics["foleni_sign_ins_total", "wrong"] == 5
    assert metrics["foleni_sign_ins_total", "locked"] == 1
    assert metrics["foleni_sign_ins_total", "right"] == 0


def test_only_watchers_and_managers_read_them(tmp_path: Path) -> None:
    tokens = {role: admit(tmp_path, role) for role in Role if role is not Role.CENTRE}
    with RunningCentre(tmp_path) as centre:
        for role, token in tokens.items():
            with Session(centre.url, token=token) as session:
                may = role in (Role.WATCHER, Role.MANAGER)
                assert session.ask("GET", "/metrics")[0] == (200 if may else 403)
        with Session(centre.url) as nobody:
            assert nobody.ask("GET", "/metrics")[0] == 401


def test_a_watcher_reads_nothing_else(tmp_path: Path) -> None:
    token = admit(tmp_path, Role.WATCHER)
    with RunningCentre(tmp_path) as centre, Session(centre.url, token=token) as watcher:
        for path in ("/floor", "/feed", "/catalogue", "/devices", "/people", "/replica"):
            assert watcher.ask("GET", path)[0] == 403


@pytest.mark.parametrize("took_s", [0.0, 0.001, 0.0011, 0.1, 4.9, 5.0, 60.0])
def test_a_commands_time_is_counted_within_its_bound(took_s: float) -> None:
    traffic = Traffic()
    traffic.note_command(took_s)
    place = traffic.commands.index(1)
    assert place == len(BOUNDS_S) or took_s <= BOUNDS_S[place]
    assert place == 0 or took_s > BOUNDS_S[place - 1]
