"""`main.py why NUMBER`: how one ticket fared, in sentences that can be shown to its visitor."""

import re
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from kiosk.db.opening import DatabaseUnfit, StoreFailed, open_for_reports
from kiosk.db.reports import Reports
from kiosk.db.stores import CENTRE_STORE
from kiosk.domain.catalogue import Rules
from kiosk.domain.events import Entry, TicketIssued, TicketRecorded, TicketRenumbered
from kiosk.domain.fairness import account
from kiosk.domain.ids import TicketId
from kiosk.roles import ROLES
from kiosk.roles.own_catalogue import catalogue_or_none
from kiosk.roles.places import TEXTS, data_directory
from kiosk.roles.start import CannotStart, a_day, parser
from kiosk.roles.telling import tell
from kiosk.roles.why_lines import lines
from kiosk.texts import ENGLISH, Texts
from kiosk.wire.codec import decode_entry


def main(arguments: Sequence[str]) -> int:
    """Print the account; the exit code. Raises ``CannotStart``."""
    texts = Texts.load(TEXTS)
    return tell(_lines(_arguments(arguments, texts), texts))


def _lines(given: Namespace, texts: Texts) -> Sequence[str]:
    day, entries = _read(data_directory("centre", given=given.data) / CENTRE_STORE, given.day)
    ticket = _ticket_of(entries, given.number)
    catalogue = catalogue_or_none(given.data)
    rules = catalogue.rules if catalogue is not None else Rules()
    found = account(entries, ticket, rules) if ticket is not None else None
    if found is None:
        raise CannotStart(f"No ticket {given.number} was given on {day}; look at number and --day")
    language = given.language or found.ticket.language
    if language not in texts.languages:
        language = ENGLISH
    return lines(found, day, texts, language, catalogue, rules)


def _read(store: Path, day: date | None) -> tuple[date, Sequence[Entry]]:
    """The whole of one day's journal; of the last day when none is named."""
    try:
        with closing(open_for_reports(store)) as db:
            reports = Reports(db)
            chosen = day or reports.last_day()
            if chosen is None:
                raise CannotStart("Nothing has happened in this centre yet.")
            return chosen, tuple(map(decode_entry, reports.day(chosen)))
    except (DatabaseUnfit, StoreFailed) as reason:
        raise CannotStart(f"There is no account: {reason}") from reason


def _ticket_of(entries: Iterable[Entry], number: str) -> TicketId | None:
    """Who had this number in the end: a ticket may have got another one."""
    found = None
    for entry in entries:
        event = entry.event
        if isinstance(event, TicketIssued | TicketRecorded | TicketRenumbered):
            if event.number == number:
                found = event.ticket
            elif event.ticket == found:
                found = None
    return found


def _arguments(arguments: Sequence[str], texts: Texts) -> Namespace:
    made = parser("why", f"{ROLES['why'].capitalize()}.")
    made.add_argument("number", type=_number, metavar="NUMBER", help="as printed, such as A042")
    made.add_argument("--day", type=a_day, metavar="DAY", help="such as 2026-11-01; else the last")
    made.add_argument("--data", type=Path, metavar="DIR", help="where the centre keeps its data")
    made.add_argument(
        "--language", choices=texts.languages, help="unless told otherwise the visitor's own"
    )
    return made.parse_args(arguments)


def _number(text: str) -> str:
    """A ticket's number as somebody typed it."""
    number = text.strip().upper()
    if re.fullmatch(r"[A-Z]{1,2}[0-9]{3,6}", number, re.ASCII) is None:
        raise ArgumentTypeError(f"{text} is no ticket's number; it is written as A042")
    return number
