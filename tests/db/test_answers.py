"""Answers are kept for thirty days, and pruned in small steps."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from kiosk.db.answers import KEPT_S, STEP_ROWS, Answers, KeptAnswer
from kiosk.db.opening import Database, open_centre, transaction
from kiosk.domain.ids import CommandId, DeviceId

KIOSK = DeviceId("kiosk-1")
KEPT = KeptAnswer(body_hash=b"h", first_seq=2, last_seq=4, issued=None)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_centre(tmp_path / "centre.db")
    yield opened
    opened.close()


def command(n: int) -> CommandId:
    return CommandId(str(UUID(int=n)))


def test_an_answer_is_found_by_device_and_id(db: Database) -> None:
    answers = Answers(db)
    answers.keep(KIOSK, command(1), KEPT, at_s=0)
    assert answers.find(KIOSK, command(1)) == KEPT
    assert answers.find(KIOSK, command(2)) is None
    assert answers.find(DeviceId("kiosk-2"), command(1)) is None


def test_old_answers_go_a_few_at_a_time_and_young_ones_stay(db: Database) -> None:
    answers, old = Answers(db), STEP_ROWS + 10
    with transaction(db):
        for n in range(old + 5):
            answers.keep(KIOSK, command(n), KEPT, at_s=0 if n < old else 1000)
    assert answers.prune(KEPT_S + 500)
    assert answers.find(KIOSK, command(STEP_ROWS - 1)) is None
    assert answers.find(KIOSK, command(STEP_ROWS)) == KEPT
    assert not answers.prune(KEPT_S + 500)
    assert answers.find(KIOSK, command(old - 1)) is None
    assert answers.find(KIOSK, command(old)) == KEPT
