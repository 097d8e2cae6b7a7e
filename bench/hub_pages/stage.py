"""A real centre and a real hub behind a proxy of ours, and visitors with slips of that centre."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Self

from bench.fleet.hub import Hub
from bench.supervised import LOOPBACK
from bench.torture.centre import Centre, furnish
from bench.uplink.stage import Look, enrolled, own_journal
from kiosk.client.reply import Done
from kiosk.client.session import Session
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.ids import Language, ServiceId

COUNTERS = 8
SEEN_WITHIN_S = 30.0
OK = 200
PROXY = f'proxies = ["{LOOPBACK}"]\n'
"""What stands before the hub is believed about who asks, as in life."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Where both answer, what the centre offers, and the ids of the counters to be used."""

    hub: Hub
    centre: Centre
    counters: Sequence[str]
    services: Sequence[str]
    booked: Sequence[str]
    """Services that have a book."""


@contextmanager
def stage(directory: Path) -> Iterator[Pages]:
    """Both run, and the hub has the centre's journal and catalogue."""
    with ExitStack() as stack:
        hub = Hub(directory / "hub")
        hub.data.mkdir(parents=True)
        (hub.data / "hub.toml").write_text(f'public_url = "{hub.url}"\n{PROXY}')
        stack.callback(hub.clear)
        data = directory / "centre"
        data.mkdir()
        counters = furnish(data, COUNTERS)
        centre = Centre(data, directory / "centre.log")
        stack.callback(centre.kill)
        hub.start()
        centre.start()
        hub.until_ready()
        centre.until_ready()
        enrolled(data, hub)
        # Until its next start it gives the hub's places itself.
        centre.leave()
        centre.start()
        centre.until_ready()
        with Session(centre.url) as session:
            catalogue = session.enrol(Role.BOARD, "look").catalogue()
        Look(hub.dsn).until_it_has(own_journal(data))
        _until_offered(hub)
        yield Pages(
            hub=hub,
            centre=centre,
            counters=counters,
            services=[service.id for service in catalogue.services],
            booked=[each.id for each in catalogue.services if each.appointments is not None],
        )


def _until_offered(hub: Hub) -> None:
    """The hub has asked for the catalogue, and shows it."""
    end = monotonic() + SEEN_WITHIN_S
    with Asker(hub, Random(1)) as asker:
        while monotonic() < end:
            if b"/book/MOLO/" in asker.get("/book/MOLO").body:
                return
            sleep(0.2)
    raise RuntimeError("the hub does not show what the centre offers")


def slips(pages: Pages, count: int) -> list[str]:
    """Codes of so many visitors who wait, all of whom the hub knows."""
    codes = []
    with Session(pages.centre.url) as session:
        kiosk = session.enrol(Role.KIOSK, "door")
        for number in range(count):
            service = ServiceId(pages.services[number % len(pages.services)])
            reply = kiosk.send(c.IssueTicket(service=service, language=Language("sw")))
            if isinstance(reply, Done) and reply.issued is not None:
                codes.append(reply.issued.token)
    Look(pages.hub.dsn).until_it_has(own_journal(pages.centre.data))
    return codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """One answer of the hub's."""

    status: int
    body: bytes


class Asker:
    """Somebody in the world, on one connection of the proxy's. Use with ``with``."""

    def __init__(self, hub: Hub, chance: Random) -> None:
        self._line = HTTPConnection(LOOPBACK, hub.port, timeout=30)
        self._chance = chance
        self.address = somebody(chance)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._line.close()

    def another(self) -> Self:
        """From now on somebody else asks."""
        self.address = somebody(self._chance)
        return self

    def get(self, path: str) -> Got:
        """Ask for a page."""
        return self.ask("GET", path)

    def ask(self, method: str, path: str, body: bytes = b"") -> Got:
        """Ask anything. Raises ``OSError``."""
        headers = {"X-Forwarded-For": self.address, "X-Forwarded-Proto": "https"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._line.request(method, path, body or None, headers)
        answer = self._line.getresponse()
        return Got(status=answer.status, body=answer.read())


def somebody(chance: Random) -> str:
    """An address of a network that nobody else here comes from."""
    return f"{chance.randrange(11, 100)}.{chance.randrange(256)}.{chance.randrange(256)}.7"
