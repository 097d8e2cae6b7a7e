"""What the kiosk says over a page: that it will be cleared, and what became of a call for help."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kiosk.ui.help_call import HelpState
from kiosk.ui.kiosk_glance import Glance
from kiosk.ui.kiosk_visit import Page, Visit

HELP: Mapping[HelpState, tuple[str, str]] = {
    HelpState.CALLED: ("help-called", "help-stay-here"),
    HelpState.COMING: ("help-coming", "help-stay-here"),
    HelpState.NOT_REACHED: ("help-not-reached", ""),
}
"""What became of a call for a colleague, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aloud:
    """Words in one of several languages, for who listens."""

    language: str
    say: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is said over a page.

    ``idle`` before a visitor is forgotten, ``clears`` on the last page (``clears_short`` on a small
    screen), ``help_title`` and ``help_note`` after help was called for; ``help_titles`` and
    ``help_notes`` are the same, language by language.
    """

    idle: str = ""
    clears: str = ""
    clears_short: str = ""
    help_title: str = ""
    help_note: str = ""
    help_titles: tuple[Aloud, ...] = ()
    help_notes: tuple[Aloud, ...] = ()


def told(
    glance: Glance,
    visit: Visit,
    page: Page,
    language: str,
    *,
    left_s: int | None,
    help_state: HelpState | None,
) -> Told:
    """The words over the page; before a language is chosen, in every one.

    ``left_s`` are the seconds left while they are told.
    """
    languages = (language,) if visit.language else glance.catalogue.centre.languages

    def say(key: str, between: str = " ", **arguments: int) -> str:
        return between.join(glance.texts.say(code, key, **arguments) for code in languages)

    idle = clears = short = ""
    if left_s is not None and page is not Page.START:
        # Before a language is chosen there is no sheet to be read in it.
        if visit.complete or not visit.language:
            clears = say("kiosk-screen-clears", " · ", seconds=left_s)
            short = say("kiosk-screen-clears-short", " · ", seconds=left_s)
        else:
            idle = say("idle-clears", seconds=left_s)
    title, note = HELP.get(help_state, ("", "")) if help_state else ("", "")
    titles, notes = (_aloud(glance, languages, key) for key in (title, note))
    return Told(
        idle=idle,
        clears=clears,
        clears_short=short,
        help_title=" ".join(each.say for each in titles),
        help_note=" ".join(each.say for each in notes),
        help_titles=titles,
        help_notes=notes,
    )


def _aloud(glance: Glance, languages: Iterable[str], key: str) -> tuple[Aloud, ...]:
    if not key:
        return ()
    return tuple(Aloud(language=code, say=glance.texts.say(code, key)) for code in languages)
