"""How appointments were kept, in figures: for a terminal, and for a spreadsheet."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from io import StringIO

from kiosk.domain.ids import ServiceId
from kiosk.domain.punctuality import Fate, Fates, missed_share

TITLE = "APPOINTMENTS: who came, and when"
NOBODY = "Nobody had an appointment in these days."
CSV_HEAD = ("service", *Fate, "missed_share")
HEAD: Sequence[str] = ("service", *(fate.replace("_", " ") for fate in Fate), "missed %")
NOTES = (
    "late: too late for all an appointment gives. lost: so late that it was an ordinary turn.",
    "missed %: of those that were not cancelled and whose time has come.",
)


def text_lines(found: Fates, *, names: Mapping[ServiceId, str]) -> Sequence[str]:
    """The table for people, the service most often missed first."""
    if not found:
        return [TITLE, "", NOBODY]
    table = [HEAD]
    for service, counts in _ordered(found):
        missed = missed_share(counts)
        share = "–" if missed is None else f"{missed:.0%}"
        table.append([names.get(service, service), *_cells(counts), share])
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = [
        "  ".join(
            [row[0].ljust(widths[0])]
            + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        )
        for row in table
    ]
    return [TITLE, "", *lines, "", *NOTES]


def csv_lines(found: Fates) -> Sequence[str]:
    """The same for a spreadsheet; services by their ids, shares as parts of one."""
    out = StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow(CSV_HEAD)
    for service, counts in _ordered(found):
        missed = missed_share(counts)
        write.writerow([service, *_cells(counts), "" if missed is None else f"{missed:.4f}"])
    return out.getvalue().splitlines()


def _cells(counts: Counter[Fate]) -> Sequence[str]:
    return [str(counts[fate]) for fate in Fate]


def _ordered(found: Fates) -> Sequence[tuple[ServiceId, Counter[Fate]]]:
    return sorted(found.items(), key=lambda item: (-item[1][Fate.MISSED], item[0]))
