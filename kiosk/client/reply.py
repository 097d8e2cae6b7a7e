"""What became of a command a device sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from kiosk.domain.events import Entry
from kiosk.wire.codec import UNREADABLE, Issued, WrongShape, decode_answer, decode_entry

OK = 200
FOR_NOW = frozenset({401, 429, 503})
"""Answers after which the same command may be sent again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """That a kiosk goes on without its centre, ``since`` when; ``None``: not today.

    ``as_of`` is when its figures were true; ``None``: too long ago to say how many wait, and how
    long. Both aware.
    """

    since: datetime | None = None
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """It happened: the events it caused, and the ticket when one was issued.

    ``alone``: a kiosk gave it by itself, and the centre is told later.
    """

    entries: tuple[Entry, ...]
    issued: Issued | None = None
    alone: Alone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """It did not happen: a reason code or error name, and a sentence in each language.

    ``for_now``: the centre could not, but may later (busy, disk full, token not known).
    """

    reason: str
    say: Mapping[str, str]
    for_now: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """No answer came: it may have happened or not. The same id may be sent again."""


Reply = Done | Declined | Silent


class _Refusal(msgspec.Struct, frozen=True):
    refused: str | None = None
    error: str | None = None
    say: dict[str, str] = {}


def read_reply(status: int, body: bytes) -> Reply:
    """The reply in an HTTP answer; status 0 stands for none. A garbled answer counts as none."""
    try:
        if status == OK:
            answer = decode_answer(body)
            entries = tuple(decode_entry(bytes(line)) for line in answer.events)
            return Done(entries=entries, issued=answer.issued)
        if status == 0:
            return Silent()
        refusal = msgspec.json.decode(body, type=_Refusal)
    except (WrongShape, *UNREADABLE):
        return Silent()
    return Declined(
        reason=refusal.refused or refusal.error or str(status),
        say=refusal.say,
        for_now=status in FOR_NOW,
    )
