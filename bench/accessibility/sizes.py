"""K1 and K2: what is touched and what is read, in millimetres, on every size of kiosk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from PySide6.QtCore import QMetaObject
from PySide6.QtQuick import QQuickItem

from bench.accessibility.letters import Letters, letters
from bench.accessibility.rows import Row, judged
from bench.accessibility.stage import Glass, Shown, Wishes, kiosk, words_of
from bench.accessibility.targets import GAP_MM, LEAST_MM, Target, targets
from tests.ui.pixels import photograph

USUAL_MM, LARGE_MM = 4.8, 7.3
REACHED_MM = 0.005
"""So much less is as high: letters have whole pixels, rounded up."""
UPRIGHT, LYING, TABLET, TABLET_UPRIGHT = (1080, 1920), (1920, 1080), (1280, 800), (800, 1280)
GLASSES = (
    Glass(size_px=TABLET, diagonal_in=10.1),
    Glass(size_px=TABLET_UPRIGHT, diagonal_in=10.1),
    Glass(size_px=LYING, diagonal_in=15.6),
    Glass(size_px=UPRIGHT, diagonal_in=15.6),
    Glass(size_px=LYING, diagonal_in=21.5),
    Glass(size_px=UPRIGHT, diagonal_in=21.5),
    Glass(size_px=LYING, diagonal_in=32),
    Glass(size_px=UPRIGHT, diagonal_in=32),
)
PAGES = (
    "start",
    "services-en",
    "before",
    "before-suspended",
    "take-it",
    "sent",
    "paper-out",
    "idle",
    "help",
    "lost-mid-flow",
    "scanned",
    "closed",
    "no-answer",
)
"""One of each page, and those with the most on them."""


@dataclass(slots=True)
class Tape:
    """All that was measured on one size of kiosk."""

    targets: list[Target] = field(default_factory=list)
    usual: list[Letters] = field(default_factory=list)
    large: list[Letters] = field(default_factory=list)


def measure(
    glasses: tuple[Glass, ...] = GLASSES, pages: tuple[str, ...] = PAGES
) -> dict[Glass, Tape]:
    """Every page on every size, with usual and with bigger text."""
    found: dict[Glass, Tape] = {}
    for glass in glasses:
        tape = found[glass] = Tape()
        for page in pages:
            with kiosk(page, glass) as shown:
                for _step in steps(shown):
                    tape.targets += targets(shown)
                    tape.usual += letters(shown, photograph(shown.window))
            with kiosk(page, glass, Wishes(large=True)) as shown:
                for _step in steps(shown):
                    tape.targets += targets(shown)
                    tape.large += letters(shown)
    return found


def steps(shown: Shown) -> Iterator[int]:
    """Each step of a page that goes by steps, gone on to by its button; one of any other page."""
    button = _next_step(shown)
    first = words_of(button) if button is not None else ""
    yield 0
    for step in count(1):
        if button is None:
            return
        QMetaObject.invokeMethod(button, "click")
        shown.settle()
        button = _next_step(shown)
        if button is None or words_of(button) == first:
            return
        yield step


def _next_step(shown: Shown) -> QQuickItem | None:
    return next((item for item in shown.touchables() if item.objectName() == "turn"), None)


def rows() -> Iterator[Row]:
    """What follows for K1 and K2."""
    found = measure()
    yield from _of_targets(found)
    yield _of_words(found)
    yield _drawn(found)
    yield from _of_bigger(found)


def small(shown: Shown, least_mm: float) -> Iterator[Letters]:
    """Words that are lower than this; names and signs at the rim need but the usual height."""
    for each in letters(shown):
        if each.cap_mm < (min(USUAL_MM, least_mm) if each.fixed else least_mm) - REACHED_MM:
            yield each


def _of_targets(found: dict[Glass, Tape]) -> Iterator[Row]:
    every = [target for tape in found.values() for target in tape.targets]
    side, gap = min(t.side_mm for t in every), min(t.gap_mm for t in every)
    yield judged(
        "K1",
        clauses="WCAG 2.5.5, 2.5.8",
        asked=f"what is touched ≥ {LEAST_MM:g}×{LEAST_MM:g} mm, gaps ≥ {GAP_MM:g} mm",
        measured=f"{len(every):,} controls on {len(found)} kiosks: shortest side {side:.1f} mm,"
        f" narrowest gap {gap:.1f} mm",
        met=all(target.good for target in every),
        why=", ".join(sorted({target.name for target in every if not target.good})),
    )


def _of_words(found: dict[Glass, Tape]) -> Row:
    worst = {glass: min(each.cap_mm for each in tape.usual) for glass, tape in found.items()}
    return judged(
        "K2",
        clauses="EN 301 549 5.1.4, ADA 707.7.2, Section 508 402.4",
        asked=f"capitals ≥ {USUAL_MM} mm everywhere",
        measured="lowest on " + ", ".join(f"{_inches(g)} {cap:.1f}" for g, cap in worst.items()),
        met=all(cap >= USUAL_MM - REACHED_MM for cap in worst.values()),
        why="; ".join(_offenders(found, USUAL_MM)),
    )


def _drawn(found: dict[Glass, Tape]) -> Row:
    off_px = [
        abs(each.drawn_mm - each.cap_mm) * px_per_mm(glass)
        for glass, tape in found.items()
        for each in tape.usual
        if each.drawn_mm is not None
    ]
    close = sum(off <= 1.5 for off in off_px) / len(off_px)
    return judged(
        "K2",
        clauses="EN 301 549 5.1.4",
        asked="they are drawn as high as the font says: within 1.5 pixels, 95 of 100",
        measured=f"{len(off_px):,} first capitals measured on screenshots,"
        f" {100 * close:.1f} % within 1.5 pixels",
        met=close >= 0.95,
        why="letters are drawn in another size",
    )


def _of_bigger(found: dict[Glass, Tape]) -> Iterator[Row]:
    lowest = {g: min(e.cap_mm for e in tape.large if not e.fixed) for g, tape in found.items()}
    yield judged(
        "K2",
        clauses="EN 301 549 5.1.4",
        asked=f"bigger text: capitals of all that is read ≥ {LARGE_MM} mm (0.7° at 600 mm)",
        measured="lowest on " + ", ".join(f"{_inches(g)} {cap:.1f}" for g, cap in lowest.items()),
        met=all(cap >= LARGE_MM - REACHED_MM for cap in lowest.values()),
        why="words of a page stay small",
    )
    rim = min(e.cap_mm for tape in found.values() for e in tape.large if e.fixed)
    kept = {
        _inches(glass): 100 * sum(not e.fixed for e in tape.large) / len(tape.large)
        for glass, tape in found.items()
    }
    yield judged(
        "K2",
        clauses="EN 301 549 5.1.4",
        asked="names and signs at the rim of a page, which do not grow, keep ≥ 4.8 mm",
        measured=f"lowest {rim:.1f} mm; of the texts grow: "
        + ", ".join(f"{inches} {share:.0f} %" for inches, share in kept.items()),
        met=rim >= USUAL_MM - REACHED_MM,
        why="too small to be read without bigger text too",
    )


def px_per_mm(glass: Glass) -> float:
    """Pixels of a millimetre on that screen."""
    width_px, height_px = glass.size_px
    return float((width_px**2 + height_px**2) ** 0.5 / (glass.diagonal_in * 25.4))


def _offenders(found: dict[Glass, Tape], least_mm: float) -> Iterator[str]:
    for glass, tape in found.items():
        for each in tape.usual:
            if each.cap_mm < least_mm - REACHED_MM:
                yield f"{_inches(glass)}: {each.words[:40]} {each.cap_mm:.1f}"


def _inches(glass: Glass) -> str:
    width_px, height_px = glass.size_px
    return f"{glass.diagonal_in:g}″{'' if width_px > height_px else ' upright'}"
