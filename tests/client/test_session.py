"""The blocking session against a real centre."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.client.reply import Declined, Done, Silent
from kiosk.client.session import CentreSaysNo, Session, fresh_id
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.ids import Language
from tests.centre.running import RunningCentre
from tests.domain.hall import ID_NEW, ONE, catalogue

ISSUE = c.IssueTicket(service=ID_NEW, language=Language("en"))


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningCentre]:
    with RunningCentre(tmp_path) as running:
        yield running


def test_it_enrols_asks_reads_and_follows(centre: RunningCentre) -> None:
    with Session(centre.url).enrol(Role.KIOSK, "front") as kiosk:
        assert kiosk.device == "kiosk-1"
        assert kiosk.catalogue().services == catalogue().services
        lines = kiosk.follow()
        reply = kiosk.send(ISSUE)
        assert isinstance(reply, Done)
        assert next(lines).seq == reply.entries[-1].seq
        lines.close()
        assert kiosk.floor().tickets[0].ticket == reply.issued.ticket if reply.issued else False


def test_a_refusal_is_declined_with_its_reason(centre: RunningCentre) -> None:
    with Session(centre.url).enrol(Role.COUNTER, "one") as counter:
        reply = counter.send(c.CallNext(counter=ONE))
    assert isinstance(reply, Declined)
    assert reply.reason == "COUNTER_CLOSED"
    assert not reply.for_now


def test_no_answer_is_silent_and_the_same_id_may_be_sent_again(tmp_path: Path) -> None:
    again = fresh_id()
    with RunningCentre(tmp_path) as centre, Session(centre.url).enrol(Role.KIOSK, "k") as kiosk:
        assert isinstance(kiosk.send(ISSUE, again=again), Done)
        centre.stop()
        assert isinstance(kiosk.send(ISSUE, again=again), Silent)
        assert isinstance(kiosk.send(ISSUE, again=again), Silent)


def test_what_is_no_200_is_told(centre: RunningCentre) -> None:
    with Session(centre.url) as stranger, pytest.raises(CentreSaysNo, match="UNKNOWN_DEVICE"):
        stranger.floor()


def test_ids_sort_by_time_and_never_meet() -> None:
    ids = [fresh_id() for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert [i[:8] for i in ids] == sorted(i[:8] for i in ids)
