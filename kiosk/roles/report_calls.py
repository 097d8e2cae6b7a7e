"""How agents called, in figures: for a terminal, and for a spreadsheet."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO

from kiosk.domain.conduct import Conduct, Post

TITLE = "CALLS: by whom, and how many out of turn"
NOBODY = "Nobody was called in these days."
HEAD = (
    *("counter", "agent", "calls", "chosen", "out of turn", "passed over"),
    *("no-shows", "hasty", "undone", "held", "changes"),
)
CSV_HEAD = tuple(name.replace(" ", "_").replace("-", "_") for name in HEAD)
NOTES = (
    "chosen: called by number. out of turn: of these, while others had an earlier turn.",
    "passed over: those others, added up. hasty: no-shows marked after fewer calls than are due.",
    "held: put on hold. changes: how often an agent changed what the counter offers.",
    "How one visitor fared, and who went before: python main.py why NUMBER.",
)


def text_lines(found: Mapping[Post, Conduct]) -> Sequence[str]:
    """The table for people, whoever passed over most first."""
    if not found:
        return [TITLE, "", NOBODY]
    table = [HEAD, *_rows(found)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = [
        "  ".join(
            [cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True)]
            + [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
        )
        for row in table
    ]
    return [TITLE, "", *lines, "", *NOTES]


def csv_lines(found: Mapping[Post, Conduct]) -> Sequence[str]:
    """The same for a spreadsheet."""
    out = StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow(CSV_HEAD)
    write.writerows(_rows(found))
    return out.getvalue().splitlines()


def _rows(found: Mapping[Post, Conduct]) -> Sequence[tuple[str, ...]]:
    ordered = sorted(
        found.items(),
        key=lambda item: (-item[1].passed_over, -item[1].hasty, item[0].counter, item[0].agent),
    )
    return [
        (
            post.counter,
            post.agent,
            *map(
                str,
                (
                    *(line.calls, line.chosen, line.out_of_order, line.passed_over),
                    *(line.no_shows, line.hasty, line.undone, line.held, line.changes),
                ),
            ),
        )
        for post, line in ordered
    ]
