"""What `check` says about the height a kiosk's screen hangs at, and who reaches what on it."""

from collections.abc import Iterator
from math import hypot

from kiosk.config import KioskConfig
from kiosk.roles.check_finding import Finding, fails, works
from kiosk.roles.monitors import Monitor
from kiosk.ui.mounting import HIGHEST_MM, LEAST_SIDE_MM, LOWEST_MM, Mounting

MM_PER_INCH = 25.4


def kiosk_reach(monitor: Monitor, kiosk: KioskConfig) -> Iterator[Finding]:
    """Whether a visitor in a wheelchair reaches every control of a kiosk on ``monitor``."""
    mounting = mounting_of(kiosk, width_px=monitor.width_px, height_px=monitor.height_px)
    width_mm = mounting.height_mm * monitor.width_px / monitor.height_px
    if min(width_mm, mounting.height_mm) < LEAST_SIDE_MM:
        yield fails(
            "reach",
            f"A kiosk of {kiosk.diagonal_in:g} inches is {width_mm:.0f}×{mounting.height_mm:.0f} mm"
            f" here; its pages need {LEAST_SIDE_MM:.0f} mm at the shorter side, as 10.1 inches of"
            " 16:10 have.",
        )
        return
    stands = (
        f"A kiosk of {kiosk.diagonal_in:g} inches here reaches from"
        f" {mounting.lower_edge_mm:.0f} mm (lower_edge_mm) to {mounting.upper_edge_mm:.0f} mm"
        " above the floor"
    )
    if not mounting.serves:
        yield fails("reach", f"{stands}. {_out_of_reach(mounting)} {_remedy(mounting)}")
        return
    if mounting.lowers:
        yield works(
            "reach", f"{stands}; Lower screen brings every control below {HIGHEST_MM:.0f} mm."
        )
    else:
        yield works("reach", f"{stands}: all of it is in reach, sitting or standing.")
    if mounting.foot_mm:
        yield works(
            "reach",
            f"Its lowest {mounting.foot_mm:.0f} mm hang below {LOWEST_MM:.0f} mm:"
            " nothing to be touched is drawn there.",
        )


def mounting_of(kiosk: KioskConfig, *, width_px: int, height_px: int) -> Mounting:
    """How a kiosk on a monitor of that many pixels hangs."""
    px_per_mm = hypot(width_px, height_px) / (kiosk.diagonal_in * MM_PER_INCH)
    return Mounting(height_mm=height_px / px_per_mm, lower_edge_mm=kiosk.lower_edge_mm)


def _out_of_reach(mounting: Mounting) -> str:
    """Which heights of the drawn page a seated visitor's hand does not come to."""
    top_mm = mounting.lower_edge_mm + mounting.foot_mm + mounting.drawn_mm
    if mounting.lower_edge_mm >= HIGHEST_MM:
        return "No control of it can be reached by a seated visitor."
    if top_mm > HIGHEST_MM:
        return (
            f"Even lowered, its controls from {HIGHEST_MM:.0f} to {top_mm:.0f} mm cannot be"
            " reached by a seated visitor: languages, choices, the key that lowers."
        )
    return f"What hangs below {LOWEST_MM:.0f} mm leaves too little room for its controls."


def _remedy(mounting: Mounting) -> str:
    lowest_mm, highest_mm = mounting.good_edges_mm
    return (
        f"Mount it with its lower edge {max(0.0, lowest_mm):.0f} to {highest_mm:.0f} mm above the"
        " floor."
    )
