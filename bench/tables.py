"""Figures as a table in Markdown, and the place in a page where it stands."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bench.figures import Figure

PAGE = Path(__file__).resolve().parents[1] / "docs" / "figures.md"


def rows_of(figures: Iterable[Figure]) -> Iterator[str]:
    """A line for each, below a head; what missed its aim stands out."""
    yield "| what | found | aim |"
    yield "|---|--:|--:|"
    for figure in figures:
        yield f"| {figure.name} | {_value(figure)} | {_aim(figure)} |"


def put_table(begin: str, end: str, lines: Sequence[str], page: Path = PAGE) -> None:
    """Put the lines between two marks of a page. Raises ``ValueError`` where they are not there."""
    text = page.read_text(encoding="utf-8")
    head, begins, rest = text.partition(begin)
    _, ends, tail = rest.partition(end)
    if not (begins and ends):
        raise ValueError(f"{page} has no place between {begin} and {end}")
    page.write_text("\n".join([f"{head}{begin}", *lines, f"{end}{tail}"]), encoding="utf-8")


def _value(figure: Figure) -> str:
    missed = "**" if figure.met is False else ""
    value = figure.value
    digits = 0 if abs(value) >= 100 or value == int(value) else 1 if abs(value) >= 10 else 2
    return f"{missed}{value:,.{digits}f} {figure.unit}".rstrip() + missed


def _aim(figure: Figure) -> str:
    if figure.aim is None:
        return "–"
    sign = "≥" if figure.more_is_better else "≤"
    return f"{sign} {figure.aim:,g} {figure.unit}".rstrip()
