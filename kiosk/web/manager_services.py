"""A service in words, as the manager's page of services lists it."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.web.desk_words import NOTHING
from kiosk.web.manager_sight import ServiceSight
from kiosk.web.manager_words import ManagerWords


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """One line of the list; ``tone`` is empty, ``amber`` or ``red``."""

    id: str
    letter: str
    name: str
    group: str
    state: str
    tone: str
    waiting: str
    given: str
    until: str


def service_line(one: ServiceSight, words: ManagerWords, *, until: datetime | None) -> ServiceLine:
    """The line of one service; ``until`` is when its tickets stop today."""
    state, tone = words.say("manager-runs"), ""
    if one.suspended is not None:
        state, tone = words.say("manager-suspended", reason=words.name(one.suspended)), "red"
    elif until is None:
        state, tone = words.say("manager-closed-today"), "amber"
    elif one.quota_left == 0:
        state, tone = words.say("manager-quota-reached"), "amber"
    elif one.waiting and not one.open_counters:
        state, tone = words.say("manager-no-counter"), "amber"
    given = str(one.taken)
    if one.quota is not None:
        given = words.say("manager-of-quota", taken=one.taken, quota=one.quota)
    return ServiceLine(
        id=one.id,
        letter=one.letter,
        name=words.name(one.name),
        group=words.name(one.group),
        state=state,
        tone=tone,
        waiting=str(one.waiting),
        given=given,
        until=words.texts.time(until) if until is not None else NOTHING,
    )
