"""Who comes in, and how often."""

from hashlib import sha256

import pytest

from kiosk.centre.devices import ACTS, READS, RIGHTS, Act, Devices, Reading, Secret, secrets_of
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
    assert RIGHTS[Role.HUB] == {
        c.BookAppointment,
        c.MoveAppointment,
        c.CancelAppointment,
        c.CancelTicket,
        c.SuspendService,
        c.RestoreService,
        c.LoadCatalogue,
        c.RevokeDevice,
    }
    of_the_hub = {c.LoadCatalogue, c.RevokeDevice}
    assert [role for role in Role if RIGHTS[role] & of_the_hub] == [Role.HUB]


@pytest.mark.parametrize("peer", ["192.168.1.7", "10.0.0.1", "fe80::1"])
def test_a_token_from_elsewhere_is_good_over_tls(peer: str) -> None:
    gate = Gate(Devices({sha256(b"t").digest(): BOARD}), steady_s=Wall())
    assert gate.device({**scope(peer), "scheme": "https"}) == BOARD


def test_what_a_role_reads_is_in_one_table() -> None:
    screens = {Role.KIOSK, Role.COUNTER, Role.BOARD, Role.FEEDBACK, Role.MANAGER, Role.FOLLOWER}
    for reading in (Reading.CATALOGUE, Reading.FLOOR, Reading.FEED, Reading.DESCRIPTION):
        assert {role for role in READS if reading in READS[role]} == screens
    assert {role for role in READS if Reading.REPLICA in READS[role]} == {Role.FOLLOWER}
    assert READS[Role.WATCHER] == {Reading.METRICS}
    assert not set(READS) & {Role.PHONE, Role.CENTRE, Role.HUB}


def test_only_who_keeps_a_copy_or_manages_sees_every_secret() -> None:
    assert {role for role in Role if secrets_of(role) == set(Secret)} == {
        Role.MANAGER,
        Role.FOLLOWER,
    }


def test_who_may_not_read_is_told_so() -> None:
    gate = Gate(Devices({sha256(b"t").digest(): BOARD}), steady_s=Wall())
    assert gate.reader(scope("127.0.0.1"), Reading.FLOOR) == BOARD
    with pytest.raises(Stopped) as stopped:
        gate.reader(scope("127.0.0.1"), Reading.DEVICES)
    assert stopped.value.answer.status == 403
    with pytest.raises(Stopped) as stopped:
        gate.actor(scope("127.0.0.1"), Act.ADMIT)
    assert stopped.value.answer.status == 403


def test_nobody_but_a_manager_admits() -> None:
    assert {role for role in Role if Act.ADMIT in ACTS.get(role, ())} == {Role.MANAGER}
