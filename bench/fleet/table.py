"""A fleet's run as a table; `python -m bench.fleet.table` writes the last one's into its page."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.figures import Figure

ROOT = Path(__file__).resolve().parents[2]
RUN = ROOT / "build" / "fleet.json"
PAGE = ROOT / "docs" / "figures.md"
BEGIN, END = "<!-- fleet table: made by make fleet -->", "<!-- fleet table ends -->"


def write_table(run: Path = RUN, page: Path = PAGE) -> None:
    """Put the table where its marks are. Raises ``ValueError`` where there are none."""
    text = page.read_text(encoding="utf-8")
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{page} has no place for the fleet's table")
    table = "\n".join(table_of(json.loads(run.read_text(encoding="utf-8"))))
    page.write_text(f"{head}{BEGIN}\n{table}\n{END}{tail}", encoding="utf-8")


def table_of(run: Mapping[str, Any]) -> Iterator[str]:
    """The lines of it, in Markdown."""
    scale = run["scale"]
    yield (
        f"{scale['centres']} centres of {scale['visitors']:,} visitors a day, {scale['days']} "
        f"days, {run['lines']:,} lines, {run['database_mb'] / 1000:.1f} GB of PostgreSQL; "
        f"{run['seconds'] / 60:.0f} minutes on {run['machine']}, centres and hub together."
    )
    yield ""
    yield "| what | found | aim |"
    yield "|---|--:|--:|"
    for told in run["figures"]:
        figure = Figure(**{name: each for name, each in told.items() if name != "met"})
        yield f"| {figure.name} | {_value(figure)} | {_aim(figure)} |"
    for promise, times in run["broken"].items():
        yield f"| {promise} | {times} | 0 |"
    differ = f"{len(run['differ'])}"
    yield f"| tables of {run['folded']} centres that differ from folding | {differ} | 0 |"
    if run["costs"]:
        yield ""
        yield "| rows in the ledger | an event takes | CPU, hub | CPU, PostgreSQL |"
        yield "|---|--:|--:|--:|"
        for cost in run["costs"]:
            yield (
                f"| {cost['from_rows']:,} – {cost['to_rows']:,} | {cost['took_us']:.1f} µs "
                f"| {cost['hub_us']:.1f} µs | {cost['postgres_us']:.1f} µs |"
            )


def _value(figure: Figure) -> str:
    missed = "**" if figure.met is False else ""
    value = figure.value
    digits = 0 if abs(value) >= 100 or value == int(value) else 1 if abs(value) >= 10 else 2
    return f"{missed}{value:,.{digits}f} {figure.unit}{missed}".strip()


def _aim(figure: Figure) -> str:
    if figure.aim is None:
        return "–"
    sign = "≥" if figure.more_is_better else "≤"
    return f"{sign} {figure.aim:g} {figure.unit}".strip()


if __name__ == "__main__":
    write_table()
