"""Codes that people copy, and what both ends prove with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.wire.codec import WrongShape
from kiosk.wire.enrol import (
    EnrolAnswer,
    EnrolCode,
    EnrolRequest,
    NoCode,
    decode_enrol,
    decode_enrolled,
    decode_rotate,
    derived_key,
    is_proved,
    new_secret,
    proof_of,
    read_code,
)

REQUEST = EnrolRequest(
    centre="MOLO",
    public_key="A" * 43 + "=",
    instance="11" * 16,
    run="22" * 8,
    term=1,
    epoch="e",
    version="1",
    nonce="33" * 16,
)


@given(
    st.sampled_from(["https://hub.example.go.ke", "http://127.0.0.1:8500", "https://[::1]:8543/x"]),
    st.from_regex(r"[A-Z0-9]{2,8}", fullmatch=True),
    st.binary(min_size=10, max_size=10),
)
def test_a_code_is_read_as_it_was_given_however_it_was_copied(
    hub: str, centre: str, chance: bytes
) -> None:
    code = EnrolCode(hub=hub, centre=centre, secret=new_secret(chance))
    assert read_code(code.text) == code
    assert read_code(f" {code.hub}/{centre.lower()}-{code.secret.lower()}\n") == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "MOLO-AAAA-BBBB-CCCC-DDDD",
        "https://hub/MOLO-AAAA-BBBB-CCCC",
        "https://hub/MOLO-AAAA-BBBB-CCCC-DDD1",
        "ftp://hub/MOLO-AAAA-BBBB-CCCC-DDDD",
        "https:///MOLO-AAAA-BBBB-CCCC-DDDD",
        "https://a@hub/MOLO-AAAA-BBBB-CCCC-DDDD",
        "https://hub?x/MOLO-AAAA-BBBB-CCCC-DDDD",
        "https://[hub/MOLO-AAAA-BBBB-CCCC-DDDD",
        "https://hub/MOLOMOLOMOLO-AAAA-BBBB-CCCC-DDDD",
    ],
)
def test_what_is_no_code_is_told_with_what_one_looks_like(text: str) -> None:
    with pytest.raises(NoCode, match="MOLO-7K2M"):
        read_code(text)


def test_a_secret_proves_for_its_centre_and_its_words_alone() -> None:
    key = derived_key("MOLO", "AAAA-BBBB-CCCC-DDDD")
    proof = proof_of(key, REQUEST.text)
    assert is_proved(key, REQUEST.text, proof)
    assert not is_proved(derived_key("KIB", "AAAA-BBBB-CCCC-DDDD"), REQUEST.text, proof)
    assert not is_proved(key, REQUEST.text + b"x", proof)
    assert not is_proved(key, REQUEST.text, "ü")


def test_no_field_runs_into_the_next() -> None:
    def text(epoch: str, version: str) -> bytes:
        return EnrolRequest(
            centre="MOLO",
            public_key="A" * 43 + "=",
            instance="11" * 16,
            run="22" * 8,
            term=1,
            epoch=epoch,
            version=version,
            nonce="33" * 16,
        ).text

    assert text("ab", "c") != text("a", "bc")


def test_an_answer_is_one_to_its_request_alone() -> None:
    answer = EnrolAnswer(
        centre="MOLO",
        centre_id=1,
        name="Molo",
        hub_key="B" * 43 + "=",
        sealing_key="C" * 43 + "=",
        public_url="https://hub",
    )
    other = EnrolRequest(
        centre="MOLO",
        public_key="A" * 43 + "=",
        instance="11" * 16,
        run="22" * 8,
        term=1,
        epoch="e",
        version="1",
        nonce="44" * 16,
    )
    assert answer.text(REQUEST) != answer.text(other)
    assert answer.proved("f" * 64).text(REQUEST) == answer.text(REQUEST)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_shape_or_told(body: bytes) -> None:
    for decode in (decode_enrol, decode_enrolled, decode_rotate):
        try:
            decode(body)
        except WrongShape:
            continue
