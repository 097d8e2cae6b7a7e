"""What is signed, and that nothing of it can be another."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.wire.codec import WrongShape
from kiosk.wire.signed import (
    Ask,
    NotSigned,
    Speaker,
    Told,
    answer_headers,
    ask_headers,
    key_id,
    public_key_of,
    read_answer,
    read_ask,
)

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
HUB = Ed25519PrivateKey.from_private_bytes(b"h" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()
ASK = Ask(
    method="POST",
    target="/centres/journal?x=1",
    centre="MOLO",
    key=key_id(PUBLIC),
    speaker=Speaker(instance="11" * 16, run="22" * 8, term=3),
    at_ms=-5,
    nonce="33" * 16,
    moment="ab" * 8 + "-17",
)


def lower(headers: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def test_a_question_is_read_as_it_was_asked() -> None:
    read = read_ask(ASK.method, ASK.target, lower(ask_headers(KEY, ASK, b"body")))
    assert read.ask == ASK
    assert read.is_by(PUBLIC, b"body")
    assert not read.is_by(PUBLIC, b"Body")
    assert not read.is_by(HUB.public_key().public_bytes_raw(), b"body")


def test_every_part_of_a_question_counts() -> None:
    others = [
        replace(ASK, method="GET"),
        replace(ASK, target="/centres/journal?x=2"),
        replace(ASK, centre="KIB"),
        replace(ASK, key="0" * 16),
        replace(ASK, speaker=replace(ASK.speaker, term=4)),
        replace(ASK, speaker=replace(ASK.speaker, run="44" * 8)),
        replace(ASK, speaker=replace(ASK.speaker, instance="44" * 16)),
        replace(ASK, at_ms=-6),
        replace(ASK, nonce="44" * 16),
        replace(ASK, moment="ab" * 8 + "-18"),
    ]
    texts = {each.text(b"") for each in (ASK, *others)}
    assert len(texts) == len(others) + 1


def test_an_answer_is_the_hubs_word_to_one_question() -> None:
    told = Told(at_ms=9, moment="ab" * 8 + "-18")
    asked = ASK.text(b"")
    headers = lower(answer_headers(HUB, asked, told, status=200, body=b"yes"))
    hub = HUB.public_key().public_bytes_raw()
    assert read_answer(hub, asked, headers, status=200, body=b"yes") == told
    cases: list[Callable[[], object]] = [
        lambda: read_answer(hub, ASK.text(b"x"), headers, status=200, body=b"yes"),
        lambda: read_answer(hub, asked, headers, status=201, body=b"yes"),
        lambda: read_answer(hub, asked, headers, status=200, body=b"no"),
        lambda: read_answer(PUBLIC, asked, headers, status=200, body=b"yes"),
        lambda: read_answer(b"short", asked, headers, status=200, body=b"yes"),
        lambda: read_answer(hub, asked, {}, status=200, body=b"yes"),
    ]
    for wrong in cases:
        with pytest.raises(NotSigned):
            wrong()


@given(st.dictionaries(st.sampled_from(sorted(lower(ask_headers(KEY, ASK, b"")))), st.text()))
def test_any_headers_are_a_question_or_told(odd: dict[str, str]) -> None:
    headers = {**lower(ask_headers(KEY, ASK, b"")), **odd}
    try:
        assert read_ask("POST", "/", headers).ask.centre
    except WrongShape:
        assert odd


@pytest.mark.parametrize("text", ["", "x", "ü", "QUJD", "A" * 44, "A" * 88])
def test_what_is_no_key_is_told(text: str) -> None:
    with pytest.raises(WrongShape):
        public_key_of(text)
