"""The hub's commands, done in this centre as any other: by the one writer, and once."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError
from dataclasses import dataclass
from typing import TypeVar, assert_never

import msgspec

from kiosk.centre.catalogue_loading import CatalogueLoading, Moment
from kiosk.centre.catalogue_trial import Misfit
from kiosk.centre.clock import LocalClock
from kiosk.centre.devices import RIGHTS
from kiosk.centre.live import Live
from kiosk.centre.ruling import IdReused
from kiosk.centre.say import Say
from kiosk.centre.troubles import TroubleCode, Troubles
from kiosk.centre.watch import STORE_FAILS
from kiosk.centre.writer import Outcome, Unavailable
from kiosk.db.hub_answers import HubAnswers
from kiosk.db.opening import Database
from kiosk.db.uplink import InboxCursor, UplinkTable
from kiosk.domain.commands import LoadCatalogue, Role
from kiosk.domain.errors import Refused, Unfit
from kiosk.domain.ids import CommandId
from kiosk.sync.downlink import GoesOnElsewhere, NotNow
from kiosk.sync.downlink_catalogue import Forged, check_signature, fetched
from kiosk.sync.membership import Membership
from kiosk.sync.road import Road
from kiosk.texts import ENGLISH
from kiosk.web.errors import Stopped
from kiosk.wire.codec import (
    Envelope,
    NotJson,
    WrongShape,
    decode_answer,
    decode_command,
    encode,
)
from kiosk.wire.inbox import (
    HUB,
    Answered,
    AnswerState,
    Item,
    Runs,
    running_body,
    running_sha256,
)

log = logging.getLogger(__name__)

T = TypeVar("T")
PATIENCE_S = 10.0
MOST_TRIES = 5
"""A command that the writer never gets done, though its disk is well, is a mistake of ours."""
LONGEST_SENTENCE, LONGEST_WHERE = 1000, 64
CATALOGUE_FORGED, CATALOGUE_UNFIT, MISTAKE = "CATALOGUE_FORGED", "CATALOGUE_UNFIT", "MISTAKE"
_MISTAKEN = "the centre's program made a mistake with this command; its log says which"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObeyingGround:
    """What obeying stands on."""

    live: Live
    db: Database
    clock: LocalClock
    loading: CatalogueLoading
    say: Say
    troubles: Troubles


class Obeying:
    """Does what one hub asks. Called in the downlink's thread; ``loop`` is the centre's."""

    def __init__(
        self, ground: ObeyingGround, membership: Membership, loop: asyncio.AbstractEventLoop
    ) -> None:
        self._ground = ground
        self._membership = membership
        self._loop = loop
        self._table = UplinkTable(ground.db, hub=membership.hub_key.hex())
        self._answers = HubAnswers(ground.db)
        self._tries: tuple[str, int] = ("", 0)
        loading = ground.loading
        self.running_body = running_body(loading.catalogue)
        self.runs = Runs(sha256=running_sha256(loading.catalogue), version=loading.version)

    def cursor(self) -> InboxCursor:
        """How far the inbox was answered. Raises ``NotNow``."""
        return self._do(self._table.inbox)

    def settle(self, cursor: InboxCursor) -> None:
        """The hub has every answer up to there. Raises ``NotNow``."""
        self._do(lambda: self._table.note_inbox(cursor))

    def stands_alone(self, item: Item) -> bool:
        """A catalogue may end this very thread: what came before it is settled first."""
        envelope = _read(item)
        return isinstance(envelope, Envelope) and isinstance(envelope.command, LoadCatalogue)

    def obey(self, item: Item, road: Road) -> Answered:
        """Do it, or tell why not. Raises ``NotNow``, ``GoesOnElsewhere``, and as ``road``."""
        kept = self._do(lambda: self._answers.find(item.id))
        if kept is not None:
            answered = msgspec.json.decode(kept, type=Answered)
            return msgspec.structs.replace(answered, seq=item.seq)
        answer = self._answered(item, road)
        if answer.state is AnswerState.DONE:
            return answer  # it stands with its lines in the journal
        at_s = int(self._ground.clock.now().timestamp())
        self._do(lambda: self._answers.keep(item.id, encode(answer), at_s=at_s))
        log.info("hub_refused", extra={"state": answer.state, "reason": answer.reason})
        return answer

    def _answered(self, item: Item, road: Road) -> Answered:
        envelope = _read(item)
        if not isinstance(envelope, Envelope):
            return _unfit(item, envelope.where, envelope.what)
        kind = type(envelope.command)
        if kind not in RIGHTS[Role.HUB]:
            return _unfit(item, "type", f"the hub may not ask for {kind.__name__}")
        if isinstance(envelope.command, LoadCatalogue):
            refused = self._load(item, envelope.command, road)
            if refused is not None:
                return refused
        return self._answer_for(item, self._order(item, envelope))

    def _order(self, item: Item, envelope: Envelope) -> Outcome:
        """Decided and on disk, or not. Raises ``NotNow``."""
        live = self._ground.live
        outcome = self._on_loop(live.order(envelope, HUB, Role.HUB))
        if not isinstance(outcome, Unavailable):
            return outcome
        tries = self._tries[1] + 1 if self._tries[0] == item.id else 1
        self._tries = (item.id, tries)
        if tries < MOST_TRIES or self._store_is_ill:
            raise NotNow("the centre's store takes nothing")
        return Unfit(MISTAKE, _MISTAKEN)

    @property
    def _store_is_ill(self) -> bool:
        ill = (*STORE_FAILS, TroubleCode.STORE_GONE, TroubleCode.WRITER_HANGS)
        return any(self._ground.troubles.is_on(code) for code in ill)

    def _load(self, item: Item, command: LoadCatalogue, road: Road) -> Answered | None:
        """Go over to a catalogue, or say why not; ``None`` where the journal decides.

        Raises ``GoesOnElsewhere`` when the centre begins anew with it.
        """
        loading = self._ground.loading
        why = loading.why_failed(item.id)
        if why is not None:
            return _refused(item, CATALOGUE_UNFIT, why)
        moment = self._on_loop(self._moment())
        if command.version <= moment.floor.catalogue:
            return None
        membership = self._membership
        try:
            check_signature(command, centre=membership.centre, hub_key=membership.hub_key)
            text = fetched(command, road)
            loading.stage(_command_id(item), command, text, moment)
        except Forged as forged:
            return _refused(item, CATALOGUE_FORGED, str(forged))
        except Misfit as misfit:
            return _refused(item, CATALOGUE_UNFIT, str(misfit))
        except OSError as error:
            raise NotNow(f"the catalogue cannot be laid down: {error.strerror}") from error
        log.info("catalogue_staged", extra={"version": command.version})
        self._loop.call_soon_threadsafe(loading.switch)
        raise GoesOnElsewhere

    async def _moment(self) -> Moment:
        return self._ground.loading.moment(self._ground.clock.now())

    def _answer_for(self, item: Item, outcome: Outcome) -> Answered:
        match outcome:
            case bytes():
                done = decode_answer(outcome)
                return Answered(
                    seq=item.seq,
                    id=item.id,
                    state=AnswerState.DONE,
                    epoch=self._ground.live.epoch,
                    first_seq=done.seq - len(done.events) + 1,
                    last_seq=done.seq,
                )
            case Refused(reason=reason):
                return Answered(
                    seq=item.seq,
                    id=item.id,
                    state=AnswerState.REFUSED,
                    reason=reason,
                    say=dict(self._ground.say.reason(reason)),
                )
            case Unfit(where=where, what=what):
                return _unfit(item, where, what)
            case IdReused():
                return _unfit(item, "id", "this id stands for another command")
            case Unavailable():
                raise NotNow("the centre's store takes nothing")
            case _:
                assert_never(outcome)

    def _do(self, work: Callable[[], T]) -> T:
        """Something small on the store, in its writer's thread. Raises ``NotNow``."""
        try:
            return self._on_loop(self._ground.live.do(work))
        except Stopped as stopped:
            raise NotNow("the centre's store takes nothing") from stopped

    def _on_loop(self, work: Coroutine[object, object, T]) -> T:
        """Have the centre's loop do it, and wait for that here. Raises ``NotNow``."""
        try:
            future = asyncio.run_coroutine_threadsafe(work, self._loop)
        except RuntimeError as ended:
            work.close()
            raise NotNow("the centre ends") from ended
        try:
            return future.result(PATIENCE_S)
        except (TimeoutError, CancelledError) as error:
            future.cancel()
            raise NotNow("the centre does not come to it") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unread:
    """A command nobody here understands: of a later version, perhaps."""

    where: str
    what: str


def _read(item: Item) -> Envelope | _Unread:
    try:
        envelope = decode_command(bytes(item.command))
    except NotJson:
        return _Unread(where="command", what="this is not JSON")
    except WrongShape as error:
        return _Unread(where=error.where, what=error.what)
    if envelope.id != item.id.lower():
        return _Unread(where="id", what="the command and its place in the inbox have other ids")
    return envelope


def _command_id(item: Item) -> CommandId:
    return CommandId(item.id.lower())


def _refused(item: Item, reason: str, why: str) -> Answered:
    return Answered(
        seq=item.seq,
        id=item.id,
        state=AnswerState.REFUSED,
        reason=reason,
        say={ENGLISH: why[:LONGEST_SENTENCE]},
    )


def _unfit(item: Item, where: str, what: str) -> Answered:
    return Answered(
        seq=item.seq,
        id=item.id,
        state=AnswerState.UNFIT,
        reason=where[:LONGEST_WHERE],
        say={ENGLISH: what[:LONGEST_SENTENCE]},
    )
