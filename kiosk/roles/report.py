"""`main.py report`: satisfaction, calls and appointments of some days, while the centre runs."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from kiosk.db.opening import DatabaseUnfit, StoreFailed, open_for_reports
from kiosk.db.reports import Reports
from kiosk.db.stores import CENTRE_STORE
from kiosk.domain.catalogue import Catalogue, Rules
from kiosk.domain.conduct import CALLING, Conduct, Post, conduct
from kiosk.domain.ids import ServiceId
from kiosk.domain.punctuality import Fates, fates
from kiosk.domain.satisfaction import Report, report
from kiosk.roles import ROLES
from kiosk.roles.own_catalogue import catalogue_or_none
from kiosk.roles.places import data_directory
from kiosk.roles.report_appointments import csv_lines as appointments_csv_lines
from kiosk.roles.report_appointments import text_lines as appointments_text_lines
from kiosk.roles.report_calls import csv_lines as calls_csv_lines
from kiosk.roles.report_calls import text_lines as calls_text_lines
from kiosk.roles.report_lines import csv_lines, text_lines
from kiosk.roles.report_open import open_lines
from kiosk.roles.start import CannotStart, a_day, parser
from kiosk.roles.telling import tell
from kiosk.wire.codec import decode_entry

SPAN_DAYS = 28
CALLING_TYPES = tuple(kind.__name__ for kind in CALLING)
LANGUAGE = "en"


def main(arguments: Sequence[str]) -> int:
    """Print the report; the exit code. Raises ``CannotStart``."""
    return tell(_lines(_arguments(arguments)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What there is to report, of the days from ``first`` to ``last``."""

    first: date
    last: date
    satisfaction: Report
    calls: Mapping[Post, Conduct]
    appointments: Fates


def _lines(given: Namespace) -> Sequence[str]:
    catalogue = catalogue_or_none(given.data)
    if given.open:
        if catalogue is None:
            raise CannotStart("There is no list: the centre's catalogue cannot be read.")
        return open_lines(data_directory("centre", given=given.data) / CENTRE_STORE, catalogue)
    rules = catalogue.rules if catalogue is not None else Rules()
    made = _read(data_directory("centre", given=given.data) / CENTRE_STORE, given, rules)
    if made is None:
        return ["Nothing has happened in this centre yet."]
    if given.csv and given.appointments:
        return appointments_csv_lines(made.appointments)
    if given.csv:
        return calls_csv_lines(made.calls) if given.calls else csv_lines(made.satisfaction)
    names = _names(catalogue)
    calls = calls_text_lines(made.calls)
    appointments = appointments_text_lines(made.appointments, names=names)
    if given.calls or given.appointments:
        only = calls if given.calls else appointments
        return [f"From {made.first} to {made.last}", "", *only]
    shown = text_lines(made.satisfaction, first=made.first, last=made.last, names=names)
    return [*shown, "", *calls, *(("", *appointments) if made.appointments else ())]


def _read(store: Path, given: Namespace, rules: Rules) -> _Read | None:
    try:
        with closing(open_for_reports(store)) as db:
            reports = Reports(db)
            last = given.to or reports.last_day()
            if last is None:
                return None
            last = max(last, given.since) if given.since and not given.to else last
            first = given.since or last - min(timedelta(days=SPAN_DAYS - 1), last - date.min)
            if first > last:
                raise CannotStart(f"--from {first} is after --to {last}; change one of them")
            calls = map(decode_entry, reports.lines_of(CALLING_TYPES, first, last))
            return _Read(
                first=first,
                last=last,
                satisfaction=report(*reports.feedback(first, last)),
                calls=conduct(calls, rules),
                appointments=fates(reports.appointments(first, last), rules),
            )
    except (DatabaseUnfit, StoreFailed) as reason:
        raise CannotStart(f"There is no report: {reason}") from reason


def _names(catalogue: Catalogue | None) -> Mapping[ServiceId, str]:
    """What services are called; where the catalogue cannot be read, their ids must do."""
    if catalogue is None:
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
        type=a_day,
        metavar="DAY",
        help=f"the first day, such as 2026-11-01; {SPAN_DAYS} days in all unless told otherwise",
    )
    made.add_argument("--to", type=a_day, metavar="DAY", help="the last day; else the latest")
    only = made.add_mutually_exclusive_group()
    only.add_argument("--calls", action="store_true", help="only how agents called")
    only.add_argument("--appointments", action="store_true", help="only how they were kept")
    only.add_argument(
        "--open", action="store_true", help="who is still open, to go on by hand; to be printed"
    )
    made.add_argument("--csv", action="store_true", help="for a spreadsheet")
    return made.parse_args(arguments)
