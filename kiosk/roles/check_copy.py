"""What `check` says of the copy of a centre that this machine keeps."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.db.copying import CopyTable
from kiosk.db.journal import Journal
from kiosk.db.opening import DatabaseUnfit, StoreFailed, open_for_reports, reading
from kiosk.db.stores import CENTRE_STORE
from kiosk.roles.check_finding import Finding, absent, fails, since, works

SILENT = timedelta(minutes=1)


def copy(data: Path, now: datetime, *, needed: bool) -> Iterator[Finding]:
    """Of the follower that keeps its copy in ``data``; ``now`` is aware."""
    if not (data / CENTRE_STORE).is_file():
        if needed:
            yield absent("copy", f"No copy is kept in {data}: python main.py follow begins one.")
        return
    try:
        with closing(open_for_reports(data / CENTRE_STORE)) as db, reading():
            table, last = CopyTable(db), Journal(db).last_seq()
            of, heard = table.of, table.heard_at
    except (DatabaseUnfit, StoreFailed) as reason:
        yield fails("copy", f"{reason}.")
        return
    if of is None:
        yield fails("copy", f"{data} holds no copy, but a centre's own journal.")
    elif heard is None or now - heard > SILENT:
        when = "never" if heard is None else f"at {since(heard, now)}"
        yield fails(
            "copy",
            f"{of} was last heard of {when}: see that it answers, and that python main.py follow"
            " runs here.",
        )
    else:
        yield works("copy", f"{data} keeps up with {of}: {last:,} events.")
