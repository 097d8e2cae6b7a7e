"""The proof of paper as tables: the whole of it, and what the README shows of it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.faults.proof import Result

NOT_RUN = "not run"
BEGIN, END = "<!-- paper table: made by make bench-paper -->", "<!-- paper table ends -->"
_WHOLE = (
    "| fault | printer | tickets | slips | of them COPY | confirmed | sent | asked | none"
    " | lies | lost | unasked duplicates |",
    "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
)
_SHORT = (
    "| what goes wrong | printers | tickets | slips | visitors asked | lies | lost"
    " | unasked duplicates |",
    "|---|---|--:|--:|--:|--:|--:|--:|",
)


def markdown(results: Sequence[Result]) -> str:
    """Every row."""
    return "\n".join((*_WHOLE, *map(_whole_line, results)))


def summary(results: Sequence[Result]) -> str:
    """One line for each fault, all its printers together."""
    return "\n".join((*_SHORT, *_short_lines(results)))


def write_readme(root: Path, results: Sequence[Result], *, tickets: int) -> None:
    """Put the tables where their marks are: the short one in the README, all in docs/figures.md."""
    said = f"{tickets} visitors for each fault and printer:"
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
    for fault in dict.fromkeys(result.fault for result in results):
        rows = [result for result in results if result.fault == fault]
        run = [row for row in rows if not row.not_run]
        printers = ", ".join(f"{row.printer}{' (not run)' * bool(row.not_run)}" for row in rows)
        sums = (
            sum(row.tickets for row in run),
            sum(row.slips for row in run),
            sum(row.asked for row in run),
            sum(row.lies for row in run),
            sum(row.lost for row in run),
            sum(row.duplicates for row in run),
        )
        yield f"| {fault} | {printers} | " + " | ".join(f"{each:,}" for each in sums) + " |"


def _between_marks(path: Path, text: str) -> None:
    """Raises ``ValueError`` where a mark is missing."""
    page = path.read_text(encoding="utf-8")
    head, mark, rest = page.partition(BEGIN)
    _, end_mark, tail = rest.partition(END)
    if not (mark and end_mark):
        raise ValueError(f"{path} has no place for the table of paper")
    path.write_text(f"{head}{BEGIN}\n{text}\n{END}{tail}", encoding="utf-8")
