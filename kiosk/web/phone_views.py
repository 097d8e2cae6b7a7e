"""A ticket's sight as bytes: the page, the part of it that changes, JSON, and what goes wrong."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from http import HTTPStatus

import msgspec

from kiosk.domain.catalogue import Catalogue, Names
from kiosk.texts import Texts
from kiosk.web.answer import JSON, Answer, Header
from kiosk.web.browser import HTML, page_headers
from kiosk.web.phone_page import Parted, centre_name, parted, phone_page
from kiosk.web.sight import TicketSight, named
from kiosk.web.templates import Templates
from kiosk.wire.codec import encode

TIME_HEADER = b"foleni-time"
"""The centre's time on every page and poll: how fresh it is, in the hall's own clock."""


class TicketNow(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /t/<token>.json``: the same for programs. ``counter`` is the label above it."""

    number: str
    state: str
    language: str
    service: Names
    hall: Names
    ahead: int | None
    wait_s: tuple[int, int] | None
    counter: str | None
    call: int
    now: tuple[str, ...]
    may_leave: bool
    rated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Who looks at which ticket: ``path`` is the page's own, with the token; no query."""

    path: str
    sight: TicketSight
    language: str

    @property
    def query(self) -> str:
        """What keeps the language on the way to the next page."""
        return "" if self.language == self.sight.language else f"?lang={self.language}"

    @property
    def here(self) -> str:
        """The page again, in the same language."""
        return self.path + self.query


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """Another language of the page."""

    language: str
    name: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What went wrong, in one language; ``again`` is a button that tries once more."""

    language: str
    title: str
    note: str = ""
    again: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that was not good."""

    code: str
    words: str


class PhoneViews:
    """Draws the pages, in the ``languages`` of the centre that have sentences.

    Belongs to the event loop.
    """

    def __init__(self, *, catalogue: Catalogue, texts: Texts, templates: Templates) -> None:
        self._catalogue = catalogue
        self._texts = texts
        spoken = catalogue.centre.languages
        self.languages = tuple(one for one in spoken if one in texts.languages) or texts.languages
        self._templates = templates
        self._made_of = templates.version + sha256(encode(catalogue)).hexdigest()[:16]
        self.headers = page_headers(templates.policy)

    @property
    def asks_why(self) -> bool:
        """Whether the centre has reasons to choose from."""
        return bool(self._catalogue.feedback_reasons)

    def tag(self, seen: Seen, form: str) -> bytes:
        """The entity tag of a ``form`` of this page: the same as long as it says the same."""
        return b'"%s"' % seen.sight.stamp(form, seen.language, self._made_of).encode()

    def fresh(self, sight: TicketSight) -> tuple[Header, ...]:
        """The headers of an answer that says how things stand."""
        return (*self.headers, self.time(sight.true_at))

    def time(self, at: datetime) -> Header:
        """When an answer was true."""
        return (TIME_HEADER, self._texts.time(at).encode())

    def page(self, seen: Seen) -> Answer:
        """The whole page."""
        now, say = self._texts.time(seen.sight.true_at), self._texts.say
        language = seen.language
        body = self._templates.render(
            "phone.html",
            **self._ticket(seen),
            language=language,
            centre=centre_name(self._catalogue.centre, language),
            tongues=tuple(self._tongues(seen, "")),
            from_=f"{seen.path}?part=now&lang={language}",
            tag=self.tag(seen, "part").decode(),
            updated=self._at(language, "phone-updated", now),
            late=self._at(language, "phone-not-up-to-date", now),
            as_of=say(language, "phone-as-of", time=now),
            refresh=say(language, "phone-refresh"),
            here=seen.here,
        )
        return Answer(body=body, content_type=HTML, headers=self.fresh(seen.sight))

    def part(self, seen: Seen) -> Answer:
        """What the page's script puts in the place of what stood there."""
        body = self._templates.render("ticket.html", **self._ticket(seen))
        headers = (*self.fresh(seen.sight), (b"etag", self.tag(seen, "part")))
        return Answer(body=body, content_type=HTML, headers=headers)

    def data(self, seen: Seen) -> Answer:
        """The same for programs."""
        sight = seen.sight
        now = TicketNow(
            number=sight.number,
            state=sight.state.value,
            language=sight.language,
            service=sight.service.name if sight.service else {},
            hall=sight.service.hall if sight.service else {},
            ahead=sight.ahead if sight.state == "waiting" else None,
            wait_s=sight.wait_s,
            counter=sight.counter.label if sight.counter else None,
            call=sight.call,
            now=sight.now,
            may_leave=sight.may_leave,
            rated=sight.rated,
        )
        headers = (*self.fresh(seen.sight), (b"etag", self.tag(seen, "json")))
        return Answer(body=encode(now), content_type=JSON, headers=headers)

    def leave(self, seen: Seen) -> Answer:
        """The question before the visitor leaves."""
        say = self._say(seen.language)
        return self._asking(
            "leave.html",
            seen,
            "/leave",
            sure=say("phone-leave-sure"),
            note=say("phone-leave-note", number=seen.sight.number),
            yes=say("phone-leave-yes"),
            no=say("phone-leave-no"),
        )

    def why(self, seen: Seen) -> Answer:
        """What was not good."""
        say = self._say(seen.language)
        return self._asking(
            "why.html",
            seen,
            "/rate",
            why=say("feedback-why"),
            note=say("feedback-why-note"),
            send=say("feedback-send"),
            skip=say("feedback-skip"),
            reasons=tuple(
                Reason(code=code.id, words=named(code.name, seen.language))
                for code in self._catalogue.feedback_reasons
            ),
        )

    def notice(
        self, status: HTTPStatus, notices: Sequence[Notice], *more: Header, part: bool = False
    ) -> Answer:
        """What went wrong, as a page or as the ``part`` that a page's script waits for."""
        language = notices[0].language
        body = self._templates.render(
            "told.html" if part else "notice.html",
            notices=notices,
            language=language,
            centre=centre_name(self._catalogue.centre, language),
            tongues=(),
        )
        headers = (*self.headers, *more)
        return Answer(status=status, body=body, content_type=HTML, headers=headers)

    def told(self, title: str, note: str, languages: Sequence[str]) -> tuple[Notice, ...]:
        """The same two sentences in each language."""
        return tuple(
            Notice(
                language=language,
                title=self._texts.say(language, title),
                note=self._texts.say(language, note),
            )
            for language in languages
        )

    def trouble(self, language: str, sentence: str) -> Notice:
        """What the centre cannot do now, with a button to try again."""
        return Notice(
            language=language, title=sentence, again=self._texts.say(language, "try-again")
        )

    def _asking(self, template: str, seen: Seen, what: str, **words: object) -> Answer:
        """A page with one question; ``what`` follows the token in its path."""
        body = self._templates.render(
            template,
            language=seen.language,
            centre=centre_name(self._catalogue.centre, seen.language),
            tongues=tuple(self._tongues(seen, what)),
            number=seen.sight.number,
            path=seen.path,
            query=seen.query,
            here=seen.here,
            **words,
        )
        return Answer(body=body, content_type=HTML, headers=self.headers)

    def _ticket(self, seen: Seen) -> dict[str, object]:
        return {
            "page": phone_page(seen.sight, self._texts, seen.language),
            "path": seen.path,
            "query": seen.query,
        }

    def _tongues(self, seen: Seen, what: str) -> Iterable[Tongue]:
        for language in self.languages:
            if language != seen.language:
                yield Tongue(
                    language=language,
                    name=self._texts.say(language, "language-name"),
                    link=seen.path + what + replace(seen, language=language).query,
                )

    def _at(self, language: str, key: str, now: str) -> Parted:
        return parted(self._texts.say(language, key, time=now), now)

    def _say(self, language: str) -> Callable[..., str]:
        return partial(self._texts.say, language)
