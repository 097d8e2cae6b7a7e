"""What may be touched after a bad face, and who is told: the centre, or the hub alone."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kiosk.domain.catalogue import Catalogue, Code
from kiosk.domain.commands import AddReasons
from kiosk.domain.ids import CounterId, FeedbackId
from kiosk.domain.ticket import Ticket
from kiosk.ui.rows import Rows

if TYPE_CHECKING:
    from kiosk.client.sealing import SealingKey

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonRow:
    """A reason the visitor may touch; ``sealed``: only the hub is told, and QML has its words."""

    name: str
    sealed: bool
    touched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """The face that was touched, at ``at`` (aware)."""

    feedback: FeedbackId
    at: datetime
    counter: CounterId | None
    ticket: Ticket | None


class Reasons:
    """The catalogue's reasons, and being asked for money where there is a hub to tell it to.

    Where there is, something sealed goes out after *every* bad face, and it always looks the same:
    nobody in the centre can tell who complained.
    """

    def __init__(self, parent: QObject) -> None:
        self.rows = Rows(ReasonRow, parent)
        self._codes: tuple[Code, ...] = ()
        self._key: SealingKey | None = None
        self._key_text: str | None = None
        self._touched: frozenset[int] = frozenset()

    @property
    def sealed(self) -> bool:
        """Whether there is a hub to tell."""
        return self._key is not None

    @property
    def chosen(self) -> bool:
        """Whether anything is touched."""
        return bool(self._touched)

    def offer(self, catalogue: Catalogue | None) -> bool:
        """Begin anew with what this centre offers; whether that is anything."""
        self._touched = frozenset()
        self._codes = catalogue.feedback_reasons if catalogue is not None else ()
        self._read_key(catalogue.hub_key if catalogue is not None else None)
        return bool(self._codes) or self._key is not None

    def show(self, language: str) -> None:
        """Show them in this language."""
        rows = [
            ReasonRow(name=code.name[language], sealed=False, touched=place in self._touched)
            for place, code in enumerate(self._codes)
        ]
        if self._key is not None:
            touched = len(self._codes) in self._touched
            rows.append(ReasonRow(name="", sealed=True, touched=touched))
        self.rows.show(rows)

    def touch(self, place: int) -> bool:
        """Touch the reason at ``place``, from 0, or let go of it; whether there is one."""
        if place not in range(len(self.rows.rows)):
            return False
        self._touched ^= {place}
        return True

    def leave(self) -> None:
        """The visitor gives none."""
        self._touched = frozenset()

    def told(self, face: Face) -> AddReasons | None:
        """What is told of what is touched; ``None``: nothing."""
        reasons = tuple(code.id for n, code in enumerate(self._codes) if n in self._touched)
        sealed = self._sealed(face, asked_for_money=len(self._codes) in self._touched)
        if not reasons and sealed is None:
            return None
        return AddReasons(feedback=face.feedback, reasons=reasons, sealed=sealed)

    def _sealed(self, face: Face, *, asked_for_money: bool) -> str | None:
        if self._key is None:
            return None
        from kiosk.client.sealing import Complaint  # noqa: PLC0415 - only where it is needed

        complaint = Complaint(
            at=face.at,
            ticket=face.ticket.ticket if face.ticket else None,
            counter=face.counter,
            service=face.ticket.service if face.ticket else None,
        )
        return self._key.seal(complaint if asked_for_money else None, face.feedback)

    def _read_key(self, text: str | None) -> None:
        if text == self._key_text:
            return
        self._key, self._key_text = None, text
        if text is None:
            return
        # Loaded late: a centre without a hub needs none of it.
        from kiosk.client.sealing import KeyUnfit, SealingKey  # noqa: PLC0415

        try:
            self._key = SealingKey(text)
        except KeyUnfit as unfit:
            log.warning("hub_key_unfit", extra={"cause": unfit})
