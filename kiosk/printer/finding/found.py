"""A printer that was found, by whatever way, and how several findings become one list."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, unique
from ipaddress import IPv4Address

SAYS_LIMIT = 60
"""What a stranger on the LAN says of itself has to fit a line."""


@unique
class How(Enum):
    """How a printer was found, in the order of trust in it."""

    ANNOUNCED = "announces itself"
    SCANNED = "answers on its port"
    FACTORY = "answers at a factory address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something that takes connections where printers do; what it is, only a probe tells.

    ``says`` is its own name for itself, shown and not trusted. ``office`` is set of one that
    announces the page languages of laser and ink printers: those may print what they are asked.
    """

    host: str
    port: int
    how: How
    says: str = ""
    office: bool = False

    @property
    def address(self) -> str:
        """As people write it down."""
        return f"{self.host}:{self.port}"


class CannotLook(Exception):
    """This machine's network does not allow that way of looking; the sentence says why."""


def merged(*lists: Iterable[Found]) -> list[Found]:
    """Each address once, as it was found first, with whatever any finding knows of it."""
    by_address: dict[tuple[str, int], Found] = {}
    for found in (each for several in lists for each in several):
        key = (found.host, found.port)
        known = by_address.get(key)
        if known is None:
            by_address[key] = found
        else:
            by_address[key] = replace(
                known, says=known.says or found.says, office=known.office or found.office
            )
    return sorted(by_address.values(), key=_order)


def shown(text: str) -> str:
    """A stranger's text as far as a terminal can show it without harm."""
    kept = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(kept.split())[:SAYS_LIMIT]


def _order(found: Found) -> tuple[bool, int, int]:
    return found.office, int(IPv4Address(found.host)), found.port
