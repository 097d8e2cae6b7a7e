"""Tickets, daily figures and feedback of many days, sent as they are read, a centre's day at once.

No question is asked across centres and none is open while somebody reads slowly.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto

from kiosk.hub.charter import Charter
from kiosk.hub.export_parquet import parquet
from kiosk.hub.export_rows import COLUMNS, CentreDay, Export, rows_of
from kiosk.hub.store import Store

AT_ONCE = 2
"""So many exports go on at the same time; the others wait for their turn."""

_CENTRES = """
    SELECT d.centre_id, c.code FROM centre_day AS d
    JOIN centre AS c ON c.centre_id = d.centre_id
    WHERE d.day = %(day)s AND (%(centre)s::integer IS NULL OR d.centre_id = %(centre)s)
    ORDER BY c.code
"""


class Form(StrEnum):
    """How it is written."""

    CSV = auto()
    PARQUET = auto()

    @property
    def media_type(self) -> str:
        """What HTTP calls it."""
        match self:
            case Form.CSV:
                return "text/csv; charset=utf-8"
            case Form.PARQUET:
                return "application/vnd.apache.parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is exported: days from ``first`` to ``last``, both included, of one centre or all."""

    export: Export
    form: Form
    first: date
    last: date
    centre_id: int | None = None

    @property
    def file_name(self) -> str:
        """What it is called where it is kept."""
        of = f"-{self.centre_id}" if self.centre_id is not None else ""
        return f"foleni-{self.export}{of}-{self.first}-{self.last}.{self.form}"


class Exports:
    """All exports of one hub. Belongs to its event loop."""

    def __init__(self, store: Store, charter: Charter) -> None:
        self._store = store
        self._charter = charter
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def stream(self, wanted: Wanted) -> AsyncGenerator[bytes, None]:
        """The file, part by part.

        Raises ``HubStoreFailed``, maybe in the middle: then what was sent is to be cut off, so that
        nobody takes it for the whole.
        """
        async with self._turns:
            columns = COLUMNS[wanted.export]
            async with aclosing(self._rows(wanted)) as rows:
                match wanted.form:
                    case Form.CSV:
                        yield ",".join(columns).encode() + b"\n"
                        async for part in rows:
                            yield part
                    case Form.PARQUET:
                        async with aclosing(parquet(rows, columns)) as parts:
                            async for part in parts:
                                yield part

    async def _rows(self, wanted: Wanted) -> AsyncGenerator[bytes, None]:
        day = wanted.first
        while day <= wanted.last:
            for each in await self._centres(day, wanted.centre_id):
                async with self._store.reading() as connection:
                    rows = await rows_of(connection, wanted.export, each)
                yield rows
            if day == date.max:
                return
            day += timedelta(days=1)

    async def _centres(self, day: date, centre_id: int | None) -> list[CentreDay]:
        """Those of which anything is known of that day."""
        where = {"day": day, "centre": centre_id}
        async with self._store.reading() as connection:
            await self._charter.refresh(connection)
            rows = await (await connection.execute(_CENTRES, where)).fetchall()
        return [
            CentreDay(centre_id=centre, code=code, day=day, promise=self._charter.of(centre))
            for centre, code in rows
        ]
