"""What every page does that people sign in to: speak a language, show itself, say what was done."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID, uuid4

from starlette.types import Scope

from kiosk.texts import Texts
from kiosk.web.answer import Answer, Header
from kiosk.web.browser import header, query, see_other
from kiosk.web.desk_files import HEADERS, DeskFiles
from kiosk.web.desk_words import DeskWords
from kiosk.web.sessions import Session, Told

LONGEST_FIELD = 128
MOST_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One page's link."""

    path: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """Another language the page can be read in, by its own name."""

    language: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRequest:
    """One request of somebody signed in: ``rest`` follows the page's name in the path."""

    session: Session
    words: DeskWords
    rest: str
    form: Mapping[str, Sequence[str]]

    def field(self, name: str) -> str:
        """What stands in a field; empty when it is missing, given twice, or far too long."""
        return self.typed(name).strip()

    def typed(self, name: str) -> str:
        """The same with the spaces somebody may have meant: a password's."""
        given = self.form.get(name, ())
        return given[0] if len(given) == 1 and len(given[0]) <= LONGEST_FIELD else ""


def whole(typed: str, *, most_digits: int = MOST_DIGITS) -> int | None:
    """The whole number that somebody typed, or a form of ours carries; ``None``: it is none."""
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= most_digits
    return int(typed) if is_number else None


class Desk(ABC):
    """Shows pages to whoever is signed in. Belongs to the event loop.

    ``house`` names in each language whose pages they are; ``new_id`` makes the id a form's command
    will have.
    """

    def __init__(
        self,
        *,
        texts: Texts,
        files: DeskFiles,
        languages: Sequence[str],
        house: Callable[[DeskWords], str],
        new_id: Callable[[], UUID] = uuid4,
    ) -> None:
        self._texts = texts
        self._files = files
        self._house = house
        self._new_id = new_id
        self.languages = tuple(languages)

    async def prepare(self) -> None:
        """Make the pages ready, the first time, without anybody else having to wait."""
        if not self._files.is_ready:
            await asyncio.to_thread(self._files.prepare)

    @abstractmethod
    def words(self, language: str) -> DeskWords:
        """The sentences of a language."""

    def language_of(self, scope: Scope, *more: str) -> str:
        """The language asked for, else one of ``more``, else what the browser's owner reads."""
        liked = header(scope, b"accept-language").decode("latin-1").lower().split(",")
        wishes = (*query(scope).get("lang", ()), *more, *(one.strip()[:2] for one in liked))
        return next((one for one in wishes if one in self.languages), self.languages[0])

    def language_wished(self, scope: Scope) -> str | None:
        """The language that a link asks for; ``None``: none, or one that nobody speaks here."""
        wish = query(scope).get("lang", [""])[0]
        return wish if wish in self.languages else None

    def signed_in(
        self,
        request: DeskRequest,
        template: str,
        *,
        places: Sequence[Place],
        here: str,
        **values: object,
    ) -> Answer:
        """A page of somebody signed in; ``places`` are all of them, ``here`` is this one."""
        session = request.session
        given = {
            **self._common(request.words),
            **values,
            "places": places,
            "here": here,
            "who": session.name,
            "csrf": session.csrf,
            "once": self._new_id,
            "told": session.take_told(),
        }
        return self._files.page(template, given, (), HTTPStatus.OK)

    def part(self, request: DeskRequest, template: str, **values: object) -> bytes:
        """A piece of a page, for its script."""
        given = {**self._common(request.words), **values, "csrf": request.session.csrf}
        return self._files.render(template, given)

    def open_page(
        self,
        words: DeskWords,
        template: str,
        *more: Header,
        status: int = HTTPStatus.OK,
        **values: object,
    ) -> Answer:
        """A page for nobody in particular."""
        return self._files.page(template, {**self._common(words), **values}, more, status)

    def file(self, path: str) -> Answer | None:
        """A file of the pages; ``None``: there is none."""
        return self._files.file(path)

    def is_file(self, path: str) -> bool:
        """Whether files stand there, and no page."""
        return path.startswith(self._files.place)

    def _common(self, words: DeskWords) -> dict[str, object]:
        """What every page is filled in with."""
        return {
            "say": words.say,
            "words": words,
            "language": words.language,
            "house": self._house(words),
            "tongues": tuple(
                Tongue(language=one, name=self._texts.say(one, "language-name"))
                for one in self.languages
                if one != words.language
            ),
        }

    def back(self, request: DeskRequest, there: str, told: Told | None = None) -> Answer:
        """On to the page that shows what is true now."""
        request.session.told = told
        return see_other(there, HEADERS)

    def well(self, said: str) -> Told:
        """What the next page says first: it is done."""
        return Told(said=said, well=True)

    def ill(self, request: DeskRequest, key: str, **given: str | float) -> Told:
        """The same where it is not: why, by the sentence's key."""
        return Told(said=request.words.say(key, **given))
