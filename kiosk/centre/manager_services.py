"""The manager's page of services and counters: suspend, restore, quota, cut-off, close."""

from datetime import datetime, timedelta

from kiosk.centre.manager_desk import ManagerDesk, Request
from kiosk.centre.manager_door import ROOT
from kiosk.centre.manager_sights import ManagerSights
from kiosk.domain.commands import (
    CloseCounter,
    Command,
    RestoreService,
    SetCutOff,
    SetQuota,
    SuspendService,
)
from kiosk.domain.counter import CounterState
from kiosk.domain.ids import CounterId, ServiceId
from kiosk.web.answer import Answer
from kiosk.web.desk import whole
from kiosk.web.manager_live import counter_row
from kiosk.web.manager_services import service_line
from kiosk.web.manager_sight import ServiceSight

HERE = "services"
THERE = f"{ROOT}/{HERE}"
MOST_DIGITS = 6
MAY_BE_CLOSED = frozenset({CounterState.FREE, CounterState.READY, CounterState.PAUSED})
"""A counter somebody forgot to close; one with a visitor is closed by its agent alone."""


class NoNumber(Exception):
    """What was typed is no whole number."""


class ServicesPages:
    """Shows what the centre gives today, and lets a manager change it."""

    def __init__(self, *, desk: ManagerDesk, sights: ManagerSights) -> None:
        self._desk = desk
        self._sights = sights

    async def show(self, request: Request) -> Answer | None:
        """All services and counters, or one service."""
        if request.rest:
            return self._one(request)
        words = request.words
        return self._desk.page(
            request,
            "services.html",
            HERE,
            always_open=self._sights.catalogue.rules.open_all_day,
            services=tuple(
                service_line(one, words, until=self._until(one)) for one in self._sights.services()
            ),
            counters=tuple(
                (one.id, counter_row(one, words), one.state in MAY_BE_CLOSED)
                for one in self._sights.counters()
            ),
        )

    def _one(self, request: Request) -> Answer | None:
        service = self._service(request.rest)
        if service is None:
            return None
        catalogue = self._sights.catalogue
        words, own = request.words, catalogue.service[service.id]
        return self._desk.page(
            request,
            "service.html",
            HERE,
            always_open=catalogue.rules.open_all_day,
            service=service,
            line=service_line(service, words, until=self._until(service)),
            reasons=tuple((code.id, words.name(code.name)) for code in catalogue.suspend_reasons),
            own_quota=own.quota,
            own_cut_off=catalogue.hours_of(own).cut_off_min,
        )

    def _service(self, named: str) -> ServiceSight | None:
        return next((one for one in self._sights.services() if one.id == named), None)

    def _until(self, service: ServiceSight) -> datetime | None:
        """When tickets stop today; ``None``: there are none today."""
        catalogue, at = self._sights.catalogue, self._sights.now()
        opening = catalogue.hours_of(catalogue.service[service.id]).on(at.date())
        if opening is None:
            return None
        opens = datetime.combine(at.date(), opening.opens, at.tzinfo)
        closes = datetime.combine(at.date(), opening.closes, at.tzinfo)
        return max(opens, closes - timedelta(minutes=service.cut_off_min))

    async def act(self, request: Request) -> Answer | None:
        """What one of the forms asks."""
        if request.rest == "close":
            command: Command = CloseCounter(counter=CounterId(request.field("counter")))
            well = request.words.say("manager-counter-was-closed")
            return await self._desk.order(request, command, THERE, well)
        named, _, what = request.rest.rpartition("/")
        service = self._service(named)
        if service is None:
            return None
        there = f"{THERE}/{service.id}"
        try:
            asked = _command(what, service.id, request)
        except NoNumber:
            told = self._desk.ill(request, "manager-no-number")
            return self._desk.back(request, there, told)
        if asked is None:
            return None
        command, key = asked
        name = request.words.name(service.name)
        return await self._desk.order(request, command, there, request.words.say(key, service=name))


def _command(what: str, service: ServiceId, request: Request) -> tuple[Command, str] | None:
    """What is asked, and what is said when it is done. Raises ``NoNumber``."""
    match what:
        case "suspend":
            reason = request.field("reason")
            return SuspendService(service=service, reason=reason), "manager-was-suspended"
        case "restore":
            return RestoreService(service=service), "manager-was-restored"
        case "quota":
            quota = _number(request.field("quota"))
            return SetQuota(service=service, quota=quota), "manager-quota-was-set"
        case "cut-off":
            minutes = _number(request.field("minutes"))
            return SetCutOff(service=service, cut_off_min=minutes), "manager-cut-off-was-set"
        case _:
            return None


def _number(typed: str) -> int | None:
    """A whole number, or none where nothing was typed."""
    if not typed:
        return None
    number = whole(typed, most_digits=MOST_DIGITS)
    if number is None:
        raise NoNumber
    return number
