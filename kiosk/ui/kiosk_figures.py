"""How many are ahead and about how long it takes, for somebody who would come with a credit."""

from dataclasses import dataclass

from kiosk.domain.catalogue import Service
from kiosk.domain.waiting import Forecast, told
from kiosk.ui.kiosk_alone import ahead, figures_notice, waiting_line
from kiosk.ui.kiosk_glance import Glance, minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What stands on the card of a promise; ``summary`` is the same in one line.

    ``wait`` stands with ``wait_unit``, or alone in words while it is not known.
    """

    ahead: str = ""
    wait: str = ""
    wait_unit: str = ""
    summary: str = ""
    notice: str = ""
    no_paper: str = ""


def forecast(glance: Glance, service: Service, credit_s: int) -> Forecast | None:
    """The wait with this credit (seconds); ``None``: not known yet."""
    return glance.wait_for(service, credit_s)


def figures(glance: Glance, service: Service, language: str, *, credit_s: int) -> Figures:
    """How it stands now for whoever comes with this credit, in seconds."""
    texts = glance.texts
    wait_min = minutes(told(forecast(glance, service, credit_s)))
    people = glance.mirror.ahead_of_arrival(service.id, glance.at, credit_s=credit_s)
    return Figures(
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
        notice=figures_notice(texts, glance.alone, language),
    )
