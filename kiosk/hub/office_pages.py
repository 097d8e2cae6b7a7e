"""``/office/…``: which of head office's pages answers a request, and who may ask."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Protocol

from starlette.types import Receive, Scope

from kiosk.hub.answering import Routes
from kiosk.hub.office_desk import HOME, OfficeDesk, OfficeRequest
from kiosk.hub.office_door import COOKIE, ROOT, OfficeDoor
from kiosk.hub.office_rights import Right
from kiosk.hub.office_table import OfficePerson
from kiosk.hub.store import HubStoreFailed
from kiosk.web.answer import Answer, Header
from kiosk.web.browser import UnfitForm, query, read_form, see_other
from kiosk.web.desk_door import READS, SignInFailed, check_way_in, form_of, is_from_our_page
from kiosk.web.desk_files import HEADERS
from kiosk.web.desk_sign_in import SignInPage
from kiosk.web.errors import not_found
from kiosk.web.packing import packed
from kiosk.web.sessions import Session
from kiosk.web.upload import read_upload

log = logging.getLogger(__name__)

SIGN_OUT, SET_UP = f"{ROOT}/sign-out", f"{ROOT}/set-up"


class Page(Protocol):
    """One of the pages, with everything that stands under its name in the path."""

    @property
    def sees(self) -> Right:
        """What somebody must have to look at it."""

    def needs(self, rest: str, /) -> Right | None:
        """What somebody must have to send the form there; ``None``: there is no such form."""

    async def show(self, request: OfficeRequest, scope: Scope, /) -> Answer | None:
        """The page; ``None``: nothing stands there."""

    async def act(self, request: OfficeRequest, scope: Scope, /) -> Answer | None:
        """What a form of the page asks; ``None``: no form asks that."""


class SettingUp(Protocol):
    """The page of whoever signs in for the first time."""

    async def show(self, request: OfficeRequest, scope: Scope, /) -> Answer | None:
        """The page."""

    async def act(self, request: OfficeRequest, scope: Scope, /) -> Answer | None:
        """What its form asks."""


class OfficePages:
    """Answers head office's browsers. Belongs to the event loop."""

    def __init__(
        self,
        *,
        door: OfficeDoor,
        desk: OfficeDesk,
        pages: Mapping[str, Page],
        setting_up: SettingUp,
    ) -> None:
        self._door = door
        self._desk = desk
        self._signing_in = SignInPage(desk, COOKIE, nobody_yet=lambda: door.nobody_yet)
        self._pages = pages
        self._setting_up = setting_up

    def routes(self) -> Routes:
        """All of it."""
        return {
            (method, path): self.answer
            for method in ("GET", "POST")
            for path in (ROOT, ROOT + "/{rest:path}")
        }

    async def answer(self, scope: Scope, receive: Receive) -> Answer:
        """What one request is answered. Raises ``Stopped`` or ``PeerGone``."""
        try:
            return packed(scope, await self._answer(scope, receive))
        except HubStoreFailed as failure:
            log.warning("store_failed", extra={"cause": str(failure)})
            return self._turned_away(
                scope, "office-not-now", HTTPStatus.SERVICE_UNAVAILABLE, (b"retry-after", b"5")
            )

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        check_way_in(scope)
        path, reads = scope["path"], scope["method"] in READS
        if self._desk.is_file(path):
            return (self._desk.file(path) if reads else None) or not_found()
        await self._desk.prepare()
        if not reads and not is_from_our_page(scope):
            return self._turned_away(scope, "manager-from-elsewhere", HTTPStatus.FORBIDDEN)
        if path == self._signing_in.path:
            return await self._sign_in(scope, receive)
        by_itself = query(scope).get("part") == ["now"]
        found = self._door.found(scope, by_itself=by_itself)
        if found is None:
            return self._signing_in.way(scope, by_itself=by_itself)
        return await self._signed_in(scope, receive, *found)

    async def _signed_in(
        self, scope: Scope, receive: Receive, session: Session, person: OfficePerson
    ) -> Answer:
        path, reads = scope["path"], scope["method"] in READS
        if path == SIGN_OUT and not reads:
            if await form_of(scope, receive, session) is None:
                return self._forged(scope)
            return see_other(self._signing_in.path, (*HEADERS, self._door.sign_out(scope, session)))
        wish = self._desk.language_wished(scope) if reads else None
        if wish is not None:
            # The page's address stays what it was: going back is no change of language.
            session.language = wish
            return see_other(path, HEADERS)
        if person.totp is None or path == SET_UP:
            return await self._first_time(scope, receive, session, person)
        if path in (ROOT, ROOT + "/"):
            return see_other(HOME, HEADERS)
        return await self._on_page(scope, receive, session, person)

    async def _on_page(
        self, scope: Scope, receive: Receive, session: Session, person: OfficePerson
    ) -> Answer:
        path, reads = scope["path"], scope["method"] in READS
        name, _, rest = path.removeprefix(ROOT + "/").partition("/")
        page = self._pages.get(name)
        right = (page.sees if reads else page.needs(rest)) if page is not None else None
        if page is None or right is None:
            return self._nowhere(scope)
        request = self._request(scope, session, person, rest)
        if not request.may(right):
            log.warning("office_right_lacking", extra={"person": person.id, "right": right.value})
            return self._turned_away(scope, "office-not-yours", HTTPStatus.FORBIDDEN)
        if reads:
            return await page.show(request, scope) or self._nowhere(scope)
        sent = await self._sent(scope, receive, request)
        if sent is None:
            return self._forged(scope)
        return await page.act(sent, scope) or self._nowhere(scope)

    async def _first_time(
        self, scope: Scope, receive: Receive, session: Session, person: OfficePerson
    ) -> Answer:
        """Whoever has no second step yet does nothing before that; others have no use of it."""
        if person.totp is not None:
            return see_other(HOME, HEADERS)
        request = self._request(scope, session, person, "")
        if scope["path"] != SET_UP:
            return see_other(SET_UP, HEADERS)
        if scope["method"] in READS:
            return await self._setting_up.show(request, scope) or self._nowhere(scope)
        sent = await self._sent(scope, receive, request)
        if sent is None:
            return self._forged(scope)
        return await self._setting_up.act(sent, scope) or self._nowhere(scope)

    def _request(
        self, scope: Scope, session: Session, person: OfficePerson, rest: str
    ) -> OfficeRequest:
        return OfficeRequest(
            session=session,
            words=self._desk.words(session.language),
            rest=rest,
            form={},
            person=person,
            query=query(scope),
        )

    async def _sent(
        self, scope: Scope, receive: Receive, request: OfficeRequest
    ) -> OfficeRequest | None:
        """The request with its form, if that comes from a page of this session."""
        upload = await read_upload(scope, receive)
        session = request.session
        if upload is None:
            form = await form_of(scope, receive, session)
            files: Mapping[str, bytes] = {}
        else:
            form, files = upload.fields, upload.files
            given = form.get("csrf", [])
            if len(given) != 1 or not session.is_its(given[0]):
                return None
        if form is None:
            return None
        return OfficeRequest(
            session=session,
            words=request.words,
            rest=request.rest,
            form=form,
            person=request.person,
            query=request.query,
            files=files,
        )

    async def _sign_in(self, scope: Scope, receive: Receive) -> Answer:
        if scope["method"] in READS:
            if self._door.found(scope) is not None:
                return see_other(HOME, HEADERS)
            return self._signing_in.show(scope)
        try:
            form = await read_form(scope, receive)
        except UnfitForm:
            form = {}
        given = (form.get(one, [""])[0] for one in ("name", "secret", "code", "lang"))
        name, secret, code, lang = given
        language = self._desk.language_of(scope, lang)
        before = self._door.found(scope)
        try:
            cookie = await self._door.sign_in(scope, name.strip(), secret, code, language)
        except SignInFailed as failed:
            return self._signing_in.show(scope, failed, name=name, language=language)
        if before is not None:
            self._door.sign_out(scope, before[0])
        return see_other(HOME, (*HEADERS, cookie))

    def _turned_away(self, scope: Scope, key: str, status: int, *more: Header) -> Answer:
        found = self._door.found(scope, by_itself=True)
        language = found[0].language if found else self._desk.language_of(scope)
        words = self._desk.words(language)
        return self._desk.open_page(words, "notice.html", *more, status=status, said=words.say(key))

    def _forged(self, scope: Scope) -> Answer:
        return self._turned_away(scope, "manager-from-elsewhere", HTTPStatus.FORBIDDEN)

    def _nowhere(self, scope: Scope) -> Answer:
        return self._turned_away(scope, "manager-nowhere", HTTPStatus.NOT_FOUND)
