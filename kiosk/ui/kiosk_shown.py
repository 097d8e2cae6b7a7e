"""Everything the kiosk shows, put together from a visit and the centre at one moment."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kiosk.domain.ids import GroupId, ServiceId
from kiosk.texts import Texts
from kiosk.ui.help_call import HelpState
from kiosk.ui.kiosk_checkin import (
    AppointmentPage,
    CodePage,
    appointment_pages,
    code_page,
    has_books,
)
from kiosk.ui.kiosk_elsewhere import ElsewherePage, elsewhere_page
from kiosk.ui.kiosk_glance import Glance
from kiosk.ui.kiosk_header import Header, header
from kiosk.ui.kiosk_joining import JoinPage, join_page
from kiosk.ui.kiosk_pages import (
    Closed,
    Doors,
    GroupTile,
    Welcome,
    closed,
    doors,
    tile,
    tile_pages,
    welcome,
)
from kiosk.ui.kiosk_promise import Choice, Promise, choices, promise
from kiosk.ui.kiosk_ticket import (
    Printers,
    ScannedPage,
    Taken,
    TicketPage,
    scanned_page,
    ticket_page,
)
from kiosk.ui.kiosk_told import Told, told
from kiosk.ui.kiosk_visit import Page, Visit

STARTING = "starting"
LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A language of the centre, by its own name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The first screen: ``state`` is a value of ``Doors``, ``starting`` or ``lost``."""

    state: str = STARTING
    welcomes: tuple[Welcome, ...] = ()
    closed: tuple[Closed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """A page of tiles; ``page_of`` is empty when there is but one page."""

    tiles: tuple[GroupTile, ...] = ()
    unsure: GroupTile | None = None
    page_of: str = ""
    last: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """All that is on the screen at one moment."""

    page: Page = Page.START
    language: str = ""
    languages: tuple[Spoken, ...] = ()
    header: Header = field(default_factory=Header)
    start: Start = field(default_factory=Start)
    tiles: Tiles = field(default_factory=Tiles)
    promise: Promise = field(default_factory=Promise)
    choices: tuple[Choice, ...] = ()
    join: JoinPage = field(default_factory=JoinPage)
    elsewhere: ElsewherePage = field(default_factory=ElsewherePage)
    books: bool = False
    code: CodePage = field(default_factory=CodePage)
    appointments: tuple[AppointmentPage, ...] = ()
    priority: bool = False
    asking: bool = False
    reachable: bool = False
    ticket: TicketPage = field(default_factory=TicketPage)
    scanned: tuple[ScannedPage, ...] = ()
    told: Told = field(default_factory=Told)

    @property
    def spoken_in(self) -> tuple[str, ...]:
        """The language chosen or known from a slip; all of them while there is none."""
        unknown = any(page.number == "" for page in self.scanned)
        if self.page is Page.START or unknown or len(self.appointments) > 1:
            return tuple(language.code for language in self.languages)
        return (self.language,)

    @property
    def held_at_rest(self) -> bool:
        """Whether this is about a code that was held before the reader by who chose nothing."""
        at_rest = self.page is Page.APPOINTMENT and len(self.appointments) > 1
        return self.page is Page.SCANNED or at_rest

    @property
    def leads_back(self) -> bool:
        """Whether there is a way back from here: out of a question, or to another page."""
        if self.told.idle or self.told.help_title:
            return True
        return self.page not in (Page.START, Page.TICKET) and not self.asking


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the screen knows besides the visit and the floor; seconds left while they are told.

    ``phone_page``: a ticket can be followed by phone. ``untold`` are numbers on paper that the
    centre did not take.
    """

    online: bool
    starting: bool
    per_page: int
    printers: Printers
    phone_page: bool = False
    left_s: int | None = None
    help: HelpState | None = None
    untold: tuple[str, ...] = ()


def at_first(texts: Texts) -> Shown:
    """Before anything is known of the centre, not even its languages."""
    return Shown(language=texts.languages[0], languages=spoken(texts, texts.languages))


def showing(before: Shown, glance: Glance | None, visit: Visit, around: Around) -> Shown:
    """What to show now. Pages that are not on the screen keep their common part as it was."""
    reachable = glance is not None and (around.online or glance.alone is not None)
    page = visit.page(reachable=reachable)
    if glance is None:
        state = STARTING if around.starting else LOST
        return replace(before, page=page, reachable=False, start=Start(state=state))
    language = visit.language or glance.catalogue.centre.languages[0]
    at_start = page is Page.START
    promise_page, choice_rows = before_page(glance, visit, around.printers, language)
    return Shown(
        page=page,
        language=language,
        languages=spoken(glance.texts, glance.catalogue.centre.languages),
        header=header(glance, visit, around.untold, language),
        start=_start(glance, around) if at_start else before.start,
        tiles=(
            tiles(glance, visit, around.per_page, language)
            if at_start or page is Page.SERVICES
            else before.tiles
        ),
        promise=promise_page,
        choices=choice_rows,
        join=join(glance, visit, around, language),
        elsewhere=elsewhere_page(glance, visit.group, visit.elsewhere, language),
        books=has_books(glance),
        code=code_page(glance, visit, language),
        appointments=appointment_pages(glance, visit),
        priority=visit.priority,
        asking=visit.asking is not None,
        reachable=reachable,
        ticket=ticket(glance, visit, around.printers, language),
        scanned=scanned(glance, visit),
        told=told(glance, visit, page, language, left_s=around.left_s, help_state=around.help),
    )


def _start(glance: Glance, around: Around) -> Start:
    there = around.online or glance.alone is not None
    return start(glance) if there else Start(state=LOST)


def spoken(texts: Texts, languages: Iterable[str]) -> tuple[Spoken, ...]:
    """Languages to choose from."""
    return tuple(
        Spoken(code=language, name=texts.say(language, "language-name")) for language in languages
    )


def start(glance: Glance) -> Start:
    """The first screen in every language, open or closed."""
    state = doors(glance)
    languages = glance.catalogue.centre.languages
    if state is Doors.OPEN:
        return Start(state=state.value, welcomes=tuple(welcome(glance, code) for code in languages))
    return Start(state=state.value, closed=tuple(closed(glance, state, code) for code in languages))


def tiles(glance: Glance, visit: Visit, per_page: int, language: str) -> Tiles:
    """The page of tiles that holds the one the visitor had reached."""
    pages = tile_pages(glance.catalogue.groups, per_page, books=has_books(glance))
    number = min(visit.tiles_from // per_page, len(pages) - 1)
    unsure = next((group for group in glance.catalogue.groups if group.unsure), None)
    page_of = glance.texts.say(language, "kiosk-page", page=number + 1, pages=len(pages))
    return Tiles(
        tiles=tuple(tile(glance, group, language) for group in pages[number]) if pages else (),
        unsure=tile(glance, unsure, language) if unsure else None,
        page_of=page_of if len(pages) > 1 else "",
        last=number + 1 >= len(pages),
    )


def before_page(
    glance: Glance, visit: Visit, printers: Printers, language: str
) -> tuple[Promise, tuple[Choice, ...]]:
    """The page before the ticket, empty while nothing is chosen."""
    chosen = visit.chosen(glance.catalogue)
    if chosen is None:
        return Promise(), ()
    group, service = chosen
    page = promise(glance, group, service, language, visit.declined)
    if printers.hopeless and page.can_take:
        page = replace(
            page,
            no_paper=glance.texts.say(language, "kiosk-no-paper-now"),
            no_paper_instead=glance.texts.say(language, "kiosk-no-paper-instead"),
        )
    return page, choices(glance, group, service, language)


def join(glance: Glance, visit: Visit, around: Around, language: str) -> JoinPage:
    """The question before a long wait, empty while nothing is chosen."""
    chosen = visit.chosen(glance.catalogue)
    if chosen is None:
        return JoinPage()
    _group, service = chosen
    return join_page(
        glance, service, language, priority=visit.priority, phone_page=around.phone_page
    )


def ticket(glance: Glance, visit: Visit, printers: Printers, language: str) -> TicketPage:
    """The visitor's ticket, empty while there is none."""
    if visit.issued is None or visit.paper is None:
        return TicketPage()
    taken = Taken(issued=visit.issued, paper=visit.paper, alone=visit.alone)
    return ticket_page(glance, taken, printers, language)


def scanned(glance: Glance, visit: Visit) -> tuple[ScannedPage, ...]:
    """What a scanned code means, in the language chosen or in every one."""
    if visit.scanned is None:
        return ()
    found = glance.mirror.by_token(visit.scanned)
    languages = (visit.language,) if visit.language else glance.catalogue.centre.languages
    return tuple(scanned_page(glance, found, language) for language in languages)


def opens_with(glance: Glance, group: GroupId) -> ServiceId | None:
    """The service a tile opens with: the most wanted one that gives tickets, else the first."""
    services = glance.catalogue.services_of_group(group)
    giving = [service for service in services if glance.refusal(service) is None]
    return next((service.id for service in (*giving, *services)), None)
