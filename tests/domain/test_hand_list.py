"""Who is still open, for those who go on with paper and pen."""

from kiosk.domain import commands as c
from kiosk.domain.hand_list import hand_list
from tests.domain.hall import BIRTH, ID_NEW, ONE, TAX, Hall


def test_those_who_wait_stand_in_the_order_of_their_turns() -> None:
    hall = Hall()
    hall.later(60)
    late = hall.issue()
    hall.issue(TAX)
    privileged = hall.issue(priority=True)
    (ids, tax) = hand_list(hall.floor, hall.catalogue)
    assert ids.service is hall.catalogue.service[ID_NEW]
    assert [ticket.ticket for ticket in ids.waiting] == [privileged.ticket, late.ticket]
    assert len(tax.waiting) == 1
    assert ids.begun == tax.begun == ()


def test_who_has_a_counter_or_is_aside_stands_apart_and_who_has_gone_nowhere() -> None:
    hall = Hall()
    hall.open()
    first, second, third = (hall.issue(BIRTH) for _ in range(3))
    hall.do(c.CallNext(counter=ONE))
    hall.do(c.StartService(counter=ONE))
    hall.do(c.HoldTicket(counter=ONE, reason="photo"))
    hall.do(c.CallNext(counter=ONE))
    (births,) = hand_list(hall.floor, hall.catalogue)
    assert [ticket.ticket for ticket in births.begun] == [first.ticket, second.ticket]
    assert [ticket.ticket for ticket in births.waiting] == [third.ticket]
    hall.do(c.CancelTicket(ticket=third.ticket))
    (births,) = hand_list(hall.floor, hall.catalogue)
    assert births.waiting == ()


def test_nobody_there_is_no_list() -> None:
    assert hand_list(Hall().floor, Hall().catalogue) == ()
