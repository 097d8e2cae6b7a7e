"""The centre of a scenario, as its catalogue would say it."""

from datetime import time, timedelta, timezone

from bench.day.scenario import CLOSES_S, OPENS_S, SLOT_MIN, Absence, Desk, Scenario
from kiosk.domain.catalogue import (
    Catalogue,
    Centre,
    Code,
    Counter,
    Group,
    Hours,
    Opening,
    Queue,
    Rules,
    Service,
    Shifts,
    Slots,
)
from kiosk.domain.ids import CounterId, GroupId, QueueId, ServiceId

NAIROBI = timezone(timedelta(hours=3))
WORKING_DAYS = ("mon", "tue", "wed", "thu", "fri")
LETTERS = "AFHLRSWXYBCDEGJKMN"
CUT_OFF_MIN = 15


def catalogue_of(scenario: Scenario, *, open_all_day: bool = False) -> Catalogue:
    """Its services, each with a queue of its own, and its counters, with shifts where planned."""
    return Catalogue(
        centre=Centre(code="LAB", name=_names("Laboratory"), place=_names("Nairobi")),
        groups=(Group(id=GroupId("all"), name=_names("All"), hint=_names(""), icon="info"),),
        services=tuple(
            Service(
                id=ServiceId(kind.id),
                group=GroupId("all"),
                queue=QueueId(kind.id),
                name=_names(kind.id),
                agency=_names(kind.id),
                icon="info",
                target_min=max(1, round(kind.mean_s / 60)),
                hall=_names("Hall"),
                appointments=Slots(minutes=SLOT_MIN) if scenario.appointments else None,
            )
            for kind in scenario.kinds
        ),
        queues=tuple(
            Queue(id=QueueId(kind.id), letter=letter, name=_names(kind.id), short=_names(kind.id))
            for kind, letter in zip(scenario.kinds, LETTERS, strict=False)
        ),
        counters=tuple(
            Counter(
                id=counter_id(number),
                label=str(number + 1),
                hall=_names("Hall"),
                services=tuple(ServiceId(service) for service in desk.services),
                shifts=_shifts(desk) if scenario.absence is Absence.PLANNED else None,
            )
            for number, desk in enumerate(scenario.desks)
        ),
        hours=Hours(
            week=dict.fromkeys(WORKING_DAYS, _span(OPENS_S, CLOSES_S)), cut_off_min=CUT_OFF_MIN
        ),
        pause_reasons=(Code(id="lunch", name=_names("lunch")),),
        rules=Rules(priority_credit_min=scenario.credit_min, open_all_day=open_all_day),
    )


def counter_id(number: int) -> CounterId:
    """The counter of the scenario's desk ``number``, from 0."""
    return CounterId(str(number + 1))


def _shifts(desk: Desk) -> Shifts:
    if desk.lunch_s is None:
        spans: tuple[Opening, ...] = (_span(OPENS_S, CLOSES_S),)
    else:
        leaves_s, comes_s = desk.lunch_s
        spans = (_span(OPENS_S, leaves_s), _span(comes_s, CLOSES_S))
    return Shifts(week=dict.fromkeys(WORKING_DAYS, spans))


def _span(from_s: float, to_s: float) -> Opening:
    return Opening(opens=_time(from_s), closes=_time(to_s))


def _time(of_day_s: float) -> time:
    minutes = round(of_day_s / 60)
    return time(minutes // 60, minutes % 60)


def _names(text: str) -> dict[str, str]:
    return {"en": text, "sw": text}
