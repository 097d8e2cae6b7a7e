"""What every public page of the hub does: choose a language, and say in words what went wrong."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from urllib.parse import quote

from starlette.types import Receive, Scope

from kiosk.domain.errors import Reason
from kiosk.hub.answering import Answering
from kiosk.hub.public_ground import KnownCentre
from kiosk.hub.store import HubStoreFailed
from kiosk.web.answer import Answer, Header
from kiosk.web.browser import header, query
from kiosk.web.errors import Stopped
from kiosk.web.phone_troubles import LATER, SOON
from kiosk.web.public_views import Frame, PublicViews, Way

BOOK = "/book"
LONGEST_LANGUAGES = 200
"""Bytes of ``Accept-Language`` that are read."""

Asking = Callable[[Scope, Receive, str], Awaitable[Answer]]
"""Answers one request in a language."""


class PublicAsking:
    """The ground of the pages' endpoints."""

    def __init__(self, views: PublicViews) -> None:
        self.views = views

    def page(self, asking: Asking) -> Answering:
        """``asking`` as an endpoint: in the language asked for, and failing in people's words."""

        async def answer(scope: Scope, receive: Receive) -> Answer:
            language = self._language(scope)
            try:
                return await asking(scope, receive, language)
            except HubStoreFailed:
                return self.not_now(language)

        return answer

    def frame(
        self,
        language: str,
        path: str,
        title: str,
        *,
        centre: str = "",
        fields: tuple[tuple[str, str], ...] = (),
        back: Way | None = None,
    ) -> Frame:
        """What stands around a page; without a centre it is of the hub."""
        return Frame(
            language=language,
            path=path,
            title=title,
            centre=centre or self.views.texts.say(language, "public-name"),
            fields=fields,
            back=back,
        )

    def not_found(self, language: str) -> Stopped:
        """404, for people."""
        return self._told(HTTPStatus.NOT_FOUND, language, "public-not-found", "")

    def unknown(self, language: str) -> Stopped:
        """404: nobody has such an appointment."""
        return self._told(HTTPStatus.NOT_FOUND, language, "public-unknown", "public-unknown-note")

    def too_many(self, language: str) -> Stopped:
        """429: this address asks for what is not there, or all the time."""
        return self._told(
            HTTPStatus.TOO_MANY_REQUESTS, language, "phone-too-many", "phone-too-many-note", LATER
        )

    def too_many_places(self, language: str) -> Stopped:
        """429: this address keeps too many places."""
        return self._told(
            HTTPStatus.TOO_MANY_REQUESTS,
            language,
            "public-too-many",
            "public-too-many-note",
            LATER,
        )

    def not_done(self, status: HTTPStatus, language: str) -> Stopped:
        """403 or 422: this did not come from our page."""
        return self._told(status, language, "phone-not-done", "phone-not-done-note")

    def not_now(self, language: str) -> Answer:
        """503: the hub cannot now and may in a moment."""
        say = self.views.say(language)
        frame = self.frame(language, "/", say("error-busy"))
        way = Way(link="", words=say("try-again"))
        return self.views.told(HTTPStatus.SERVICE_UNAVAILABLE, frame, "", way, SOON)

    def refusal(self, language: str, reason: Reason) -> str:
        """Why the rules say no."""
        key = f"refused-{reason.lower().replace('_', '-')}"
        return self.views.texts.say(language, key)

    def _told(
        self, status: HTTPStatus, language: str, title: str, note: str, *more: Header
    ) -> Stopped:
        say = self.views.say(language)
        frame = self.frame(language, "/", say(title))
        way = Way(link=frame.link("/"), words=say("public-start"))
        said = say(note) if note else ""
        return Stopped(self.views.told(status, frame, said, way, *more))

    def _language(self, scope: Scope) -> str:
        """As the address says, else as the browser prefers, else the first there is."""
        spoken = self.views.languages
        wished = query(scope).get("lang", [""])[0]
        if wished in spoken:
            return wished
        accepted = header(scope, b"accept-language")[:LONGEST_LANGUAGES].decode("latin-1")
        for one in accepted.split(","):
            language = one.partition(";")[0].strip().lower().partition("-")[0]
            if language in spoken:
                return language
        return spoken[0]


def path_of(centre: KnownCentre, *more: str) -> str:
    """``/book/MOLO/…``."""
    return "/".join((BOOK, centre.code, *(quote(one, safe="") for one in more)))
