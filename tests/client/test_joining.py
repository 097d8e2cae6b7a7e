"""What a device makes of an application's answers, honest, hostile and missing."""

import json
from secrets import token_hex

import pytest

from kiosk.client.joining import Ending, Joining, Step
from kiosk.client.pinning import Authority
from kiosk.wire.joining import commitment_to, joining_code
from tests.client.certificates import made_authority

MINE = "d" * 64


class ScriptedCentre:
    """A centre's answers to one application; somebody in between may spoil any of them."""

    def __init__(self, authority: str = "MOLO") -> None:
        self.authority = made_authority(authority)
        self.nonce = token_hex(32)
        self.applied: dict[str, str] = {}
        self.admitted = False

    def answer(self, joining: Joining) -> tuple[int, bytes]:
        ask = joining.next_ask()
        assert ask is not None
        match ask.method, ask.path:
            case "GET", "/authority.pem":
                assert not ask.verified
                return 200, self.authority.pem.encode()
            case "GET", "/enrol":
                return 200, json.dumps({"commitment": commitment_to(self.nonce)}).encode()
            case "POST", "/enrol":
                self.applied = json.loads(ask.body or b"")
                told = {"code": "111111", "claim": "c-1", "nonce": self.nonce}
                return 202, json.dumps(told).encode()
            case _:
                return self._told(ask.path)

    def _told(self, path: str) -> tuple[int, bytes]:
        assert path == "/enrol/c-1"
        if not self.admitted:
            return 202, b"{}"
        return 200, json.dumps({"device": "kiosk-3", "token": "secret", "index": 0}).encode()

    @property
    def code(self) -> str:
        """What a person has to type here."""
        return joining_code(
            authority=Authority(der=self.authority.der).fingerprint,
            device_nonce=self.applied["nonce"],
            centre_nonce=self.nonce,
            role=self.applied["role"],
            name=self.applied["name"],
        )


def applying(*, secure: bool = True) -> Joining:
    return Joining(role="kiosk", name="door", nonce=MINE, secure=secure)


def go_on(joining: Joining, centre: ScriptedCentre, until: Step) -> None:
    for _ in range(5):
        if joining.step is until:
            return
        joining.answered(*centre.answer(joining))
    raise AssertionError(joining.step)


def test_both_sides_make_the_same_code_and_the_claim_brings_the_token() -> None:
    joining, centre = applying(), ScriptedCentre()
    go_on(joining, centre, Step.WAITING)
    assert joining.code == centre.code
    assert len(joining.code) == 6
    joining.answered(*centre.answer(joining))
    assert joining.step is Step.WAITING
    centre.admitted = True
    joining.answered(*centre.answer(joining))
    assert (joining.step, joining.device, joining.token) == (Step.ADMITTED, "kiosk-3", "secret")
    assert joining.next_ask() is None


def test_only_the_first_look_asks_anybody() -> None:
    joining, centre = applying(), ScriptedCentre()
    verified = []
    while joining.step is not Step.WAITING:
        ask = joining.next_ask()
        assert ask is not None
        verified.append(ask.verified)
        joining.answered(*centre.answer(joining))
    assert verified == [False, True, True]


def test_an_authority_of_its_own_in_between_makes_another_code() -> None:
    joining, centre, between = applying(), ScriptedCentre(), ScriptedCentre("THIKA")
    go_on(joining, between, Step.WAITING)
    # It hands everything on, and has to show an authority whose key it has.
    centre.applied, centre.nonce = between.applied, between.nonce
    assert joining.code != centre.code


def test_a_centre_that_chose_its_half_afterwards_is_found_out() -> None:
    joining, centre = applying(), ScriptedCentre()
    go_on(joining, centre, Step.APPLYING)
    centre.nonce = token_hex(32)
    joining.answered(*centre.answer(joining))
    assert joining.ending is Ending.CHEATED
    assert joining.code == ""


def test_a_device_that_has_been_here_believes_the_authority_it_knows() -> None:
    known = Authority(der=made_authority().der)
    joining = Joining(role="kiosk", name="door", nonce=MINE, secure=True, authority=known)
    assert joining.step is Step.COMMITTING
    go_on(joining, ScriptedCentre(), Step.WAITING)


def test_on_the_machine_itself_the_centre_makes_the_code() -> None:
    joining, centre = applying(secure=False), ScriptedCentre()
    go_on(joining, centre, Step.WAITING)
    assert centre.applied == {"role": "kiosk", "name": "door"}
    assert joining.code == "111111"


def test_a_trusting_centre_of_this_machine_admits_at_once() -> None:
    joining = applying(secure=False)
    joining.answered(200, b'{"device": "kiosk-1", "token": "t"}')
    assert joining.step is Step.ADMITTED


def test_who_admits_without_a_code_is_not_believed_but_on_this_very_machine() -> None:
    joining = applying()
    go_on(joining, ScriptedCentre(), Step.APPLYING)
    joining.answered(200, b'{"device": "kiosk-1", "token": "t"}')
    assert (joining.ending, joining.token) == (Ending.CHEATED, "")
    here = Joining(role="kiosk", name="door", nonce=MINE, secure=True, here=True)
    go_on(here, ScriptedCentre(), Step.APPLYING)
    here.answered(200, b'{"device": "kiosk-1", "token": "t"}')
    assert here.step is Step.ADMITTED


@pytest.mark.parametrize("status", [0, 429, 503])
@pytest.mark.parametrize("step", [Step.LOOKING, Step.COMMITTING, Step.APPLYING, Step.WAITING])
def test_no_answer_or_a_busy_centre_is_asked_the_same_again(step: Step, status: int) -> None:
    joining = applying()
    go_on(joining, ScriptedCentre(), step)
    before = joining.next_ask()
    joining.answered(status, b"")
    assert joining.next_ask() == before


@pytest.mark.parametrize(
    ("status", "body", "ending"),
    [
        (410, b'{"error": "REFUSED"}', Ending.REFUSED),
        (410, b'{"error": "TOO_OLD"}', Ending.TOO_OLD),
        (404, b'{"error": "NOT_FOUND"}', Ending.TOO_OLD),
    ],
)
def test_an_application_that_ended_says_why(status: int, body: bytes, ending: Ending) -> None:
    joining = applying()
    go_on(joining, ScriptedCentre(), Step.WAITING)
    joining.answered(status, body)
    assert joining.ending is ending


@pytest.mark.parametrize("step", [Step.LOOKING, Step.COMMITTING, Step.APPLYING, Step.WAITING])
@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"<html>a router</html>"),
        (200, b"\xff\xfe"),
        (200, b"[" * 100_000),
        (200, b'{"token": 5}'),
        (302, b""),
        (500, b""),
    ],
)
def test_whatever_else_answers_is_no_centre(step: Step, status: int, body: bytes) -> None:
    joining = applying()
    go_on(joining, ScriptedCentre(), step)
    joining.answered(status, body)
    assert joining.ending is Ending.NO_CENTRE
    assert joining.next_ask() is None


@pytest.mark.parametrize("claim", ["", "../commands", "a b", "x" * 1000, "a?b", "\n"])
def test_a_claim_that_would_lead_elsewhere_is_not_followed(claim: str) -> None:
    joining, centre = applying(), ScriptedCentre()
    go_on(joining, centre, Step.APPLYING)
    joining.answered(202, json.dumps({"claim": claim, "nonce": centre.nonce}).encode())
    assert joining.ending is Ending.NO_CENTRE


def test_a_commitment_that_is_too_old_ends_it_so_that_the_next_has_a_nonce_of_its_own() -> None:
    joining = applying()
    go_on(joining, ScriptedCentre(), Step.APPLYING)
    joining.answered(410, b'{"error": "GONE"}')
    assert joining.ending is Ending.TOO_OLD


def test_a_centre_that_admits_none_from_here_says_so() -> None:
    joining = applying()
    go_on(joining, ScriptedCentre(), Step.APPLYING)
    joining.answered(403, b"{}")
    assert joining.ending is Ending.NOT_HERE
