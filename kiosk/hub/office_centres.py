"""Head office's first page: all centres at a glance, renewed while somebody looks."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol

from starlette.types import Scope

from kiosk.hub.office_desk import OfficeDesk, OfficeRequest
from kiosk.hub.office_rights import Right
from kiosk.web.answer import Answer, Header
from kiosk.web.browser import HTML, has_it, not_modified
from kiosk.web.desk_files import HEADERS
from kiosk.web.office_page import finding_line, office_page
from kiosk.web.office_sight import OfficeSight
from kiosk.web.office_wish import Wish
from kiosk.web.phone_page import parted
from kiosk.web.phone_views import TIME_HEADER

HERE = "centres"
MOST_KEPT = 32


class Sights(Protocol):
    """What is true of all centres."""

    async def all(self) -> OfficeSight:
        """All centres now: the same object for a moment. Raises ``HubStoreFailed``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A part of the page, for whoever else wants the same of the same moment."""

    sight: OfficeSight
    body: bytes
    tag: str


class CentresGlance:
    """Shows all centres, and renews what is shown."""

    def __init__(self, *, desk: OfficeDesk, sights: Sights) -> None:
        self._desk = desk
        self._sights = sights
        self._made: dict[tuple[str, Wish], _Made] = {}

    async def show(self, request: OfficeRequest, scope: Scope) -> Answer:
        """The whole page, or the part that changes."""
        sight, wish = await self._sights.all(), Wish.read(request.query)
        made = self._part(request, sight, wish)
        time = request.words.texts.time(sight.at)
        if request.query.get("part") == ["now"]:
            return _renewed(scope, made, time)
        behind = request.words.say("phone-not-up-to-date", time=time)
        return self._desk.page(
            request,
            "centres.html",
            HERE,
            wish=wish,
            now=made.body.decode(),
            tag=made.tag,
            behind=parted(behind, time),
        )

    def _part(self, request: OfficeRequest, sight: OfficeSight, wish: Wish) -> _Made:
        """Made once for all who look at the same: nothing in it is of one person."""
        kept = (request.words.language, wish)
        made = self._made.get(kept)
        if made is None or made.sight is not sight:
            page = office_page(sight, wish, request.words)
            heads = {one.key: one.name for one in page.columns}
            body = self._desk.part(request, "centres_now.html", page=page, heads=heads, wish=wish)
            made = _Made(
                sight=sight, body=body, tag=f'"{blake2b(body, digest_size=12).hexdigest()}"'
            )
            if len(self._made) >= MOST_KEPT:
                self._made.clear()
            self._made[kept] = made
        return made


def _renewed(scope: Scope, made: _Made, time: str) -> Answer:
    """What the page's script puts in the place of what stood there."""
    told: Header = (TIME_HEADER, time.encode())
    tag = made.tag.encode()
    if has_it(scope, tag):
        return not_modified(tag, (*HEADERS, told))
    return Answer(body=made.body, content_type=HTML, headers=(*HEADERS, told, (b"etag", tag)))


class FindingsPage:
    """Everything that was found and nobody has looked at, of all centres."""

    sees = Right.SEE

    def __init__(self, *, desk: OfficeDesk, sights: Sights) -> None:
        self._desk = desk
        self._sights = sights

    def needs(self, _: str) -> Right | None:
        """They are settled where their centre stands."""
        return None

    async def show(self, request: OfficeRequest, _: Scope) -> Answer | None:
        """The list."""
        if request.rest:
            return None
        sight = await self._sights.all()
        lines = tuple(finding_line(one, request.words, sight.at.date()) for one in sight.findings)
        return self._desk.page(request, "findings.html", "findings", findings=lines)

    async def act(self, _: OfficeRequest, __: Scope) -> Answer | None:
        """Nothing here can be changed."""
        return None
