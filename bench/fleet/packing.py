"""Lines packed beforehand: what centres do on machines of their own is not done on the hub's.

A body of ``POST /centres/journal`` is one gzip stream of a header and lines. The lines' part is the
same whenever it is sent; only the header is packed in the moment, and both make one stream.
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kiosk.wire.uplink import Batch, encode_batch

LEVEL = 6
"""As a centre packs."""
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_POLYNOMIAL, _BITS = 0xEDB88320, 32
_Matrix = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """Some lines, each ended by a newline, as the last part of a stream."""

    first_seq: int
    last_seq: int
    deflated: bytes
    crc: int
    plain_bytes: int


def pack_lines(lines: Sequence[bytes], first_seq: int) -> Packed:
    """The lines from ``first_seq`` on."""
    plain = b"".join(line + b"\n" for line in lines)
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Packed(
        first_seq=first_seq,
        last_seq=first_seq + len(lines) - 1,
        deflated=packer.compress(plain) + packer.flush(),
        crc=zlib.crc32(plain),
        plain_bytes=len(plain),
    )


def body_of(batch: Batch, packed: Packed) -> bytes:
    """The whole stream."""
    head = encode_batch(batch, ())
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    begun = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    crc = _both(zlib.crc32(head), packed.crc, packed.plain_bytes)
    end = struct.pack("<II", crc, (len(head) + packed.plain_bytes) & 0xFFFFFFFF)
    return b"".join((_HEAD, begun, packed.deflated, end))


def _both(first: int, second: int, second_bytes: int) -> int:
    """The CRC-32 of two texts in a row, from that of each: as ``crc32_combine`` of zlib."""
    return _times(_zeros(second_bytes), first) ^ second


@cache
def _zeros(length: int) -> _Matrix:
    """What so many bytes of zero make of a CRC, as a matrix over single bits."""
    one_bit = (_POLYNOMIAL, *(1 << bit for bit in range(_BITS - 1)))
    power: _Matrix = one_bit
    for _ in range(3):
        power = _squared(power)
    result: _Matrix = tuple(1 << bit for bit in range(_BITS))
    while length:
        if length & 1:
            result = tuple(_times(power, column) for column in result)
        power = _squared(power)
        length >>= 1
    return result


def _squared(matrix: _Matrix) -> _Matrix:
    return tuple(_times(matrix, column) for column in matrix)


def _times(matrix: _Matrix, vector: int) -> int:
    total, bit = 0, 0
    while vector:
        if vector & 1:
            total ^= matrix[bit]
        vector >>= 1
        bit += 1
    return total
