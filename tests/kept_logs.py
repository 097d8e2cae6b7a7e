"""Everything that a process would have in its log."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.log import KeyValueFormatter


class Kept(logging.Handler):
    """Every line, of our own and of libraries, down to DEBUG, as a file would have it."""

    def __init__(self, role: str) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.setFormatter(KeyValueFormatter(role))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@contextmanager
def everything_kept(role: str) -> Iterator[Kept]:
    """All that is logged while the block runs."""
    handler, root, ours = Kept(role), logging.getLogger(), logging.getLogger("kiosk")
    before = root.level, ours.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    ours.setLevel(logging.DEBUG)
    try:
        yield handler
    finally:
        root.removeHandler(handler)
        root.setLevel(before[0])
        ours.setLevel(before[1])
