"""What a device seals, and who can open it: the hub, as docs/sealed-feedback.md tells it."""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import cast

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kiosk.client.sealing import Complaint, KeyUnfit, SealingKey
from kiosk.domain.ids import CounterId, FeedbackId, ServiceId, TicketId
from kiosk.domain.sealed import SEALED_BYTES, fit_sealed
from tests.domain.hall import TEN

PAGE = Path(__file__).parents[2] / "docs" / "sealed-feedback.md"
THIS, OTHER = FeedbackId("0193"), FeedbackId("0194")
COMPLAINT = Complaint(
    at=TEN,
    ticket=TicketId("01935a10-0000-7000-8000-000000000001"),
    counter=CounterId("3"),
    service=ServiceId("id-lost"),
)

Opens = Callable[[Mapping[str, str], str], dict[str, object]]


class Hub:
    """Somebody who has read the page, and holds the private key."""

    def __init__(self) -> None:
        private = X25519PrivateKey.generate()
        self.private_key = b64encode(private.private_bytes_raw()).decode()
        self.hub_key = b64encode(private.public_key().public_bytes_raw()).decode()
        *_, code = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
        page: dict[str, object] = {}
        exec(code, page)
        self._open = cast("Opens", page["open_sealed"])

    def open(self, sealed: str, feedback: FeedbackId = THIS) -> dict[str, object]:
        return self._open({"feedback": feedback, "sealed": sealed}, self.private_key)


@pytest.fixture
def hub() -> Hub:
    return Hub()


def test_the_hub_reads_what_was_sealed_to_it(hub: Hub) -> None:
    sealed = SealingKey(hub.hub_key).seal(COMPLAINT, THIS)

    assert hub.open(sealed) == {
        "v": 1,
        "reason": "money",
        "at": "2026-11-20T10:00:00+03:00",
        "ticket": COMPLAINT.ticket,
        "counter": "3",
        "service": "id-lost",
    }


def test_no_complaint_looks_like_one_to_everybody_else(hub: Hub) -> None:
    key = SealingKey(hub.hub_key)
    nothing, something, again = (
        key.seal(None, THIS),
        key.seal(COMPLAINT, THIS),
        key.seal(COMPLAINT, THIS),
    )

    assert hub.open(nothing) == {"v": 1, "reason": None}
    assert len(nothing) == len(something)
    assert b64decode(nothing)[:5] == b64decode(something)[:5]
    assert something != again
    for sealed in (nothing, something):
        assert fit_sealed(sealed) == sealed
        assert len(b64decode(sealed)) == SEALED_BYTES
        for word in (b"money", b"id-lost", b"reason", b"2026"):
            assert word not in b64decode(sealed)


def test_nobody_else_opens_it(hub: Hub) -> None:
    sealed = SealingKey(hub.hub_key).seal(COMPLAINT, THIS)
    with pytest.raises(ValueError, match="another key"):
        Hub().open(sealed)


def test_moved_to_another_smiley_or_changed_it_does_not_open(hub: Hub) -> None:
    sealed = SealingKey(hub.hub_key).seal(COMPLAINT, THIS)
    with pytest.raises(InvalidTag):
        hub.open(sealed, OTHER)
    for place in (5, 40, SEALED_BYTES - 1):
        changed = bytearray(b64decode(sealed))
        changed[place] ^= 1
        with pytest.raises((InvalidTag, ValueError)):
            hub.open(b64encode(bytes(changed)).decode())


def test_a_complaint_fits_however_a_centre_names_its_counters(hub: Hub) -> None:
    long = Complaint(at=TEN, ticket=TicketId("t" * 36), counter=CounterId("ĩ" * 500))
    sealed = SealingKey(hub.hub_key).seal(long, THIS)

    opened = hub.open(sealed)

    assert fit_sealed(sealed) == sealed
    assert opened["ticket"] == "t" * 36
    assert datetime.fromisoformat(str(opened["at"])) == TEN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "key",
        "!" * 44,
        "A" * 43 + "=",
        b64encode(bytes([1]) + bytes(31)).decode(),
        b64encode(bytes(31)).decode(),
        b64encode(bytes(33)).decode(),
        "é" * 43 + "=",
    ],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(KeyUnfit):
        SealingKey(text)
