"""A counter's own printer: slips of tickets issued here, and copies of others."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from PySide6.QtCore import QObject, Signal

from kiosk.client.mirror import Mirror
from kiosk.db.spool import FIRST_PAPER
from kiosk.domain.appointment import Appointment
from kiosk.domain.appointment_code import qr_text
from kiosk.domain.catalogue import Catalogue, Names
from kiosk.domain.ids import AppointmentCode, TicketId
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.domain.waiting import told
from kiosk.printer.appointment_slip import AppointmentSlip
from kiosk.printer.hand_list import HandList
from kiosk.printer.job import PaperNews
from kiosk.printer.outcome import (
    Cancelled,
    Cause,
    NotPrinted,
    Outcome,
    Printed,
    Sent,
    Unconfirmed,
)
from kiosk.printer.slip import Slip
from kiosk.printer.spool import PaperReport
from kiosk.texts import Texts
from kiosk.ui.kiosk_codes import grouped
from kiosk.ui.kiosk_glance import named
from kiosk.ui.paper import Paper, PaperRoad, SlipMaker, place_of
from kiosk.ui.paper_words import CAUSES
from kiosk.wire.codec import Issued

TICKET, APPOINTMENT, LIST = "ticket", "appointment", "list"
"""What a paper is of, as sentences name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNotice:
    """One line about a paper: the keys of its sentences, and whether it is bad news.

    ``place`` is where another printer stands in for the counter's own; the last sentence says it.
    ``number`` is the ticket's or the appointment's: when the line comes the agent may be with the
    next visitor. ``paper`` says which of the two it is.
    """

    keys: tuple[str, ...]
    failed: bool
    place: Names | None = None
    number: str = ""
    paper: str = TICKET

    def said(self, texts: Texts, language: str) -> str:
        """The line."""
        *before, last = self.keys
        words = [texts.say(language, key, paper=self.paper) for key in before]
        place = {} if self.place is None else {"place": named(self.place, language)}
        words.append(texts.say(language, last, paper=self.paper, **place))
        line = " ".join(words)
        return f"{self.number}: {line}" if self.number else line


class CounterPaper(QObject):
    """Prints, and tells what becomes of it: ``told`` carries a ``PaperNotice``.

    ``page_url`` is where phones reach a ticket's page, ``None`` where they reach none; ``places``
    are where the counter's printers stand, by name.
    """

    told = Signal(object)

    def __init__(
        self,
        road: PaperRoad,
        *,
        page_url: str | None = None,
        places: Mapping[str, Names] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._paper = Paper(road, self)
        self._paper.heard.connect(self._hear)
        self._paper.came.connect(self._tell)
        self._page_url = page_url
        self._places = places or {}
        self._copying: set[TicketId] = set()
        self._numbers: dict[TicketId, str] = {}

    def print_issued(
        self, catalogue: Catalogue, issued: Issued, *, language: str, at: datetime
    ) -> None:
        """Print a ticket that this counter has just issued."""
        maker = SlipMaker(catalogue=catalogue, page_url=self._page_url or catalogue.page_url)
        slip = maker.slip(issued, language=language, at=at, copy=False)
        self._numbers[issued.ticket] = issued.number
        self._paper.send(issued.ticket, FIRST_PAPER, slip)

    def print_copy(
        self, mirror: Mirror, catalogue: Catalogue, ticket: Ticket, *, at: datetime
    ) -> None:
        """Print a found ticket again; asked for twice before it is there, it is printed once."""
        if ticket.ticket in self._copying:
            return
        self._copying.add(ticket.ticket)
        self._numbers[ticket.ticket] = ticket.number
        self._paper.send(ticket.ticket, None, copy_of(mirror, catalogue, ticket, at))

    def print_appointment(
        self,
        catalogue: Catalogue,
        appointment: Appointment,
        *,
        language: str,
        again: bool,
        copy: bool,
    ) -> None:
        """Print what a visitor takes home; ``language`` is theirs.

        ``again``: a paper of it was asked for before, and ``copy``: that paper says the same.
        """
        paper = appointment_paper(appointment.code)
        if paper in self._copying:
            return
        if again:
            self._copying.add(paper)
        self._numbers[paper] = " ".join(grouped(appointment.code))
        slip = appointment_slip(catalogue, appointment, language=language, copy=copy)
        self._paper.send(paper, None if again else FIRST_PAPER, slip)

    def print_hand_list(self, made: HandList) -> None:
        """Print who is still open, as often as it is asked for."""
        paper = TicketId(f"{_HAND_LIST_PAPER}{made.as_of:%Y%m%dT%H%M%S}")
        if paper not in self._copying:
            self._copying.add(paper)
            self._paper.send(paper, None, made)

    def _hear(self, news: PaperNews) -> None:
        notice = notice_before(news, place_of(news, self._places))
        if notice is not None:
            self.told.emit(self._of(news.ticket, notice))

    def _tell(self, report: PaperReport) -> None:
        listed = report.ticket.startswith(_HAND_LIST_PAPER)
        is_copy = report.copy > FIRST_PAPER and not listed
        if is_copy or listed:
            self._copying.discard(report.ticket)
        place = place_of(report, self._places)
        notice = notice_after(report.outcome, place, copy=is_copy)
        self.told.emit(self._of(report.ticket, notice))
        if report.ticket not in self._copying:
            self._numbers.pop(report.ticket, None)

    def _of(self, ticket: TicketId, notice: PaperNotice) -> PaperNotice:
        return replace(notice, number=self._numbers.get(ticket, ""), paper=_kind_of(ticket))


_APPOINTMENT_PAPER = "appointment-"
_HAND_LIST_PAPER = "hand-list-"


def _kind_of(paper: TicketId) -> str:
    if paper.startswith(_APPOINTMENT_PAPER):
        return APPOINTMENT
    return LIST if paper.startswith(_HAND_LIST_PAPER) else TICKET


def appointment_paper(code: AppointmentCode) -> TicketId:
    """By what a spooler knows an appointment's paper: it has no ticket yet."""
    return TicketId(_APPOINTMENT_PAPER + code)


def appointment_slip(
    catalogue: Catalogue, appointment: Appointment, *, language: str, copy: bool
) -> AppointmentSlip:
    """What its paper says, the visitor's language first; its service must be in the catalogue."""
    centre, rules = catalogue.centre, catalogue.rules
    service = catalogue.service[appointment.service]
    slot = appointment.slot
    return AppointmentSlip(
        languages=(language, *(other for other in centre.languages if other != language)),
        centre_name=centre.name,
        place=centre.place,
        service=service.name,
        slot=slot,
        on_time_until=slot + timedelta(minutes=rules.appointment_late_min),
        lost_from=slot + timedelta(minutes=rules.appointment_lost_min),
        hall=service.hall,
        digits=" ".join(grouped(appointment.code)),
        code=qr_text(centre.code, appointment.code),
        bring=service.bring,
        copy=copy,
    )


def notice_before(news: PaperNews, place: Names | None) -> PaperNotice | None:
    """What is said while the paper is under way; nothing when it simply is."""
    if news.held is not None:
        trouble = CAUSES.get(news.held, "counter-not-printed")
        return PaperNotice(keys=(trouble, "counter-paper-held"), failed=True)
    if place is not None:
        return PaperNotice(keys=("counter-prints-at",), failed=False, place=place)
    return None


def notice_after(outcome: Outcome, place: Names | None, *, copy: bool) -> PaperNotice:
    """What is said of the end, and no more than is known."""
    there = place is not None
    match outcome:
        case Printed():
            here = "paper-printed-again" if copy else "counter-printed"
            key = "counter-printed-at" if there else here
            return PaperNotice(keys=(key,), failed=False, place=place)
        case Sent():
            key = "counter-sent-at" if there else "counter-sent"
            return PaperNotice(keys=(key,), failed=False, place=place)
        case Unconfirmed():
            key = "counter-paper-unconfirmed-at" if there else "counter-paper-unconfirmed"
            return PaperNotice(keys=(key,), failed=True, place=place)
        case Cancelled(cause=cause):
            trouble = CAUSES.get(cause, "counter-not-printed")
            return PaperNotice(keys=(trouble, "counter-only-a-piece"), failed=True)
        case NotPrinted(cause=Cause.EXPIRED):
            return PaperNotice(keys=("counter-paper-expired",), failed=True)
        case NotPrinted(cause=cause):
            return PaperNotice(keys=(CAUSES.get(cause, "counter-not-printed"),), failed=True)
        case _:
            assert_never(outcome)


def copy_of(mirror: Mirror, catalogue: Catalogue, ticket: Ticket, at: datetime) -> Slip:
    """What a copy says: the number as it was, the wait as it is at ``at``, and no code.

    Only the answer to the ticket's own command ever carried its token.
    """
    waits = ticket.state is TicketState.WAITING
    issued = Issued(
        ticket=ticket.ticket,
        number=ticket.number,
        service=ticket.service,
        token="",
        ahead=mirror.ahead_of(ticket) if waits else 0,
        wait_s=told(mirror.wait_of(ticket, at)) if waits else None,
        hall=catalogue.service[ticket.service].hall,
    )
    maker = SlipMaker(catalogue=catalogue)
    slip = maker.slip(issued, language=ticket.language, at=ticket.issued_at, copy=True)
    return replace(slip, code=None)
