"""A fleet's run as a table; `python -m bench.fleet.table` writes the last one's into its page."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.figures import Figure
from bench.tables import PAGE, put_table, rows_of

ROOT = Path(__file__).resolve().parents[2]
RUN = ROOT / "build" / "fleet.json"
BEGIN, END = "<!-- fleet table: made by make fleet -->", "<!-- fleet table ends -->"


def write_table(run: Path = RUN, page: Path = PAGE) -> None:
    """Put the table where its marks are. Raises ``ValueError`` where there are none."""
    told = json.loads(run.read_text(encoding="utf-8"))
    put_table(BEGIN, END, list(table_of(told)), page)


def table_of(run: Mapping[str, Any]) -> Iterator[str]:
    """The lines of it, in Markdown."""
    scale = run["scale"]
    yield (
        f"{scale['centres']} centres of {scale['visitors']:,} visitors a day, {scale['days']} "
        f"days, {run['lines']:,} lines, {run['database_mb'] / 1000:.1f} GB of PostgreSQL; "
        f"{run['seconds'] / 60:.0f} minutes on {run['machine']}, centres and hub together."
    )
    yield ""
    yield from rows_of(
        Figure(**{name: each for name, each in told.items() if name != "met"})
        for told in run["figures"]
    )
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


if __name__ == "__main__":
    write_table()
