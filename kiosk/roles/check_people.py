"""What `check` says of who can sign in at the centre of this machine."""

from collections import Counter
from contextlib import closing
from datetime import datetime
from math import ceil
from pathlib import Path

from kiosk.db.opening import DatabaseUnfit, StoreFailed, open_for_reports, reading
from kiosk.db.people import Duty, Held, PeopleTable, Person
from kiosk.db.stores import CENTRE_STORE
from kiosk.roles.check_finding import Finding, absent, fails, works

MINUTE_S = 60


def people(data: Path, now: datetime, *, trusted: bool) -> Finding:
    """Of the centre in ``data``; ``trusted`` machines need no PIN. ``now`` is aware."""
    if not (data / CENTRE_STORE).is_file():
        return absent("people", f"No centre has been started in {data} yet.")
    try:
        with closing(open_for_reports(data / CENTRE_STORE)) as db, reading():
            table = PeopleTable(db)
            living, held = table.living(), table.held()
    except (DatabaseUnfit, StoreFailed) as reason:
        return fails("people", f"{reason}.")
    if not any(person.duty is Duty.MANAGER for person in living):
        # At the console a hall can be run without; but nobody can open a counter without an agent.
        told = absent if trusted or living else fails
        return told(
            "people", "Nobody is a manager yet: python main.py admit --manager NAME makes one."
        )
    return works("people", f"{_counted(living)} sign in here{_locked(living, held, now)}.")


def _counted(living: tuple[Person, ...]) -> str:
    by_duty = Counter(person.duty for person in living)
    managers, agents = by_duty[Duty.MANAGER], by_duty[Duty.AGENT]
    return (
        f"{managers} manager{'s' if managers > 1 else ''} and"
        f" {agents} agent{'s' if agents != 1 else ''}"
    )


def _locked(living: tuple[Person, ...], held: tuple[Held, ...], now: datetime) -> str:
    names = {person.n: person.name for person in living}
    left_s = {each.n: each.locked_until_s - now.timestamp() for each in held}
    locked = [
        f"{names[n]} is locked for {ceil(seconds / MINUTE_S)} min after wrong tries"
        for n, seconds in left_s.items()
        if seconds > 0 and n in names
    ]
    return f"; {', '.join(locked)}" if locked else ""
