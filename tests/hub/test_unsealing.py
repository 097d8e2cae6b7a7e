"""What a tablet sealed, the hub opens, and nothing else does."""

import os
from base64 import b64decode, b64encode
from pathlib import Path

import pytest

from kiosk.client.sealing import Complaint, SealingKey
from kiosk.domain.ids import CounterId, FeedbackId, ServiceId
from kiosk.hub.keys import HubKeys, HubKeysUnfit
from kiosk.hub.unsealing import CannotUnseal, Unsealing
from tests.domain.hall import TEN

THIS, OTHER = FeedbackId("0193"), FeedbackId("0194")
COMPLAINT = Complaint(at=TEN, counter=CounterId("3"), service=ServiceId("id-lost"))


def keys(data: Path) -> HubKeys:
    return HubKeys.load_or_make(data, chance=os.urandom)


def test_the_hub_opens_what_was_sealed_to_the_key_that_its_centres_have(tmp_path: Path) -> None:
    own = keys(tmp_path)
    key = SealingKey(own.sealing_text)
    sealed = [(THIS, key.seal(COMPLAINT, THIS)), (OTHER, key.seal(None, OTHER))]

    found, closed = Unsealing(own).complaints(sealed)

    assert [(each.reason, each.at, each.counter) for each in found] == [("money", TEN, "3")]
    assert closed == 0


def test_it_opens_for_no_other_smiley_no_other_hub_and_not_when_changed(tmp_path: Path) -> None:
    own = keys(tmp_path / "own")
    sealed = SealingKey(own.sealing_text).seal(COMPLAINT, THIS)
    opens, other = Unsealing(own), Unsealing(keys(tmp_path / "other"))
    raw = bytearray(b64decode(sealed))
    raw[200] ^= 1
    for unsealing, text, feedback in (
        (opens, sealed, OTHER),
        (other, sealed, THIS),
        (opens, b64encode(bytes(raw)).decode(), THIS),
        (opens, "AQ", THIS),
        (opens, "", THIS),
        (opens, "ü!", THIS),
        (opens, b64encode(bytes(raw[:40])).decode(), THIS),
    ):
        with pytest.raises(CannotUnseal):
            unsealing.open(text, feedback=feedback)
    assert opens.complaints([(OTHER, sealed)]) == ([], 1)


def test_a_key_of_before_opens_what_was_sealed_then(tmp_path: Path) -> None:
    old = keys(tmp_path / "old")
    sealed = SealingKey(old.sealing_text).seal(COMPLAINT, THIS)
    keys(tmp_path / "new")
    (tmp_path / "new" / "keys" / "sealing-2026.key").write_bytes(old.sealing.private_bytes_raw())
    assert Unsealing(keys(tmp_path / "new")).open(sealed, feedback=THIS).reason == "money"


def test_the_hubs_keys_are_made_once_whole_and_for_its_user_alone(tmp_path: Path) -> None:
    first = keys(tmp_path)
    file = tmp_path / "keys" / "hub.key"
    assert file.stat().st_mode & 0o077 == 0
    assert keys(tmp_path).public_text == first.public_text
    assert repr(first) == "HubKeys()"
    file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(HubKeysUnfit, match="from a copy"):
        keys(tmp_path)
