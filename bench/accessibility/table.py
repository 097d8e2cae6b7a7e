"""The rows as a table: for a terminal, and between its marks in docs/accessibility.md."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import wrap

from bench.accessibility.rows import Row, Verdict

PAGE = Path(__file__).resolve().parents[2] / "docs" / "accessibility.md"
BEGIN = "<!-- accessibility table: made by make accessibility -->"
END = "<!-- accessibility table ends -->"
WIDTH = 76
SIGNS = {
    Verdict.OK: "✓",
    Verdict.MISSED: "✗",
    Verdict.PERSON: "…",
    Verdict.HARDWARE: "…",
}


def lines(row: Row) -> Iterator[str]:
    """One row as a terminal shows it."""
    verdict = f"{SIGNS[row.verdict]} {row.verdict.value}"
    first, *rest = wrap(row.asked, WIDTH)
    yield f"{row.item:<4} {first:<{WIDTH}}  {verdict}"
    for each in (*rest, *wrap(f"→ {row.measured}", WIDTH)):
        yield f"     {each}"
    for each in wrap(row.why, WIDTH - 2):
        yield f"       {each}"


def summary(rows: Sequence[Row]) -> str:
    """How many of each."""
    counts = {verdict: sum(row.verdict is verdict for row in rows) for verdict in Verdict}
    return ", ".join(f"{count} {verdict.value}" for verdict, count in counts.items() if count)


def markdown(rows: Sequence[Row]) -> str:
    """Every row."""
    head = ("| | asked | clauses | measured | |", "|---|---|---|---|---|")
    return "\n".join((*head, *map(_line, rows)))


def write(rows: Sequence[Row], page: Path = PAGE) -> None:
    """Put the table where its marks are. Raises ``ValueError`` where they are missing."""
    text = page.read_text(encoding="utf-8")
    before, mark, rest = text.partition(BEGIN)
    _old, end_mark, after = rest.partition(END)
    if not (mark and end_mark):
        raise ValueError(f"{page} has no place for the table")
    page.write_text(
        f"{before}{BEGIN}\n{summary(rows)}.\n\n{markdown(rows)}\n{END}{after}", encoding="utf-8"
    )


def _line(row: Row) -> str:
    verdict = f"**{row.verdict.value}**" if row.verdict is Verdict.MISSED else row.verdict.value
    why = f": {row.why}" if row.why else ""
    cells = (row.item, row.asked, row.clauses, row.measured, f"{verdict}{why}")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
