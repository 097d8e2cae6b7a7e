"""Centres and devices for the tests of the server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from kiosk.client.session import Session
from kiosk.domain.commands import Role
from tests.centre.running import RunningCentre

Enrol = Callable[..., Session]


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningCentre]:
    with RunningCentre(tmp_path) as running:
        yield running


@pytest.fixture
def enrol(centre: RunningCentre) -> Iterator[Enrol]:
    """Enrols a device of a role at ``centre``; hangs up when the test ends."""
    with ExitStack() as stack:
        yield lambda role: stack.enter_context(centre.session(Role(role)))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentre]:
    """One centre for all tests of a module that leave no trace in it."""
    with RunningCentre(tmp_path_factory.mktemp("shared")) as running:
        yield running


@pytest.fixture(scope="module")
def kiosk(shared: RunningCentre) -> Iterator[Session]:
    """A kiosk of the ``shared`` centre."""
    with shared.session(Role.KIOSK) as session:
        yield session
