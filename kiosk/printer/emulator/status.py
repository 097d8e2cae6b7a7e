"""How the virtual printer tells its condition: the bytes of the manuals."""

from kiosk.printer.emulator.condition import Condition, Make, Roll

CANCELLED = b"\x37\x25\x00"
"""The answer to ``DLE DC4 8``: receive and print buffer are empty."""
_ONLINE, _ERROR, _PAPER, _PANEL = 0x02, 0x04, 0x08, 0x40
"""The bits of ``GS a n`` that ask for changes of what this printer has."""


def real_time(condition: Condition, n: int) -> bytes:
    """The answer to ``DLE EOT n``, for ``n`` from 1 to 4."""
    if condition.status_bytes is not None:
        return condition.status_bytes[n - 1 : n]
    out, low = condition.roll is Roll.OUT, condition.roll is Roll.LOW
    bits = {
        1: 0x00 if condition.prints else 0x08,
        2: condition.cover_open * 0x04 + out * 0x20 + condition.cutter_jammed * 0x40,
        3: condition.cutter_jammed * 0x08,
        4: (out or low) * 0x0C + out * 0x60,
    }
    return bytes((0x12 | bits[n],))


def auto_status(condition: Condition) -> bytes:
    """The four bytes of automatic status back."""
    out, low = condition.roll is Roll.OUT, condition.roll is Roll.LOW
    return bytes(
        (
            0x10 | (not condition.prints) * 0x08 | condition.cover_open * 0x20,
            condition.cutter_jammed * 0x08,
            (out or low) * 0x03 | out * 0x0C,
            0x0F,
        )
    )


def is_news(asked: int, before: Condition, now: Condition) -> bool:
    """Whether a host that sent ``GS a asked`` is to be told of this change."""
    was, is_ = auto_status(before), auto_status(now)
    return (
        bool(asked & (_ONLINE | _PANEL) and was[0] != is_[0])
        or bool(asked & _ERROR and was[1] != is_[1])
        or bool(asked & _PAPER and was[2] != is_[2])
    )


def paper_sensor(condition: Condition) -> bytes:
    """The answer to ``GS r 1``, given only while there is paper."""
    return b"\x03" if condition.roll is Roll.LOW else b"\x00"


def identity(make: Make, n: int) -> bytes:
    """The answer to ``GS I n``: who made it and what it is; nothing where it does not know."""
    named = {
        65: "1.00",
        66: make.maker_told,
        67: make.model,
        68: "FOLENI0001",
        69: "",
    }
    if n in named:
        return b"\x5f" + named[n].encode("ascii", "replace") + b"\0"
    # 1 model, 2 what it has (its knife), 3 version: one byte each, 0xx0xxxx.
    plain = {1: 0x20, 2: 0x02 if make.cutter else 0x00, 3: 0x01}
    n = n - 0x30 if n in b"123" else n
    return bytes((plain[n],)) if n in plain else b""
