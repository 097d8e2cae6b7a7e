"""K12 and K13: what moves by itself, and what only people can judge of the words."""

from collections.abc import Iterator

from PySide6.QtTest import QSignalSpy, QTest

from bench.accessibility.rows import Row, Verdict, judged
from bench.accessibility.stage import Glass, kiosk

GLASS = Glass(size_px=(1080, 1920), diagonal_in=21.5)
SCENES = ("start", "services-en", "before", "take-it", "paper-out", "closed")
SECOND_MS, SETTLED_MS, WATCHED_MS = 1000, 400, 1500
FLASHES_PER_S = 3


def frames_per_s(name: str) -> float:
    """How often a page is painted that nobody touches."""
    with kiosk(name, GLASS, second_ms=SECOND_MS) as shown:
        QTest.qWait(SETTLED_MS)
        frames = QSignalSpy(shown.window.frameSwapped)
        QTest.qWait(WATCHED_MS)
        return frames.count() / (WATCHED_MS / 1000)


def rows() -> Iterator[Row]:
    """What follows for K13, and for what is left of K12."""
    found = {name: frames_per_s(name) for name in SCENES}
    yield judged(
        "K13",
        clauses="WCAG 2.2.2, 2.3.1",
        asked=f"≤ {FLASHES_PER_S} flashes a second, nothing that moves by itself",
        measured="frames a second at rest: "
        + ", ".join(f"{name} {count:.1f}" for name, count in found.items())
        + " (seconds that are told paint one)",
        met=max(found.values()) <= FLASHES_PER_S - 1,
        why="something moves",
    )
    yield Row(
        item="K12",
        clauses="WCAG 3.1.5",
        asked="words that people new to computers understand, in both languages",
        measured="lengths only",
        verdict=Verdict.PERSON,
        why="a native reader looks at docs/languages.md; visitors are watched at a first kiosk",
    )
    yield Row(
        item="K12",
        asked="a clip in sign language for each screen (optional)",
        measured="none",
        verdict=Verdict.PERSON,
        why="there is no recording; Kenyan Sign Language must be signed by people",
    )
