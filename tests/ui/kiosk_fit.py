"""A kiosk's page on screens of every size, in every language, with usual and with bigger text."""

from collections.abc import Iterator

from kiosk.ui.look import Look
from tests.ui.conftest import Opens
from tests.ui.fit import LARGE_MM, NORMAL_MM, assert_fits
from tests.ui.page import Page
from tests.ui.scenes.kiosk import KioskFixture, scene

SCREENS = {
    "10.1": ((1280, 800), 10.1),
    "10.1-portrait": ((800, 1280), 10.1),
    "15.6": ((1920, 1080), 15.6),
    "15.6-portrait": ((1080, 1920), 15.6),
    "21.5": ((1920, 1080), 21.5),
    "21.5-portrait": ((1080, 1920), 21.5),
    "32": ((1920, 1080), 32.0),
    "32-portrait": ((1080, 1920), 32.0),
}
"""Size in pixels, diagonal in inches."""
CRAMPED = {"15.6-coarse": ((1280, 800), 15.6), "21.5-coarse": ((1280, 800), 21.5)}


def look_of(screen: str) -> Look:
    """How a visitor finds such a screen."""
    diagonal_in = (SCREENS | CRAMPED)[screen][1]
    return Look(diagonal_in=diagonal_in, double_press_ms=0, reduce_motion=True)


def opened(open_page: Opens, fixture: KioskFixture, screen: str) -> Page:
    """The kiosk in a window of that size, come to rest."""
    page = open_page(
        "Foleni.Kiosk",
        size_px=(SCREENS | CRAMPED)[screen][0],
        look=fixture.look,
        properties={"kiosk": fixture.kiosk, "words": fixture.words},
    )
    page.settle()
    return page


def at_start(fixture: KioskFixture) -> bool:
    """Whether no language is chosen, so that the page speaks all of them."""
    told = (fixture.kiosk.property(name) for name in ("scanned", "appointments"))
    return fixture.kiosk.property("page") == "start" or any(len(pages) > 1 for pages in told)


def over(page: Page) -> str:
    """The sheet that lies over the page; empty when there is none."""
    return next((sheet for sheet in ("idle-sheet", "help-sheet") if page.has(sheet)), "")


def steps(page: Page) -> Iterator[int]:
    """Each step of a page that goes by steps, the one of any other; afterwards again the first."""
    page.settle()
    yield 0
    if over(page):
        return
    seen = [_step_texts(page)]
    while page.has("turn"):
        page.tap("turn")
        page.settle()
        if (texts := _step_texts(page)) == seen[0]:
            return
        assert texts not in seen, "a step comes again before the first one does"
        seen.append(texts)
        yield len(seen) - 1


def _step_texts(page: Page) -> list[str]:
    """What tells a step from the others: a clock or a countdown may change meanwhile."""
    return [str(page.find("turn").property("text"))] if page.has("turn") else []


def assert_kiosk_fits(
    open_page: Opens, name: str, screen: str, *, look: Look | None = None
) -> None:
    """One state on one screen: both languages, usual and bigger text."""
    fixture = scene(name, look=look or look_of(screen))
    page = opened(open_page, fixture, screen)
    centre_languages = fixture.catalogue.centre.languages
    for large in (False, True):
        fixture.look.setProperty("large", large)
        for language in ("",) if at_start(fixture) else centre_languages:
            if language:
                fixture.kiosk.chooseLanguage(language)
            for step in steps(page):
                try:
                    assert_fits(page, least_mm=LARGE_MM if large else NORMAL_MM, over=over(page))
                except AssertionError as fault:
                    where = f"{name} on {screen}, {language or 'all'}, bigger text: {large}"
                    fault.add_note(f"{where}, step {step}")
                    raise
