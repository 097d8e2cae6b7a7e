"""What the kiosk promises before a ticket is taken, and what it says when none can be had."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.client.cut_off import NO_NUMBER
from kiosk.client.reply import Declined
from kiosk.domain.catalogue import Group, Service
from kiosk.domain.errors import Reason
from kiosk.domain.issuing import quota_left
from kiosk.ui.kiosk_alone import ahead, figures_notice, waiting_line
from kiosk.ui.kiosk_elsewhere import ways_elsewhere
from kiosk.ui.kiosk_glance import Glance, named

FEW_LEFT = 10
"""From here on the screen says how many tickets of a quota are left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One service of the group."""

    service: str
    name: str
    picked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class No:
    """Why there is no ticket, and what else one can do."""

    title: str
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """All a visitor is told of one service before taking a ticket.

    ``wait`` stands with ``wait_unit``, or alone in words while it is not known; ``summary`` says
    ahead and wait in short. A text that has nothing to say is empty. ``no_title`` is why there is
    no ticket; with ``can_take`` it was the centre that could not, and the visitor may ask again.
    ``no_paper`` is said beforehand while no printer can print.
    """

    group: str = ""
    agency: str = ""
    icon: str = ""
    bring: tuple[str, ...] = ()
    fee: str = ""
    fee_where: str = ""
    ready: str = ""
    ahead: str = ""
    wait: str = ""
    wait_unit: str = ""
    summary: str = ""
    notice: str = ""
    no_title: str = ""
    no_instead: str = ""
    can_take: bool = False
    no_paper: str = ""
    no_paper_instead: str = ""


def choices(glance: Glance, group: Group, chosen: Service, language: str) -> tuple[Choice, ...]:
    """The group's services to choose from, and what of it is given elsewhere; none if it is one."""
    services = glance.catalogue.services_of_group(group.id)
    here = [
        Choice(service=s.id, name=named(s.name, language), picked=s.id == chosen.id)
        for s in services
    ]
    there = [
        Choice(service=which, name=words, picked=False)
        for which, words in ways_elsewhere(glance, group, language)
    ]
    return (*here, *there) if len(here) + len(there) > 1 else ()


def promise(
    glance: Glance, group: Group, service: Service, language: str, declined: Declined | None
) -> Promise:
    """The page before the ticket; ``declined`` is what the centre answered, if it said no."""
    texts = glance.texts
    fee = service.fee_on(glance.at.date())
    people = glance.mirror.waiting_before_arrival(service.id)
    wait_min = glance.wait_min(service)
    no, can_take = _no(glance, service, language, declined)
    return Promise(
        group=named(group.name, language),
        agency=named(service.agency, language),
        icon=group.icon,
        bring=tuple(named(item, language) for item in service.bring),
        fee=_fee(glance, service, language),
        fee_where=texts.say(language, "kiosk-fee-where") if fee and fee.amount_kes > 0 else "",
        ready=(
            texts.say(language, "kiosk-ready-in", when=named(service.ready, language))
            if service.ready
            else ""
        ),
        ahead=ahead(people, glance.alone),
        wait=texts.wait_figures(language, wait_min),
        wait_unit=texts.say(language, "minutes-short") if wait_min else "",
        summary=waiting_line(
            texts,
            texts.say(language, "people-ahead", count=people),
            wait_min,
            glance.alone,
            language,
        ),
        notice=_notice(glance, service, language) if no is None else "",
        no_title=no.title if no else "",
        no_instead=no.instead if no else "",
        can_take=can_take,
    )


def _fee(glance: Glance, service: Service, language: str) -> str:
    fee = service.fee_on(glance.at.date())
    if fee is None:
        return ""
    if fee.amount_kes == 0:
        return glance.texts.say(language, "kiosk-fee-free")
    return glance.texts.money(language, fee.amount_kes)


def _notice(glance: Glance, service: Service, language: str) -> str:
    """Few tickets left, nobody yet who gives this service, or figures that are not of now."""
    left = quota_left(glance.mirror.floor, glance.catalogue, service, glance.at)
    if left is not None and left <= FEW_LEFT:
        return glance.texts.say(language, "kiosk-quota-left", count=left)
    if glance.alone is not None:
        return figures_notice(glance.texts, glance.alone, language)
    if glance.wait_for(service) is None:
        return glance.texts.say(language, "kiosk-no-counter-open")
    return ""


def _no(
    glance: Glance, service: Service, language: str, declined: Declined | None
) -> tuple[No | None, bool]:
    """Why not, and whether to ask again makes sense."""
    reason = glance.refusal(service)
    if reason is not None:
        return refused(glance, service, reason, language), False
    if declined is None:
        return None, True
    if declined.reason in Reason.__members__:
        return refused(glance, service, Reason[declined.reason], language), False
    instead = glance.texts.say(language, "kiosk-ask-information-desk")
    if declined.reason == NO_NUMBER:
        return No(title=glance.texts.say(language, "kiosk-no-number"), instead=instead), False
    return No(title=named(declined.say, language), instead=instead), True


def refused(glance: Glance, service: Service, reason: Reason, language: str) -> No:
    """What the rules say, in words, with what else one can do."""
    texts = glance.texts
    again = glance.hours_of(service).next_opening(glance.at)
    if reason is Reason.SERVICE_SUSPENDED:
        return No(
            title=texts.say(language, "kiosk-suspended"),
            instead=" ".join(
                (
                    *_suspended_why(glance, service, language),
                    texts.say(language, "kiosk-suspended-instead"),
                )
            ),
        )
    if reason is Reason.QUOTA_FULL and again is not None:
        return No(
            title=texts.say(language, "kiosk-quota-full"),
            instead=texts.say(language, "kiosk-quota-instead", day=texts.date(language, again)),
        )
    if reason is Reason.CUT_OFF:
        return No(
            title=texts.say(language, "kiosk-cut-off"), instead=_again(glance, again, language)
        )
    title = texts.say(language, "refused-" + reason.name.lower().replace("_", "-"))
    return No(title=title, instead=_again(glance, again, language))


def _suspended_why(glance: Glance, service: Service, language: str) -> tuple[str, ...]:
    code = glance.mirror.floor.suspended.get(service.id)
    for reason in glance.catalogue.suspend_reasons:
        if reason.id == code:
            name = named(reason.name, language)
            return (glance.texts.say(language, "kiosk-suspended-why", reason=name),)
    return ()


def _again(glance: Glance, again: datetime | None, language: str) -> str:
    texts = glance.texts
    if again is None:
        return texts.say(language, "kiosk-ask-information-desk")
    day, time = texts.date(language, again), texts.time(again)
    return texts.say(language, "kiosk-cut-off-instead", day=day, time=time)
