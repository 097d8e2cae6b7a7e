"""What `check` says about the centre and its catalogue."""

from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path

import msgspec

from kiosk.centre.catalogue_file import CatalogueMistake, check_spoken, read_catalogue
from kiosk.client.pinning import NotOurCentre, PlainRoad
from kiosk.client.reply import OK
from kiosk.client.session import Session
from kiosk.domain.ids import CommandId
from kiosk.roles import check_health
from kiosk.roles.check_finding import Finding, absent, fails, why, works
from kiosk.roles.places import TEXTS
from kiosk.texts import Texts, UnknownText
from kiosk.wire import paths
from kiosk.wire.codec import UNREADABLE

WITHIN_S = 3.0
MOST_OFFSET_S = 5.0


class _Disk(msgspec.Struct, frozen=True):
    low: bool


class _Clock(msgspec.Struct, frozen=True):
    now: datetime
    state: str


class _Health(msgspec.Struct, frozen=True):
    version: str
    seq: int
    epoch: str
    disk: _Disk
    clock: _Clock


def centre(url: str, *, needed: bool, authority: str | None = None) -> Iterator[Finding]:
    """Whether the centre is there, healthy, and of the same time; over TLS also whether ours."""
    before = datetime.now(UTC)
    try:
        status, body = _health_of(url, authority)
        if status != OK:
            yield fails("centre", f"{url} answers, but its health is {status}: see its log.")
            return
        health = msgspec.json.decode(body, type=_Health)
    except PlainRoad as error:
        yield fails("centre", f"{error}.")
        return
    except NotOurCentre:
        yield fails(
            "centre",
            f"At {url} answers somebody else than the centre that this machine believes: look who"
            " stands there, and join anew if the centre was set up anew.",
        )
        return
    except (OSError, HTTPException) as error:
        told = fails if needed else absent
        yield told(
            "centre", f"None answers at {url} ({why(error)}); python main.py centre starts one."
        )
        return
    except UNREADABLE:
        yield fails("centre", f"{url} is no Foleni centre: give its address as --centre.")
        return
    yield works(
        "centre",
        f"{url} runs version {health.version}, {health.seq} events, epoch {health.epoch}.",
    )
    yield from _beside(health, before + (datetime.now(UTC) - before) / 2)
    yield from check_health.health(body, datetime.now(UTC))


def _health_of(url: str, authority: str | None) -> tuple[int, bytes]:
    with Session(
        url, new_id=lambda: CommandId(""), authority=authority, timeout_s=WITHIN_S
    ) as session:
        return session.ask("GET", paths.HEALTH)


def _beside(health: _Health, now: datetime) -> Iterator[Finding]:
    if health.disk.low:
        yield fails("centre", "Its disk is nearly full: make room before it stops giving tickets.")
    offset_s = (now - health.clock.now).total_seconds()
    if abs(offset_s) > MOST_OFFSET_S:
        yield fails(
            "centre", f"Its clock and this machine's differ by {offset_s:.0f} s: set both by NTP."
        )
    else:
        yield works("centre", f"Its clock differs from this machine's by {offset_s:.2f} s.")


def catalogue(path: Path) -> Finding:
    """Whether a centre can start with this catalogue."""
    try:
        read = read_catalogue(path)
        check_spoken(read, path, Texts.load(TEXTS))
    except (CatalogueMistake, UnknownText) as mistake:
        return fails("catalogue", str(mistake))
    first = read.centre.languages[0]
    name = " ".join((read.centre.name[first], read.centre.place[first]))
    return works(
        "catalogue",
        f"{name}: {len(read.services)} services, {len(read.queues)} queues,"
        f" {len(read.counters)} counters.",
    )
