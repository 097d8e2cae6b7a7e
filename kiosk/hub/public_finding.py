"""``/`` and ``/book``: the first page, and finding a centre among hundreds."""

from collections.abc import Sequence

from starlette.types import Receive, Scope

from kiosk.hub.answering import Routes
from kiosk.hub.public_asking import BOOK, PublicAsking, path_of
from kiosk.hub.public_ground import Centres, KnownCentre
from kiosk.web.answer import Answer
from kiosk.web.browser import query
from kiosk.web.public_views import Row, Way
from kiosk.web.sight import named

FEW = 30
"""So many centres stand on one page; more are searched, or looked for by their first letter."""
MOST_FOUND = 100
"""And so many are shown of those that fit: a page stays light."""
LONGEST_SEARCH = 60


class PublicFinding:
    """Answers who has not chosen a centre yet. Belongs to the event loop."""

    def __init__(self, centres: Centres, asking: PublicAsking) -> None:
        self._known = centres
        self._asking = asking
        self._views = asking.views

    def routes(self) -> Routes:
        """Who answers what."""
        page = self._asking.page
        return {("GET", "/"): page(self._front), ("GET", BOOK): page(self._centres)}

    async def _front(self, _: Scope, __: Receive, language: str) -> Answer:
        title = self._views.texts.say(language, "public-title")
        return self._views.front(self._asking.frame(language, "/", title))

    async def _centres(self, scope: Scope, _: Receive, language: str) -> Answer:
        say, given = self._views.say(language), query(scope)
        searched = " ".join(given.get("q", [""])[0][:LONGEST_SEARCH].split())
        letter = given.get("l", [""])[0][:1].upper()
        known = await self._known.public()
        every = len(known) > FEW
        found = _found(known, language, searched, letter, every=every)
        looked = bool(searched or letter) or not every
        frame = self._asking.frame(
            language,
            BOOK,
            say("public-which-centre"),
            fields=tuple(one for one in (("q", searched), ("l", letter)) if one[1]),
            back=Way(link=f"/?lang={language}", words=say("back")),
        )
        return self._views.centres(
            frame,
            rows=tuple(self._row_of(one, language) for one in found[:MOST_FOUND]),
            letters=_letters(known, language, "" if searched else letter) if every else (),
            searched=searched,
            told=self._told(language, len(known), len(found), looked=looked),
            every=every,
        )

    def _told(self, language: str, known: int, found: int, *, looked: bool) -> str:
        """What is said of what was found; nothing where it can be seen."""
        say = self._views.say(language)
        if not known:
            return say("public-no-centres")
        if not looked:
            return say("public-choose-letter")
        if not found:
            return say("public-none-found")
        return say("public-more-found", count=found - MOST_FOUND) if found > MOST_FOUND else ""

    def _row_of(self, centre: KnownCentre, language: str) -> Row:
        if centre.books and not centre.is_cut_off:
            link = f"{path_of(centre)}?lang={language}"
            return Row(link=link, words=_place(centre, language))
        note = self._views.texts.say(language, "public-walk-in")
        return Row(link="", words=_place(centre, language), note=note)


def _letters(known: Sequence[KnownCentre], language: str, current: str) -> tuple[Row, ...]:
    """The first letters of all places."""
    letters = sorted({_place(one, language)[:1].upper() for one in known})
    return tuple(
        Row(link=f"{BOOK}?l={one}&lang={language}", words=one, current=one == current)
        for one in letters
    )


def _found(
    known: Sequence[KnownCentre], language: str, searched: str, letter: str, *, every: bool
) -> list[KnownCentre]:
    """Those to show, by place; of many none before somebody says where to look."""
    wanted = searched.casefold()
    if wanted:
        some = [one for one in known if any(wanted in name for name in _names(one))]
    elif letter and every:
        some = [one for one in known if _place(one, language)[:1].upper() == letter]
    else:
        some = [] if every else list(known)
    return sorted(some, key=lambda one: _place(one, language).casefold())


def _names(centre: KnownCentre) -> list[str]:
    return [one.casefold() for one in (centre.name, centre.code, *centre.place.values())]


def _place(centre: KnownCentre, language: str) -> str:
    return named(centre.place, language) or centre.name
