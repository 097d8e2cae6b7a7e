"""The question before a long wait: still join, or what else one can do."""

from dataclasses import dataclass, field

from kiosk.domain import calling
from kiosk.domain.catalogue import Service
from kiosk.ui.kiosk_figures import Figures, figures, forecast
from kiosk.ui.kiosk_glance import Glance


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinPage:
    """What is asked before a ticket is given. ``due``: the wait is long enough to ask at all.

    ``others`` is what else one can do.
    """

    due: bool = False
    title: str = ""
    figures: Figures = field(default_factory=Figures)
    others: tuple[str, ...] = ()


def join_page(
    glance: Glance, service: Service, language: str, *, priority: bool, phone_page: bool
) -> JoinPage:
    """The question for ``service`` now; not due while nobody knows how long the wait is."""
    credit_s = calling.credit_s(glance.catalogue, priority=priority)
    wait = forecast(glance, service, credit_s)
    long_s = glance.catalogue.rules.ask_from_wait_min * 60
    return JoinPage(
        due=wait is not None and wait.median_s >= long_s,
        title=glance.texts.say(language, "kiosk-join-title"),
        figures=figures(glance, service, language, credit_s=credit_s),
        others=tuple(
            glance.texts.say(language, key) for key in _others(service, phone_page=phone_page)
        ),
    )


def _others(service: Service, *, phone_page: bool) -> tuple[str, ...]:
    """What this centre really has besides waiting in the hall."""
    has = (
        ("kiosk-join-book", service.appointments is not None),
        ("kiosk-join-phone", phone_page),
    )
    return tuple(key for key, there in has if there)
