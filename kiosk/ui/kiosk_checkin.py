"""What the kiosk says of an appointment before it is checked in, and while its number is typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.client.cut_off import NO_NUMBER
from kiosk.client.reply import Declined
from kiosk.domain import calling
from kiosk.domain.appointment import Appointment
from kiosk.domain.catalogue import Service
from kiosk.domain.errors import Reason
from kiosk.domain.ids import AppointmentCode
from kiosk.domain.issuing import check_in_refusal
from kiosk.domain.slots import Timeliness, appointment_of, place_of, timeliness
from kiosk.ui.kiosk_codes import DIGITS, Sought, grouped
from kiosk.ui.kiosk_figures import Figures, figures
from kiosk.ui.kiosk_glance import Glance, named
from kiosk.ui.kiosk_promise import No, refused
from kiosk.ui.kiosk_ticket import where
from kiosk.ui.kiosk_visit import MOST_MISSES, Visit

TIMELY: Mapping[Timeliness, tuple[str, str]] = {
    Timeliness.EARLY: ("kiosk-appointment-early", "kiosk-appointment-early-note"),
    Timeliness.ON_TIME: ("kiosk-appointment-on-time", ""),
    Timeliness.LATE: ("kiosk-appointment-late", "kiosk-appointment-late-note"),
    Timeliness.LOST: ("kiosk-appointment-lost", "kiosk-appointment-lost-note"),
}
"""How a visitor comes who can still be checked in: said plainly, and what it means."""
SHORT: Mapping[str, str] = {
    "kiosk-code-wrong": "kiosk-code-wrong-short",
    "refused-appointment-unknown": "kiosk-code-unknown-short",
}
"""The same in two words."""
LIMITS = frozenset(
    {
        Reason.SERVICE_SUSPENDED,
        Reason.CENTRE_CLOSED,
        Reason.CUT_OFF,
        Reason.QUOTA_FULL,
    }
)
"""Refusals that say the same of an appointment as of any ticket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePage:
    """The number of an appointment, digit by digit.

    ``typed`` is how it stands on the screen, ``aloud`` what is said of it; ``complete``: it has all
    its digits. ``problem`` is why the last one led nowhere (``problem_short`` on a small screen);
    ``over``: no more are taken.
    """

    typed: tuple[str, ...] = ()
    aloud: str = ""
    complete: bool = False
    problem: str = ""
    problem_short: str = ""
    instead: str = ""
    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentPage:
    """One appointment in one language, and what coming now means.

    ``time`` and ``name`` are absent where none is known here. ``told`` is how the visitor comes, or
    why there is no ticket (``can_take`` says which); ``note`` what it means or what else one can
    do; ``figures`` how many are ahead and how long it takes, empty where that is not to be known.
    """

    language: str = ""
    time: str = ""
    name: str = ""
    service: str = ""
    told: str = ""
    note: str = ""
    figures: Figures = field(default_factory=Figures)
    bring: tuple[str, ...] = ()
    can_take: bool = False


def has_books(glance: Glance) -> bool:
    """Whether anybody can have an appointment here."""
    services = glance.catalogue.services
    return any(service.appointments for service in services) or len(glance.mirror.floor.book) > 0


def code_page(glance: Glance, visit: Visit, language: str) -> CodePage:
    """The number as far as it is typed; empty while nobody types one."""
    if visit.typed is None:
        return CodePage()
    texts, typed = glance.texts, visit.typed
    complete = len(typed) == DIGITS
    over = visit.misses >= MOST_MISSES
    problem, instead = "", ""
    if over:
        problem, instead = "kiosk-code-over", "kiosk-code-over-instead"
    elif visit.missed:
        problem, instead = visit.missed, "kiosk-code-instead"
    return CodePage(
        typed=grouped(typed),
        aloud=(
            texts.say(language, "say-code-complete", digits=" ".join(typed))
            if complete
            else texts.say(language, "say-code-typed", count=len(typed))
        ),
        complete=complete,
        problem=texts.say(language, problem) if problem else "",
        problem_short=texts.say(language, SHORT[problem]) if problem in SHORT else "",
        instead=texts.say(language, instead) if instead else "",
        over=over,
    )


def unknown(glance: Glance, code: AppointmentCode | None) -> str:
    """Why these digits lead nowhere, as a sentence's key; empty when they lead somewhere."""
    if code is None:
        return "kiosk-code-wrong"
    known = appointment_of(glance.mirror.floor, code)
    return "" if known is not None else "refused-appointment-unknown"


def appointment_pages(glance: Glance, visit: Visit) -> tuple[AppointmentPage, ...]:
    """The appointment asked for, in the language chosen or in every one."""
    if visit.sought is None:
        return ()
    languages = (visit.language,) if visit.language else glance.catalogue.centre.languages
    return tuple(_page(glance, visit, visit.sought, language) for language in languages)


def _page(glance: Glance, visit: Visit, sought: Sought, language: str) -> AppointmentPage:
    code = sought.code
    appointment = appointment_of(glance.mirror.floor, code) if code is not None else None
    if appointment is None:
        nowhere = _nowhere(glance, sought, language)
        return AppointmentPage(language=language, told=nowhere.title, note=nowhere.instead)
    service = glance.catalogue.service.get(appointment.service)
    no, may_ask = _no(glance, appointment, service, visit.declined, language)
    if service is not None and no is None:
        return _to_be_had(glance, appointment, service, language, priority=visit.priority)
    return AppointmentPage(
        language=language,
        time=_time(glance, appointment, language),
        name=_name(glance, service, language),
        service=_service(glance, service, language),
        told=no.title if no is not None else "",
        note=no.instead if no is not None else "",
        can_take=may_ask,
    )


def _to_be_had(
    glance: Glance, appointment: Appointment, service: Service, language: str, *, priority: bool
) -> AppointmentPage:
    when = timeliness(glance.catalogue, appointment, glance.at)
    key, note = TIMELY[when]
    return AppointmentPage(
        language=language,
        time=_time(glance, appointment, language),
        name=_name(glance, service, language),
        service=_service(glance, service, language),
        told=glance.texts.say(language, key),
        note=glance.texts.say(language, note, time=_clock(glance, appointment)) if note else "",
        # Who will come until then is not known: before the time there is nothing to promise but it.
        figures=(
            Figures()
            if when is Timeliness.EARLY
            else _figures(glance, appointment, service, language, priority=priority)
        ),
        bring=tuple(named(item, language) for item in service.bring),
        can_take=True,
    )


def _figures(
    glance: Glance, appointment: Appointment, service: Service, language: str, *, priority: bool
) -> Figures:
    place = place_of(glance.catalogue, appointment, glance.at)
    # The better of the two places: credits never add up.
    credit_s = max(
        round((glance.at - place).total_seconds()),
        calling.credit_s(glance.catalogue, priority=priority),
    )
    return figures(glance, service, language, credit_s=credit_s)


def _nowhere(glance: Glance, sought: Sought, language: str) -> No:
    """A code that is no appointment's here."""
    if sought.over:
        return No(
            title=glance.texts.say(language, "kiosk-code-over"),
            instead=glance.texts.say(language, "kiosk-code-over-instead"),
        )
    title = "kiosk-code-foreign" if sought.foreign else "refused-appointment-unknown"
    return No(
        title=glance.texts.say(language, title),
        instead=glance.texts.say(language, "kiosk-code-scan-instead"),
    )


def _no(
    glance: Glance,
    appointment: Appointment,
    service: Service | None,
    declined: Declined | None,
    language: str,
) -> tuple[No | None, bool]:
    """Why it cannot be checked in now, with what else one can do; and whether to ask all the same.

    The centre may have been unable for a moment only.
    """
    reason = check_in_refusal(glance.mirror.floor, glance.catalogue, appointment, glance.at)
    if reason is None and declined is not None and declined.reason in Reason.__members__:
        reason = Reason[declined.reason]
    if reason is not None:
        return _refused(glance, appointment, service, reason, language), False
    if declined is not None and declined.reason == NO_NUMBER:
        title = glance.texts.say(language, "kiosk-no-number")
        return No(title=title, instead=_ask(glance, language)), False
    if declined is not None:
        return No(title=named(declined.say, language), instead=_ask(glance, language)), True
    return None, True


def _refused(
    glance: Glance,
    appointment: Appointment,
    service: Service | None,
    reason: Reason,
    language: str,
) -> No:
    if reason in LIMITS and service is not None:
        return refused(glance, service, reason, language)
    title = glance.texts.say(language, "refused-" + reason.name.lower().replace("_", "-"))
    return No(title=title, instead=_instead(glance, appointment, reason, language))


def _instead(glance: Glance, appointment: Appointment, reason: Reason, language: str) -> str:
    if reason is Reason.APPOINTMENT_OTHER_DAY:
        slot = _local(glance, appointment)
        return glance.texts.say(
            language,
            "kiosk-appointment-day",
            day=glance.texts.date(language, slot),
            time=glance.texts.time(slot),
        )
    ticket = appointment.ticket
    kept = glance.mirror.floor.tickets.get(ticket) if ticket is not None else None
    if reason is Reason.APPOINTMENT_USED and kept is not None:
        return where(glance, kept, language)
    return _ask(glance, language)


def _ask(glance: Glance, language: str) -> str:
    return glance.texts.say(language, "kiosk-ask-information-desk")


def _local(glance: Glance, appointment: Appointment) -> datetime:
    return appointment.slot.astimezone(glance.at.tzinfo)


def _clock(glance: Glance, appointment: Appointment) -> str:
    return glance.texts.time(_local(glance, appointment))


def _time(glance: Glance, appointment: Appointment, language: str) -> str:
    """The time alone today, the day with it on another."""
    slot = _local(glance, appointment)
    if slot.date() == glance.at.date():
        return glance.texts.time(slot)
    return f"{glance.texts.date(language, slot)}, {glance.texts.time(slot)}"


def _name(glance: Glance, service: Service | None, language: str) -> str:
    groups = glance.catalogue.groups
    group = next((each for each in groups if service and each.id == service.group), None)
    return named(group.name, language) if group is not None else ""


def _service(glance: Glance, service: Service | None, language: str) -> str:
    """Which of its group's services, where there are several."""
    if service is None or len(glance.catalogue.services_of_group(service.group)) == 1:
        return ""
    return named(service.name, language)
