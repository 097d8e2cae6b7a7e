"""The laboratory's tables: `python -m bench.day.table` writes the last whole run's anew."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.day.classics import Oracle, Ql
from bench.day.ours import ClosedForm, Looking
from bench.day.results import ROOT, RUN, Found, Row, Ruled, Run, kept
from bench.day.score import Score

BEGIN, END = "<!-- day table: made by make bench-day -->", "<!-- day table ends -->"
LIKE_A_CENTRE = "seven services"
"""The scenario that stands in the README for how rules of calling compare."""
CLASSES = ("walk-in", "priority", "appointment")


def write_tables(run: Path = RUN, root: Path = ROOT) -> None:
    """Put the tables where their marks are: the short ones in the README, all in docs/figures.md.

    Raises ``ValueError`` where a mark is missing.
    """
    told = kept(run)
    _between_marks(root / "README.md", summary(told))
    _between_marks(root / "docs" / "figures.md", whole(told))


def summary(run: Run) -> str:
    """How long waits are told wrong, and what each rule does to whom."""
    like = [found for found in run.scenarios if LIKE_A_CENTRE in found.scenario]
    parts = ["How far the wait that is told at the kiosk is from the true one, mean, in minutes:"]
    parts += ["", *_estimates(run.scenarios)]
    for found in like:
        parts += ["", f"The same {found.days} days ({found.scenario}) under each rule of calling:"]
        parts += ["", *_rules(found.rules)]
    return "\n".join(parts)


def whole(run: Run) -> str:
    """Every scenario, estimator and rule, and the oracles."""
    days = sum(found.days for found in run.scenarios)
    parts = [
        f"{days} days, seed {run.seed}, {run.seconds / 60:.0f} minutes on {run.machine}.",
        "",
        *_estimates(run.scenarios),
        "",
        *_bands(run.scenarios),
    ]
    for found in run.scenarios:
        parts += ["", f"### {found.scenario}", "", _said(found), "", *_scores(found.scores)]
        parts += ["", *_rules(found.rules, everything=True)]
    parts += ["", "### Beside the books", "", *_oracles(run.oracles)]
    return "\n".join(parts)


def _estimates(scenarios: Iterable[Found]) -> Iterator[str]:
    found = list(scenarios)
    names = [score.name for score in found[0].scores if score.name != Looking.name]
    looked = any(one.looked for one in found)
    heads = [*names, f"{Looking.name} *"] if looked else names
    yield f"| a day of | {' | '.join(heads)} |"
    yield "|---|" + "--:|" * len(heads)
    for one in found:
        cells = [_minutes(score.mae_s) for score in one.scores if score.name in names]
        ours, with_it = _named(one.looked, ClosedForm.name), _named(one.looked, Looking.name)
        if ours is not None and with_it is not None:
            cells.append(f"{_minutes(with_it.mae_s)} ({_minutes(ours.mae_s)})")
        yield f"| {one.scenario} | {' | '.join(cells)} |"
    if looked:
        yield ""
        yield "\\* Asked about some visitors only; in brackets the closed form for the same ones."


def _bands(scenarios: Iterable[Found]) -> Iterator[str]:
    yield (
        "| a day of | ours for QL's | aim | ours for the oracle's | bias | in the band of 80 %"
        " | its width, min | in the range shown | in it or before | not known |"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    for one in scenarios:
        ours = _named(one.scores, ClosedForm.name)
        book, oracle = _named(one.scores, Ql.name), _named(one.scores, Oracle.name)
        if ours is None or book is None or oracle is None:
            continue
        yield (
            f"| {one.scenario} | {ours.mae_s / book.mae_s:.2f} ×"
            f" | ≤ {0.85 if one.roster_changes else 1.1} ×"
            f" | {ours.mae_s / oracle.mae_s:.2f} × | {ours.bias:+.0%} | {_share(ours.covered)}"
            f" | {_minutes(ours.width_s or 0)} | {_share(ours.shown)} | {_share(ours.kept)}"
            f" | {ours.unknown:.1%} |"
        )


def _said(found: Found) -> str:
    return (
        f"{found.days} days of {found.visitors:.0f} visitors on average,"
        f" {found.days_per_s:.1f} days a second."
    )


def _scores(scores: Iterable[Score]) -> Iterator[str]:
    yield "| told by | mean error, min | bias | in the band of 80 % | not known |"
    yield "|---|--:|--:|--:|--:|"
    for one in scores:
        yield (
            f"| {one.name} | {_minutes(one.mae_s)} | {one.bias:+.0%} | {_share(one.covered)}"
            f" | {one.unknown:.1%} |"
        )


def _rules(rules: Iterable[Ruled], *, everything: bool = False) -> Iterator[str]:
    ruled = list(rules)
    classes = [kind for kind in CLASSES if any(kind in one.waits for one in ruled)]
    heads = [f"{kind}: mean, p95, min" for kind in classes]
    more = ["beyond the bound", "idle while somebody waited, s", "in Ciw, min", "all, min"]
    heads += ["overtaken by at most", "who came later by", *(more if everything else ())]
    yield f"| rule | {' | '.join(heads)} |"
    yield "|---|" + "--:|" * len(heads)
    for one in ruled:
        cells = [
            f"{_minutes(wait.mean_s)}, {wait.p95_s / 60:.0f}" if wait is not None else ""
            for wait in (one.waits.get(kind) for kind in classes)
        ]
        cells += [str(one.most_overtaken), f"{one.latest_s / 60:.0f} min"]
        if everything:
            cells += [f"{one.beyond:,}", f"{one.idle_s:.0f}"]
            cells += [_minutes(one.in_ciw_s) if one.in_ciw_s is not None else ""]
            cells += [_minutes(one.mean_s)]
        yield f"| {one.rule} | {' | '.join(cells)} |"


def _oracles(rows: Iterable[Row]) -> Iterator[str]:
    yield "| what | found | known | by |"
    yield "|---|--:|--:|---|"
    for row in rows:
        yield f"| {row.what} | {row.found:.3f} | {row.known:.3f} | {row.source} |"


def _named(scores: Iterable[Score], name: str) -> Score | None:
    return next((one for one in scores if one.name == name), None)


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.1f}"


def _share(share: float | None) -> str:
    return f"{share:.0%}" if share is not None else ""


def _between_marks(path: Path, text: str) -> None:
    page = path.read_text(encoding="utf-8")
    head, mark, rest = page.partition(BEGIN)
    _, end_mark, tail = rest.partition(END)
    if not (mark and end_mark):
        raise ValueError(f"{path} has no place for the tables of days")
    path.write_text(f"{head}{BEGIN}\n{text}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    write_tables()
