"""What the kiosk says of a ticket: the one just taken and its paper, and one that is scanned."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from kiosk.domain.ids import ServiceId, TicketId
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.printer.outcome import Cause, NotPrinted, Outcome, Printed, Sent, Unconfirmed
from kiosk.ui.kiosk_glance import Glance, minutes, named
from kiosk.ui.kiosk_settings import PrinterSlot
from kiosk.wire.codec import Issued


class PaperState(StrEnum):
    """What the screen may say of the paper."""

    PRINTING = "printing"
    TAKE = "take"
    UNCONFIRMED = "unconfirmed"
    NOT_PRINTED = "not_printed"
    NO_PRINTER = "no_printer"


CAUSES: Mapping[Cause, str] = {
    Cause.PAPER_OUT: "paper-out",
    Cause.COVER_OPEN: "paper-cover-open",
    Cause.OFFLINE: "paper-unreachable",
    Cause.UNREACHABLE: "paper-unreachable",
    Cause.MUTE: "paper-unreachable",
    Cause.GARBAGE: "paper-unreachable",
    Cause.HUNG_UP: "paper-unreachable",
}
TAKE = {
    PrinterSlot.BELOW: "paper-take-below",
    PrinterSlot.LEFT: "paper-take-left",
    PrinterSlot.RIGHT: "paper-take-right",
    PrinterSlot.NEAR: "paper-take",
}
ARROWS = {
    PrinterSlot.BELOW: "arrow-down",
    PrinterSlot.LEFT: "arrow-left",
    PrinterSlot.RIGHT: "arrow-right",
    PrinterSlot.NEAR: "",
}
SCANNED: Mapping[TicketState, str] = {
    TicketState.WAITING: "scan-waiting",
    TicketState.CALLED: "scan-called",
    TicketState.SERVING: "scan-serving",
    TicketState.HELD: "scan-held",
    TicketState.SERVED: "scan-served",
    TicketState.NO_SHOW: "scan-no-show",
    TicketState.CANCELLED: "scan-cancelled",
    TicketState.EXPIRED: "scan-expired",
}
UNPRINTED = "paper-not-printed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPage:
    """The visitor's ticket and all that is known of its paper.

    ``paper`` is a ``PaperState``; ``paper_title`` and ``paper_note`` are what is said of it,
    ``paper_help`` that somebody comes.
    """

    name: str = ""
    number: str = ""
    ahead: str = ""
    wait: str = ""
    wait_unit: str = ""
    summary: str = ""
    code: str = ""
    phone_page: bool = False
    where: str = ""
    where_note: str = ""
    called: bool = False
    paper: str = PaperState.PRINTING.value
    paper_title: str = ""
    paper_note: str = ""
    paper_help: str = ""
    arrow: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedPage:
    """Where a scanned ticket stands. ``number`` is empty for a code nobody knows."""

    number: str = ""
    name: str = ""
    where: str = ""
    instead: str = ""
    wait: str = ""
    called: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNow:
    """The paper of the ticket on the screen.

    ``code`` is what its QR carries, an address of a page only with ``phone_page``; ``slips`` counts
    the papers that were tried, ``doubtful`` says that one of them may have come out unseen, and
    ``helped`` that a colleague was called.
    """

    code: str
    phone_page: bool
    state: PaperState = PaperState.PRINTING
    cause: Cause | None = None
    slips: int = 0
    doubtful: bool = False
    helped: bool = False


def paper_state(outcome: Outcome) -> PaperState:
    """What may be said of the paper after this outcome."""
    match outcome:
        case Printed() | Sent():
            return PaperState.TAKE
        case Unconfirmed():
            return PaperState.UNCONFIRMED
        case NotPrinted():
            return PaperState.NOT_PRINTED
        case _:
            assert_never(outcome)


def _paper_words(
    glance: Glance, paper: PaperNow, slot: PrinterSlot, language: str
) -> tuple[str, str]:
    def say(key: str) -> str:
        return glance.texts.say(language, key)

    match paper.state:
        case PaperState.PRINTING:
            return say("paper-printing"), ""
        case PaperState.TAKE:
            return say(TAKE[slot]), ""
        case PaperState.UNCONFIRMED:
            return say("paper-did-it-come"), say("paper-photograph")
        case PaperState.NOT_PRINTED:
            key = CAUSES.get(paper.cause, UNPRINTED) if paper.cause else UNPRINTED
        case PaperState.NO_PRINTER:
            key = "paper-no-printer"
        case _:
            assert_never(paper.state)
    return f"{say(key)} {say('paper-place-safe')}", say("paper-photograph")


def ticket_page(
    glance: Glance, issued: Issued, paper: PaperNow, slot: PrinterSlot, language: str
) -> TicketPage:
    """The page of a ticket just taken; its figures are those of the answer, as on the paper."""
    texts = glance.texts
    wait_min = minutes(issued.wait_s)
    title, note = _paper_words(glance, paper, slot, language)
    sentence, sentence_note, called = _where_to_wait(glance, issued, paper, language)
    return TicketPage(
        name=_group_name(glance, ServiceId(issued.service), language),
        number=issued.number,
        ahead=str(issued.ahead),
        wait=texts.wait_figures(language, wait_min),
        wait_unit=texts.say(language, "minutes-short") if wait_min else "",
        summary=_summary(glance, issued, language),
        code=paper.code,
        phone_page=paper.phone_page,
        where=sentence,
        where_note=sentence_note,
        called=called,
        paper=paper.state.value,
        paper_title=title,
        paper_note=note,
        paper_help=texts.say(language, "paper-colleague-called") if paper.helped else "",
        arrow=ARROWS[slot],
    )


def _where_to_wait(
    glance: Glance, issued: Issued, paper: PaperNow, language: str
) -> tuple[str, str, bool]:
    """A sentence, a second one, and whether the ticket is called already."""
    texts = glance.texts
    ticket = glance.mirror.floor.tickets.get(TicketId(issued.ticket))
    if ticket is not None and ticket.state is not TicketState.WAITING:
        return where(glance, ticket, language), "", True
    hall = texts.say(language, "kiosk-wait-in", hall=named(issued.hall, language))
    if paper.state in (PaperState.PRINTING, PaperState.TAKE):
        return hall, texts.say(language, "kiosk-number-shown"), False
    # The figures have lost their place on the screen to a larger code.
    return hall, _summary(glance, issued, language), False


def _summary(glance: Glance, issued: Issued, language: str) -> str:
    people = glance.texts.say(language, "people-ahead", count=issued.ahead)
    wait = glance.texts.wait_about(language, minutes(issued.wait_s))
    return glance.texts.say(language, "kiosk-waiting-now", people=people, wait=wait)


def _group_name(glance: Glance, service_id: ServiceId, language: str) -> str:
    service = glance.catalogue.service.get(service_id)
    group = next((g for g in glance.catalogue.groups if service and g.id == service.group), None)
    return named(group.name, language) if group else ""


def where(glance: Glance, ticket: Ticket, language: str) -> str:
    """Where a ticket stands, in one sentence."""
    counter = glance.catalogue.counter.get(ticket.counter) if ticket.counter else None
    return glance.texts.say(
        language,
        SCANNED[ticket.state],
        number=ticket.number,
        counter=counter.label if counter else "",
        count=glance.mirror.ahead_of(ticket) if ticket.state is TicketState.WAITING else 0,
    )


def scanned_page(glance: Glance, ticket: Ticket | None, language: str) -> ScannedPage:
    """What a scanned code means; ``None`` is a code that is not known here."""
    texts = glance.texts
    if ticket is None:
        return ScannedPage(
            where=texts.say(language, "scan-unknown"),
            instead=texts.say(language, "scan-unknown-instead"),
        )
    service = glance.catalogue.service.get(ticket.service)
    waiting = ticket.state is TicketState.WAITING
    hall = named(service.hall, language) if service and waiting else ""
    return ScannedPage(
        number=ticket.number,
        name=_group_name(glance, ticket.service, language),
        where=where(glance, ticket, language),
        instead=texts.say(language, "kiosk-wait-in", hall=hall) if hall else "",
        wait=texts.wait_about(language, minutes(glance.mirror.wait_of(ticket))) if waiting else "",
        called=ticket.state is TicketState.CALLED,
    )
