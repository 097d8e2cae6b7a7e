"""What every one of the manager's pages does: speak a language, show itself, give orders."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never
from uuid import UUID, uuid4

from kiosk.centre.live import Live
from kiosk.centre.manager_door import ROOT, device_of
from kiosk.centre.ruling import IdReused
from kiosk.centre.say import BUSY, DISK_FULL, Say
from kiosk.centre.writer import Outcome, Unavailable
from kiosk.domain.commands import Command, Role
from kiosk.domain.errors import Refused, Unfit
from kiosk.domain.ids import CommandId
from kiosk.web.answer import Answer
from kiosk.web.desk import Desk, DeskRequest, Place
from kiosk.web.desk_files import DeskFiles
from kiosk.web.manager_words import ManagerWords
from kiosk.web.sessions import Told
from kiosk.web.sight import named
from kiosk.wire.codec import Envelope

HOME = f"{ROOT}/live"
PLACES = (
    ("live", "manager-live"),
    ("feedback", "manager-feedback"),
    ("services", "manager-services-and-counters"),
    ("staff", "manager-staff"),
    ("devices", "manager-devices"),
)
"""The pages, in the order they stand in at the side, with the key of each name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(DeskRequest):
    """One request of a manager who is signed in."""

    words: ManagerWords


class ManagerDesk(Desk):
    """Shows pages and gives orders in the name of who is signed in. Belongs to the event loop."""

    def __init__(
        self,
        *,
        live: Live,
        say: Say,
        files: DeskFiles,
        new_id: Callable[[], UUID] = uuid4,
    ) -> None:
        self._live = live
        self._say = say
        spoken = live.catalogue.centre.languages
        known = say.texts.languages
        super().__init__(
            texts=say.texts,
            files=files,
            languages=tuple(one for one in spoken if one in known) or known,
            house=lambda words: words.name(live.catalogue.centre.name),
            new_id=new_id,
        )

    def words(self, language: str) -> ManagerWords:
        """The sentences of a language."""
        return ManagerWords(texts=self._texts, language=language)

    def page(self, request: Request, template: str, here: str, **values: object) -> Answer:
        """A page of somebody signed in."""
        places = tuple(Place(path=path, name=request.words.say(key)) for path, key in PLACES)
        return self.signed_in(request, template, places=places, here=here, **values)

    async def order(self, request: Request, command: Command, there: str, well: str) -> Answer:
        """Give an order; back to ``there``, which says ``well``, or why not.

        The form carries the order's id: a button pressed twice is one order.
        """
        once = request.field("once")
        try:
            command_id = CommandId(str(UUID(once)))
        except ValueError:
            return self.back(request, there, self._not_done(request))
        return await self.order_once(request, command_id, command, there=there, well=well)

    async def order_once(
        self, request: Request, once: CommandId, command: Command, *, there: str, well: str
    ) -> Answer:
        """The same, where the order's id is known."""
        envelope = Envelope(id=once, command=command)
        outcome = await self._live.order(envelope, device_of(request.session), Role.MANAGER)
        return self.back(request, there, self._told(request, outcome, well))

    def not_stored(self, request: Request) -> Told:
        """The store did not take it."""
        return Told(said=named(self._say.error(BUSY), request.words.language))

    def _told(self, request: Request, outcome: Outcome, well: str) -> Told:
        language = request.words.language
        match outcome:
            case bytes():
                return self.well(well)
            case Refused(reason=reason):
                return Told(said=named(self._say.reason(reason), language))
            case Unavailable(disk_full=disk_full):
                return Told(said=named(self._say.error(DISK_FULL if disk_full else BUSY), language))
            case Unfit() | IdReused():
                return self._not_done(request)
            case _:
                assert_never(outcome)

    def _not_done(self, request: Request) -> Told:
        return self.ill(request, "manager-not-done")
