"""`main.py report`: how satisfied visitors were, from the centre's journal, while it runs."""

import os
import re
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from io import TextIOWrapper
from pathlib import Path

from kiosk.centre.catalogue_file import CatalogueMistake, read_catalogue
from kiosk.db.opening import DatabaseUnfit, StoreFailed, open_for_reports
from kiosk.db.reports import Reports
from kiosk.domain.ids import ServiceId
from kiosk.domain.satisfaction import Report, report
from kiosk.roles import ROLES
from kiosk.roles.own_catalogue import own_catalogue
from kiosk.roles.places import data_directory
from kiosk.roles.report_lines import csv_lines, text_lines
from kiosk.roles.start import CannotStart, parser

STORE = "centre.db"
SPAN_DAYS = 28
LANGUAGE = "en"


def main(arguments: Sequence[str]) -> int:
    """Print the report; the exit code. Raises ``CannotStart``."""
    given = _arguments(arguments)
    if isinstance(sys.stdout, TextIOWrapper):
        # A terminal of another age shows a question mark for what it has no letter for.
        sys.stdout.reconfigure(errors="replace")
    lines = _lines(given)
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has seen enough; nor must Python complain of it when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _lines(given: Namespace) -> Sequence[str]:
    data = data_directory("centre", given=given.data)
    first, last, made = _read(data / STORE, given)
    if made is None:
        return ["Nothing has happened in this centre yet."]
    if given.csv:
        return csv_lines(made)
    return text_lines(made, first=first, last=last, names=_names(given.data))


def _read(store: Path, given: Namespace) -> tuple[date, date, Report | None]:
    try:
        db = open_for_reports(store)
        try:
            reports = Reports(db)
            last = given.to or reports.last_day()
            if last is None:
                return date.min, date.min, None
            last = max(last, given.since) if given.since and not given.to else last
            first = given.since or last - min(timedelta(days=SPAN_DAYS - 1), last - date.min)
            if first > last:
                raise CannotStart(f"--from {first} is after --to {last}; change one of them")
            return first, last, report(*reports.feedback(first, last))
        finally:
            db.close()
    except (DatabaseUnfit, StoreFailed) as reason:
        raise CannotStart(f"There is no report: {reason}") from reason


def _names(data: Path | None) -> Mapping[ServiceId, str]:
    """What services are called; where the catalogue cannot be read, their ids must do."""
    try:
        catalogue = read_catalogue(own_catalogue(data))
    except (CannotStart, CatalogueMistake):
        return {}
    language = catalogue.centre.languages[0]
    return {
        service.id: service.name.get(LANGUAGE) or service.name[language]
        for service in catalogue.services
    }


def _arguments(arguments: Sequence[str]) -> Namespace:
    made = parser("report", f"{ROLES['report'].capitalize()}.")
    made.add_argument("--data", type=Path, metavar="DIR", help="where the centre keeps its data")
    made.add_argument(
        "--from",
        dest="since",
        type=_day,
        metavar="DAY",
        help=f"the first day, such as 2026-11-01; {SPAN_DAYS} days in all unless told otherwise",
    )
    made.add_argument("--to", type=_day, metavar="DAY", help="the last day; else the latest")
    made.add_argument("--csv", action="store_true", help="for a spreadsheet")
    given = made.parse_args(arguments)
    return given


def _day(text: str) -> date:
    """A day as somebody typed it."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ArgumentTypeError(f"{text} is no day; write one as 2026-11-20")
