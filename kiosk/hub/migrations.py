"""What a step of the schema is."""

from dataclasses import dataclass
from typing import LiteralString


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """Statements that are run once, together or not at all. Once released, it is never changed."""

    name: str
    statements: tuple[LiteralString, ...]
