"""K5 as rows: every kiosk at its height, lowered, and the key that lowers it."""

from collections.abc import Iterator

from bench.accessibility.reach import MOUNTED, Height, heights
from bench.accessibility.rows import Row, Verdict, judged
from bench.accessibility.stage import Glass, Wishes, kiosk
from kiosk.ui.mounting import HIGHEST_MM, LOWEST_MM

PAGES = ("start", "services-en", "before", "sent", "idle", "help", "lost-mid-flow", "scanned")
LOWER = "lower"


def rows() -> Iterator[Row]:
    """What follows for K5."""
    lowered = {glass: list(_lowered(glass)) for glass in MOUNTED}
    every = [height for found in lowered.values() for height in found]
    yield judged(
        "K5",
        clauses="EN 301 549 8.3, ADA 308",
        asked=f"lowered, all that is touched hangs {LOWEST_MM:.0f}–{HIGHEST_MM:.0f} mm high",
        measured=f"{len(every):,} controls on {len(MOUNTED)} kiosks hung"
        f" {min(g.lower_edge_mm for g in MOUNTED):.0f}–{max(g.lower_edge_mm for g in MOUNTED):.0f}"
        f" mm high: {min(h.bottom_mm for h in every):.0f}–{max(h.top_mm for h in every):.0f} mm",
        met=all(height.in_reach for height in every),
        why=", ".join(sorted({height.name for height in every if not height.in_reach})),
    )
    keys = [key for glass in MOUNTED for key in _keys(glass)]
    yield judged(
        "K5",
        clauses="EN 301 549 8.3",
        asked="the key that lowers is within reach before anything is lowered",
        measured=f"on {len(keys)} pages at {max(key.top_mm for key in keys):.0f} mm at the highest;"
        " absent where all is in reach",
        met=all(key.in_reach for key in keys),
        why="who needs it cannot touch it",
    )

    yield Row(
        item="K5",
        clauses="ADA 305, 309.4; EN 301 549 8.3",
        asked="floor 760×1220 mm, knees 685 mm, screen seen from 1015 mm, tilt, glare",
        measured="not of the program",
        verdict=Verdict.HARDWARE,
        why="the stand and the place: measured where the kiosk is put up",
    )


def _lowered(glass: Glass) -> Iterator[Height]:
    for page in PAGES:
        with kiosk(page, glass, Wishes(lowered=True)) as shown:
            yield from heights(shown, glass)


def _keys(glass: Glass) -> Iterator[Height]:
    for page in ("start", "services-en"):
        with kiosk(page, glass) as shown:
            yield from (height for height in heights(shown, glass) if height.name == LOWER)
