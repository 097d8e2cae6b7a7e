"""The manager's live page: the hall at this moment, and who answers a call for help."""

from hashlib import blake2b, sha256
from uuid import UUID

from starlette.types import Scope

from kiosk.centre.manager_desk import HOME, ManagerDesk, Request
from kiosk.centre.manager_reading import ManagerReading
from kiosk.centre.manager_sights import ManagerSights
from kiosk.domain.commands import AnswerHelp
from kiosk.domain.ids import CommandId, HelpId
from kiosk.web.answer import Answer, Header
from kiosk.web.browser import HTML, has_it, not_modified
from kiosk.web.desk_files import HEADERS
from kiosk.web.manager_live import live_page
from kiosk.web.phone_page import parted
from kiosk.web.phone_views import TIME_HEADER


class LivePages:
    """Shows the hall, and renews what is shown."""

    def __init__(
        self, *, desk: ManagerDesk, sights: ManagerSights, reading: ManagerReading
    ) -> None:
        self._desk = desk
        self._sights = sights
        self._reading = reading

    async def show(self, request: Request) -> Answer | None:
        """The whole page; ``part`` is what changes of it."""
        if request.rest:
            return None
        at = request.words.texts.time(self._sights.now())
        now = await self._now(request)
        late = request.words.say("phone-not-up-to-date", time=at)
        return self._desk.page(
            request, "live.html", "live", now=now.decode(), tag=_tag(now), late=parted(late, at)
        )

    async def part(self, scope: Scope, request: Request) -> Answer:
        """What the page's script puts in the place of what stood there."""
        time: Header = (TIME_HEADER, request.words.texts.time(self._sights.now()).encode())
        body = await self._now(request)
        tag = _tag(body).encode()
        if has_it(scope, tag):
            return not_modified(tag, (*HEADERS, time))
        return Answer(body=body, content_type=HTML, headers=(*HEADERS, time, (b"etag", tag)))

    async def act(self, request: Request) -> Answer | None:
        """A call for help is answered: somebody goes there."""
        if request.rest != "help":
            return None
        call = request.field("help")
        # Pressed twice, also on two pages, it is one order.
        once = UUID(bytes=sha256(f"answer {call}".encode()).digest()[:16], version=4)
        return await self._desk.order_once(
            request,
            CommandId(str(once)),
            AnswerHelp(help=HelpId(call)),
            there=HOME,
            well=request.words.say("manager-help-answered"),
        )

    async def _now(self, request: Request) -> bytes:
        at = self._sights.now()
        sight = self._sights.live(
            await self._reading.satisfied(at.date()), await self._reading.usual(at)
        )
        return self._desk.part(request, "live_now.html", page=live_page(sight, request.words))


def _tag(body: bytes) -> str:
    return f'"{blake2b(body, digest_size=12).hexdigest()}"'
