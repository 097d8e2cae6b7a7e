"""What a counter shows of the floor, in words: how many wait, who is here, what for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from kiosk.client.mirror import Mirror
from kiosk.domain.catalogue import Catalogue, Counter, Service
from kiosk.domain.commands import Role
from kiosk.domain.counter import CounterNow, CounterState
from kiosk.domain.events import Why
from kiosk.domain.floor import HelpCall
from kiosk.domain.grounds import Ground, Grounds, grounds_of, grounds_of_next
from kiosk.domain.ids import CounterId, HelpId, QueueId
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.texts import Texts
from kiosk.ui.counter_printers import PrinterRow, printer_rows
from kiosk.ui.counter_recollection import Recollection
from kiosk.ui.kiosk_glance import named

DOT = " · "
NO_BREAK = "\u00a0"
HELD_KEYS = 9
GROUNDS: Mapping[Ground, str] = MappingProxyType(
    {
        Ground.CAME: "counter-ground-came",
        Ground.PRIORITY: "counter-ground-priority",
        Ground.APPOINTMENT: "counter-ground-appointment",
        Ground.CAME_BACK: "counter-ground-came-back",
    }
)
STATES = frozenset(state.value for state in CounterState)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One of my queues: how many wait in it for my services, and the longest of them."""

    letter: str
    name: str
    longest: str
    minutes: str
    waiting: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRow:
    """A visitor I put on hold; ``key`` is empty while another one is here."""

    ticket: str
    number: str
    line: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpRow:
    """Somebody elsewhere who needs a person."""

    help: str
    say: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterView:
    """All that is said of the floor at this counter, in one language.

    ``state`` is the counter's, or ``starting`` before anything is known, or ``unknown`` when the
    centre has no such counter. ``tone`` is how the status looks: soft, amber or red. ``number``
    is the visitor's, or how many wait while there is none. While somebody wants help, the printers
    in trouble are its ``help_note``: it may be about them.
    """

    state: str = "starting"
    label: str = ""
    title: str = ""
    who: str = ""
    status: str = ""
    tone: str = "soft"
    ticket: str = ""
    number: str = ""
    headline: str = ""
    story: str = ""
    meet: bool = False
    today: str = ""
    waiting: str = ""
    sample: bool = False
    queues: tuple[QueueRow, ...] = ()
    held: tuple[HeldRow, ...] = ()
    helps: tuple[HelpRow, ...] = ()
    help_note: str = ""
    printers: tuple[PrinterRow, ...] = ()


def full_name(catalogue: Catalogue, service: Service, language: str) -> str:
    """A service with the group it belongs to, unless both are called the same."""
    group = next(group for group in catalogue.groups if group.id == service.group)
    names = dict.fromkeys((named(group.name, language), named(service.name, language)))
    return " — ".join(names)


def minutes_between(earlier: datetime | None, later: datetime) -> int:
    """Whole minutes, never fewer than none."""
    return max(0, int((later - earlier).total_seconds() // 60)) if earlier is not None else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """The floor at one moment, as one counter looks at it in one language."""

    mirror: Mirror
    catalogue: Catalogue
    counter: Counter
    texts: Texts
    language: str
    at: datetime
    recollection: Recollection
    online: bool
    own_helps: frozenset[HelpId]

    def view(self) -> CounterView:
        """All of it."""
        now = self.mirror.floor.counter(self.counter.id)
        queues, waiting, longest = self._queues(now)
        ticket = self.mirror.floor.tickets.get(now.ticket) if now.ticket is not None else None
        meet = ticket is not None and ticket.assist and now.state is CounterState.CALLED
        helps = self._helps() if self.online else ()
        printers = self._printers(1 if helps or meet else 2) if self.online else ()
        status, tone = self._status(now, ticket)
        return CounterView(
            state=now.state.value,
            label=self.counter.label,
            title=self._title(),
            who=self._who(now),
            status=status,
            tone=tone,
            ticket=ticket.ticket if ticket is not None else "",
            number=ticket.number if ticket is not None else str(waiting),
            headline=self._headline(now, ticket, waiting),
            story=self._story(now, ticket, waiting, longest),
            meet=meet,
            today=self._today(now, ticket),
            waiting=self._waiting_for(now, waiting, longest),
            sample=self.catalogue.rules.open_all_day,
            queues=queues,
            held=self._held(now),
            helps=helps,
            help_note=DOT.join(row.spoken for row in printers) if helps else "",
            printers=() if helps else printers,
        )

    def _say(self, key: str, **arguments: str | int) -> str:
        return self.texts.say(self.language, key, **arguments)

    def _title(self) -> str:
        if self.counter.information:
            return self._say("counter-information-desk")
        return self._say("counter-label", label=self.counter.label)

    def _who(self, now: CounterNow) -> str:
        if now.agent is None:
            return self._say("counter-closed")
        agent = self._say("counter-agent", agent=now.agent)
        services = self._say("counter-services-count", count=len(now.services))
        return f"{agent} ·".replace(" ", NO_BREAK) + " " + services.replace(" ", NO_BREAK)

    def _waiting(self, now: CounterNow) -> Iterable[Ticket]:
        mine = frozenset(now.services)
        return (
            ticket
            for ticket in self.mirror.floor.tickets.values()
            if ticket.state is TicketState.WAITING and ticket.service in mine
        )

    def _queues(self, now: CounterNow) -> tuple[tuple[QueueRow, ...], int, int]:
        """My queues, how many wait in all of them, and the longest of these waits (minutes)."""
        counts: dict[QueueId, int] = {}
        longest: dict[QueueId, int] = {}
        for ticket in self._waiting(now):
            waited = minutes_between(ticket.issued_at, self.at)
            counts[ticket.queue] = counts.get(ticket.queue, 0) + 1
            longest[ticket.queue] = max(longest.get(ticket.queue, 0), waited)
        services = self.catalogue.service
        mine = {services[service].queue for service in now.services if service in services}
        rows = tuple(
            self._queue_row(queue.id, counts.get(queue.id, 0), longest.get(queue.id, 0))
            for queue in self.catalogue.queues
            if queue.id in mine or queue.id in counts
        )
        return rows, sum(counts.values()), max(longest.values(), default=0)

    def _queue_row(self, queue: QueueId, count: int, longest: int) -> QueueRow:
        known = self.catalogue.queue[queue]
        name = named(known.short, self.language)
        wait = self._say("counter-longest", minutes=longest) if count else ""
        people = self._say("people-waiting", count=count)
        return QueueRow(
            letter=known.letter,
            name=name,
            longest=NO_BREAK.join(wait.rsplit(" ", 1)) or self._say("counter-none-waiting"),
            minutes=self._say("minutes-count", minutes=longest).replace(" ", NO_BREAK)
            if count
            else "",
            waiting=str(count),
            said=", ".join(part for part in (known.letter, name, people, wait) if part),
        )

    def _held(self, now: CounterNow) -> tuple[HeldRow, ...]:
        """Those I put on hold, in the order of their turn; called back only by a free counter."""
        mine = [
            ticket
            for ticket in self.mirror.floor.tickets.values()
            if ticket.state is TicketState.HELD and ticket.counter == now.id
        ]
        free = self.online and now.state in (CounterState.FREE, CounterState.READY)
        return tuple(
            HeldRow(
                ticket=ticket.ticket,
                number=ticket.number,
                line=self._held_line(ticket),
                key=str(place) if free and place <= HELD_KEYS else "",
            )
            for place, ticket in enumerate(mine, start=1)
        )

    def _held_line(self, ticket: Ticket) -> str:
        codes = {code.id: code.name for code in self.catalogue.hold_reasons}
        reason = named(codes.get(ticket.hold_reason or "", {}), self.language)
        since = self.recollection.held_at.get(ticket.ticket)
        if since is None:
            return reason
        minutes = minutes_between(since, self.at)
        line = self._say("counter-held-line", reason=reason, minutes=minutes)
        why, dot, how_long = line.rpartition(DOT)
        # It may break only before the reason's last word: a dot or a figure alone looks lost.
        return why + (dot + how_long).replace(" ", NO_BREAK)

    def _helps(self) -> tuple[HelpRow, ...]:
        calls = (c for c in self.mirror.floor.helps.values() if c.help not in self.own_helps)
        return tuple(
            HelpRow(
                help=call.help,
                say=self._say("counter-help-wanted", where=self._where(call)),
                key="A" if place == 0 else "",
            )
            for place, call in enumerate(calls)
        )

    def _where(self, call: HelpCall) -> str:
        """The counter's label, else the name that people gave the kiosk, else its number."""
        role, _, number = call.by.partition("-")
        counter = self.catalogue.counter.get(CounterId(call.name))
        if role == Role.COUNTER and counter is not None:
            return self._say("counter-label", label=counter.label)
        if call.name not in {"", role}:
            return call.name
        return self._say("counter-help-at-kiosk", number=number).strip()

    def _printers(self, most: int) -> tuple[PrinterRow, ...]:
        """The printers in trouble: ``most`` of them in words, so that the visitor keeps room."""
        printers = self.mirror.printers_in_trouble
        return printer_rows(printers, self.texts, self.language, at=self.at, most=most)

    def _status(self, now: CounterNow, ticket: Ticket | None) -> tuple[str, str]:
        """What the counter is doing, and whether that is well (soft), to be seen, or wrong."""
        minutes = minutes_between(now.since, self.at)
        match now.state:
            case CounterState.CALLED if ticket is not None:
                calls = max(self.catalogue.rules.calls_before_no_show, ticket.calls)
                return self._say("counter-called", call=ticket.calls, calls=calls), "amber"
            case CounterState.SERVING if ticket is not None:
                say = self._say("counter-serving", minutes=minutes)
                target = self._target(ticket)
                if target is not None and minutes > target:
                    return say + DOT + self._say("counter-over-target"), "red"
                return say, "soft"
            case CounterState.PAUSED:
                say = self._say("minutes-count", minutes=minutes)
                return self._say("counter-on-break") + DOT + say, "amber"
            case CounterState.CLOSED:
                return "", "soft"
            case _:
                return self._say("counter-free"), "soft"

    def _target(self, ticket: Ticket) -> int | None:
        """In minutes; ``None`` for a service that a newer catalogue dropped."""
        service = self.catalogue.service.get(ticket.service)
        return service.target_min if service is not None else None

    def _headline(self, now: CounterNow, ticket: Ticket | None, waiting: int) -> str:
        if ticket is not None:
            service = self.catalogue.service.get(ticket.service)
            return full_name(self.catalogue, service, self.language) if service else ""
        match now.state:
            case CounterState.READY:
                return self._say("counter-ready")
            case CounterState.PAUSED:
                codes = {code.id: code.name for code in self.catalogue.pause_reasons}
                return named(codes.get(now.pause_reason or "", {}), self.language)
            case _:
                return self._say("people-waiting", count=waiting)

    def _story(self, now: CounterNow, ticket: Ticket | None, waiting: int, longest: int) -> str:
        """What else is worth knowing: of the visitor, or of this counter without one."""
        if ticket is not None:
            return DOT.join(self._story_of(now, ticket))
        match now.state:
            case CounterState.READY:
                return self._say("counter-ready-note")
            case CounterState.PAUSED:
                return self._say("counter-on-break-note")
            case _:
                return self._say("counter-longest", minutes=longest) if waiting else ""

    def _story_of(self, now: CounterNow, ticket: Ticket) -> Iterable[str]:
        called_at = ticket.called_at or self.at
        yield self._say("counter-waited", minutes=minutes_between(ticket.issued_at, called_at))
        yield self.texts.say(ticket.language, "language-name")
        if ticket.ticket in self.recollection.resumed:
            yield self._say("counter-why-resumed")
        elif now.state is CounterState.CALLED:
            why = self.recollection.why.get(ticket.ticket)
            if why is Why.CHOSEN:
                yield self._say("counter-why-chosen")
            elif why is not None:
                yield self._say("counter-why-fair")
            grounds = grounds_of(self.mirror.floor, self.catalogue, ticket)
            # Beside a number that is called no screen tells the class.
            if grounds.ground in (Ground.APPOINTMENT, Ground.CAME_BACK):
                yield self._ground(grounds)

    def _ground(self, grounds: Grounds) -> str:
        """By what right, and never for what reason: that nobody was asked."""
        time = self.texts.time(grounds.at)
        line = self._say(GROUNDS[grounds.ground], time=time)
        return line.replace(" " + time, NO_BREAK + time)

    def _waiting_for(self, now: CounterNow, waiting: int, longest: int) -> str:
        """How many wait for this counter, and why the next one is next: never who it is."""
        line = self._say("counter-waiting-for-you", count=waiting, minutes=longest)
        grounds = grounds_of_next(self.mirror.floor, self.catalogue, now.services)
        if grounds is None:
            return line
        return line + DOT + self._say("counter-next-is", why=self._ground(grounds))

    def _today(self, now: CounterNow, ticket: Ticket | None) -> str:
        served = self._say("counter-today-served", count=now.served)
        target = self._target(ticket) if ticket is not None else None
        if now.state is CounterState.SERVING and target is not None:
            return self._say("counter-target", minutes=target) + DOT + served
        return served if now.state is not CounterState.CLOSED else ""
