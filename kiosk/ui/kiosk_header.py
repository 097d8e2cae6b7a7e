"""What stands above every page of the kiosk: the centre's sign, and what is not as usual."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kiosk.ui.kiosk_alone import banner
from kiosk.ui.kiosk_glance import Glance, named
from kiosk.ui.kiosk_told import Aloud
from kiosk.ui.kiosk_visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What stands above every page.

    ``alone`` is what is said while the kiosk goes on by itself, or what staff must know of it, in
    place of ``sample``; ``alone_aloud`` the same, language by language.
    """

    name: str = ""
    place: str = ""
    time: str = ""
    sample: str = ""
    alone: str = ""
    alone_aloud: tuple[Aloud, ...] = ()


def header(glance: Glance, visit: Visit, untold: Sequence[str], language: str) -> Header:
    """The centre's sign; before a language is chosen the banner speaks all of them."""
    languages = (language,) if visit.language else glance.catalogue.centre.languages
    alone = _alone(glance, visit, untold, languages)
    sample = " · ".join(glance.texts.say(code, "sample-centre") for code in languages)
    return Header(
        name=named(glance.catalogue.centre.name, language),
        place=named(glance.catalogue.centre.place, language),
        time=glance.texts.time(glance.at),
        sample=sample if glance.catalogue.rules.open_all_day else "",
        alone=" · ".join(each.say for each in alone),
        alone_aloud=alone,
    )


def _alone(
    glance: Glance, visit: Visit, untold: Sequence[str], languages: Iterable[str]
) -> tuple[Aloud, ...]:
    """What this kiosk says of itself, language by language."""
    texts = glance.texts
    if glance.alone is not None:
        if not visit.language:
            # In every language at once there is room for no more.
            return tuple(
                Aloud(language=code, say=texts.say(code, "kiosk-alone-brief")) for code in languages
            )
        return tuple(
            Aloud(language=code, say=banner(texts, glance.alone, code)) for code in languages
        )
    if untold and not visit.language:
        numbers = ", ".join(untold)
        return tuple(
            Aloud(language=code, say=texts.say(code, "kiosk-untold", numbers=numbers))
            for code in languages
        )
    return ()
