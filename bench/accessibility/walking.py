"""K6 and K12: the way from the first screen to a ticket, walked by touch, and its words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QObject
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from bench.accessibility.rows import Row, judged
from bench.accessibility.stage import Box, Glass, Shown, box_of, kiosk, staged, words_of
from kiosk.ui.kiosk_pages import APPOINTMENT
from tests.ui.page import Page
from tests.ui.scenes.kiosk import MOMENTS, SCENES, KioskFixture

GLASS = Glass(size_px=(1080, 1920), diagonal_in=21.5)
FEW, MANY = 5, 23
"""Who wait before the one who walks: an ordinary hall, and one that is full."""
MOST_CHOICES, MOST_WITH_ICONS, MOST_TOUCHES, MOST_WORDS = 6, 9, 3, 8
SAME_PX = 2.0
"""Nobody sees a key lie so far from where it lay before."""
EASIER = frozenset({"lower", "bigger", "contrast", "aloud", "help"})


@dataclass(slots=True)
class Walk:
    """What was met on the way to a ticket."""

    touches: int = 0
    choices: dict[str, int] = field(default_factory=dict)
    number: str = ""


def to_a_ticket(visitors: int = FEW) -> Walk:
    """By the finger, behind so many: language, first service, ticket, and yes where it is asked."""
    fixture = KioskFixture()
    fixture.open_counters()
    fixture.crowd(visitors)
    walk = Walk()
    properties: dict[str, QObject] = {"kiosk": fixture.kiosk, "words": fixture.words}
    with staged("Foleni.Kiosk", properties, fixture.look, GLASS.size_px) as shown:
        page = Page(shown.opened, QTest.createTouchDevice())
        for wanted in ("language-", "tile-", "take"):
            shown.settle()
            walk.choices[fixture.page] = len(choices(shown))
            page.tap(next(i.objectName() for i in choices(shown) if _is(i, wanted)))
            walk.touches += 1
        fixture.until(lambda: fixture.page in ("ticket", "joining"))
        if fixture.page == "joining":
            shown.settle()
            page.tap("join")
            walk.touches += 1
        fixture.until(lambda: fixture.page == "ticket")
        walk.number = str(fixture.kiosk.property("ticket")["number"])
    return walk


def choices(shown: Shown) -> list[QQuickItem]:
    """What can be chosen on a page, beside what is on each of them."""
    aside = EASIER | {"back", "more", "turn", "start-again"}
    here = [item for item in shown.touchables() if item.objectName() not in aside]
    at_start = not any(item.objectName() == "back" for item in shown.touchables())
    return [item for item in here if at_start or not item.objectName().startswith("language-")]


def rows() -> Iterator[Row]:
    """What follows for K6 and K12."""
    walk = to_a_ticket()
    yield judged(
        "K6",
        asked=f"≤ {MOST_TOUCHES} touches from rest to a ticket",
        measured=f"{walk.touches} touches to {walk.number}; {to_a_ticket(MANY).touches} where the"
        " wait is long, which is asked about first",
        met=walk.touches <= MOST_TOUCHES and bool(walk.number),
        why="the way is longer",
    )
    most = max(walk.choices.values())
    told = ", ".join(f"{page} {count}" for page, count in walk.choices.items())
    yield judged(
        "K6",
        asked=f"≤ {MOST_CHOICES} choices a screen, ≤ {MOST_WITH_ICONS} with icons",
        measured=f"choices: {told}; each service has its icon",
        met=most <= MOST_WITH_ICONS and walk.choices["before"] <= MOST_CHOICES,
        why="too much to choose from",
    )
    yield from _on_every_page()


def _on_every_page() -> Iterator[Row]:
    switched = bare = 0
    helps: list[Box] = []
    long: list[str] = []
    names = [name for name in (*SCENES, *MOMENTS) if name not in ("idle", "help", "help-at-start")]
    for name in names:
        with kiosk(name, GLASS) as shown:
            found = {item.objectName() for item in shown.touchables()}
            helps += [box_of(i) for i in shown.touchables() if i.objectName() == "help"]
            # What is said in all languages at once has nothing to switch.
            at_once = {"start", "closed", "closed-morning", "cut-off", "holiday", "lost"}
            switched += name in at_once or any(each.startswith("language-") for each in found)
            bare += sum(1 for item in shown.touchables() if _is_bare_tile(item))
            long += [words for words in sentences(shown) if len(words.split()) > MOST_WORDS]
    yield judged(
        "K6",
        clauses="K11",
        asked="help at the same place on every screen",
        measured=f"on {len(helps)} of {len(names)} screens, within {_strewn_px(helps):.0f} pixels",
        met=len(helps) == len(names) and _strewn_px(helps) <= SAME_PX,
        why="some screen has none, or elsewhere",
    )
    yield judged(
        "K12",
        asked="the language can be changed on every screen, or all are there",
        measured=f"on {switched} of {len(names)} screens",
        met=switched == len(names),
        why="some screen has no switch",
    )
    yield judged(
        "K12",
        asked=f"sentences of headings of ≤ {MOST_WORDS} words; a pictogram for each service",
        measured=f"{len(set(long))} longer ones, {bare} tiles without a pictogram",
        met=not long and not bare,
        why="; ".join(sorted(set(long))[:4]),
    )


def _strewn_px(boxes: list[Box]) -> float:
    """How far apart the same edge of these lies at the most."""
    return max((max(edges) - min(edges) for edges in zip(*boxes, strict=True)), default=0.0)


def sentences(shown: Shown) -> Iterator[str]:
    """Each sentence of what is set as a heading."""
    for item in shown.texts():
        if "Heading" in item.metaObject().className():
            yield from re.split(r"(?<=[.?!]) ", words_of(item))


def _is(item: QQuickItem, wanted: str) -> bool:
    name = item.objectName()
    return name.startswith(wanted) and name != f"tile-{APPOINTMENT}"


def _is_bare_tile(item: QQuickItem) -> bool:
    return item.objectName().startswith("tile-") and not item.property("iconName")
