"""What `check` says of a centre's own words about itself: its troubles, and its copies."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import msgspec

from kiosk.roles.check_finding import Finding, absent, fails, since, was, works
from kiosk.texts import ENGLISH
from kiosk.wire.codec import UNREADABLE

MANY_BEHIND = 500
"""A follower that lacks this much has not kept up for minutes."""
NO_COPY = (
    "Nobody keeps a copy: if this disk fails, all is lost. python main.py follow, on a second disk"
    " or machine."
)


class _Trouble(msgspec.Struct, frozen=True):
    code: str
    since: datetime
    until: datetime | None = None
    about: str = ""
    times: int = 1
    say: Mapping[str, str] = {}


class _Follower(msgspec.Struct, frozen=True):
    device: str
    behind: int
    away: bool
    seen: datetime


class _Health(msgspec.Struct, frozen=True):
    """A centre of an older version tells less."""

    troubles: tuple[_Trouble, ...] = ()
    followers: tuple[_Follower, ...] | None = None


def health(body: bytes, now: datetime) -> Iterator[Finding]:
    """What stands in the answer to ``GET /health``; ``now`` is aware. Nothing where it is none."""
    try:
        told = msgspec.json.decode(body, type=_Health)
    except UNREADABLE:
        return
    for trouble in told.troubles:
        yield _trouble(trouble, now)
    if told.followers is not None:
        yield from _copies(told.followers, now)


def _trouble(trouble: _Trouble, now: datetime) -> Finding:
    about = f" ({trouble.about})" if trouble.about else ""
    sentence = f"{trouble.say.get(ENGLISH, trouble.code)}{about}"
    if trouble.until is None:
        return fails("centre", f"Since {since(trouble.since, now)}: {sentence}")
    times = f", {trouble.times} times" if trouble.times > 1 else ""
    return was("centre", f"{_span(trouble, now)}{times}: {sentence}")


def _span(trouble: _Trouble, now: datetime) -> str:
    begun = since(trouble.since, now)
    if trouble.until is None or trouble.until == trouble.since:
        return f"At {begun}"
    return f"From {begun} to {since(trouble.until, now)}"


def _copies(followers: tuple[_Follower, ...], now: datetime) -> Iterator[Finding]:
    if not followers:
        yield absent("copy", NO_COPY)
    for each in followers:
        if each.away:
            yield fails(
                "copy",
                f"{each.device} was last heard of at {since(each.seen, now)}, and lacks"
                f" {each.behind:,} events: see that its machine runs, and python main.py follow.",
            )
        elif each.behind > MANY_BEHIND:
            yield fails(
                "copy",
                f"{each.device} is {each.behind:,} events behind: look at its disk and its line.",
            )
        else:
            yield works("copy", f"{each.device} keeps a copy, {each.behind:,} events behind.")
