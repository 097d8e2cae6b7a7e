"""The first manager, and everybody after: added at the console of a running centre."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.client.session import Session
from kiosk.roles.admit_people import NotDone, add_arguments, concerns_people, settle
from kiosk.web.console_key import read_key
from tests.centre.running import RunningCentre


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    data: Path = tmp_path_factory.mktemp("console")
    with RunningCentre(data, trust_loopback=False):
        key = read_key(data)
        assert key is not None
        with Session(key.url, token=key.token) as session:
            yield session


def do(console: Session, *words: str, typed: tuple[str, ...] = ()) -> str:
    line = ArgumentParser()
    add_arguments(line)
    given = line.parse_args(words)
    assert concerns_people(given)
    answers = list(typed)
    return settle(given, console, lambda _: answers.pop(0))


def test_the_first_manager_is_made_at_the_console(console: Session) -> None:
    said = do(console, "--manager", "M1", typed=("correct horse", "correct horse"))
    assert said == "The manager M1 may sign in."
    assert "manager  M1" in do(console, "--people")


def test_an_agent_is_added_gets_another_pin_is_unlocked_and_dismissed(console: Session) -> None:
    assert do(console, "--agent", "A1", typed=("4711", "4711")) == "The agent A1 may sign in."
    assert do(console, "--agent", "a1", typed=("8250", "8250")) == "The agent a1 has a new PIN."
    assert do(console, "--agent", "A1", "--unlock") == "The agent A1 may try again."
    assert do(console, "--agent", "A1", "--dismiss") == "The agent A1 signs in no more."
    assert "A1" not in do(console, "--people")


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        (("--agent", "A2"), ("4711", "4712"), "not the same"),
        (("--agent", "A2"), ("1234", "1234"), "guessed at once"),
        (("--manager", "M2"), ("short", "short"), "eight characters"),
        (("--agent", "Amina Otieno"), ("4711", "4711"), "letters, digits and hyphens"),
        (("--agent", "A9", "--unlock"), (), "no agent of this name"),
        (("--manager", "A9", "--dismiss"), (), "no manager of this name"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nobody(
    console: Session, words: tuple[str, ...], typed: tuple[str, ...], said: str
) -> None:
    before = do(console, "--people")
    with pytest.raises(NotDone, match=said):
        do(console, *words, typed=typed)
    assert do(console, "--people") == before
