"""A centre and its hub as processes of their own, and the line between them in our hand."""

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import msgspec
import psycopg

from bench.fleet.hub import Hub
from bench.supervised import LOOPBACK
from bench.torture.cable import Cable
from bench.torture.centre import furnish
from kiosk.client.session import Session
from kiosk.db.journal import PAGE_LINES, Journal
from kiosk.db.opening import open_reader
from kiosk.db.stores import CENTRE_STORE
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.ids import AgentId, Language
from kiosk.roles import enrol, head_office
from kiosk.wire import paths

CODE = "MOLO"
SETTLED_WITHIN_S = 120.0
_GIVEN = re.compile(r"https?://\S+")
_BRANCHES = """
    SELECT b.branch, b.from_branch, b.agreed, b.begins, b.epoch, b.cursor, b.reason
    FROM branch b JOIN centre c USING (centre_id) WHERE c.code = %s ORDER BY b.branch
"""
_LINES = """
    SELECT l.seq, l.line FROM ledger l JOIN centre c USING (centre_id)
    WHERE c.code = %s AND l.branch = %s ORDER BY l.seq
"""
_ACKED = "SELECT acked FROM uplink"
_FINDINGS = """
    SELECT f.code, f.times FROM finding f JOIN centre c USING (centre_id) WHERE c.code = %s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One of a centre's histories, as the hub has it."""

    branch: int
    from_branch: int | None
    agreed: int | None
    begins: int
    epoch: str
    cursor: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A centre's journal as it lies on its own disk."""

    epoch: str
    last_seq: int
    lines: Mapping[int, bytes]


def furnished(data: Path, code: str) -> None:
    """The sample's catalogue with one counter more, as that of the centre of this code."""
    data.mkdir(parents=True)
    furnish(data, 1)
    file = data / "hall.toml"
    text = file.read_text(encoding="utf-8").replace(f'code = "{CODE}"', f'code = "{code}"')
    file.write_text(text, encoding="utf-8")


def code_for(hub: Hub, centre: str = CODE, *more: str) -> str:
    """What head office gives to enrol a centre: at the hub's machine, as people do it.

    ``more`` is said of it, such as that it goes out.
    """
    said = io.StringIO()
    with redirect_stdout(said):
        head_office.main(["--centre", centre, *more, "--data", str(hub.data)])
    found = _GIVEN.search(said.getvalue())
    if found is None:
        raise RuntimeError(f"no code was given: {said.getvalue()}")
    return found[0]


def enrolled(
    data: Path, hub: Hub, *more: str, centre: str = CODE, through: Cable | None = None
) -> None:
    """Make the centre in ``data`` the hub's, to which it goes over that cable, if any."""
    code = code_for(hub, centre, *more)
    with redirect_stdout(io.StringIO()):
        enrol.main([_over(code, hub, through), "--data", str(data)])


def _over(code: str, hub: Hub, through: Cable | None) -> str:
    return code if through is None else code.replace(hub.url, f"http://{LOOPBACK}:{through.port}")


def own_journal(data: Path) -> Own:
    """Read what lies there; the centre may run."""
    with closing(open_reader(data / CENTRE_STORE)) as db:
        journal = Journal(db)
        lines: dict[int, bytes] = {}
        seq = journal.anchor.seq
        while page := journal.lines_after(seq, PAGE_LINES):
            lines.update((stored.seq, stored.text) for stored in page)
            seq = page[-1].seq
        return Own(epoch=journal.epoch, last_seq=seq, lines=lines)


def known_to_be_there(data: Path) -> int:
    """The last line that the centre's own disk says the hub has; it is written now and then."""
    with closing(open_reader(data / CENTRE_STORE)) as db:
        row = db.execute(_ACKED).fetchone()
        return int(row[0]) if row is not None else 0


class _Health(msgspec.Struct):
    """What a centre says of itself, as far as it concerns its hub."""

    troubles: list["_Trouble"]
    uplink: "_Uplink | None" = None


class _Trouble(msgspec.Struct):
    code: str
    until: str | None = None


class _Uplink(msgspec.Struct):
    state: str
    obstacle: str | None = None
    lag_lines: int | None = None
    clock_offset_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreTells:
    """``troubles`` are those of now, ``told`` also those that are over."""

    troubles: frozenset[str]
    told: frozenset[str]
    uplink: str
    offset_s: float


def health_of(url: str) -> CentreTells:
    """What the centre at ``url`` says of itself. Raises ``OSError``."""
    with Session(url) as session:
        health = msgspec.json.decode(session.fetch("GET", paths.HEALTH), type=_Health)
    up = health.uplink
    return CentreTells(
        troubles=frozenset(each.code for each in health.troubles if each.until is None),
        told=frozenset(each.code for each in health.troubles),
        uplink=up.state if up is not None else "",
        offset_s=up.clock_offset_s or 0.0 if up is not None else 0.0,
    )


class Look:
    """What a hub has of one centre, read from its PostgreSQL."""

    def __init__(self, dsn: str, centre: str = CODE) -> None:
        self._dsn = dsn
        self._centre = centre

    def branches(self) -> list[Branch]:
        """Its histories, the oldest first."""
        with psycopg.connect(self._dsn) as connection:
            rows = connection.execute(_BRANCHES, (self._centre,)).fetchall()
        return [
            Branch(
                branch=row[0],
                from_branch=row[1],
                agreed=row[2],
                begins=row[3],
                epoch=row[4],
                cursor=row[5],
                reason=row[6],
            )
            for row in rows
        ]

    def lines(self, branch: int) -> dict[int, bytes]:
        """The lines of one of them, by their numbers."""
        with psycopg.connect(self._dsn) as connection:
            rows = connection.execute(_LINES, (self._centre, branch)).fetchall()
        if len(rows) != len({row[0] for row in rows}):
            raise RuntimeError("the hub has two lines under one number")
        return {row[0]: bytes(row[1]) for row in rows}

    def findings(self) -> dict[str, int]:
        """What was found, and how often."""
        with psycopg.connect(self._dsn) as connection:
            return dict(connection.execute(_FINDINGS, (self._centre,)).fetchall())

    def until_it_has(self, own: Own) -> list[Branch]:
        """Wait until the hub has that journal up to its last line; its histories then."""
        end = monotonic() + SETTLED_WITHIN_S
        known: list[Branch] = []
        while monotonic() < end:
            known = self.branches()
            if known and (known[-1].epoch, known[-1].cursor) == (own.epoch, own.last_seq):
                return known
            sleep(0.05)
        raise RuntimeError(f"the hub does not get beyond {known[-1:]} of {own.last_seq}")

    def whole(self, last: int) -> dict[int, bytes]:
        """The history that ends in branch ``last``, with all it shares with others."""
        known = {one.branch: one for one in self.branches()}
        lines: dict[int, bytes] = {}
        branch: int | None = last
        until: int | None = None
        while branch is not None:
            own = self.lines(branch)
            lines |= {seq: line for seq, line in own.items() if until is None or seq <= until}
            agreed = known[branch].agreed
            until = agreed if until is None or agreed is None else min(until, agreed)
            branch = known[branch].from_branch
        return lines


def differing(own: Own, told: Mapping[int, bytes]) -> list[str]:
    """Where the hub has something else than the centre: nothing lost, doubled or changed."""
    said = [f"line {seq} is not at the hub" for seq in sorted(own.lines.keys() - told.keys())]
    said += [f"line {seq} is only at the hub" for seq in sorted(told.keys() - own.lines.keys())]
    both = sorted(own.lines.keys() & told.keys())
    said += [f"line {seq} is another" for seq in both if own.lines[seq] != told[seq]]
    return said


@dataclass(slots=True)
class Counter:
    """Somebody at counter 1, who takes tickets out and serves them at once."""

    session: Session
    opened: bool = False

    def serve(self, visitors: int) -> None:
        """So many come, are served and gone. Raises ``OSError`` where the centre is away."""
        catalogue = self.session.catalogue()
        counter = catalogue.counters[0].id
        services = tuple(service.id for service in catalogue.services)
        if not self.opened:
            opening = c.OpenCounter(counter=counter, agent=AgentId("A1"), services=services)
            self.session.send(opening)
            self.opened = True
        for number in range(visitors):
            service = services[number % len(services)]
            self.session.send(c.IssueTicket(service=service, language=Language("sw")))
            for command in (
                c.CallNext(counter=counter),
                c.StartService(counter=counter),
                c.FinishService(counter=counter),
            ):
                self.session.send(command)


@contextmanager
def counter_at(url: str) -> Iterator[Counter]:
    """A new counter of the centre at ``url``, which trusts this machine."""
    with Session(url) as session:
        yield Counter(session.enrol(Role.COUNTER, "counter"))
