"""Ticket numbers: a queue's letter and three digits, never wrapped, never given twice."""

RESERVE_FIRST = 900
RESERVE_LAST = 999
"""The numbers that cut-off kiosks give (25 each); the centre itself steps over them."""

RESERVE_EACH = 25
"""How many of them one kiosk has in every queue."""

_MOST_DIGITS = 9
"""No day has more tickets; a longer number is not worth a look."""


def digits_of(place: int) -> int:
    """The digits of the ``place``-th number a centre gives in a queue that day, from 1.

    001 … 899, then 1000, 1001 …: 900 to 999 belong to the kiosks' reserves.
    """
    if place < RESERVE_FIRST:
        return place
    return place + (RESERVE_LAST - RESERVE_FIRST + 1)


def number_of(letter: str, place: int) -> str:
    """The number as it is printed, shown and called: ``A042``."""
    return f"{letter}{digits_of(place):03d}"


def letter_of(number: str) -> str:
    """What a number begins with: ``A`` of ``A042``, with a prefix before it ``KA`` of ``KA042``."""
    return number.rstrip("0123456789")


def place_of(letter: str, number: str) -> int | None:
    """Which place in the queue of ``letter`` has that number; ``None``: the centre gives no such.

    The inverse of ``number_of``.
    """
    digits = number.removeprefix(letter)
    if not (number.startswith(letter) and digits.isascii() and digits.isdigit()):
        return None
    if len(digits) > _MOST_DIGITS:
        return None
    place = int(digits)
    if place > RESERVE_LAST:
        place -= RESERVE_LAST - RESERVE_FIRST + 1
    return place if place > 0 and number_of(letter, place) == number else None


def reserve_of(letter: str, index: int) -> tuple[str, ...]:
    """The numbers that the kiosk of ``index`` (from 0) may give by itself, in their order.

    None for an index beyond the four that share the reserve.
    """
    first = RESERVE_FIRST + RESERVE_EACH * index
    if index < 0 or first > RESERVE_LAST:
        return ()
    return tuple(f"{letter}{digits}" for digits in range(first, first + RESERVE_EACH))


def is_reserve(letter: str, number: str) -> bool:
    """Whether a cut-off kiosk may have given ``number`` in the queue of ``letter``."""
    digits = number.removeprefix(letter)
    return (
        number.startswith(letter)
        and len(digits) == len(str(RESERVE_FIRST))
        and digits.isascii()
        and digits.isdigit()
        and RESERVE_FIRST <= int(digits) <= RESERVE_LAST
    )
