"""Whatever happens to those who wait: who was typed gets a token, once, and nobody else one."""

from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from kiosk.centre.applications import (
    MOST,
    MOST_OF_AN_ADDRESS,
    Admitted,
    Applications,
    Applied,
    BeginAnew,
    Ended,
    NobodyWaits,
    TooManyWait,
)
from kiosk.db.devices import Device
from kiosk.domain.commands import Role
from kiosk.domain.ids import DeviceId
from tests.centre.running import Wall

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)
ADDRESSES = [f"10.0.0.{n}" for n in range(6)]


class Waiting(RuleBasedStateMachine):
    """Devices that apply, managers that type, refuse and revoke, and time that passes."""

    def __init__(self) -> None:
        super().__init__()
        self.clock, chance = Wall(), Random(7)
        self.applications = Applications(
            authority=bytes(32), steady_s=self.clock, chance=chance.randbytes
        )
        self.typed: set[str] = set()
        self.tokens: dict[str, int] = {}
        self.devices = 0

    commitments = Bundle("commitments")
    applied = Bundle("applied")

    @rule(target=commitments, address=st.sampled_from(ADDRESSES))
    def commit(self, address: str) -> str:
        try:
            return self.applications.commit(address)
        except TooManyWait:
            return "0" * 64

    @rule(target=applied, address=st.sampled_from(ADDRESSES), commitment=commitments)
    def apply(self, address: str, commitment: str) -> Applied | None:
        return self._apply(address, nonce="d" * 64, commitment=commitment)

    @rule(target=applied, address=st.sampled_from(ADDRESSES))
    def apply_without(self, address: str) -> Applied | None:
        return self._apply(address)

    def _apply(
        self, address: str, *, nonce: str | None = None, commitment: str | None = None
    ) -> Applied | None:
        try:
            return self.applications.apply(
                role=Role.BOARD,
                name="x",
                address=address,
                at=AT,
                nonce=nonce,
                commitment=commitment,
            )
        except (TooManyWait, BeginAnew):
            return None

    @rule(one=applied)
    def type_its_code(self, one: Applied | None) -> None:
        if one is None:
            return
        try:
            application = self.applications.with_code(one.application.code)
        except NobodyWaits:
            return
        assert application is one.application
        self.devices += 1
        device = Device(id=DeviceId(f"board-{self.devices}"), role=Role.BOARD, name="x")
        self.applications.decided(application, Admitted(device=device, token=one.claim))
        self.typed.add(one.claim)

    @rule(one=applied)
    def come_for_the_token(self, one: Applied | None) -> None:
        if one is None:
            return
        try:
            application = self.applications.claim(one.claim)
        except (Ended, NobodyWaits):
            return
        assert application is one.application
        if application.admitted is not None and self.applications.came(application):
            assert application.admitted.token == one.claim
            self.tokens[one.claim] = self.tokens.get(one.claim, 0) + 1

    @rule(one=applied)
    def refuse(self, one: Applied | None) -> None:
        if one is not None:
            try:
                self.applications.refuse(one.application.n)
            except NobodyWaits:
                return

    @rule(one=applied)
    def revoke(self, one: Applied | None) -> None:
        if one is not None and one.application.admitted is not None:
            self.applications.withdraw(one.application.admitted.device.id)

    @rule(seconds=st.sampled_from((1, 30, 61, 300, 601)))
    def wait(self, seconds: int) -> None:
        self.clock.now_s += seconds

    @invariant()
    def only_who_was_typed_has_a_token_and_once(self) -> None:
        assert set(self.tokens) <= self.typed
        assert all(times == 1 for times in self.tokens.values())

    @invariant()
    def so_many_wait_and_no_two_show_one_code(self) -> None:
        waiting = self.applications.waiting()
        assert len(waiting) <= MOST
        assert len({each.code for each in waiting}) == len(waiting)
        for address in ADDRESSES:
            assert sum(each.address == address for each in waiting) <= MOST_OF_AN_ADDRESS


Waiting.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestWaiting = Waiting.TestCase


def test_who_would_show_a_code_that_another_shows_begins_anew() -> None:
    clock = Wall()
    # Chance that always throws the same: two devices with the same nonces, role and name.
    applications = Applications(authority=bytes(32), steady_s=clock, chance=bytes)
    applications.apply(role=Role.BOARD, name="x", address="10.0.0.1", at=AT)
    with pytest.raises(BeginAnew):
        applications.apply(role=Role.BOARD, name="x", address="10.0.0.2", at=AT)
    clock.now_s += 601
    applications.apply(role=Role.BOARD, name="x", address="10.0.0.2", at=AT)


def test_no_more_than_the_list_holds_wait_from_wherever_they_come() -> None:
    applications = Applications(authority=bytes(32), steady_s=Wall(), chance=Random(1).randbytes)
    for n in range(MOST):
        applications.apply(role=Role.BOARD, name="x", address=f"10.0.{n}.1", at=AT)
    with pytest.raises(TooManyWait):
        applications.apply(role=Role.BOARD, name="x", address="10.1.1.1", at=AT)


def test_a_device_that_was_started_again_and_again_shows_a_code_each_time() -> None:
    clock = Wall()
    applications = Applications(authority=bytes(32), steady_s=clock, chance=Random(1).randbytes)

    def started() -> Applied:
        return applications.apply(role=Role.BOARD, name="x", address="10.0.0.1", at=AT)

    before = [started() for _ in range(MOST_OF_AN_ADDRESS)]
    clock.now_s += 61
    applications.claim(before[0].claim)
    started()
    # Who still asks keeps its place; who is gone longest made room.
    applications.claim(before[0].claim)
    with pytest.raises(Ended):
        applications.claim(before[1].claim)
