"""One person's time at the kiosk: all that is kept of it, and so all that is forgotten after it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from kiosk.client.reply import Alone, Declined
from kiosk.domain.catalogue import Catalogue, Group, Service
from kiosk.domain.ids import CommandId, GroupId, ServiceId
from kiosk.ui.kiosk_codes import Sought
from kiosk.ui.kiosk_settings import Waits
from kiosk.ui.paper_state import PaperNow, PaperState
from kiosk.wire.codec import Issued

MOST_MISSES = 5
"""So many wrong numbers of appointments a visitor may type; then a colleague looks for it."""
NOTHING_LEFT = (PaperState.TAKE, PaperState.TAKEN, PaperState.SENT)
"""Papers whose visitor may go."""


class Page(StrEnum):
    """The screens of the kiosk."""

    START = "start"
    SERVICES = "services"
    BEFORE = "before"
    JOINING = "joining"
    ELSEWHERE = "elsewhere"
    CODE = "code"
    APPOINTMENT = "appointment"
    TICKET = "ticket"
    SCANNED = "scanned"
    LOST = "lost"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What the visitor chose and got; a new one is empty.

    ``elsewhere`` is a service that is not given here; ``joining`` says that the wait is long and
    the visitor is asked. ``typed`` are the digits of an appointment's number so far, ``missed`` why
    the last number led nowhere, ``sought`` the appointment asked for. ``asking`` is the command
    whose answer is awaited; ``unanswered`` says that none came; ``alone`` that the kiosk gave the
    ticket by itself.
    """

    language: str = ""
    tiles_from: int = 0
    group: GroupId | None = None
    service: ServiceId | None = None
    elsewhere: str | None = None
    priority: bool = False
    joining: bool = False
    typed: str | None = None
    missed: str = ""
    misses: int = 0
    sought: Sought | None = None
    asking: CommandId | None = None
    declined: Declined | None = None
    unanswered: bool = False
    issued: Issued | None = None
    issued_at: datetime | None = None
    alone: Alone | None = None
    paper: PaperNow | None = None
    scanned: str | None = None

    def page(self, *, reachable: bool) -> Page:
        """Which screen this is; what needs the centre gives way while it is not ``reachable``."""
        if self.issued is not None:
            return Page.TICKET
        if self.unanswered:
            return Page.NO_ANSWER
        if self.asking is not None:
            return self._asked_of()
        if self.scanned is None and self.sought is None and not self.language:
            return Page.START
        if not reachable:
            return Page.LOST
        if self.scanned is not None:
            return Page.SCANNED
        return self._asked_of()

    def _asked_of(self) -> Page:
        if self.sought is not None:
            return Page.APPOINTMENT
        if self.typed is not None:
            return Page.CODE
        if self.elsewhere is not None:
            return Page.ELSEWHERE
        if self.service is None:
            return Page.SERVICES
        return Page.JOINING if self.joining else Page.BEFORE

    @property
    def complete(self) -> bool:
        """Whether nothing is left to be done but to read the page and go."""
        if self.issued is None:
            return self.scanned is not None
        return self.paper is not None and self.paper.state in NOTHING_LEFT

    def patience_s(
        self, page: Page, waits: Waits, *, helped: bool, begun: bool = False
    ) -> tuple[int, int] | None:
        """The quiet and the told seconds to wait for the visitor; ``None`` waits for ever.

        ``begun``: it is read aloud to somebody, or was made easier, who may go without a word.
        """
        if self.asking is not None:
            return None
        if page is Page.START:
            if helped:
                return (waits.help_s, 0)
            return (waits.quiet_s, 0) if begun else None
        if self.complete:
            return (0, waits.last_page_s)
        return (waits.help_s if helped else waits.quiet_s, waits.warning_s)

    def without_service(self) -> "Visit":
        """Back among the services, with nothing chosen of the last one."""
        return replace(
            self,
            group=None,
            service=None,
            elsewhere=None,
            priority=False,
            joining=False,
            declined=None,
        )

    def before(self, page: Page) -> "Visit | None":
        """The visit a step before that page; ``None`` where another visitor's begins."""
        match page:
            case Page.BEFORE:
                return self.without_service()
            case Page.JOINING:
                return replace(self, joining=False)
            case Page.ELSEWHERE:
                return replace(self, elsewhere=None)
            case Page.CODE:
                return replace(self, typed=None, missed="")
            case Page.APPOINTMENT if self.language:
                return replace(self, sought=None, priority=False, declined=None)
            case _:
                return None

    def chosen(self, catalogue: Catalogue) -> tuple[Group, Service] | None:
        """The group and service chosen, while this catalogue has them."""
        service = catalogue.service.get(self.service) if self.service is not None else None
        group = next((g for g in catalogue.groups if g.id == self.group), None)
        return None if service is None or group is None else (group, service)
