"""CSV that comes in parts into Parquet that goes out in parts, on a thread of its own."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from contextlib import suppress
from io import BufferedWriter, BytesIO, RawIOBase
from types import MappingProxyType
from typing import TYPE_CHECKING

from arro3.core import DataType, Field, RecordBatch, RecordBatchReader, Schema
from arro3.io import read_csv, write_parquet

from kiosk.hub.export_rows import Kind

if TYPE_CHECKING:
    from typing_extensions import Buffer

PART_BYTES = 256 * 1024
PARTS_WAITING = 4
"""So many wait for a slow reader, and then the thread does."""
GROUP_ROWS = 100_000
"""Rows that are gathered before they are written: this is what the memory is."""

_TYPES: Mapping[Kind, DataType] = MappingProxyType(
    {
        "text": DataType.string(),
        "day": DataType.date32(),
        "whole": DataType.int64(),
        "share": DataType.float64(),
        "truth": DataType.bool(),
    }
)


class _Stopped(OSError):
    """Nobody wants the rest."""


async def parquet(
    parts: AsyncIterator[bytes], columns: Mapping[str, Kind]
) -> AsyncGenerator[bytes, None]:
    """The same rows as Parquet; ``parts`` are whole rows of CSV. Raises what ``parts`` raises."""
    work = _Work(parts, columns, asyncio.get_running_loop())
    thread = asyncio.create_task(asyncio.to_thread(work.write))
    try:
        while (part := await work.out.get()) is not None:
            yield part
    finally:
        work.stop()
        with suppress(_Stopped):
            await thread


class _Work:
    """What the thread does; it waits for the loop both for rows and for room."""

    def __init__(
        self,
        parts: AsyncIterator[bytes],
        columns: Mapping[str, Kind],
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self.out: asyncio.Queue[bytes | None] = asyncio.Queue(PARTS_WAITING)
        self._parts = parts
        self._schema = Schema(
            [Field(name, _TYPES[kind], nullable=True) for name, kind in columns.items()]
        )
        self._loop = loop
        self._stopped = False
        self._failure: BaseException | None = None

    def write(self) -> None:
        """Write all of it. Raises what the rows' source raised."""
        try:
            with BufferedWriter(_Into(self), PART_BYTES) as out:
                rows = RecordBatchReader.from_batches(self._schema, self._batches())
                write_parquet(rows, out, compression="zstd(3)", max_row_group_size=GROUP_ROWS)
        except Exception as error:
            # Rust hands over its own exception in place of ours.
            raise self._failure or error from error
        finally:
            asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()

    def stop(self) -> None:
        """Nobody reads any more: the next row or part ends the thread."""
        self._stopped = True
        while not self.out.empty():
            self.out.get_nowait()

    def put(self, part: bytes) -> None:
        """Called on the thread."""
        if self._stopped:
            self._failure = self._failure or _Stopped()
            raise self._failure
        if self._failure is not None:
            # What is left in the buffer of a file that will never be whole.
            return
        asyncio.run_coroutine_threadsafe(self.out.put(part), self._loop).result()

    async def _end(self) -> None:
        if self._stopped:
            return
        await self.out.put(None)

    def _batches(self) -> Iterator[RecordBatch]:
        while True:
            rows = asyncio.run_coroutine_threadsafe(self._next(), self._loop).result()
            if rows is None:
                return
            if rows:
                yield from read_csv(BytesIO(rows), self._schema, has_header=False)

    async def _next(self) -> bytes | None:
        if self._stopped:
            self._failure = _Stopped()
            raise self._failure
        try:
            return await anext(self._parts, None)
        except Exception as error:
            self._failure = error
            raise


class _Into(RawIOBase):
    """A file that can only be written, and is not there."""

    def __init__(self, work: _Work) -> None:
        self._work = work

    def writable(self) -> bool:
        return True

    def write(self, part: "Buffer", /) -> int:
        data = bytes(part)
        self._work.put(data)
        return len(data)
