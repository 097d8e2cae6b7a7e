"""What the kiosk says of a ticket: the one just taken and its paper, and one that is scanned."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.client.reply import Alone
from kiosk.domain.ids import ServiceId, TicketId
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.ui.kiosk_alone import ahead, figures_notice, waiting_line
from kiosk.ui.kiosk_glance import Glance, minutes, named
from kiosk.ui.kiosk_settings import PrinterSlot
from kiosk.ui.paper_state import PaperNow, PaperState
from kiosk.ui.paper_words import CALM, AnswerWords, paper_words
from kiosk.wire.codec import Issued

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


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPage:
    """The visitor's ticket and all that is known of its paper.

    ``paper`` is a ``PaperState``, ``calm`` while there is paper or should be. ``paper_title`` and
    ``paper_note`` are what is said of it, ``paper_advice`` what to do and who comes;
    ``paper_brief`` stands for all three on a very small screen. ``onward``, ``aside`` and
    ``above`` are what can be answered.
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
    calm: bool = True
    paper_icon: str = ""
    paper_title: str = ""
    paper_brief: str = ""
    paper_note: str = ""
    paper_advice: str = ""
    arrow: str = ""
    above: AnswerWords = field(default_factory=AnswerWords)
    aside: AnswerWords = field(default_factory=AnswerWords)
    onward: AnswerWords = field(default_factory=AnswerWords)

    @property
    def offered(self) -> tuple[str, ...]:
        """What can be answered now."""
        return tuple(one.does for one in (self.above, self.aside, self.onward) if one.does)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedPage:
    """Where a scanned ticket stands. ``number`` is empty for a code nobody knows."""

    language: str = ""
    number: str = ""
    name: str = ""
    where: str = ""
    instead: str = ""
    wait: str = ""
    called: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Printers:
    """What a page knows of this kiosk's printers; ``hopeless``: none of them can print now."""

    slot: PrinterSlot
    hopeless: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A ticket a visitor has taken; ``alone`` says that the kiosk gave it by itself."""

    issued: Issued
    paper: PaperNow
    alone: Alone | None = None


def ticket_page(glance: Glance, taken: Taken, printers: Printers, language: str) -> TicketPage:
    """The page of a ticket just taken; its figures are those of the answer, as on the paper."""
    issued, paper = taken.issued, taken.paper
    texts = glance.texts
    wait_min = minutes(issued.wait_s)
    words = paper_words(texts, paper, printers.slot, language, can_again=not printers.hopeless)
    sentence, sentence_note, called = _where_to_wait(glance, taken, language)
    return TicketPage(
        name=_group_name(glance, ServiceId(issued.service), language),
        number=issued.number,
        ahead=ahead(issued.ahead, taken.alone),
        wait=texts.wait_figures(language, wait_min),
        wait_unit=texts.say(language, "minutes-short") if wait_min else "",
        summary=_summary(glance, taken, language),
        code=paper.code,
        phone_page=paper.phone_page,
        where=sentence,
        where_note=sentence_note,
        called=called,
        paper=paper.state.value,
        calm=paper.state in CALM,
        paper_icon=words.icon,
        paper_title=words.title,
        paper_brief=words.brief,
        paper_note=words.note,
        paper_advice=words.advice,
        arrow=words.arrow,
        above=words.above,
        aside=words.aside,
        onward=words.onward,
    )


def _where_to_wait(glance: Glance, taken: Taken, language: str) -> tuple[str, str, bool]:
    """A sentence, a second one, and whether the ticket is called already."""
    texts, issued = glance.texts, taken.issued
    ticket = glance.mirror.floor.tickets.get(TicketId(issued.ticket))
    if ticket is not None and ticket.state is not TicketState.WAITING:
        return where(glance, ticket, language), "", True
    hall = texts.say(language, "kiosk-wait-in", hall=named(issued.hall, language))
    if taken.paper.state not in CALM:
        # The figures have lost their place on the screen to a larger code.
        return hall, _summary(glance, taken, language), False
    if taken.alone is not None:
        return hall, texts.say(language, "kiosk-alone-ticket"), False
    return hall, texts.say(language, "kiosk-number-shown"), False


def _summary(glance: Glance, taken: Taken, language: str) -> str:
    people = glance.texts.say(language, "people-ahead", count=taken.issued.ahead)
    wait_min = minutes(taken.issued.wait_s)
    return waiting_line(glance.texts, people, wait_min, taken.alone, language)


def _group_name(glance: Glance, service_id: ServiceId, language: str) -> str:
    service = glance.catalogue.service.get(service_id)
    group = next((g for g in glance.catalogue.groups if service and g.id == service.group), None)
    return named(group.name, language) if group else ""


def where(glance: Glance, ticket: Ticket, language: str) -> str:
    """Where a ticket stands, in one sentence."""
    if ticket.state is TicketState.WAITING and not glance.knows_figures:
        return glance.texts.say(language, "scan-waiting-somewhere", number=ticket.number)
    counter = glance.catalogue.counter.get(ticket.counter) if ticket.counter else None
    return glance.texts.say(
        language,
        SCANNED[ticket.state],
        number=ticket.number,
        counter=counter.label if counter else "",
        count=glance.mirror.ahead_of(ticket) if ticket.state is TicketState.WAITING else 0,
    )


def _scanned_wait(glance: Glance, ticket: Ticket, language: str) -> str:
    """How long it still takes, and of when that is where it is not of now."""
    notice = figures_notice(glance.texts, glance.alone, language)
    if not glance.knows_figures:
        return notice
    wait = glance.texts.wait_about(language, glance.wait_min_of(ticket))
    return f"{wait} · {notice}" if notice else wait


def scanned_page(glance: Glance, ticket: Ticket | None, language: str) -> ScannedPage:
    """What a scanned code means; ``None`` is a code that is not known here."""
    texts = glance.texts
    if ticket is None:
        return ScannedPage(
            language=language,
            where=texts.say(language, "scan-unknown"),
            instead=texts.say(language, "scan-unknown-instead"),
        )
    service = glance.catalogue.service.get(ticket.service)
    waiting = ticket.state is TicketState.WAITING
    hall = named(service.hall, language) if service and waiting else ""
    return ScannedPage(
        language=language,
        number=ticket.number,
        name=_group_name(glance, ticket.service, language),
        where=where(glance, ticket, language),
        instead=texts.say(language, "kiosk-wait-in", hall=hall) if hall else "",
        wait=_scanned_wait(glance, ticket, language) if waiting else "",
        called=ticket.state is TicketState.CALLED,
    )
