"""Which share of the reserved numbers a kiosk is given."""

from collections.abc import Container, Iterable, Sequence
from datetime import date

from kiosk.db.devices import DeviceRow
from kiosk.domain.commands import Role
from kiosk.domain.ids import DeviceId
from kiosk.web.peer import is_loopback

KIOSKS = 4
"""Each owns a quarter of every queue's reserve: 900 to 999."""


def free_index(rows: Iterable[DeviceRow], *, today: date) -> int | None:
    """The smallest that no kiosk ever had, else that of the one longest gone, else ``None``.

    Whoever was revoked, or heard of, only today may have printed numbers of it today.
    """
    kiosks = [row for row in rows if row.device.role is Role.KIOSK]
    taken: dict[int, date | None] = {}
    for row in kiosks:
        index = row.device.index
        if index is None:
            continue
        if row.revoked_at is None:
            taken[index] = None
        elif index not in taken:
            taken[index] = _last_day(row)
        else:
            before = taken[index]
            taken[index] = None if before is None else max(before, _last_day(row))
    never = [index for index in range(KIOSKS) if index not in taken]
    if never:
        return never[0]
    gone = [(day, index) for index, day in taken.items() if day is not None and day < today]
    return min(gone)[1] if gone else None


def index_of_new(
    rows: Sequence[DeviceRow], quiet: Container[DeviceId], *, today: date
) -> tuple[int | None, DeviceId | None]:
    """The index of a new kiosk, and whose place it takes: that of a ``quiet`` one of this machine.

    Else a free index and nobody's place.
    """
    for row in rows:
        if row.device.id in quiet and row.revoked_at is None and _was_here(row):
            return row.device.index, row.device.id
    return free_index(rows, today=today), None


def _was_here(row: DeviceRow) -> bool:
    return row.seen is not None and (not row.seen.address or is_loopback(row.seen.address))


def _last_day(row: DeviceRow) -> date:
    """The last day on which it may have printed anything."""
    days = [row.admitted_at, row.revoked_at, row.seen.at if row.seen else None]
    return max(day.date() for day in days if day is not None)
