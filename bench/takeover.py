"""What a copy costs its centre, what dies with a centre, and how soon the copy stands in."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from threading import Event
from urllib.parse import urlsplit

import uvloop

from bench.figures import Figure, latencies, percentile
from bench.load import issue_tickets
from bench.processes import centre, cpu_of, enrolled
from bench.scope import Scope
from bench.store import Store
from kiosk.centre.devices import token_sha256
from kiosk.client.reply import Done
from kiosk.client.session import Session
from kiosk.db.devices import DeviceTable
from kiosk.db.journal import Journal
from kiosk.db.opening import Database, open_centre, open_reader, transaction
from kiosk.db.retention import Retention
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.events import TicketIssued
from kiosk.domain.ids import Language, TicketId
from kiosk.roles.cable import Cable
from kiosk.roles.places import MAIN
from kiosk.sync.proving import Folding, prove
from kiosk.wire.codec import decode_entry

TOKEN = "follower-of-a-bench-" + "0" * 32
KIOSKS = 4
STEP_MOST_MS = 20.0
"""An order may wait so long behind a step of the night: as long as for a flush of a slow disk."""
OPEN = ("--trust-loopback", "--open-all-day", "--port", "0", "--tls-port", "0")


def measure(scope: Scope) -> Iterator[Figure]:
    """Load with a copy and without, deaths of centres in their busiest minutes, and the night."""
    room = scope.room("takeover")
    yield from _costs(scope, room)
    yield from _deaths(scope, room, cut=False)
    yield from _deaths(scope, room, cut=True)
    yield from _nights(scope, room)


def _costs(scope: Scope, room: Path) -> Iterator[Figure]:
    """One client and 32, without a copy and with one that follows."""
    for clients in (1, 32):
        for copied in (False, True):
            name = f"{clients}-{copied}"
            data, copy = room / f"centre-{name}", room / f"copy-{name}"
            _admit(data, copy)
            with centre(data) as running, _followed(running.word, copy, wanted=copied):
                tokens, services = _kiosks(running.word, 64)
                cpu_s = cpu_of(running.process.pid)
                at = urlsplit(running.word)
                load = uvloop.run(
                    issue_tickets(
                        at.hostname or "",
                        at.port or 0,
                        tokens,
                        services,
                        seconds=scope.count(8, 2),
                        clients=clients,
                    )
                )
                cpu_us = (cpu_of(running.process.pid) - cpu_s) / len(load.latencies_s) * 1e6
            who = f"{clients} client{'s' * (clients > 1)}, {'with a copy' if copied else 'alone'}"
            yield from latencies(f"{who}: answered after", load.latencies_s, p50=None, p99=None)
            yield Figure(name=f"{who}: CPU of the centre for a command", value=cpu_us, unit="µs")


def _deaths(scope: Scope, room: Path, *, cut: bool) -> Iterator[Figure]:
    """Centres that are killed, with their network in the same moment where ``cut``."""
    answered = lost = 0
    most, ready_s = 0, []
    kinds = "killed, and its network cut" if cut else "killed"
    for n in range(scope.count(20, 3)):
        data, copy = room / f"dies-{cut}-{n}", room / f"stands-in-{cut}-{n}"
        tickets = _death(data, copy, cut=cut, after=Random(n).randrange(100, 600))
        gone = len(tickets - _tickets(copy))
        answered, lost, most = answered + len(tickets), lost + gone, max(most, gone)
        if n % 4 == 0:
            ready_s.append(_takes_over(copy))
    yield Figure(name=f"{kinds}: tickets answered before", value=answered, unit="")
    yield Figure(name=f"{kinds}: of these not on the copy's disk", value=lost, unit="")
    yield Figure(name=f"{kinds}: at most in one death", value=most, unit="", aim=100)
    yield Figure(name=f"{kinds}: the copy answers after", value=max(ready_s), unit="s", aim=10)


def _death(data: Path, copy: Path, *, cut: bool, after: int) -> set[TicketId]:
    """Every ticket that was answered by a centre that dies after so many."""
    _admit(data, copy)
    answered: list[set[TicketId]] = [set() for _ in range(KIOSKS)]
    enough = Event()
    with (
        centre(data) as running,
        Cable(to_port=urlsplit(running.word).port or 0) as cable,
        _followed(f"http://127.0.0.1:{cable.port}", copy),
    ):
        tokens, services = _kiosks(running.word, KIOSKS)

        def work(n: int) -> None:
            with Session(running.word, token=tokens[n]) as kiosk:
                wanted = IssueTicket(service=services[n], language=Language("en"))  # type: ignore[arg-type]
                while isinstance(reply := kiosk.send(wanted), Done):
                    answered[n].add(reply.issued.ticket)  # type: ignore[union-attr]
                    if sum(map(len, answered)) >= after:
                        enough.set()

        with ThreadPoolExecutor(KIOSKS) as threads:
            working = threads.map(work, range(KIOSKS))
            enough.wait()
            if cut:
                cable.cut()
            running.process.kill()
            list(working)
        time.sleep(0.5)
    return set().union(*answered)


def _takes_over(copy: Path) -> float:
    """From the command to an answer, in seconds."""
    begin = time.perf_counter()
    command = [sys.executable, str(MAIN), "takeover", "--data", str(copy), *OPEN]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        ready = any(line.startswith("centre ready at ") for line in process.stdout)
        took_s = time.perf_counter() - begin
        process.stdout.readline()  # its other address
        process.terminate()
    if not ready:
        raise RuntimeError("the copy did not take over")
    return took_s


def _nights(scope: Scope, room: Path) -> Iterator[Figure]:
    """Letting a past go, a step at a time, and proving what is there."""
    tickets = scope.count(200_000, 10_000)
    with closing(Store.open(room / "past.db")) as store:
        store.live_through(days=tickets // 1000, tickets_a_day=1000)
    with closing(open_centre(room / "past.db")) as db:
        for name, folding in (("to restore", Folding.ALL), ("to take over", Folding.TODAY)):
            begin = time.perf_counter()
            proof = prove(db, folding=folding)
            rate = proof.lines / (time.perf_counter() - begin)
            yield Figure(name=f"lines proved {name}", value=rate, unit="/s")
        retention = Retention(db)
        today = proof.last_day or date.min
        steps: dict[str, Callable[[], bool]] = {
            "500 old lines go": lambda: retention.let_go(retention.last_to_go(today, ())),
            "64 free pages go": retention.give_back,
        }
        for name, step in steps.items():
            steps_s = _timed(db, step, most=scope.count(500, 20))
            p50_ms, p99_ms = (percentile(steps_s, share) * 1000 for share in (0.5, 0.99))
            yield Figure(name=f"{name}, p50", value=p50_ms, unit="ms")
            yield Figure(name=f"{name}, p99", value=p99_ms, unit="ms", aim=STEP_MOST_MS)


def _timed(db: Database, step: Callable[[], bool], *, most: int) -> list[float]:
    """How long each step took until there was none more to do, in seconds."""
    steps_s: list[float] = []
    more = True
    while more and len(steps_s) < most:
        begin = time.perf_counter()
        with transaction(db):
            more = step()
        steps_s.append(time.perf_counter() - begin)
    return steps_s


def _admit(data: Path, copy: Path) -> None:
    """A follower that a manager admitted, its token beside its copy."""
    data.mkdir()
    copy.mkdir(mode=0o700)
    with closing(open_centre(data / "centre.db")) as db, transaction(db):
        hashed = token_sha256(TOKEN.encode())
        DeviceTable(db).add(Role.FOLLOWER, "copy", hashed, datetime.now(UTC), seen_from="bench")
    (copy / "token").write_text(TOKEN)


@contextmanager
def _followed(url: str, copy: Path, *, wanted: bool = True) -> Iterator[None]:
    """A follower that is in step, for as long as the block lasts."""
    if not wanted:
        yield
        return
    command = [sys.executable, str(MAIN), "follow", "--centre", url, "--data", str(copy)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout
        if not process.stdout.readline().startswith("follows"):
            raise RuntimeError("the copy did not follow")
        try:
            yield
        finally:
            process.terminate()


def _kiosks(url: str, many: int) -> tuple[list[str], list[str]]:
    """Tokens of so many kiosks, and the services there are."""
    tokens, services = [], []
    for number in range(many):
        with enrolled(url, Role.KIOSK, f"bench {number}") as session:
            tokens.append(session.token or "")
            services = [str(service.id) for service in session.catalogue().services]
    return tokens, services


def _tickets(copy: Path) -> set[TicketId]:
    """Every ticket whose line is on the copy's disk."""
    with closing(open_reader(copy / "centre.db")) as db:
        lines = Journal(db).lines_after(0, 1_000_000)
    events = (decode_entry(line.text).event for line in lines)
    return {event.ticket for event in events if isinstance(event, TicketIssued)}
