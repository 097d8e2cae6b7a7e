"""Who comes in, and how often."""

from hashlib import sha256

import pytest

from kiosk.centre.devices import RIGHTS, Devices
from kiosk.centre.gate import Gate
from kiosk.db.devices import Device
from kiosk.domain import commands as c
from kiosk.domain.commands import COMMANDS, Role
from kiosk.domain.ids import DeviceId
from kiosk.web.errors import Stopped
from kiosk.web.limits import Limit
from tests.centre.running import Wall

BOARD = Device(id=DeviceId("board-1"), role=Role.BOARD, name="hall")


def scope(peer: str, token: str = "t") -> dict[str, object]:
    return {"client": (peer, 5), "headers": [(b"authorization", b"Bearer " + token.encode())]}


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.1.2.3", "::1"])
def test_a_token_is_good_on_this_machine(peer: str) -> None:
    gate = Gate(Devices({sha256(b"t").digest(): BOARD}), steady_s=Wall())
    assert gate.device(scope(peer)) == BOARD


@pytest.mark.parametrize("peer", ["192.168.1.7", "10.0.0.1", "fe80::1", ""])
def test_a_token_from_elsewhere_is_not_even_looked_at(peer: str) -> None:
    gate = Gate(Devices({sha256(b"t").digest(): BOARD}), steady_s=Wall())
    with pytest.raises(Stopped) as stopped:
        gate.device(scope(peer))
    assert stopped.value.answer.status == 403


def test_a_limit_lets_a_burst_through_and_then_so_many_a_second() -> None:
    clock = Wall()
    limit = Limit(rate_per_s=2, burst=3, monotonic=clock)
    assert [limit.allows("a") for _ in range(4)] == [True, True, True, False]
    assert limit.allows("b")
    clock.now_s += 1
    assert [limit.allows("a") for _ in range(3)] == [True, True, False]


def test_what_a_limit_is_given_back_does_not_count_and_never_adds_up() -> None:
    limit = Limit(rate_per_s=1, burst=2, monotonic=Wall())
    for _ in range(5):
        assert limit.allows("a")
        limit.give_back("a")
    limit.give_back("a")
    limit.give_back("new")
    assert [limit.allows("a") for _ in range(3)] == [True, True, False]


def test_a_limit_forgets_those_who_stayed_away() -> None:
    clock = Wall()
    limit = Limit(rate_per_s=1, burst=1, monotonic=clock)
    for n in range(10_000):
        limit.allows(n)
    clock.now_s += 2
    limit.allows("new")
    assert limit.remembered == 1


def test_every_command_has_somebody_who_may_send_it() -> None:
    assert frozenset().union(*RIGHTS.values()) == set(COMMANDS.values())
    assert set(RIGHTS) == set(Role)


def test_the_rights_are_those_of_the_contract() -> None:
    only_kiosk = {c.RecordTicket, c.ReportPaper, c.GiveFeedback, c.AddReasons}
    assert RIGHTS[Role.KIOSK] - RIGHTS[Role.COUNTER] == only_kiosk
    assert RIGHTS[Role.MANAGER] - RIGHTS[Role.COUNTER] == {
        c.SuspendService,
        c.RestoreService,
        c.SetQuota,
        c.SetCutOff,
    }
    assert RIGHTS[Role.COUNTER] < RIGHTS[Role.MANAGER]
    assert RIGHTS[Role.FEEDBACK] == {c.GiveFeedback, c.AddReasons}
    assert RIGHTS[Role.PHONE] == {c.CancelTicket, c.GiveFeedback, c.AddReasons}
    assert RIGHTS[Role.BOARD] == frozenset()
