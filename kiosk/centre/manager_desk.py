"""What every one of the manager's pages does: speak a language, show itself, give orders."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never
from uuid import UUID, uuid4

from starlette.types import Scope

from kiosk.centre.live import Live
from kiosk.centre.manager_door import device_of
from kiosk.centre.ruling import IdReused
from kiosk.centre.say import BUSY, DISK_FULL, Say
from kiosk.centre.writer import Outcome, Unavailable
from kiosk.domain.commands import Command, Role
from kiosk.domain.errors import Refused, Unfit
from kiosk.domain.ids import CommandId
from kiosk.web.answer import Answer, Header
from kiosk.web.browser import header, query, see_other
from kiosk.web.manager_files import HEADERS, ROOT, ManagerFiles
from kiosk.web.manager_sessions import Session, Told
from kiosk.web.manager_words import ManagerWords
from kiosk.web.sight import named
from kiosk.wire.codec import Envelope

HOME = f"{ROOT}/live"
PLACES = (
    ("live", "manager-live"),
    ("feedback", "manager-feedback"),
    ("services", "manager-services-and-counters"),
    ("staff", "manager-staff"),
    ("devices", "manager-devices"),
)
"""The pages, in the order they stand in at the side, with the key of each name."""
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
class Request:
    """One request of somebody signed in: ``rest`` follows the page's name in the path."""

    session: Session
    words: ManagerWords
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


class ManagerDesk:
    """Shows pages and gives orders in the name of who is signed in. Belongs to the event loop.

    ``new_id`` makes the id a form's command will have.
    """

    def __init__(
        self,
        *,
        live: Live,
        say: Say,
        files: ManagerFiles,
        new_id: Callable[[], UUID] = uuid4,
    ) -> None:
        self._live = live
        self._say = say
        self._files = files
        self._new_id = new_id
        spoken = live.catalogue.centre.languages
        known = say.texts.languages
        self.languages = tuple(one for one in spoken if one in known) or known

    async def prepare(self) -> None:
        """Make the pages ready, the first time, without anybody else having to wait."""
        if not self._files.is_ready:
            await asyncio.to_thread(self._files.prepare)

    def words(self, language: str) -> ManagerWords:
        """The sentences of a language."""
        return ManagerWords(texts=self._say.texts, language=language)

    def language_of(self, scope: Scope, *more: str) -> str:
        """The language asked for, else one of ``more``, else what the browser's owner reads."""
        liked = header(scope, b"accept-language").decode("latin-1").lower().split(",")
        wishes = (*query(scope).get("lang", ()), *more, *(one.strip()[:2] for one in liked))
        return next((one for one in wishes if one in self.languages), self.languages[0])

    def page(self, request: Request, template: str, here: str, **values: object) -> Answer:
        """A page of somebody signed in."""
        session, words = request.session, request.words
        given = {
            **self._common(words),
            **values,
            "places": tuple(Place(path=path, name=words.say(key)) for path, key in PLACES),
            "here": here,
            "who": session.name,
            "csrf": session.csrf,
            "once": self._new_id,
            "told": session.take_told(),
        }
        return self._files.page(template, given)

    def part(self, request: Request, template: str, **values: object) -> bytes:
        """A piece of a page, for its script."""
        given = {**self._common(request.words), **values, "csrf": request.session.csrf}
        return self._files.render(template, given)

    def open_page(
        self, words: ManagerWords, template: str, *more: Header, status: int = 200, **values: object
    ) -> Answer:
        """A page for nobody in particular."""
        return self._files.page(template, {**self._common(words), **values}, *more, status=status)

    def file(self, path: str) -> Answer | None:
        """A file of the pages; ``None``: there is none."""
        return self._files.file(path)

    def _common(self, words: ManagerWords) -> dict[str, object]:
        """What every page is filled in with."""
        return {
            "say": words.say,
            "words": words,
            "language": words.language,
            "centre": named(self._live.catalogue.centre.name, words.language),
            "tongues": tuple(
                Tongue(language=one, name=self._say.texts.say(one, "language-name"))
                for one in self.languages
                if one != words.language
            ),
        }

    async def order(self, request: Request, command: Command, there: str, well: str) -> Answer:
        """Give an order; back to ``there``, which says ``well``, or why not.

        The form carries the order's id: a button pressed twice is one order.
        """
        once = request.field("once")
        try:
            command_id = CommandId(str(UUID(once)))
        except ValueError:
            return self.back(request, there, self._not_done(request))
        return await self.order_once(request, command_id, command, there=there, well=well)

    async def order_once(
        self, request: Request, once: CommandId, command: Command, *, there: str, well: str
    ) -> Answer:
        """The same, where the order's id is known."""
        envelope = Envelope(id=once, command=command)
        outcome = await self._live.order(envelope, device_of(request.session), Role.MANAGER)
        return self.back(request, there, self._told(request, outcome, well))

    def back(self, request: Request, there: str, told: Told | None = None) -> Answer:
        """On to the page that shows what is true now."""
        request.session.told = told
        return see_other(there, HEADERS)

    def well(self, said: str) -> Told:
        """What the next page says first: it is done."""
        return Told(said=said, well=True)

    def ill(self, request: Request, key: str, **given: str | float) -> Told:
        """The same where it is not: why, by the sentence's key."""
        return Told(said=request.words.say(key, **given))

    def not_stored(self, request: Request) -> Told:
        """The store did not take it."""
        return Told(said=named(self._say.error(BUSY), request.words.language))

    def _told(self, request: Request, outcome: Outcome, well: str) -> Told:
        language = request.words.language
        match outcome:
            case bytes():
                return self.well(well)
            case Refused(reason=reason):
                return Told(said=named(self._say.reason(reason), language))
            case Unavailable(disk_full=disk_full):
                return Told(said=named(self._say.error(DISK_FULL if disk_full else BUSY), language))
            case Unfit() | IdReused():
                return self._not_done(request)
            case _:
                assert_never(outcome)

    def _not_done(self, request: Request) -> Told:
        return self.ill(request, "manager-not-done")
