"""A report of satisfaction in words and figures: for a terminal, and for a spreadsheet."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from itertools import chain, groupby

from kiosk.domain.ids import ServiceId
from kiosk.domain.satisfaction import SHOWN_FROM, Cell, Report, Satisfaction, Score

FEW = f"fewer than {SHOWN_FROM} answers"
VERIFIED = "VERIFIED: given at the counter's tablet right after the visit, or with the visit's slip"
UNVERIFIED = "UNVERIFIED: given by anybody at any time, and never added to the others"
NO_VISIT = "(no visit known)"
FIGURES = ("satisfied", "between", "mean", "net", "with flagged")
HEAD = ("", "served", "answers", "of served", *FIGURES)
HEAD_UNVERIFIED = ("", "", "answers", "", *FIGURES)
NOTES = (
    "satisfied: the share of good and very good. between: where it truly lies, in 95 of 100 cases.",
    "mean: 1 very bad to 5 very good. net: the share of good and very good less bad and very bad.",
    "Services stand in the order of the lower end of that interval. Figures leave out answers that",
    "look like play (many at once, the same again and again); the last column has them in it.",
)

CSV_HEAD = (
    *("kind", "by", "key", "served", "shown", "answers", "response_rate"),
    *("csat", "csat_low", "csat_high", "mean", "net", "flagged"),
    *("all_answers", "all_csat", "all_csat_low", "all_csat_high", "all_mean", "all_net"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One line of the report: what it is about, and its figures."""

    by: str
    key: str
    line: Satisfaction


def text_lines(
    made: Report, *, first: date, last: date, names: Mapping[ServiceId, str]
) -> Sequence[str]:
    """The report for people; ``names`` are those of the services."""
    lines = [f"Satisfaction from {first} to {last}", ""]
    kinds = ((VERIFIED, HEAD, True), (UNVERIFIED, HEAD_UNVERIFIED, False))
    for title, head, verified in kinds:
        groups = [
            [_texts(row, names, verified=verified) for row in rows if _says(row, verified=verified)]
            for _, rows in groupby(_rows(made), key=lambda row: row.by)
        ]
        lines += [title, "", *_aligned(head, groups), ""]
    return [*lines, *NOTES]


def _rows(made: Report) -> Iterator[_Row]:
    yield _Row(by="all", key="", line=made.overall)
    for service, line in made.services.items():
        yield _Row(by="service", key=service or "", line=line)
    for day, line in made.days.items():
        yield _Row(by="day", key=day.isoformat(), line=line)


def _says(row: _Row, *, verified: bool) -> bool:
    """Whether there is anything to tell: somebody was served, or answered."""
    if row.by == "all" or (verified and row.line.served):
        return True
    return not (row.line.verified if verified else row.line.unverified).empty


def _texts(row: _Row, names: Mapping[ServiceId, str], *, verified: bool) -> tuple[str, ...]:
    cell = row.line.verified if verified else row.line.unverified
    return (
        _what(row, names),
        f"{row.line.served:,}" if verified else "",
        *_figures(cell),
        _with_flagged(cell),
    )


def _what(row: _Row, names: Mapping[ServiceId, str]) -> str:
    if row.by == "all":
        return "All visits"
    if row.by == "service":
        return names.get(ServiceId(row.key), row.key) if row.key else NO_VISIT
    return row.key


def _figures(cell: Cell) -> tuple[str, ...]:
    score = cell.valid
    if score is None:
        return (FEW, "", "", "", "", "")
    return (
        f"{score.n:,}",
        f"{cell.rate:.0%}" if cell.rate is not None else "",
        f"{score.csat:.0%}",
        f"{score.low * 100:.0f}–{score.high:.0%}",
        f"{score.mean:.2f}",
        f"{score.net * 100:+.0f}",
    )


def _with_flagged(cell: Cell) -> str:
    if not cell.flagged or cell.everything is None:
        return ""
    return f"{cell.everything.csat:.0%} of {cell.everything.n:,}"


def _aligned(head: tuple[str, ...], groups: Sequence[Sequence[tuple[str, ...]]]) -> Iterator[str]:
    """A table: words to the left, figures to the right, a line between one group and the next."""
    columns = zip(head, *chain.from_iterable(groups), strict=True)
    widths = [max(len(text) for text in column if text != FEW) for column in columns]
    yield _in_line(head, widths)
    for place, group in enumerate(groups):
        if place and group:
            yield ""
        for row in group:
            yield _in_line(row, widths)


def _in_line(row: tuple[str, ...], widths: Sequence[int]) -> str:
    what, *figures = ("" if text == FEW else text for text in row)
    cells = [what.ljust(widths[0])]
    cells += [text.rjust(width) for text, width in zip(figures, widths[1:], strict=True)]
    line = "  ".join(cells)
    if FEW in row:
        # It runs on over the columns behind its own, which are empty then.
        place = row.index(FEW)
        start = sum(widths[:place]) + 2 * place
        line = line[:start] + FEW + line[start + len(FEW) :]
    return line.rstrip()


def csv_lines(made: Report) -> Sequence[str]:
    """The report for a spreadsheet: shares from 0 to 1, empty where there are too few answers."""
    out = StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow(CSV_HEAD)
    for row in _rows(made):
        for kind, cell in (("verified", row.line.verified), ("unverified", row.line.unverified)):
            write.writerow(
                (
                    *(kind, row.by, row.key, row.line.served),
                    FEW if cell.valid is None else "yes",
                    *_csv_score(cell.valid, rate=_share(cell.rate)),
                    "" if cell.flagged is None else cell.flagged,
                    *_csv_score(cell.everything),
                )
            )
    return out.getvalue().splitlines()


def _csv_score(score: Score | None, *, rate: str | None = None) -> tuple[str, ...]:
    shares = (score.csat, score.low, score.high) if score is not None else (None, None, None)
    n = str(score.n) if score is not None else ""
    mean = f"{score.mean:.3f}" if score is not None else ""
    net = _share(score.net if score is not None else None)
    return (n, *(() if rate is None else (rate,)), *map(_share, shares), mean, net)


def _share(share: float | None) -> str:
    return "" if share is None else f"{share:.3f}"
