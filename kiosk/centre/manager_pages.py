"""``/manager/…``: which of the manager's pages answers a request, and who may ask."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Protocol

from starlette.types import Receive, Scope

from kiosk.centre.live import Live
from kiosk.centre.manager_desk import HOME, ManagerDesk, Request
from kiosk.centre.manager_door import COOKIE, ROOT, ManagerDoor
from kiosk.centre.say import BUSY, STARTING, Say
from kiosk.web.answer import Answer
from kiosk.web.browser import UnfitForm, query, read_form, see_other
from kiosk.web.desk_door import READS, SignInFailed, check_way_in, form_of, is_from_our_page
from kiosk.web.desk_files import HEADERS
from kiosk.web.desk_sign_in import SignInPage
from kiosk.web.errors import Stopped, not_found
from kiosk.web.sessions import Session

SIGN_OUT = f"{ROOT}/sign-out"


class Page(Protocol):
    """One of the pages, with everything that stands under its name in the path."""

    async def show(self, request: Request, /) -> Answer | None:
        """The page; ``None``: nothing stands there."""

    async def act(self, request: Request, /) -> Answer | None:
        """What a form of the page asks; ``None``: no form asks that."""


class Renewing(Protocol):
    """The page that renews itself."""

    async def part(self, scope: Scope, request: Request) -> Answer:
        """The part of it that changes."""


def is_managers(path: str) -> bool:
    """Whether a path is of the manager's pages."""
    return path == ROOT or path.startswith(ROOT + "/")


class ManagerPages:
    """Answers managers' browsers. Belongs to the event loop."""

    def __init__(
        self,
        *,
        live: Live,
        say: Say,
        door: ManagerDoor,
        desk: ManagerDesk,
        pages: Mapping[str, Page],
        renewing: Renewing,
    ) -> None:
        self._live = live
        self._say = say
        self._door = door
        self._desk = desk
        self._signing_in = SignInPage(desk, COOKIE, nobody_yet=lambda: door.nobody_yet)
        self._pages = pages
        self._renewing = renewing

    async def answer(self, scope: Scope, receive: Receive) -> Answer:
        """What one request is answered. Raises ``Stopped`` or ``PeerGone``."""
        try:
            return await self._answer(scope, receive)
        except Stopped as stopped:
            if stopped.answer.status != HTTPStatus.SERVICE_UNAVAILABLE:
                raise
            return self._not_now(scope)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        check_way_in(scope)
        path, reads = scope["path"], scope["method"] in READS
        if self._desk.is_file(path):
            return (self._desk.file(path) if reads else None) or not_found()
        await self._desk.prepare()
        if not reads and not is_from_our_page(scope):
            return self._turned_away(scope, "manager-from-elsewhere", HTTPStatus.FORBIDDEN)
        self._live.check_begun()
        if path == self._signing_in.path:
            return await self._sign_in(scope, receive)
        return await self._signed_in(scope, receive)

    async def _signed_in(self, scope: Scope, receive: Receive) -> Answer:
        by_itself = _renews(scope)
        session = self._door.session(scope, by_itself=by_itself)
        if session is None:
            return self._signing_in.way(scope, by_itself=by_itself)
        path = scope["path"]
        page, _, rest = path.removeprefix(ROOT + "/").partition("/")
        if scope["method"] in READS:
            return await self._read(scope, session, page, rest)
        form = await form_of(scope, receive, session)
        if form is None:
            return self._turned_away(
                scope, "manager-from-elsewhere", HTTPStatus.FORBIDDEN, session.language
            )
        if path == SIGN_OUT:
            return see_other(self._signing_in.path, (*HEADERS, self._door.sign_out(scope, session)))
        request = self._request(session, rest, form)
        found = self._pages.get(page)
        answer = await found.act(request) if found is not None else None
        return answer or self._nowhere(scope, session)

    async def _read(self, scope: Scope, session: Session, page: str, rest: str) -> Answer:
        wish = self._desk.language_wished(scope)
        if wish is not None:
            # The page's address stays what it was: going back is no change of language.
            session.language = wish
            return see_other(scope["path"], HEADERS)
        if scope["path"] in (ROOT, ROOT + "/"):
            return see_other(HOME, HEADERS)
        request = self._request(session, rest, {})
        if page == "live" and not rest and _renews(scope):
            return await self._renewing.part(scope, request)
        found = self._pages.get(page)
        answer = await found.show(request) if found is not None else None
        return answer or self._nowhere(scope, session)

    def _request(self, session: Session, rest: str, form: Mapping[str, list[str]]) -> Request:
        words = self._desk.words(session.language)
        return Request(session=session, words=words, rest=rest, form=form)

    async def _sign_in(self, scope: Scope, receive: Receive) -> Answer:
        if scope["method"] in READS:
            if self._door.session(scope) is not None:
                return see_other(HOME, HEADERS)
            return self._signing_in.show(scope)
        try:
            form = await read_form(scope, receive)
        except UnfitForm:
            form = {}
        name, secret, lang = (form.get(one, [""])[0] for one in ("name", "secret", "lang"))
        language = self._desk.language_of(scope, lang)
        before = self._door.session(scope)
        try:
            cookie = await self._door.sign_in(scope, name.strip(), secret, language)
        except SignInFailed as failed:
            return self._signing_in.show(scope, failed, name=name, language=language)
        if before is not None:
            self._door.sign_out(scope, before)
        return see_other(HOME, (*HEADERS, cookie))

    def _not_now(self, scope: Scope) -> Answer:
        """The centre starts, or its store does not answer: said on a page, to be tried again."""
        error = BUSY if self._live.begun.done() else STARTING
        words = self._desk.words(self._desk.language_of(scope))
        status, again = HTTPStatus.SERVICE_UNAVAILABLE, (b"retry-after", b"1")
        said = words.name(self._say.error(error))
        return self._desk.open_page(words, "notice.html", again, status=status, said=said)

    def _turned_away(self, scope: Scope, key: str, status: int, language: str = "") -> Answer:
        words = self._desk.words(language or self._desk.language_of(scope))
        return self._desk.open_page(words, "notice.html", status=status, said=words.say(key))

    def _nowhere(self, scope: Scope, session: Session) -> Answer:
        return self._turned_away(scope, "manager-nowhere", HTTPStatus.NOT_FOUND, session.language)


def _renews(scope: Scope) -> bool:
    """Whether the page's script asks, and nobody has done anything."""
    return query(scope).get("part") == ["now"]
