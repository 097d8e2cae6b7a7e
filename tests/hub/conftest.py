"""What tests of the hub stand on: a real PostgreSQL, shared by the run, a database for each."""

import asyncio
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import uvicorn

from kiosk.hub.foundation import Surroundings
from kiosk.hub.store import Store
from tests.hub.running import Later, RunningHub
from tests.hub.server import HOME, TestServer


@pytest.fixture(scope="session")
def hub_server(testrun_uid: str) -> Iterator[TestServer]:
    """The PostgreSQL of this run."""
    with TestServer(testrun_uid) as server:
        yield server


@pytest.fixture
def hub_data() -> Iterator[Path]:
    """A directory for a hub with its own PostgreSQL: as root that is another user's to pass."""
    with TemporaryDirectory(prefix="foleni-hub-", dir=HOME) as directory:
        Path(directory).chmod(0o711)
        yield Path(directory)


@pytest.fixture
def hub_dsn(hub_server: TestServer) -> Iterator[str]:
    """A database with every table and no row."""
    dsn = hub_server.fresh()
    yield dsn
    hub_server.drop(dsn)


@pytest.fixture
def hub_loop() -> Iterator[asyncio.Runner]:
    """The event loop of a test: ``hub_loop.run(scene())``; what it opens stays open between."""
    factory = uvicorn.Config("", log_config=None).get_loop_factory()
    with asyncio.Runner(loop_factory=factory) as runner:
        yield runner


@pytest.fixture
def hub_store(hub_dsn: str, hub_loop: asyncio.Runner) -> Iterator[Store]:
    """The store of a hub, opened on ``hub_loop``."""
    store = Store(hub_dsn)
    hub_loop.run(store.open())
    yield store
    hub_loop.run(store.close())


@pytest.fixture
def hub(hub_dsn: str, tmp_path: Path) -> Iterator[RunningHub]:
    """A hub that answers at ``hub.url``; ``hub.enrolled("MOLO")`` speaks to it as a centre."""
    with RunningHub(hub_dsn, tmp_path / "hub") as running:
        yield running


@pytest.fixture(scope="module")
def _one_hub(
    hub_server: TestServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[RunningHub, Later]]:
    dsn, clock = hub_server.fresh(), Later()
    surroundings = Surroundings(steady_s=clock)
    with RunningHub(dsn, tmp_path_factory.mktemp("hub"), surroundings=surroundings) as running:
        yield running, clock
    hub_server.drop(dsn)


@pytest.fixture
def same_hub(_one_hub: tuple[RunningHub, Later]) -> RunningHub:
    """One hub for all tests of a module, which have a centre each; nobody has asked it for long."""
    running, clock = _one_hub
    clock.ahead_s += 1000
    return running


CODES = count(1)


@pytest.fixture
def code() -> str:
    """A centre's that no other test has."""
    return f"C{next(CODES):03}"
