"""Where each ESC/POS command ends: nothing is obeyed here, and no length is trusted."""

from collections.abc import Callable
from typing import Final

LONGEST_BYTES = 256 * 1024
"""What is kept of one command; of a longer one the rest is swallowed."""
RASTER = b"\x1dv0"
RASTER_HEADER_BYTES = 8
_TABS, _OLD_BARCODE_BYTES = 32, 255

ESC, FS, GS, DLE = 0x1B, 0x1C, 0x1D, 0x10
BARCODE_WITH_LENGTH = 65
_DOTS_24 = (32, 33)
_CUT_WITH_FEED = frozenset(b"ABabgh")

# How many bytes of parameters follow.
_ESC_FIXED = {
    **dict.fromkeys(b"@2LSimv\x0c<", 0),
    **dict.fromkeys(b" !%-3=?EGJKMRTUVadertu{", 1),
    **dict.fromkeys(b"$\\cB", 2),
    **dict.fromkeys(b"p", 3),
    **dict.fromkeys(b"W", 8),
}
_FS_FIXED = {
    **dict.fromkeys(b"&.", 0),
    **dict.fromkeys(b"!-CW?", 1),
    **dict.fromkeys(b"Sp", 2),
    **dict.fromkeys(b"2", 74),
}
_GS_FIXED = {
    **dict.fromkeys(b":c", 0),
    **dict.fromkeys(b"!#/BEHITabfhjrw", 1),
    **dict.fromkeys(b"$LPW\\", 2),
    **dict.fromkeys(b"z^", 3),
    **dict.fromkeys(b"g", 4),
}
_DLE_FIXED = {0x04: 1, 0x05: 1}
_DC4, _CANCEL = 0x14, 8
_DC4_BYTES = {1: 5, 2: 5, 3: 9, 7: 4, _CANCEL: 10}
_FIXED = {ESC: _ESC_FIXED, FS: _FS_FIXED, GS: _GS_FIXED, DLE: _DLE_FIXED}


def command_length(head: bytes) -> int | None:
    """How many bytes the command has that ``head`` begins with; ``None``: not yet known.

    Text is a command of one byte, and so is what begins no command known here. Of a raster
    picture it is the header alone: its rows are printed while they come in.
    """
    try:
        return _length(head)
    except IndexError:
        return None


def _length(head: bytes) -> int:
    """As ``command_length``; raises ``IndexError`` when more of it must be known."""
    lead = head[0]
    if lead not in _FIXED:
        return 1
    name = head[1]
    fixed = _FIXED[lead].get(name)
    if fixed is not None:
        return 2 + fixed
    measure = _MEASURED.get((lead, name))
    # An unknown command: its two bytes are swallowed, and what follows prints as text.
    return measure(head) if measure else 2


def _number(head: bytes, at: int, size: int = 2) -> int:
    """The number that stands there, low byte first."""
    if at + size > len(head):
        raise IndexError
    return int.from_bytes(head[at : at + size], "little")


def _block(head: bytes) -> int:
    """``ESC ( X``, ``FS ( X``, ``GS ( X``: two bytes of length after the letter."""
    return 5 + _number(head, 3)


def _long_block(head: bytes) -> int:
    """``GS 8 L``: four bytes of length."""
    return 7 + _number(head, 3, 4)


def _real_time(head: bytes) -> int:
    return _DC4_BYTES.get(head[2], 3)


def _columns(head: bytes) -> int:
    """``ESC * m nL nH``: columns of one byte, or of three at 24 dots."""
    return 5 + _number(head, 3) * (3 if head[2] in _DOTS_24 else 1)


def _tabs(head: bytes) -> int:
    end = head.find(0, 2, 2 + _TABS)
    if end >= 0:
        return end + 1
    _number(head, 2, _TABS)
    return 2 + _TABS


def _own_letters(head: bytes) -> int:
    """``ESC & y c1 c2`` and for each letter its width and columns."""
    length = 5
    for _ in range(head[3], head[4] + 1):
        length += 1 + head[2] * head[length]
    return length


def _kept_pictures(head: bytes) -> int:
    """``FS q n`` and for each picture its size in bytes by bytes, and its dots."""
    length = 3
    for _ in range(head[2]):
        length += 4 + _number(head, length) * _number(head, length + 2) * 8
    return length


def _own_picture(head: bytes) -> int:
    """``GS * x y``."""
    return 4 + head[2] * head[3] * 8


def _cut(head: bytes) -> int:
    return 4 if head[2] in _CUT_WITH_FEED else 3


def _barcode(head: bytes) -> int:
    """``GS k m``: up to a NUL, or from ``m`` 65 on with its length before it."""
    if head[2] >= BARCODE_WITH_LENGTH:
        return 4 + head[3]
    end = head.find(0, 3, _OLD_BARCODE_BYTES)
    if end >= 0:
        return end + 1
    _number(head, 0, _OLD_BARCODE_BYTES)
    return _OLD_BARCODE_BYTES


def _counter(head: bytes) -> int:
    """``GS C 0``, ``GS C 1``, ``GS C 2``, the old counters."""
    return {0x30: 5, 0x31: 9, 0x32: 5}.get(head[2], 3)


def _raster(head: bytes) -> int:
    return RASTER_HEADER_BYTES if head[2] == ord("0") else 3


_MEASURED: Final[dict[tuple[int, int], Callable[[bytes], int]]] = {
    (ESC, 0x28): _block,
    (FS, 0x28): _block,
    (GS, 0x28): _block,
    (GS, 0x38): _long_block,
    (DLE, _DC4): _real_time,
    (ESC, 0x2A): _columns,
    (ESC, 0x44): _tabs,
    (ESC, 0x26): _own_letters,
    (FS, 0x71): _kept_pictures,
    (GS, 0x2A): _own_picture,
    (GS, 0x56): _cut,
    (GS, 0x6B): _barcode,
    (GS, 0x43): _counter,
    (GS, 0x76): _raster,
}
