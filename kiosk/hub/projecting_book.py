"""The book of appointments, moved on by what a centre's journal says happened."""

from collections.abc import Iterable
from datetime import datetime

from kiosk.domain.appointment import AppointmentState
from kiosk.hub import projecting_facts as f
from kiosk.hub.projecting_facts import Fact, KeptPlaces
from kiosk.hub.projecting_rows import AppointmentRow

_OVER = frozenset({AppointmentState.CHECKED_IN, AppointmentState.MISSED})


class BookFold:
    """The appointments that some lines speak of, the youngest of each code."""

    def __init__(self) -> None:
        self._by_code: dict[str, AppointmentRow] = {}
        self._moved: dict[tuple[str, datetime], AppointmentRow] = {}

    @property
    def moved(self) -> Iterable[AppointmentRow]:
        """Those that are not as they were."""
        return self._moved.values()

    def load(self, rows: Iterable[AppointmentRow]) -> None:
        """What was there before these lines, the youngest of a code last."""
        self._by_code = {row.code: row for row in rows}

    def fold(self, fact: Fact) -> None:
        """What one line says."""
        match fact:
            case f.AppointmentBooked():
                self._put(_booked(fact))
            case f.AppointmentMoved(code=code):
                self._move(code, fact)
            case f.AppointmentCancelled(code=code):
                self._end(code, AppointmentState.CANCELLED, fact.at)
            case f.TicketIssued(appointment=str(code)) | f.TicketRecorded(appointment=str(code)):
                self._check_in(code, fact)
            case f.DayClosed(missed=missed):
                for code in missed:
                    self._end(code, AppointmentState.MISSED, fact.at)
            case f.DayOpened(appointments=appointments):
                for kept in appointments:
                    self._inherit(kept, fact.at)
            case _:
                pass

    def _known(self, code: str) -> AppointmentRow | None:
        row = self._by_code.get(code)
        return row if row is not None and not row.abandoned else None

    def _put(self, row: AppointmentRow) -> None:
        row.abandoned = False
        self._by_code[row.code] = row
        self._moved[row.code, row.booked_at] = row

    def _move(self, code: str, fact: f.AppointmentMoved) -> None:
        row = self._known(code)
        if row is not None:
            row.slot, row.day, row.share = fact.slot, fact.slot.date(), fact.share
            self._put(row)

    def _end(self, code: str, state: AppointmentState, at: datetime) -> None:
        row = self._known(code)
        if row is not None:
            row.state, row.ended_at = state, at
            self._put(row)

    def _check_in(self, code: str, fact: f.TicketIssued | f.TicketRecorded) -> None:
        row = self._known(code)
        if row is None:
            return
        # Whoever left the queue may check in again: when they first came stays.
        if row.state != AppointmentState.CHECKED_IN:
            row.state, row.ended_at = AppointmentState.CHECKED_IN, fact.at
        row.ticket = fact.ticket
        self._put(row)

    def _inherit(self, kept: KeptPlaces, at: datetime) -> None:
        """A day begins with these, whatever was missed of them before."""
        for slot, codes in kept.codes.items():
            for code in codes:
                row = self._by_code.get(code)
                if row is None or row.booked_at >= at or not _is_same(row, kept, slot):
                    self._put(_new(code, kept, slot, at))
                elif row.abandoned or row.state != kept.state or row.slot != slot:
                    self._restore(row, kept, slot)

    def _restore(self, row: AppointmentRow, kept: KeptPlaces, slot: datetime) -> None:
        row.service, row.share, row.slot, row.day = kept.service, kept.share, slot, slot.date()
        if row.state != kept.state:
            row.state, row.ticket, row.ended_at = kept.state, None, None
        self._put(row)


def _is_same(row: AppointmentRow, kept: KeptPlaces, slot: datetime) -> bool:
    """Whether this is the appointment that is known, and not another that got its code."""
    if row.service != kept.service:
        return False
    return row.slot == slot or row.abandoned or row.state not in _OVER


def _booked(fact: f.AppointmentBooked) -> AppointmentRow:
    return AppointmentRow(
        code=fact.code,
        booked_at=fact.at,
        service=fact.service,
        share=fact.share,
        slot=fact.slot,
        day=fact.slot.date(),
    )


def _new(code: str, kept: KeptPlaces, slot: datetime, at: datetime) -> AppointmentRow:
    return AppointmentRow(
        code=code,
        booked_at=at,
        service=kept.service,
        share=kept.share,
        slot=slot,
        day=slot.date(),
        state=kept.state,
    )
