"""`python -m bench.uplink.month [--days N] [--tickets N]`: a month offline comes up beside a hall.

Two centres with the same past get the same commands in turn; one of them sends it to a hub.
"""

import shutil
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import msgspec
import psutil

from bench.fleet.hub import Hub
from bench.fleet.reaping import bury_ours
from bench.store import Store
from bench.torture.centre import Centre, furnish
from bench.uplink.stage import enrolled
from kiosk.client.session import Session
from kiosk.db.journal import Journal
from kiosk.db.stores import CENTRE_STORE
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.ids import Language
from kiosk.wire import paths

EVERY_S = 0.05
BEFORE_S = 20.0
WITHIN_S = 3600.0
MIB = 1024 * 1024


class _Uplink(msgspec.Struct):
    state: str
    lag_lines: int


class _Health(msgspec.Struct):
    seq: int
    uplink: _Uplink | None = None


@dataclass(slots=True)
class Beside:
    """One of the two: its latencies in seconds, and its memory in bytes."""

    centre: Centre
    session: Session
    issue: IssueTicket
    latencies_s: list[float] = field(default_factory=list)
    most_bytes: int = 0

    def ask(self) -> None:
        """One ticket more."""
        began_s = time.perf_counter()
        self.session.send(self.issue)
        self.latencies_s.append(time.perf_counter() - began_s)
        self.most_bytes = max(self.most_bytes, self.memory_bytes)

    @property
    def memory_bytes(self) -> int:
        """What its process has in memory now."""
        assert self.centre.process is not None
        return int(psutil.Process(self.centre.process.pid).memory_info().rss)

    @property
    def health(self) -> _Health:
        """What it says of itself."""
        return msgspec.json.decode(self.session.fetch("GET", paths.HEALTH), type=_Health)

    @property
    def p99_ms(self) -> float:
        """Of what was asked since it was last forgotten."""
        return quantiles(self.latencies_s, n=100)[98] * 1000


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    made = ArgumentParser(prog="python -m bench.uplink.month", description=__doc__)
    made.add_argument("--days", type=int, default=30)
    made.add_argument("--tickets", type=int, default=2000, help="a day")
    given = made.parse_args(arguments)
    bury_ours()
    room = Path(tempfile.mkdtemp(prefix="foleni-month-"))
    # A hub started by root has its PostgreSQL run as another user, who must get there.
    room.chmod(0o755)
    try:
        _measure(room, given.days, given.tickets)
    finally:
        shutil.rmtree(room, ignore_errors=True)
    return 0


def _measure(room: Path, days: int, tickets: int) -> None:
    with_hub, without = room / "with", room / "without"
    for data in (with_hub, without):
        data.mkdir()
        furnish(data, 0)
    with closing(Store.open(with_hub / CENTRE_STORE)) as store:
        store.live_through(days=days, tickets_a_day=tickets)
        lines = Journal(store.db).last_seq()
    shutil.copy(with_hub / CENTRE_STORE, without / CENTRE_STORE)
    hub = Hub(room / "hub")
    hub.start()
    hub.until_ready()
    sides = [_started(data, room / f"{data.name}.log") for data in (with_hub, without)]
    try:
        _compare(sides, hub, with_hub, lines)
    finally:
        for side in sides:
            side.session.close()
            side.centre.leave()
        hub.leave()


def _started(data: Path, log: Path) -> Beside:
    centre = Centre(data, log)
    centre.start()
    centre.until_ready()
    session = Session(centre.url).enrol(Role.KIOSK, "kiosk")
    service = session.catalogue().services[0].id
    return Beside(
        centre=centre,
        session=session,
        issue=IssueTicket(service=service, language=Language("en")),
    )


def _compare(sides: list[Beside], hub: Hub, data: Path, lines: int) -> None:
    own, other = sides
    _asked(sides, until_s=time.monotonic() + BEFORE_S)
    before = [side.memory_bytes for side in sides]
    ratio_before = own.p99_ms / other.p99_ms
    for side in sides:
        side.latencies_s.clear()
    enrolled(data, hub)
    began_s = time.monotonic()
    while not _is_up(own.health):
        _asked(sides, until_s=time.monotonic() + 2.0)
        if time.monotonic() - began_s > WITHIN_S:
            raise RuntimeError(f"not up: {own.health}")
    took_s = time.monotonic() - began_s
    print(f"{lines:,} lines of the past were at the hub after {took_s:.0f} s")
    print(f"commands asked of each: {len(own.latencies_s):,}")
    for name, side, was in zip(("with", "without"), sides, before, strict=True):
        print(
            f"{name} a hub: p50 {median(side.latencies_s) * 1000:.2f} ms, p99 {side.p99_ms:.2f} ms,"
            f" memory {was / MIB:.0f} MiB before, {side.most_bytes / MIB:.0f} MiB at most"
        )
    print(f"p99 with for one without: {own.p99_ms / other.p99_ms:.2f} (before: {ratio_before:.2f})")


def _asked(sides: list[Beside], *, until_s: float) -> None:
    """Ask both in turn, evenly."""
    turn = 0
    while time.monotonic() < until_s:
        began_s = time.monotonic()
        # Whoever comes first has no better place.
        for side in sides if turn % 2 else reversed(sides):
            side.ask()
        turn += 1
        time.sleep(max(0.0, EVERY_S - (time.monotonic() - began_s)))


def _is_up(health: _Health) -> bool:
    return (
        health.uplink is not None
        and health.uplink.state == "live"
        and (health.uplink.lag_lines < 100)
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
