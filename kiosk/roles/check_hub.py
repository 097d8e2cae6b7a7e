"""What `check` says about the hub of this machine's centre."""

from datetime import datetime
from http.client import HTTPException
from pathlib import Path

import msgspec

from kiosk.client.session import Session
from kiosk.domain.ids import CommandId
from kiosk.roles.check_finding import Finding, absent, fails, since, works
from kiosk.sync.membership import Membership, MembershipUnfit
from kiosk.sync.uplink_told import UplinkState
from kiosk.wire import paths
from kiosk.wire.codec import UNREADABLE

WITHIN_S = 3.0
HOUR_S, DAY_S = 3600, 86_400
NONE = (
    "None is set up; the centre works without. Head office gives a code for one: python main.py"
    " enrol CODE."
)


class _Uplink(msgspec.Struct, frozen=True):
    state: UplinkState
    obstacle: str | None
    lag_lines: int
    lag_s: float
    last_heard: datetime | None


class _Health(msgspec.Struct, frozen=True):
    uplink: _Uplink | None = None


def hub(data: Path, url: str | None, now: datetime) -> Finding:
    """Whether the centre in ``data`` has a hub, and how far that has its journal.

    ``url`` is where the centre answers, ``None`` while it does not run; ``now`` is aware.
    """
    try:
        membership = Membership.load(data)
    except MembershipUnfit as unfit:
        return fails("hub", f"{unfit}.")
    if membership is None:
        return absent("hub", NONE)
    place = f"This centre is {membership.centre} at {membership.url}"
    uplink = _asked(url) if url is not None else None
    if uplink is None:
        return works("hub", f"{place}; while the centre does not run, nothing is sent.")
    return _told(place, uplink, now)


def _told(place: str, uplink: _Uplink, now: datetime) -> Finding:
    heard = f"at {since(uplink.last_heard, now)}" if uplink.last_heard else "not yet"
    behind = f"{uplink.lag_lines:,} events are to be sent, the oldest {_span(uplink.lag_s)} old"
    match uplink.state:
        case UplinkState.STOPPED:
            return fails("hub", f"{place}, and nothing goes there ({uplink.obstacle}): {behind}.")
        case UplinkState.AWAY:
            return fails(
                "hub",
                f"{place}, which does not answer ({uplink.obstacle}; last heard {heard}): {behind}."
                " It is asked again by itself.",
            )
        case UplinkState.CATCHING_UP | UplinkState.COMPARING:
            return works("hub", f"{place}, and catches up: {behind}.")
        case _:
            return works("hub", f"{place}, which has every event; last heard {heard}.")


def _span(seconds: float) -> str:
    if seconds < 2 * HOUR_S:
        return f"{round(seconds / 60)} min"
    if seconds < 2 * DAY_S:
        return f"{round(seconds / HOUR_S)} h"
    return f"{round(seconds / DAY_S)} days"


def _asked(url: str) -> _Uplink | None:
    """What the running centre says of it; ``None``: it says nothing."""
    try:
        with Session(url, new_id=lambda: CommandId(""), timeout_s=WITHIN_S) as session:
            return msgspec.json.decode(session.ask("GET", paths.HEALTH)[1], type=_Health).uplink
    except (OSError, HTTPException, *UNREADABLE):
        return None
