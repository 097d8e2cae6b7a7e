import os
import uuid

import pytest

from kiosk.client.identity import command_id


def test_an_id_is_a_uuid_of_version_7_that_sorts_by_its_time() -> None:
    ids = [command_id(ms, os.urandom(10)) for ms in (1, 1_795_300_000_000, 1_795_300_000_001)]
    assert ids == sorted(ids)
    assert {uuid.UUID(one).version for one in ids} == {7}
    assert {uuid.UUID(one).variant for one in ids} == {uuid.RFC_4122}


def test_an_id_wants_all_its_chance() -> None:
    with pytest.raises(ValueError, match="10 random bytes"):
        command_id(1, b"short")
