"""One journal in memory and its uplink to a model of a hub, at a time that stands still."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from kiosk.db.journal import CHAIN_START, Anchor, LetGo, Stored
from kiosk.db.opening import Failure, StoreFailed
from kiosk.domain.events import Entry, Event, HelpCalled, TicketIssued
from kiosk.domain.ids import (
    CommandId,
    DeviceId,
    HelpId,
    Language,
    QueueId,
    ServiceId,
    TicketId,
)
from kiosk.sync.hub_session import HubAway, SignedAnswer
from kiosk.sync.road import Road
from kiosk.sync.uplink import Around, Uplink
from kiosk.sync.uplink_tail import LostNumbers
from kiosk.sync.uplink_told import Finding, Reached, UplinkNow, WaitsTold
from kiosk.wire.codec import encode_entry
from kiosk.wire.uplink import Vitals, Wait
from tests.sync.hub_model import HubModel, ModelRoad

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@dataclass(slots=True)
class ListJournal:
    """A journal without a disk."""

    epoch: str = "e1"
    term: int = 1
    lines: list[bytes] = field(default_factory=list)
    chains: list[bytes] = field(default_factory=lambda: [CHAIN_START])
    begins: int = 0
    wrong_at: int | None = None

    @property
    def anchor(self) -> Anchor:
        return Anchor(seq=self.begins, chain=self.chains[self.begins])

    def last_seq(self) -> int:
        return len(self.lines)

    def chain_at(self, seq: int) -> bytes | None:
        return self.chains[seq] if self.begins <= seq < len(self.chains) else None

    def sure_after(self, seq: int, limit: int) -> Sequence[Stored]:
        if seq < self.begins:
            raise LetGo(str(seq))
        if self.wrong_at is not None and seq < self.wrong_at <= seq + limit:
            said = f"line {self.wrong_at} is missing or was changed"
            raise StoreFailed(said, kind=Failure.DAMAGED)
        found = self.lines[seq : seq + limit]
        return [Stored(seq=seq + n, type="", text=text) for n, text in enumerate(found, 1)]

    def write(self, *texts: bytes) -> None:
        for text in texts:
            self.lines.append(text)
            self.chains.append(sha256(self.chains[-1] + text).digest())

    def grow(self, count: int, *, mark: str = "", at: datetime = START) -> None:
        """Lines that are nobody else's."""
        for n in range(count):
            seq = len(self.lines) + 1
            self.write(line(seq, HelpCalled(help=HelpId(f"{mark}{seq}-{n}")), at=at))

    def issue(self, number: str, *, at: datetime = START, mark: str = "") -> None:
        self.write(line(len(self.lines) + 1, issued(number, mark), at=at))

    def cut(self, last: int) -> None:
        """As an older copy of the file has it."""
        del self.lines[last:]
        del self.chains[last + 1 :]

    def let_go(self, until: int) -> None:
        self.begins = until

    def copy(self) -> "ListJournal":
        return ListJournal(
            epoch=self.epoch,
            term=self.term,
            lines=list(self.lines),
            chains=list(self.chains),
            begins=self.begins,
        )


def line(seq: int, event: Event, *, at: datetime = START) -> bytes:
    return encode_entry(
        Entry(
            seq=seq,
            at=at,
            day=at.date(),
            by=DeviceId("kiosk-1"),
            cmd=CommandId("c"),
            event=event,
        )
    )


def issued(number: str, mark: str = "") -> TicketIssued:
    return TicketIssued(
        ticket=TicketId(f"t{mark}-{number}"),
        number=number,
        service=ServiceId("id"),
        queue=QueueId("a"),
        language=Language("en"),
        priority=False,
        assist=False,
        virtual_arrival=START,
        credit_s=0,
        token_hash="0" * 64,
    )


@dataclass(slots=True)
class CentreTold:
    """The centre's side, which notes what it is told."""

    findings: list[Finding] = field(default_factory=list)
    stepped: list[LostNumbers] = field(default_factory=list)
    steps: bool = True
    mark: object = 0
    told_waits: WaitsTold | None = None
    busy: bool = False
    rotations: int = 0

    def found(self, finding: Finding) -> None:
        self.findings.append(finding)

    def step_over(self, lost: LostNumbers) -> bool:
        if self.steps:
            self.stepped.append(lost)
        return self.steps

    def vitals(self, now: UplinkNow, lag_lines: int) -> Vitals | None:
        return Vitals(disk_free_bytes=1, clock="good", lag_lines=lag_lines)

    def news(self) -> object:
        return self.mark

    def waits(self) -> WaitsTold | None:
        return self.told_waits

    def is_busy(self) -> bool:
        return self.busy

    def rotate(self) -> None:
        self.rotations += 1


@dataclass(slots=True)
class CutRoad:
    """A road that loses the next questions, or the answers to them."""

    road: Road
    lost_questions: int = 0
    lost_answers: int = 0
    asked: list[str] = field(default_factory=list)

    def ask(
        self,
        method: str,
        target: str,
        body: bytes = b"",
        *,
        timeout_s: float = 10.0,
        headers: Mapping[str, str] | None = None,
    ) -> SignedAnswer:
        self.asked.append(f"{method} {target}")
        if self.lost_questions:
            self.lost_questions -= 1
            raise HubAway("cut")
        answer = self.road.ask(method, target, body, timeout_s=timeout_s, headers=headers)
        if self.lost_answers:
            self.lost_answers -= 1
            raise HubAway("cut")
        return answer


@dataclass(slots=True)
class Uplinking:
    """All of it joined; ``at_s`` is the time."""

    journal: ListJournal = field(default_factory=ListJournal)
    hub: HubModel = field(default_factory=HubModel)
    centre: CentreTold = field(default_factory=CentreTold)
    kbit_s: int = 10**6
    at_s: float = 1000.0
    wall_off_s: float = 0.0
    reached: Reached | None = None
    road: CutRoad = field(init=False)
    uplink: Uplink = field(init=False)

    def __post_init__(self) -> None:
        self.road = CutRoad(ModelRoad(self.hub))
        self.start()

    def start(self, reached: Reached | None = None) -> None:
        """A process more; ``reached`` is what the one before had noted."""
        around = Around(
            steady_s=lambda: self.at_s,
            wall_s=lambda: self.hub.at_ms / 1000 + self.wall_off_s,
            chance=lambda: 0.5,
            version="1",
        )
        self.uplink = Uplink(
            road=self.road,
            journal=self.journal,
            centre=self.centre,
            around=around,
            kbit_s=self.kbit_s,
            reached=reached or self.reached,
        )

    def turn(self) -> float:
        wait_s = self.uplink.turn()
        self.pass_by(wait_s)
        return wait_s

    def pass_by(self, seconds: float) -> None:
        self.at_s += seconds
        self.hub.at_ms += round(seconds * 1000)

    def waits_told(self) -> list[Wait]:
        """What the hub was told last."""
        return list(self.hub.batches[-1].waits or ())

    def offset_ms(self) -> int:
        """How far the machine's clock is off, as the uplink knows."""
        wall_s = self.hub.at_ms / 1000 + self.wall_off_s
        offset_ms = self.uplink.now.offset_ms(steady_s=self.at_s, wall_s=wall_s)
        assert offset_ms is not None
        return offset_ms

    def until(self, is_so: Callable[[], bool], *, turns: int = 400) -> int:
        """Take turns until it is so; in how many."""
        for count in range(turns):
            if is_so():
                return count
            self.turn()
        raise AssertionError(f"not within {turns} turns: {self.uplink.now}")

    def up(self) -> int:
        """Until the hub has all of the journal."""
        return self.until(lambda: self.hub.lines[-1:] == self.journal.lines[-1:] and self.is_at_end)

    @property
    def is_at_end(self) -> bool:
        reached = self.uplink.now.reached
        return reached is not None and reached.seq == self.journal.last_seq()


def later(days: int) -> datetime:
    return START + timedelta(days=days)
