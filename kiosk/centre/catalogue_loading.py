"""Goes over to a catalogue of the hub's: checked, laid down, tried, and only then counted on."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from kiosk.centre.catalogue_choosing import Choosing, Chosen
from kiosk.centre.catalogue_file import CatalogueMistake
from kiosk.centre.catalogue_staging import Staging
from kiosk.centre.catalogue_trial import Misfit, check_fits
from kiosk.centre.live import Live, Submit
from kiosk.centre.ruling import IdReused
from kiosk.centre.settings import CentreSettings
from kiosk.centre.troubles import TroubleCode, Troubles
from kiosk.centre.writer import Outcome, Request, Unavailable
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import LoadCatalogue, Role
from kiosk.domain.errors import Refused, Unfit
from kiosk.domain.ids import CommandId
from kiosk.domain.snapshot import Snapshot, restore_floor, take_snapshot
from kiosk.texts import Texts
from kiosk.wire.codec import encode_command
from kiosk.wire.inbox import HUB

log = logging.getLogger(__name__)


class NotProved(Exception):
    """The centre began with a catalogue, and could not write down that it counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A floor, and the time (aware, local) at which it stood so."""

    floor: Snapshot
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadingGround:
    """What loading stands on; ``settings`` are those the centre was started with."""

    settings: CentreSettings
    texts: Texts
    live: Live
    submit: Submit
    troubles: Troubles
    chosen: Chosen


class CatalogueLoading:
    """What this centre runs with, and the way to another. Belongs to the event loop.

    ``version`` is the hub's, 0 for the centre's own file. ``asked`` is done once another shall be
    begun with: whoever runs the centre begins anew.
    """

    def __init__(self, ground: LoadingGround) -> None:
        loop = asyncio.get_running_loop()
        self._ground = ground
        self._staging = Staging(ground.settings.data)
        self.version = ground.chosen.version
        self._proof: asyncio.Future[Outcome] = loop.create_future()
        self.asked: asyncio.Future[None] = loop.create_future()
        self._stays = False

    @property
    def catalogue(self) -> Catalogue:
        """What it runs with."""
        return self._ground.live.catalogue

    def begin(self) -> None:
        """Have the one on trial counted before anything else happens; the writer begins after."""
        trial = self._ground.chosen.trial
        if trial is not None:
            request = Request(envelope=trial, device=HUB, role=Role.HUB, answer=self._proof)
            self._ground.submit(request)

    async def prove(self) -> None:
        """See that the journal says so, and then the disk. Raises ``NotProved``."""
        if self._ground.chosen.trial is not None:
            outcome = await self._proof
            if not isinstance(outcome, bytes):
                raise NotProved(_why(outcome))
            try:
                await asyncio.to_thread(self._staging.confirm)
            except OSError as error:
                # The journal says it; the next start tries it once more, and nothing is done twice.
                log.warning("catalogue_not_noted", extra={"cause": error.strerror})
            log.info("catalogue_loaded", extra={"version": self.version})
        floor = self._ground.live.floor
        if self.version == 0 and floor.catalogue_sha256 == await asyncio.to_thread(self._own_hash):
            # A copy of a centre has that one's catalogue as its own file.
            self.version = floor.catalogue
        # A centre restored from a copy may run with a later one than its journal knows of.
        if floor.catalogue > self.version:
            self._ground.troubles.begin(TroubleCode.CATALOGUE_BACK, version=floor.catalogue)

    def _own_hash(self) -> str:
        try:
            return sha256(self._ground.chosen.path.read_bytes()).hexdigest()
        except OSError:
            return ""

    def why_failed(self, command_id: str) -> str | None:
        """Why the centre could not begin with what this command brought; ``None``: it did not."""
        return self._staging.why_failed(command_id)

    def moment(self, at: datetime) -> Moment:
        """The floor as it stands, at that time."""
        return Moment(floor=take_snapshot(self._ground.live.floor, self.catalogue), at=at)

    def stage(
        self, command_id: CommandId, command: LoadCatalogue, text: bytes, moment: Moment
    ) -> None:
        """Check a text that the hub has signed, and lay it down.

        Blocks, and may be called in any thread. Raises ``Misfit``, whose sentence is for head
        office, or ``OSError``.
        """
        staged = self._staging.put(text, version=command.version, sha256=command.sha256)
        path = self._staging.path_of(staged)
        try:
            new = Choosing(self._ground.settings, self._ground.texts).read(path)
            check_fits(new, self.catalogue, restore_floor(moment.floor), moment.at)
        except CatalogueMistake as mistake:
            path.unlink(missing_ok=True)
            raise Misfit(str(mistake).removeprefix(f"{path}: ")) from mistake
        except Misfit:
            path.unlink(missing_ok=True)
            raise
        self._staging.begin_trial(staged, encode_command(command_id, command))

    def switch(self) -> None:
        """Have the centre begin anew, with what was laid down."""
        if not self.asked.done():
            self.asked.set_result(None)

    def stay(self) -> None:
        """The centre is told to end: what was laid down is begun with at the next start."""
        self._stays = True

    @property
    def goes_on(self) -> bool:
        """Whether the centre that has ended shall begin anew at once."""
        return self.asked.done() and not self._stays


def _why(outcome: Refused | Unfit | IdReused | Unavailable) -> str:
    match outcome:
        case Refused(reason=reason):
            return str(reason)
        case Unfit():
            return str(outcome)
        case IdReused():
            return "this command's id stands for another one here"
        case Unavailable():
            return "the centre's disk takes nothing"
