"""The manager's live page: the hall at this moment, and who answers a call for help."""

from hashlib import blake2b, sha256
from uuid import UUID

from starlette.types import Scope

from kiosk.centre.manager_desk import HOME, ManagerDesk, Visit
from kiosk.centre.manager_reading import ManagerReading
from kiosk.centre.manager_sights import ManagerSights
from kiosk.domain.commands import AnswerHelp
from kiosk.domain.ids import CommandId, HelpId
from kiosk.web.answer import Answer, Header
from kiosk.web.browser import HTML, has_it, not_modified
from kiosk.web.manager_files import HEADERS
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

    async def show(self, visit: Visit) -> Answer | None:
        """The whole page."""
        if visit.rest:
            return None
        at = visit.words.texts.time(self._sights.now())
        now = await self._now(visit)
        late = visit.words.say("phone-not-up-to-date", time=at)
        return self._desk.page(
            visit, "live.html", "live", now=now.decode(), tag=_tag(now), late=parted(late, at)
        )

    async def part(self, scope: Scope, visit: Visit) -> Answer:
        """What the page's script puts in the place of what stood there."""
        time: Header = (TIME_HEADER, visit.words.texts.time(self._sights.now()).encode())
        body = await self._now(visit)
        tag = _tag(body).encode()
        if has_it(scope, tag):
            return not_modified(tag, (*HEADERS, time))
        return Answer(body=body, content_type=HTML, headers=(*HEADERS, time, (b"etag", tag)))

    async def act(self, visit: Visit) -> Answer | None:
        """Somebody goes there."""
        if visit.rest != "help":
            return None
        call = visit.field("help")
        # Pressed twice, also on two pages, it is one order.
        once = UUID(bytes=sha256(f"answer {call}".encode()).digest()[:16], version=4)
        return await self._desk.order_once(
            visit,
            CommandId(str(once)),
            AnswerHelp(help=HelpId(call)),
            there=HOME,
            well=visit.words.say("manager-help-answered"),
        )

    async def _now(self, visit: Visit) -> bytes:
        at = self._sights.now()
        sight = self._sights.live(
            await self._reading.satisfied(at.date()), await self._reading.usual(at)
        )
        return self._desk.part(visit, "live_now.html", page=live_page(sight, visit.words))


def _tag(body: bytes) -> str:
    return f'"{blake2b(body, digest_size=12).hexdigest()}"'
