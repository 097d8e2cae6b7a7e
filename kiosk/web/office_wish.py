"""How somebody wants to see the centres: sorted by what, and which of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from kiosk.web.office_sight import CentreSight, Presence

LONGEST_FIND = 40
SortedBy = float | str | None
"""What a column is sorted by; ``None``: not known, and last either way."""

SORTS: Mapping[str, Callable[[CentreSight], SortedBy]] = {
    "centre": lambda one: one.name.casefold(),
    "waiting": lambda one: one.waiting,
    "oldest": lambda one: one.oldest_min,
    "p50": lambda one: one.p50_min,
    "p90": lambda one: one.p90_min - one.target_min if one.p90_min is not None else None,
    "counters": lambda one: one.open_counters,
    "satisfied": lambda one: one.score.csat if one.score is not None else None,
    "devices": lambda one: one.devices_in_trouble,
    "heard": lambda one: one.heard_at.timestamp() if one.heard_at is not None else None,
    "lag": lambda one: one.lag_s if one.lag_lines else (None if one.lag_lines is None else 0.0),
    "version": lambda one: one.version or None,
    "clock": lambda one: abs(one.clock_s) if one.clock_s is not None else None,
    "disk": lambda one: one.disk_free_bytes,
}
"""The columns, in their order, each by how it is sorted."""
WORST_LAST = frozenset({"centre", "counters", "satisfied", "heard", "version", "disk"})
"""Columns whose first click shows the least first: there it is what one looks for."""
STANDING = "standing"
"""What is wrong first, and otherwise by name: as the page opens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """``find`` is a part of a name or code."""

    sort: str = STANDING
    is_descending: bool = False
    find: str = ""
    problems_only: bool = False

    @classmethod
    def read(cls, query: Mapping[str, Sequence[str]]) -> Self:
        """What an address asks for; what makes no sense is as if it were not there."""
        sort = query.get("sort", [""])[0]
        return cls(
            sort=sort if sort in SORTS else STANDING,
            is_descending=query.get("dir") == ["down"] and sort in SORTS,
            find=query.get("find", [""])[0].strip()[:LONGEST_FIND],
            problems_only=query.get("problems") == ["1"],
        )

    @property
    def query(self) -> str:
        """The same as an address has it; empty for the page as it opens."""
        given: dict[str, str] = {}
        if self.sort != STANDING:
            given |= {"sort": self.sort, "dir": "down" if self.is_descending else "up"}
        if self.find:
            given["find"] = self.find
        if self.problems_only:
            given["problems"] = "1"
        return urlencode(given)

    def sorted_by(self, column: str) -> "Wish":
        """What a click on this column's head asks for: the other way round, the second time."""
        if self.sort == column:
            return replace(self, is_descending=not self.is_descending)
        return replace(self, sort=column, is_descending=column not in WORST_LAST)

    def of(self, centres: Sequence[CentreSight]) -> list[CentreSight]:
        """Those that are wanted, in the order that is wanted. Who was revoked stands last."""
        wanted = self.find.casefold()
        found = [
            one
            for one in centres
            if wanted in f"{one.name}\n{one.code}".casefold()
            and (one.weight or not self.problems_only)
        ]
        found.sort(key=lambda one: (one.name.casefold(), one.code))
        if self.sort == STANDING:
            found.sort(key=lambda one: -one.weight)
        else:
            figure = SORTS[self.sort]
            known = [one for one in found if figure(one) is not None]
            known.sort(key=_known(figure), reverse=self.is_descending)
            found = known + [one for one in found if figure(one) is None]
        found.sort(key=lambda one: one.presence is Presence.REVOKED)
        return found


def _known(figure: Callable[[CentreSight], SortedBy]) -> Callable[[CentreSight], tuple[float, str]]:
    """The same for a list whose figures are all known, and all numbers or all words."""

    def key(one: CentreSight) -> tuple[float, str]:
        value = figure(one)
        return (0.0, value) if isinstance(value, str) else (value or 0.0, "")

    return key
