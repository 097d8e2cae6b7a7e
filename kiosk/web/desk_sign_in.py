"""The page to sign in on, and the way there of whoever is not signed in."""

from collections.abc import Callable
from http import HTTPStatus
from math import ceil

from starlette.types import Scope

from kiosk.web.answer import Answer, Header
from kiosk.web.browser import HTML, query, see_other
from kiosk.web.desk import Desk
from kiosk.web.desk_door import Cookie, SignInFailed
from kiosk.web.desk_files import HEADERS

LONGEST_SHOWN = 16
"""A name that was typed is shown again, as far as it can be one."""


class SignInPage:
    """Asks who somebody is. Belongs to the event loop."""

    def __init__(self, desk: Desk, cookie: Cookie, *, nobody_yet: Callable[[], bool]) -> None:
        """``nobody_yet``: there is nobody at all who could sign in."""
        self._desk = desk
        self._cookie = cookie
        self._nobody_yet = nobody_yet
        self.path = f"{cookie.root}/sign-in"

    def show(
        self,
        scope: Scope,
        failed: SignInFailed | None = None,
        *,
        name: str = "",
        language: str = "",
    ) -> Answer:
        """The page; after a try that ``failed``, with the ``name`` that was typed."""
        words = self._desk.words(self._desk.language_of(scope, language))
        more: list[Header] = []
        said, after_s = "", failed.after_s if failed is not None else None
        if after_s is not None:
            more.append((b"retry-after", b"%d" % after_s))
        if failed is not None:
            said = words.say(failed.key, minutes=ceil((after_s or 0) / 60))
        elif query(scope).get("ended") == ["1"]:
            said = words.say("manager-ended")
        return self._desk.open_page(
            words,
            "sign_in.html",
            *more,
            status=failed.status if failed is not None else HTTPStatus.OK,
            said=said,
            name=name[:LONGEST_SHOWN],
            nobody=self._nobody_yet(),
        )

    def way(self, scope: Scope, *, by_itself: bool) -> Answer:
        """On to the page; ``by_itself``: a page's script asks, and nobody has done anything."""
        if by_itself:
            # The page's script goes there itself: it could not see where a 303 leads.
            return Answer(
                status=HTTPStatus.UNAUTHORIZED, body=b"", content_type=HTML, headers=HEADERS
            )
        return see_other(self.path + ("?ended=1" if self._cookie.of(scope) else ""), HEADERS)
