"""K3: every scene of every screen, photographed in each theme, and what stands out of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.accessibility.contrasts import (
    SHAPES_LEAST,
    WORDS_LEAST,
    Ratio,
    of_edges,
    of_focus,
    of_icons,
    of_words,
)
from bench.accessibility.rows import Row, judged
from bench.accessibility.stage import Glass, Shown, Wishes, kiosk, staged
from kiosk.ui.look import Look
from tests.ui.pixels import photograph
from tests.ui.scenes import board, counter, feedback
from tests.ui.scenes.kiosk import MOMENTS, SCENES

GLASS = Glass(size_px=(1080, 1920), diagonal_in=21.5)
FOCUSED = ("start", "services-en", "before", "sent", "idle", "scanned")
"""Pages on which the ring is led around every control."""


@dataclass(slots=True)
class Found:
    """The ratios of one screen in one theme."""

    words: list[Ratio] = field(default_factory=list)
    shapes: list[Ratio] = field(default_factory=list)
    focus: list[Ratio] = field(default_factory=list)
    scenes: int = 0

    def look_at(self, shown: Shown, *, focused: bool = False) -> None:
        """Measure one state."""
        picture = photograph(shown.window)
        self.scenes += 1
        self.words += of_words(shown, picture)
        self.shapes += of_icons(shown, picture)
        self.shapes += of_edges(shown, picture)
        if focused:
            self.focus += of_focus(shown)

    def weak(self) -> Iterator[str]:
        """What does not stand out enough."""
        for ratios, least in (
            (self.words, WORDS_LEAST),
            (self.shapes, SHAPES_LEAST),
            (self.focus, SHAPES_LEAST),
        ):
            for each in ratios:
                if each.ratio < least:
                    yield f"{each.what} {each.ratio:.1f}"


def kiosk_in(*, contrast: bool, names: tuple[str, ...] = (*SCENES, *MOMENTS)) -> Found:
    """Every state of the kiosk in one theme."""
    found = Found()
    for name in names:
        with kiosk(name, GLASS, Wishes(contrast=contrast)) as shown:
            found.look_at(shown, focused=name in FOCUSED)
    return found


def others() -> Iterator[tuple[str, Found]]:
    """Every state of the other screens; theirs is one theme."""
    tables = (
        ("counter", counter.MODULE, counter.DIAGONAL_IN, (1280, 800), counter.SCENES),
        ("board", board.MODULE, board.DIAGONAL_IN, (1920, 1080), board.SCENES),
        ("tablet", feedback.MODULE, feedback.DIAGONAL_IN, (1280, 800), feedback.SCENES),
    )
    for screen, module, diagonal_in, size_px, table in tables:
        found = Found()
        for make in table.values():
            look = Look(diagonal_in=diagonal_in, reduce_motion=True)
            with staged(module, make("sw"), look, size_px) as shown:
                found.look_at(shown)
        yield screen, found


def rows() -> Iterator[Row]:
    """What follows for K3."""
    measured = [
        ("kiosk", kiosk_in(contrast=False)),
        ("kiosk, high contrast", kiosk_in(contrast=True)),
        *others(),
    ]
    for screen, found in measured:
        yield judged(
            "K3",
            clauses="WCAG 1.4.6, 1.4.11",
            asked=f"{screen}: words ≥ {WORDS_LEAST:g}:1; icons, edges, focus ≥ {SHAPES_LEAST:g}:1",
            measured=_told(found),
            met=not list(found.weak()),
            why="; ".join(sorted(set(found.weak()))[:4]),
        )


def _told(found: Found) -> str:
    parts = [f"{found.scenes} scenes: {len(found.words):,} texts from {_least(found.words)}:1"]
    if found.shapes:
        parts.append(f"{len(found.shapes):,} icons and edges from {_least(found.shapes)}:1")
    if found.focus:
        parts.append(f"{len(found.focus):,} focus rings from {_least(found.focus)}:1")
    return ", ".join(parts)


def _least(ratios: list[Ratio]) -> str:
    return f"{min(each.ratio for each in ratios):.1f}"
