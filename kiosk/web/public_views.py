"""The hub's public pages as bytes: finding a centre, a service, a day, a time; an appointment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import blake2b
from http import HTTPStatus
from urllib.parse import urlencode

from kiosk.texts import Texts
from kiosk.web.answer import Answer, Header
from kiosk.web.booking_sight import BookingSight
from kiosk.web.browser import HTML, page_headers
from kiosk.web.phone_page import centre_name, parted
from kiosk.web.phone_views import TIME_HEADER, Tongue
from kiosk.web.public_words import AppointmentPage, appointment_page
from kiosk.web.templates import Templates

KEPT_WORDS = 1024
"""Days, and numbers of places, in words."""
KEPT_PAGES = 512
"""Pages that are the same for everybody, drawn once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A link in words."""

    link: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One of several to choose from; without a ``link`` it cannot be chosen, and says why."""

    link: str
    words: str
    note: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rows under a heading."""

    words: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a page: ``path`` and ``fields`` lead to the same in another language."""

    language: str
    path: str
    title: str
    centre: str
    fields: tuple[tuple[str, str], ...] = ()
    back: Way | None = None

    def link(self, path: str) -> str:
        """Another page in the same language."""
        return f"{path}?lang={self.language}"


class PublicViews:
    """Draws the pages. Belongs to the event loop."""

    def __init__(self, *, texts: Texts, templates: Templates) -> None:
        self.texts = texts
        # One that is still being translated would break off in the middle of a page.
        self.languages = tuple(one for one in texts.languages if not texts.missing(one))
        self._templates = templates
        self.headers = page_headers(templates.policy)
        """Of pages that are nobody else's business."""
        self.open_headers = tuple(one for one in self.headers if one[0] != b"x-robots-tag")
        """Of pages that may be found."""
        self.date = lru_cache(maxsize=KEPT_WORDS)(texts.date)
        """``Monday 23 November``, in a language."""
        self.places = lru_cache(maxsize=KEPT_WORDS)(self._places)
        """How many places are free, in a language."""
        self._draw_kept = lru_cache(maxsize=KEPT_PAGES)(self._draw_choosing)

    def say(self, language: str) -> Callable[..., str]:
        """The sentences of one language."""
        return partial(self.texts.say, language)

    def _places(self, language: str, count: int) -> str:
        return self.texts.say(language, "public-places", count=count)

    def front(self, frame: Frame) -> Answer:
        """``/``."""
        return self._open("front.html", frame, book=frame.link("/book"))

    def centres(
        self,
        frame: Frame,
        *,
        rows: tuple[Row, ...],
        letters: tuple[Row, ...],
        searched: str,
        told: str,
        every: bool,
    ) -> Answer:
        """The centres; with ``every`` one can search."""
        return self._open(
            "centres.html",
            frame,
            rows=rows,
            letters=letters,
            searched=searched,
            told=told,
            all=every,
        )

    def services(self, frame: Frame, groups: tuple[Group, ...], told: str) -> Answer:
        """What can be booked at a centre."""
        body = self._draw_kept("services.html", frame, (("groups", groups), ("told", told)))
        return Answer(body=body, content_type=HTML, headers=self.open_headers)

    def days(
        self, frame: Frame, *, about: str, rows: tuple[Row, ...], told: str, closed: bool = False
    ) -> Answer:
        """The days of a service; ``closed`` where they are for one appointment."""
        draw = self._closed if closed else self._open
        return draw("days.html", frame, about=about, rows=rows, told=told, closed=closed)

    def times(
        self,
        frame: Frame,
        *,
        about: str,
        rows: tuple[Row, ...],
        told: str,
        action: str,
        key: str,
        status: HTTPStatus = HTTPStatus.OK,
    ) -> Answer:
        """The slots of a day: ``action`` takes the one that is chosen, with the ``key``."""
        given = {"about": about, "rows": rows, "told": told, "action": action, "key": key}
        return self._closed("times.html", frame, status, **given)

    def held(self, frame: Frame, sight: BookingSight, *, note: str, told: str) -> Answer:
        """A place that is kept, and the question whether it is right."""
        again = f"/book/{sight.catalogue.centre.code}"
        other = f"{again}/{sight.service.id}" if sight.service else again
        return self._closed(
            "held.html",
            frame,
            page=appointment_page(sight, self.texts, frame.language),
            note=note,
            told=told,
            action=frame.link(f"{sight.link}/confirm"),
            other=frame.link(other),
        )

    def cancel(self, frame: Frame, sight: BookingSight) -> Answer:
        """The question before it is cancelled."""
        page = appointment_page(sight, self.texts, frame.language)
        action = frame.link(f"{sight.link}/cancel")
        return self._closed(
            "cancel.html", frame, page=page, action=action, here=frame.link(sight.link)
        )

    def told(
        self, status: HTTPStatus, frame: Frame, note: str, way: Way | None, *more: Header
    ) -> Answer:
        """What went wrong, and a way on."""
        body = self._draw("told_public.html", frame, note=note, way=way)
        return Answer(status=status, body=body, content_type=HTML, headers=(*self.headers, *more))

    def tag(self, sight: BookingSight, language: str) -> bytes:
        """The entity tag of the part of an appointment's page that changes."""
        made_of = (sight, language, self._templates.version)
        # Everything but the time it is looked at, and the catalogue whole: it is known by its id.
        seen = (
            sight.link,
            sight.code,
            sight.state,
            sight.slot,
            sight.wanted,
            sight.reason,
            sight.silent,
            sight.silent_since,
            sight.changes,
            sight.service,
            sight.at.toordinal(),
            *made_of[1:],
        )
        return b'"%s"' % blake2b(repr(seen).encode(), digest_size=12).hexdigest().encode()

    def fresh(self, sight: BookingSight) -> tuple[Header, ...]:
        """The headers of an answer that says how an appointment stands."""
        return (*self.headers, (TIME_HEADER, self.texts.time(sight.at).encode()))

    def appointment(self, frame: Frame, sight: BookingSight) -> Answer:
        """The whole page of an appointment."""
        language, say = frame.language, self.say(frame.language)
        now = self.texts.time(sight.at)
        body = self._draw(
            "appointment.html",
            frame,
            page=self._page(sight, language),
            from_=f"{sight.link}?part=now&lang={language}",
            tag=self.tag(sight, language).decode(),
            updated=parted(say("phone-updated", time=now), now),
            late=parted(say("phone-not-up-to-date", time=now), now),
            as_of=say("phone-as-of", time=now),
            refresh=say("phone-refresh"),
            here=frame.link(sight.link),
        )
        return Answer(body=body, content_type=HTML, headers=self.fresh(sight))

    def appointment_part(self, sight: BookingSight, language: str) -> Answer:
        """What the page's script puts in the place of what stood there."""
        page, say = self._page(sight, language), self.say(language)
        body = self._templates.render("appointment_now.html", page=page, say=say)
        headers = (*self.fresh(sight), (b"etag", self.tag(sight, language)))
        return Answer(body=body, content_type=HTML, headers=headers)

    def _page(self, sight: BookingSight, language: str) -> AppointmentPage:
        return appointment_page(sight, self.texts, language)

    def _open(self, template: str, frame: Frame, **values: object) -> Answer:
        body = self._draw(template, frame, **values)
        return Answer(body=body, content_type=HTML, headers=self.open_headers)

    def _closed(
        self, template: str, frame: Frame, status: HTTPStatus = HTTPStatus.OK, **values: object
    ) -> Answer:
        """A page of one person, that nobody else shall find."""
        body = self._draw(template, frame, **values)
        return Answer(status=status, body=body, content_type=HTML, headers=self.headers)

    def _draw_choosing(
        self, template: str, frame: Frame, values: tuple[tuple[str, object], ...]
    ) -> bytes:
        return self._draw(template, frame, **dict(values))

    def _draw(self, template: str, frame: Frame, **values: object) -> bytes:
        return self._templates.render(
            template,
            language=frame.language,
            centre=frame.centre,
            title=frame.title,
            back=frame.back,
            tongues=tuple(self._tongues(frame)),
            say=self.say(frame.language),
            **values,
        )

    def _tongues(self, frame: Frame) -> Sequence[Tongue]:
        return [
            Tongue(
                language=language,
                name=self.texts.say(language, "language-name"),
                link=f"{frame.path}?{urlencode((*frame.fields, ('lang', language)))}",
            )
            for language in self.languages
            if language != frame.language
        ]


def name_of(sight: BookingSight, language: str) -> str:
    """What stands above an appointment's pages."""
    return centre_name(sight.catalogue.centre, language)
