"""The centre and its copy's last lines are gone: the kiosk brings the ticket it gave."""

import signal
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.db.opening import open_reader
from kiosk.domain.events import CentreTookOver, TicketIssued, TicketRecorded
from kiosk.roles import admit
from tests.journeys.copy_process import Told
from tests.journeys.hall import Hall
from tests.journeys.visiting import first_service, number_on, take_ticket

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot halt a process"),
]
DEVICES = "SELECT count(*) FROM device"


def test_a_ticket_that_the_copy_never_had_comes_back_from_the_kiosk_that_gave_it(
    hall: Hall, tmp_path: Path
) -> None:
    copy, port = tmp_path / "copy", hall.centre.url.rpartition(":")[2]
    kiosk, service = hall.kiosk(None), first_service(hall)
    with Told("follow", "--centre", hall.centre.url, "--data", copy) as follower:
        code = follower.line("code ").split()[1].rstrip(":")
        assert admit.main([code, "--data", str(hall.data)]) == 0
        follower.line("follows")
        follower.process.send_signal(signal.SIGSTOP)
        take_ticket(hall, kiosk, service)
        number = number_on(kiosk.page)
        assert hall.told(TicketIssued)[0].number == number
        hall.centre.process.kill()
        follower.process.kill()
    hall.until(lambda: not kiosk.station.online, "the kiosk does not see that its centre is gone")
    with closing(open_reader(copy / "centre.db")) as db:
        assert db.execute(DEVICES).fetchone()[0] >= 2
    with Told("takeover", "--data", copy, "--port", port, "--tls-port", "0") as second:
        second.line("centre ready at ")
        hall.data = copy
        recorded = hall.await_told(TicketRecorded)
        assert recorded.number == number
        assert not hall.told(TicketIssued)
        assert len(hall.told(CentreTookOver)) == 1
        hall.until(lambda: kiosk.station.online, "the kiosk does not see the centre again")
        assert [ticket.number for ticket in hall.folded().tickets] == [number]
        assert hall.first_broken_line() is None
