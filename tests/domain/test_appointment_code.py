from collections.abc import Container

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.appointment import Share
from kiosk.domain.appointment_code import code_from, code_in, is_code, qr_text
from kiosk.domain.ids import AppointmentCode

CHANCES = st.binary(min_size=16, max_size=16)
SHARES = st.sampled_from(Share)
CODES = st.builds(code_from, CHANCES, SHARES, st.just(()))
NOBODY: Container[AppointmentCode] = ()


@given(CODES)
def test_a_code_is_eight_digits_that_begin_with_no_zero(code: AppointmentCode) -> None:
    assert len(code) == 8
    assert code.isascii()
    assert code.isdigit()
    assert code[0] != "0"
    assert is_code(code)


@given(CHANCES)
def test_the_centres_codes_and_the_hubs_never_collide(chance: bytes) -> None:
    assert code_from(chance, Share.CENTRE, NOBODY)[0] in "1234"
    assert code_from(chance, Share.HUB, NOBODY)[0] in "56789"


@given(CODES, st.integers(0, 7), st.integers(1, 9))
def test_a_wrong_digit_is_told_at_once(code: AppointmentCode, place: int, by: int) -> None:
    wrong = str((int(code[place]) + by) % 10)
    assert not is_code(code[:place] + wrong + code[place + 1 :])


@given(CODES, st.integers(0, 6))
def test_two_digits_swapped_are_told_at_once(code: AppointmentCode, place: int) -> None:
    one, other = code[place], code[place + 1]
    if one != other:
        assert not is_code(code[:place] + other + one + code[place + 2 :])


@pytest.mark.parametrize("text", ["", "1234567", "123456789", "1234567a", "١٢٣٤٥٦٧٨", "0" * 8])
def test_what_is_no_code_is_none(text: str) -> None:
    assert not is_code(text)


@given(CHANCES, SHARES)
def test_a_code_that_is_in_use_is_passed_over(chance: bytes, share: Share) -> None:
    live: set[AppointmentCode] = set()
    for _ in range(5):
        live.add(code_from(chance, share, live))
    assert len(live) == 5


def test_the_last_code_of_a_share_is_followed_by_its_first() -> None:
    last = (4_000_000 - 1).to_bytes(16, "big")
    taken = code_from(last, Share.CENTRE, NOBODY)
    assert taken.startswith("4999999")
    assert code_from(last, Share.CENTRE, {taken}).startswith("1000000")


@given(CODES)
def test_the_qr_of_an_appointment_slip_is_read_by_its_own_centre_alone(
    code: AppointmentCode,
) -> None:
    text = qr_text("MOLO", code)
    assert text == f"MOLO-A-{code}"
    assert code_in("MOLO", text) == code
    assert code_in("MOLO", f" {text.lower()}\n") == code
    assert code_in("NAKURU", text) is None


@given(st.text())
def test_what_else_is_scanned_is_no_appointment(text: str) -> None:
    assert code_in("MOLO", text) is None


@pytest.mark.parametrize(
    "text",
    ["MOLO-A-", "MOLO-A-12345678", "A-10000009", "-A-10000009", "MOLO-K7M2AAAA", "MOLO-A-A-1"],
)
def test_what_looks_like_an_appointment_and_is_none_is_none(text: str) -> None:
    assert code_in("MOLO", text) is None
