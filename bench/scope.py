"""What every part of the bench is told: how thorough to be, and where to work."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """``directory`` lies on the disk that is measured; ``quick`` trades exactness for time."""

    directory: Path
    quick: bool

    def count(self, thorough: int, quick: int) -> int:
        """How often to do something."""
        return quick if self.quick else thorough

    def room(self, name: str) -> Path:
        """A directory of one part's own."""
        path = self.directory / name
        path.mkdir()
        return path


Part = Callable[[Scope], Iterator[Figure]]
"""Measures one thing; tells each figure as soon as it is known."""
