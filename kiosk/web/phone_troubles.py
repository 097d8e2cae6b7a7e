"""Why a phone gets no page: in sentences for people, in JSON for programs."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from http import HTTPStatus

from kiosk.web.answer import Answer, Header
from kiosk.web.errors import not_found, too_many, unavailable
from kiosk.web.phone_views import Notice, PhoneViews, Seen

SOON: Header = (b"retry-after", b"1")
LATER: Header = (b"retry-after", b"60")


class PhoneTroubles:
    """Every answer that is no page. ``data`` is for programs, ``part`` for the page's script."""

    def __init__(self, *, views: PhoneViews, errors: Callable[[str], Mapping[str, str]]) -> None:
        """``errors`` are the sentences of an error's code, by language."""
        self._views = views
        self._errors = errors
        # Made once: whoever floods a centre shall not make it draw pages, too.
        notices = self._both("phone-too-many", "phone-too-many-note")
        self._held_off = views.notice(HTTPStatus.TOO_MANY_REQUESTS, notices, LATER)

    def unknown(self, at: datetime, *, data: bool, part: bool) -> Answer:
        """404: nobody has such a ticket today, and ``at`` is now."""
        if data:
            return not_found()
        notices = self._both("phone-unknown", "phone-unknown-note")
        return self._views.notice(HTTPStatus.NOT_FOUND, notices, self._views.time(at), part=part)

    def too_many(self, *, data: bool) -> Answer:
        """429: this address guesses tokens, or this ticket is asked for all the time."""
        return too_many() if data else self._held_off

    def not_now(self, error: str, *, data: bool, seen: Seen | None = None) -> Answer:
        """503: it cannot now and may in a moment; nothing happened."""
        sentences = self._errors(error)
        if data:
            return unavailable(error, sentences)
        languages = (seen.language,) if seen else self._views.languages
        notices = tuple(
            self._views.trouble(language, sentences[language]) for language in languages
        )
        return self._views.notice(HTTPStatus.SERVICE_UNAVAILABLE, notices, SOON)

    def not_done(self, status: HTTPStatus, seen: Seen) -> Answer:
        """403 or 422: this did not come from our page."""
        notices = self._views.told("phone-not-done", "phone-not-done-note", (seen.language,))
        return self._views.notice(status, notices)

    def _both(self, title: str, note: str) -> Sequence[Notice]:
        """In every language: of a ticket nobody knows, no language is known."""
        return self._views.told(title, note, self._views.languages)
