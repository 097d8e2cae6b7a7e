"""The hub's console: whoever can read its directory on its machine runs head office from there."""

import hmac
import logging
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import msgspec
from starlette.types import Receive, Scope

from kiosk.hub.answering import Routes
from kiosk.hub.centre_desk import CentreDesk, ListedCentre, NewCentre, NotDone
from kiosk.web.answer import Answer
from kiosk.web.body import SHORT_BODY_BYTES, read_shape
from kiosk.web.console_key import ConsoleKey, lay_key, take_key
from kiosk.web.errors import Stopped, not_found, unfit
from kiosk.web.peer import is_local
from kiosk.wire.codec import encode
from kiosk.wire.hub_console import (
    CENTRES,
    CODES,
    PEOPLE,
    REVOKE,
    CentreRow,
    CodeGiven,
    CodeWanted,
    PersonGiven,
    PersonWanted,
    WantedCentre,
)

log = logging.getLogger(__name__)
_centres = msgspec.json.Decoder(WantedCentre)
_codes = msgspec.json.Decoder(CodeWanted)
_people = msgspec.json.Decoder(PersonWanted)


class AddPerson(Protocol):
    """Adds one of head office, or begins one anew; raises ``NotDone`` and ``HubStoreFailed``."""

    async def __call__(self, name: str, role: str) -> str:
        """The first password, told this once."""
        ...


class HubConsole:
    """Answers this machine's own tools, by a key that lies in the hub's directory."""

    def __init__(
        self,
        data: Path,
        desk: CentreDesk,
        *,
        add_person: AddPerson | None = None,
        new_token: Callable[[], str] = lambda: secrets.token_urlsafe(32),
    ) -> None:
        """``new_token`` gives 256 random bits as text."""
        self._data = data
        self._desk = desk
        self._add_person = add_person
        self._token = new_token()

    def open(self, url: str) -> None:
        """Lay the key down; where the disk takes none, the hub runs without a console."""
        try:
            lay_key(self._data, ConsoleKey(url=url, token=self._token))
        except OSError as error:
            log.warning("no_console", extra={"cause": error.strerror})

    def close(self) -> None:
        """Take the key away. One left behind by a hub that was killed opens nothing."""
        try:
            take_key(self._data)
        except OSError as error:
            log.warning("console_left", extra={"cause": error.strerror})

    def routes(self) -> Routes:
        """What is answered here."""
        return {
            ("GET", CENTRES): self._listed,
            ("POST", CENTRES): self._add,
            ("POST", CODES): self._code,
            ("POST", REVOKE): self._revoke,
            ("POST", PEOPLE): self._person,
        }

    async def _listed(self, scope: Scope, _: Receive) -> Answer:
        self._let_in(scope)
        listed = await self._desk.listed()
        codes = {each.centre.centre_id: each.centre.code for each in listed}
        return Answer(body=encode([_row(each, codes) for each in listed]))

    async def _add(self, scope: Scope, receive: Receive) -> Answer:
        self._let_in(scope)
        wanted = await read_shape(scope, receive, _centres, limit_bytes=SHORT_BODY_BYTES)
        try:
            added = await self._desk.add(
                NewCentre(
                    code=wanted.code,
                    name=wanted.name,
                    parent=wanted.parent,
                    prefix=wanted.prefix,
                    is_outreach=wanted.outreach,
                    is_public=wanted.public,
                )
            )
        except NotDone as no:
            raise Stopped(unfit("centre", str(no), error=no.error)) from no
        log.info("centre_added", extra={"centre": added.code})
        listed = ListedCentre(centre=added, is_enrolled=False, code_until=None)
        parents = {added.parent: wanted.parent} if added.parent is not None else {}
        return Answer(body=encode(_row(listed, parents)))

    async def _code(self, scope: Scope, receive: Receive) -> Answer:
        self._let_in(scope)
        wanted = await read_shape(scope, receive, _codes, limit_bytes=SHORT_BODY_BYTES)
        try:
            code = await self._desk.new_code(wanted.centre)
        except NotDone as no:
            raise Stopped(unfit("centre", str(no), error=no.error)) from no
        log.info("code_given", extra={"centre": wanted.centre})
        return Answer(body=encode(CodeGiven(code=code.text)))

    async def _revoke(self, scope: Scope, receive: Receive) -> Answer:
        self._let_in(scope)
        wanted = await read_shape(scope, receive, _codes, limit_bytes=SHORT_BODY_BYTES)
        try:
            await self._desk.revoke(wanted.centre)
        except NotDone as no:
            raise Stopped(unfit("centre", str(no), error=no.error)) from no
        log.info("centre_revoked", extra={"centre": wanted.centre})
        return Answer(body=b"{}")

    async def _person(self, scope: Scope, receive: Receive) -> Answer:
        self._let_in(scope)
        wanted = await read_shape(scope, receive, _people, limit_bytes=SHORT_BODY_BYTES)
        if self._add_person is None:
            raise Stopped(not_found())
        try:
            password = await self._add_person(wanted.name, wanted.role)
        except NotDone as no:
            raise Stopped(unfit("person", str(no), error=no.error)) from no
        return Answer(body=encode(PersonGiven(name=wanted.name, password=password)))

    def _let_in(self, scope: Scope) -> None:
        """For whoever is on this machine and has the key; to others there is no such place."""
        given = dict(scope["headers"]).get(b"authorization", b"")
        is_it = hmac.compare_digest(given, b"Bearer " + self._token.encode())
        if not (is_it and is_local(scope)):
            raise Stopped(not_found())


def _row(listed: ListedCentre, codes: dict[int, str]) -> CentreRow:
    centre = listed.centre
    return CentreRow(
        code=centre.code,
        name=centre.name,
        kind=centre.kind,
        parent=codes.get(centre.parent, "") if centre.parent is not None else "",
        prefix=centre.prefix,
        public=centre.public,
        enrolled=listed.is_enrolled,
        code_until=listed.code_until,
        revoked_at=centre.revoked_at,
    )
