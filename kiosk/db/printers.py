"""What each printer of a device has shown it can tell: found out once, and kept."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.db.opening import reading

if TYPE_CHECKING:
    from kiosk.db.opening import Database

_KEEP = """
    INSERT INTO printer (name, road, address, level, maker, model, probed_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (name) DO UPDATE SET
        road = excluded.road, address = excluded.address, level = excluded.level,
        maker = excluded.maker, model = excluded.model, probed_at = excluded.probed_at
"""
_KNOWN = """
    SELECT name, road, address, level, maker, model, probed_at FROM printer
    WHERE name = ? AND road = ? AND address = ?
"""
_FORGET = "DELETE FROM printer WHERE name = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPrinter:
    """One printer as it was when it was probed.

    ``address`` is host:port; ``probed_at`` is ISO 8601 with its offset.
    """

    name: str
    road: str
    address: str
    level: str
    maker: str
    model: str
    probed_at: str


class PrinterTable:
    """The table ``printer``; what is kept is on disk when the call returns.

    Raises ``StoreFailed`` when the disk is full or does not answer.
    """

    def __init__(self, db: "Database") -> None:
        self._db = db

    def keep(self, known: KnownPrinter) -> None:
        """Remember it, in place of what was known under this name."""
        row = (
            known.name,
            known.road,
            known.address,
            known.level,
            known.maker,
            known.model,
            known.probed_at,
        )
        with reading():
            self._db.execute(_KEEP, row)

    def known(self, *, name: str, road: str, address: str) -> KnownPrinter | None:
        """What is kept; ``None`` also when the name stands now for another road or address."""
        with reading():
            row = self._db.execute(_KNOWN, (name, road, address)).fetchone()
        if row is None:
            return None
        return KnownPrinter(
            name=row[0],
            road=row[1],
            address=row[2],
            level=row[3],
            maker=row[4],
            model=row[5],
            probed_at=row[6],
        )

    def forget(self, name: str) -> None:
        """Find out anew next time."""
        with reading():
            self._db.execute(_FORGET, (name,))
