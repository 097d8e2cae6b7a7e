"""The proof of paper as tables: `python -m bench.paper_table` writes the last whole run anew."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.faults.proof import Result

NOT_RUN = "not run"
ROOT = Path(__file__).resolve().parents[1]
RUN = ROOT / "build" / "paper.json"
BEGIN, END = "<!-- paper table: made by make bench-paper -->", "<!-- paper table ends -->"
_WHOLE = (
    "| fault | printer | tickets | slips | of them COPY | confirmed | sent | asked | none"
    " | lies | lost | unasked duplicates |",
    "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
)
_SHORT = (
    "| what goes wrong | printers | tickets | slips | said printed | visitors asked | lies | lost"
    " | unasked duplicates |",
    "|---|---|--:|--:|--:|--:|--:|--:|--:|",
)
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "nothing": ("nothing",),
    "double touch": ("double touch",),
    "two kiosks on one printer": ("two kiosks, one printer",),
    "slow or scattered answers, automatic status at any moment": (
        "taken in pieces",
        "answers split",
        "answers late",
        "ASB at any moment",
    ),
    "refused, black hole, reset or ended before the slip": (
        "refused",
        "black hole",
        "reset before",
        "ended before",
    ),
    "never reads, never serves, single session taken": (
        "never reads",
        "taken, never served",
        "session taken",
    ),
    "mute, answers too late, garbage": ("mute", "answers too late", "garbage answers"),
    "paper out or cover open before; stale jobs": (
        "paper out before",
        "cover open before",
        "out of paper for long",
    ),
    "held until the printer is back": ("held, then a new roll", "held, then reachable"),
    "stall inside the slip, partial write": (
        "stall, goes on",
        "stall, dropped",
        "partial, rest lost",
    ),
    "reset or ended inside the slip": ("reset inside", "ended inside"),
    "reset or ended after the slip": ("reset after", "ended after"),
    "power cycle": ("power cycle inside", "power cycle after", "power gone inside"),
    "paper out or cover opened inside the slip": (
        "paper out inside",
        "roll ends inside",
        "cover opened inside",
        "sensor flutters",
    ),
    "paper out right after": ("paper out after",),
    "mute or garbage inside, answer lost": ("mute inside", "garbage at the end", "answer lost"),
    "stale fences, wrong process id": (
        "a stale fence, stall",
        "a stale fence, power",
        "stale fences, stall",
        "wrong process id, power",
        "constant process id",
    ),
    "crash between send and acknowledgement": ("crash inside", "crash before the answer"),
    "the first printer of two fails": ("first printer dead", "first fails inside"),
    "anything, by chance": ("a bad day",),
}
"""Which faults stand on one line of the README."""


def markdown(results: Sequence[Result]) -> str:
    """Every row."""
    return "\n".join((*_WHOLE, *map(_whole_line, results)))


def summary(results: Sequence[Result]) -> str:
    """One line for each kind of fault, all its printers together."""
    return "\n".join((*_SHORT, *_short_lines(results)))


def write_tables(run: Path = RUN, root: Path = ROOT) -> None:
    """Put the tables where their marks are: the short one in the README, all in docs/figures.md.

    ``run`` is what a whole run has left. Raises ``ValueError`` where a mark is missing.
    """
    told = json.loads(run.read_text())
    results = [Result(**row) for row in told["rows"]]
    shown = sum(not result.not_run for result in results)
    said = (
        f"{told['tickets']} visitors in each of {shown} rows, {told['seconds'] / 60:.0f} minutes:"
    )
    _between_marks(root / "README.md", f"{said}\n\n{summary(results)}")
    _between_marks(root / "docs" / "figures.md", f"{said}\n\n{markdown(results)}")


def _whole_line(result: Result) -> str:
    if result.not_run:
        return f"| {result.fault} | {result.printer} | {result.not_run} |" + " |" * 9
    counts = (
        result.tickets,
        result.slips,
        result.copies,
        result.printed,
        result.sent,
        result.asked,
        result.not_printed,
        result.lies,
        result.lost,
        result.duplicates,
    )
    return f"| {result.fault} | {result.printer} | " + " | ".join(map(str, counts)) + " |"


def _short_lines(results: Sequence[Result]) -> Iterator[str]:
    for family, faults in FAMILIES.items():
        rows = [result for result in results if result.fault in faults]
        run = [row for row in rows if not row.not_run]
        missing = {row.printer for row in rows} - {row.printer for row in run}
        printers = [
            f"{printer} ({NOT_RUN})" if printer in missing else printer
            for printer in dict.fromkeys(row.printer for row in rows)
        ]
        sums = (
            sum(row.tickets for row in run),
            sum(row.slips for row in run),
            sum(row.printed for row in run),
            sum(row.asked for row in run),
            sum(row.lies for row in run),
            sum(row.lost for row in run),
            sum(row.duplicates for row in run),
        )
        counts = " | ".join(f"{each:,}" for each in sums)
        yield f"| {family} | {', '.join(printers)} | {counts} |"


def _between_marks(path: Path, text: str) -> None:
    page = path.read_text(encoding="utf-8")
    head, mark, rest = page.partition(BEGIN)
    _, end_mark, tail = rest.partition(END)
    if not (mark and end_mark):
        raise ValueError(f"{path} has no place for the table of paper")
    path.write_text(f"{head}{BEGIN}\n{text}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    write_tables()
