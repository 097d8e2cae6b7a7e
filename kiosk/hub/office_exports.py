"""Head office takes figures away: a page to choose, and a file that is sent as it is read."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import Protocol

from starlette.requests import ClientDisconnect
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from kiosk.hub.answering import Streams
from kiosk.hub.export import Exports, Form, Wanted
from kiosk.hub.export_rows import Export
from kiosk.hub.office_desk import OfficeDesk, OfficeRequest
from kiosk.hub.office_door import ROOT, OfficeDoor
from kiosk.hub.office_rights import RIGHTS, Right
from kiosk.web.answer import Answer, send_answer
from kiosk.web.browser import query, see_other
from kiosk.web.desk_door import check_way_in
from kiosk.web.desk_files import HEADERS
from kiosk.web.errors import Stopped, forbidden
from kiosk.web.office_sight import OfficeSight

log = logging.getLogger(__name__)

HERE = "exports"
FILE = f"{ROOT}/export"
MOST_DAYS = 400
"""A year and what overlaps: more is asked for in parts."""
USUAL_DAYS = 30
KINDS = {
    Export.TICKETS: "office-export-tickets",
    Export.DAYS: "office-export-days",
    Export.FEEDBACK: "office-export-feedback",
}


class Sights(Protocol):
    """Which centres there are."""

    async def all(self) -> OfficeSight:
        """All centres now. Raises ``HubStoreFailed``."""


class ExportUnfit(Exception):
    """There is nothing that could be sent for this."""


class ExportsPage:
    """Where one chooses what to take."""

    sees = Right.EXPORT

    def __init__(
        self, *, desk: OfficeDesk, sights: Sights, now: Callable[[], datetime], zone: tzinfo
    ) -> None:
        self._desk = desk
        self._sights = sights
        self._now = now
        self._zone = zone

    def needs(self, _: str) -> Right | None:
        """Nothing is changed here."""
        return None

    async def show(self, request: OfficeRequest, _: Scope) -> Answer | None:
        """The form; with what was wrong with the last."""
        if request.rest:
            return None
        today = self._now().astimezone(self._zone).date()
        words, sight = request.words, await self._sights.all()
        by_name = sorted(sight.centres, key=lambda one: one.name.casefold())
        unfit = request.asked("unfit") == "1"
        return self._desk.page(
            request,
            "exports.html",
            HERE,
            unfit=words.say("office-export-unfit", days=MOST_DAYS) if unfit else "",
            kinds=[(kind.value, words.say(key)) for kind, key in KINDS.items()],
            forms=[form.value for form in Form],
            centres=[(one.code, one.name) for one in by_name],
            first=(today - timedelta(days=USUAL_DAYS - 1)).isoformat(),
            last=today.isoformat(),
        )

    async def act(self, _: OfficeRequest, __: Scope) -> Answer | None:
        """Nothing is changed here."""
        return None


class ExportFile:
    """Sends the file. An ASGI application: it is never whole in memory."""

    def __init__(self, *, door: OfficeDoor, sights: Sights, exports: Exports) -> None:
        self._door = door
        self._sights = sights
        self._exports = exports

    def streams(self) -> Streams:
        """The one address."""
        return {("GET", FILE): self}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; whoever hangs up ends the reading."""
        try:
            check_way_in(scope)
            answer = await self._answer(scope)
        except Stopped as stopped:
            answer = stopped.answer
        if isinstance(answer, Answer):
            await send_answer(send, answer)
            return
        log.info("office_export", extra={"file": answer.file_name})
        response = StreamingResponse(
            self._exports.stream(answer), media_type=answer.form.media_type
        )
        kept = f'attachment; filename="{answer.file_name}"'
        response.raw_headers.extend(
            (*HEADERS, (b"content-disposition", kept.encode()), (b"cache-control", b"no-store"))
        )
        try:
            await response(scope, receive, send)
        except ClientDisconnect:
            log.info("office_export_hung_up")

    async def _answer(self, scope: Scope) -> Wanted | Answer:
        found = self._door.found(scope)
        if found is None or found[1].totp is None:
            return see_other(f"{ROOT}/sign-in", HEADERS)
        if Right.EXPORT not in RIGHTS[found[1].role]:
            return forbidden("your role may not export")
        sight = await self._sights.all()
        centres = {one.code: one.centre_id for one in sight.centres}
        try:
            wanted = wanted_of(query(scope), centres)
        except ExportUnfit:
            return see_other(f"{ROOT}/{HERE}?unfit=1", HEADERS)
        return wanted if scope["method"] == "GET" else Answer(body=b"", headers=HEADERS)


def wanted_of(asked: Mapping[str, Sequence[str]], centres: Mapping[str, int]) -> Wanted:
    """What an address asks for, or ``ExportUnfit``."""

    def one(name: str) -> str:
        return asked.get(name, [""])[0]

    try:
        export, form = Export(one("what")), Form(one("form"))
        first, last = date.fromisoformat(one("first")), date.fromisoformat(one("last"))
    except ValueError as error:
        raise ExportUnfit from error
    code = one("centre")
    if not 0 <= (last - first).days < MOST_DAYS or (code and code not in centres):
        raise ExportUnfit
    return Wanted(export=export, form=form, first=first, last=last, centre_id=centres.get(code))
