"""The ledger of tortures as tables; `python -m bench.torture.table` writes them to their pages."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.figures import percentile
from bench.torture.ledger import ROOT, Run, read_ledger
from bench.torture.scale import SHORT

BEGIN, END = "<!-- torture table: made by make torture -->", "<!-- torture table ends -->"
PAGES = ("README.md", "docs/figures.md")
_PAUSES = (
    "| what happens to the centre | times | lasts, s | without service, median, s | longest |",
    "|---|--:|--:|--:|--:|",
)
_OTHERS = ("| what happens to a device or its cable | times |", "|---|--:|")


def summary(runs: Sequence[Run]) -> str:
    """What all runs together came to, for the README."""
    return "\n".join((_said(runs), "", *_promises(runs)))


def markdown(runs: Sequence[Run]) -> str:
    """The same with every fault."""
    lines = (summary(runs), "", *_PAUSES, *_pauses(runs), "", *_OTHERS, *_others(runs))
    return "\n".join(lines)


def write_tables(root: Path = ROOT) -> None:
    """Write what the ledger holds into every page that has a place for it."""
    runs = [run for run in read_ledger() if run.scale != SHORT.name]
    for page in PAGES:
        text = summary(runs) if page == "README.md" else markdown(runs)
        put(root / page, text)


def _said(runs: Sequence[Run]) -> str:
    kills: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    for run in runs:
        kills.update(run.kills)
        counted.update(run.counted)
        faults.update(run.faults)
    minutes = sum(run.seconds for run in runs) / 60
    killed = ", ".join(f"{count:,} {who}s" for who, count in kills.most_common() if count)
    return (
        f"{len(runs)} runs, {minutes:.0f} minutes: {sum(faults.values()):,} faults, among them "
        f"{sum(kills.values()):,} kills ({killed}); {counted['commands']:,} commands answered, "
        f"{counted['sent again']:,} sent again, {counted['line']:,} lines read by boards:"
    )


def _promises(runs: Sequence[Run]) -> Iterator[str]:
    yield "| promise | broken |"
    yield "|---|--:|"
    for promise in runs[0].broken if runs else ():
        yield f"| {promise} | {sum(len(run.broken.get(promise, ())) for run in runs):,} |"


def _pauses(runs: Sequence[Run]) -> Iterator[str]:
    for fault in sorted({fault for run in runs for fault in run.pauses}):
        of_it = [run.pauses[fault] for run in runs if fault in run.pauses]
        without = [each for pauses in of_it for each in pauses.without_s]
        lasted = [each for pauses in of_it for each in pauses.lasted_s]
        yield (
            f"| {fault} | {len(without)} | {percentile(lasted, 0.5):.1f} "
            f"| {percentile(without, 0.5):.1f} | {max(without):.1f} |"
        )


def _others(runs: Sequence[Run]) -> Iterator[str]:
    faults: Counter[str] = Counter()
    for run in runs:
        faults.update({fault: n for fault, n in run.faults.items() if fault not in run.pauses})
    for fault, count in sorted(faults.items()):
        yield f"| {fault} | {count:,} |"


def put(path: Path, text: str) -> None:
    """Put the table where its marks are in a page, if it has any."""
    page = path.read_text(encoding="utf-8")
    head, mark, rest = page.partition(BEGIN)
    _, end_mark, tail = rest.partition(END)
    if mark and end_mark:
        path.write_text(f"{head}{BEGIN}\n{text}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    write_tables()
