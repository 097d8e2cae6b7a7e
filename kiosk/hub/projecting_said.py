"""Lines as the hub understands them, sorted by what is made of each."""

from collections.abc import Iterable, Iterator
from datetime import date

from kiosk.domain.ids import PHONE
from kiosk.hub import projecting_facts as f
from kiosk.hub.lines import LedgerLine
from kiosk.hub.projecting_facts import Fact
from kiosk.hub.projecting_reading import read_fact

_OF_FEEDBACK = frozenset({f.FeedbackGiven, f.ReasonsAdded})
_OF_SERVICES = frozenset({f.ServiceSuspended, f.ServiceRestored, f.QuotaSet, f.CutOffSet})
_OF_BOOK = frozenset({f.AppointmentBooked, f.AppointmentMoved, f.AppointmentCancelled})
_OF_DAYS = frozenset({f.DayOpened, f.DayClosed})

Dated = tuple[date, Fact]


class Said:
    """What some lines say, in order; some of it is in two of the lists.

    ``newest`` has each day's last line that says anything: its number and what it says.
    """

    __slots__ = ("newest", "of_book", "of_feedback", "of_services", "of_tickets", "opened_seq")

    def __init__(self, lines: Iterable[LedgerLine]) -> None:
        self.of_tickets: list[Dated] = []
        self.of_feedback: list[Dated] = []
        self.of_book: list[Fact] = []
        self.of_services: list[Fact] = []
        self.newest: dict[date, tuple[int, Fact]] = {}
        self.opened_seq: int | None = None
        for line in lines:
            fact = read_fact(line)
            if fact is not None:
                self._sort(line, fact)

    def __bool__(self) -> bool:
        return bool(self.newest)

    def _sort(self, line: LedgerLine, fact: Fact) -> None:
        kind = type(fact)
        if len(self.newest) > 1:
            # The day of the last line comes last.
            self.newest.pop(line.day, None)
        self.newest[line.day] = (line.seq, fact)
        if kind in _OF_FEEDBACK:
            self.of_feedback.append((line.day, fact))
        elif kind in _OF_SERVICES:
            self.of_services.append(fact)
        elif kind in _OF_BOOK:
            self.of_book.append(fact)
        else:
            self.of_tickets.append((line.day, fact))
            if isinstance(fact, f.Came):
                if fact.appointment is not None:
                    self.of_book.append(fact)
            elif kind in _OF_DAYS:
                self.of_book.append(fact)
            if kind is f.DayOpened:
                self.of_services.append(fact)
                self.opened_seq = line.seq

    @property
    def days(self) -> list[date]:
        """The days that are spoken of, the newest line's last."""
        return list(self.newest)

    @property
    def tickets(self) -> list[str]:
        """Every ticket that is spoken of."""
        found = set[str]()
        for _, fact in self.of_tickets:
            if isinstance(fact, f.OfTicket):
                found.add(fact.ticket)
            elif isinstance(fact, f.DayClosed):
                found.update(fact.expired)
        return list(found)

    @property
    def services(self) -> list[str]:
        """Every service that a ticket was given or sent to."""
        return list(
            {
                fact.service
                for _, fact in self.of_tickets
                if isinstance(fact, f.Came | f.TicketTransferred)
            }
        )

    @property
    def devices(self) -> list[str]:
        """Every device but phones that a smiley was given at."""
        given = (fact for _, fact in self.of_feedback if isinstance(fact, f.FeedbackGiven))
        return list({fact.by for fact in given} - {PHONE})

    @property
    def feedback(self) -> list[str]:
        """Every smiley that is spoken of."""
        return [
            fact.feedback
            for _, fact in self.of_feedback
            if isinstance(fact, f.FeedbackGiven | f.ReasonsAdded)
        ]

    @property
    def codes(self) -> list[str]:
        """Every appointment that is spoken of."""
        return list({code for fact in self.of_book for code in _codes(fact)})


def _codes(fact: Fact) -> Iterator[str]:
    match fact:
        case f.AppointmentBooked(code=code):
            yield code
        case f.AppointmentMoved(code=code) | f.AppointmentCancelled(code=code):
            yield code
        case f.TicketIssued(appointment=str(code)) | f.TicketRecorded(appointment=str(code)):
            yield code
        case f.DayClosed(missed=missed):
            yield from missed
        case f.DayOpened(appointments=appointments):
            for kept in appointments:
                for codes in kept.codes.values():
                    yield from codes
        case _:
            pass
