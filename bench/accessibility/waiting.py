"""K7, K13: how long the kiosk waits, in words and with a button, and what it forgets after it."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import QTimer

from bench.accessibility.rows import Row, judged
from kiosk.ui.kiosk_settings import KioskSettings, Waits
from kiosk.ui.patience import Patience
from tests.ui.scenes.kiosk import PRINTED, KioskFixture

SECOND_MS = 2
QUIET_S, TOLD_S, LAST_S, EXTENSIONS = 60, 20, 15, 10
WISHES = ("large", "contrast", "lowered")


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """One visitor who does nothing, in seconds of the kiosk's own clock."""

    quiet_s: int
    told_s: int
    extended: int
    pages: tuple[str, ...]
    """The pages that stood there meanwhile, in order."""
    left: tuple[str, ...]
    """What of the visitor's is still there after the end."""


def warned(*, extensions: int = EXTENSIONS) -> Warned:
    """A visitor with every wish asks for more time so often, and then says nothing any more."""
    fixture = _in_a_hurry()
    fixture.choose("en", "id")
    fixture.kiosk.togglePriority()
    for wish in WISHES:
        fixture.look.setProperty(wish, True)
    pages = [fixture.page]
    for _ in range(extensions):
        fixture.until(lambda: bool(fixture.told("idle")))
        fixture.kiosk.moreTime()
        pages.append(fixture.page)
    quiet_s, told_s = _seconds(
        fixture, lambda: bool(fixture.told("idle")), lambda: fixture.page == "start"
    )
    kept = [wish for wish in WISHES if fixture.look.property(wish)]
    kept += ["priority"] if fixture.kiosk.property("priority") else []
    kept += ["service"] if fixture.kiosk.property("promise")["group"] else []
    return Warned(
        quiet_s=quiet_s,
        told_s=told_s,
        extended=extensions,
        pages=tuple(dict.fromkeys([*pages, fixture.page])),
        left=tuple(kept),
    )


def eased_at_rest() -> tuple[str, ...]:
    """What is left of somebody who made the first screen easier and went away."""
    fixture = _in_a_hurry()
    fixture.busy()
    for wish in WISHES:
        fixture.look.setProperty(wish, True)
    with suppress(AssertionError):
        fixture.until(lambda: not fixture.look.eased)
    return tuple(wish for wish in WISHES if fixture.look.property(wish))


def last_page_s() -> int:
    """How long the page stays on which nothing is left to be done."""
    fixture = _in_a_hurry()
    fixture.take()
    fixture.printed(PRINTED)
    (last_s,) = _seconds(fixture, lambda: fixture.page == "start")
    return last_s


def rows() -> Iterator[Row]:
    """What follows for K7 and K13."""
    found = warned()
    yield judged(
        "K7",
        clauses="WCAG 2.2.1, 49 CFR 27.71(k)",
        asked=f"≥ {QUIET_S} s of quiet before a warning of ≥ {TOLD_S} s, in words, with a button",
        measured=f"{found.quiet_s} s, then {found.told_s} s",
        met=found.quiet_s >= QUIET_S and found.told_s >= TOLD_S,
        why="too short",
    )
    yield judged(
        "K7",
        clauses="WCAG 2.2.1",
        asked=f"more time, ≥ {EXTENSIONS} times, everything kept",
        measured=f"{found.extended} times, each the whole time again",
        met=found.pages == ("before", "start"),
        why="the page changed meanwhile",
    )
    left = (*found.left, *eased_at_rest())
    yield judged(
        "K7",
        asked="afterwards nothing of the visitor is left: language, sizes, contrast, choices",
        measured="wiped at the end of the warning, and on the first screen after the same time",
        met=not left,
        why=f"left: {', '.join(left)}",
    )
    last_s = last_page_s()
    yield judged(
        "K7",
        asked=f"the last page stays ≥ {LAST_S} s and can be left",
        measured=f"{last_s} s, with Done and More time",
        met=last_s >= LAST_S,
        why="too short",
    )
    yield judged(
        "K13",
        clauses="WCAG 2.2.1",
        asked="no page goes on by itself",
        measured=f"in {found.extended + 1} whole waits only the start followed: "
        + " → ".join(found.pages),
        met=found.pages == ("before", "start"),
        why="another page came by itself",
    )


def _in_a_hurry() -> KioskFixture:
    waits = Waits(second_ms=SECOND_MS)
    return KioskFixture(settings=KioskSettings(waits=waits))


def _seconds(fixture: KioskFixture, *milestones: Callable[[], bool]) -> tuple[int, ...]:
    """How many of its seconds the kiosk counts until each milestone, from the one before."""
    counted = [0]

    def count() -> None:
        # Here, not when the loop comes round again: a second is but a moment long.
        if len(counted) <= len(milestones):
            counted[-1] += 1
            if milestones[len(counted) - 1]():
                counted.append(0)

    patience = fixture.kiosk.findChild(Patience)
    assert patience is not None
    timer = patience.findChild(QTimer)
    assert timer is not None
    timer.timeout.connect(count)
    fixture.until(lambda: len(counted) > len(milestones))
    timer.timeout.disconnect(count)
    return tuple(counted[:-1])
