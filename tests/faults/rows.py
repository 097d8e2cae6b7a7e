"""The table: every fault that must be survived, on every printer it concerns."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tests.faults.faults import Door, HangUp, Mute, Reset, Stall, Swallow
from tests.faults.kiosk import Pace
from tests.faults.printers import Trouble
from tests.faults.stand import CALM, DOCUMENTS, OTHERS, QUICK, REAL, Hall, Times
from tests.faults.stream import Point
from tests.faults.troubles import (
    BAD_DAY,
    TroubleMaker,
    after,
    answer_lost,
    any_of,
    at,
    before,
    closed,
    constant_process_id,
    dead_for_a_while,
    during,
    garbled_from,
    in_pieces,
    inside,
    late,
    mended_while_held,
    none,
    off_and_on,
    out_told_in_error,
    power_cycle,
    power_cycled,
    refused_then_back,
    roll_ends_inside,
    served_to_another,
    split,
    stale_fences,
    stall,
    stalled_then_dropped,
    stalled_then_resumed,
    status_unasked,
    wrong_process_id,
)
from tests.faults.visitor import Habits

MUTE, STATUS, FENCE, PRINTED = "A0", "A1", "A2", "A3"
EVERY = (PRINTED, FENCE, OTHERS, DOCUMENTS)
CONFIRMING = (PRINTED, OTHERS, DOCUMENTS)
"""What others wrote answers fences and no more: it stands for A2 wherever it has the fault."""
ESC_POS = (PRINTED, OTHERS)
OURS = (PRINTED, FENCE)
LANES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One fault on one printer. At most ``asked_at_most`` of the visitors may be asked whether
    the paper came; at least ``printed_at_least`` must be told that it did."""

    fault: str
    hall: Hall
    trouble: TroubleMaker
    asked_at_most: float = 1.0
    printed_at_least: float = 0.0
    habits: Habits = field(default_factory=Habits)
    killed_at: Point | None = None
    """Where in its job the device is killed; then the trouble is that."""

    @property
    def name(self) -> str:
        """Unique in the table."""
        return f"{self.fault} · {self.hall.printer}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault:
    name: str
    trouble: TroubleMaker
    on: tuple[str, ...] = CONFIRMING
    asked_at_most: float = 1.0
    printed_at_least: float = 0.0


_WELL = (
    _Fault(
        name="nothing",
        trouble=none,
        on=EVERY,
        asked_at_most=0.0,
        printed_at_least=1.0,
    ),
    _Fault(name="nothing", trouble=none, on=(STATUS, MUTE), asked_at_most=0.0),
    _Fault(name="taken in pieces", trouble=in_pieces, asked_at_most=0.0, printed_at_least=1.0),
    _Fault(name="answers split", trouble=split, asked_at_most=0.0, printed_at_least=1.0),
    _Fault(name="answers late", trouble=late(0.1), asked_at_most=0.0, printed_at_least=1.0),
    _Fault(
        name="ASB at any moment",
        on=ESC_POS,
        trouble=status_unasked,
        asked_at_most=0.0,
        printed_at_least=1.0,
    ),
)
"""With the product's own times, and no excuse for asking."""

_CLEAN = (
    _Fault(name="refused", trouble=closed(Door.REFUSED), asked_at_most=0.0),
    _Fault(name="black hole", trouble=closed(Door.BLACK_HOLE), asked_at_most=0.0),
    _Fault(
        name="taken, never served",
        trouble=closed(Door.UNSERVED),
        asked_at_most=0.0,
        on=(*CONFIRMING, STATUS),
    ),
    _Fault(
        name="never reads", trouble=at(Point.CONNECTED, Stall(), always=True), asked_at_most=0.0
    ),
    _Fault(
        name="reset before", trouble=at(Point.CONNECTED, Reset(), always=True), asked_at_most=0.0
    ),
    _Fault(
        name="ended before", trouble=at(Point.CONNECTED, HangUp(), always=True), asked_at_most=0.0
    ),
    _Fault(name="mute", trouble=at(Point.CONNECTED, Mute(), always=True), asked_at_most=0.0),
    _Fault(name="answers too late", trouble=late(1.0), asked_at_most=0.0, on=OURS),
    _Fault(name="garbage answers", trouble=garbled_from(Point.CONNECTED), asked_at_most=0.2),
    _Fault(name="session taken", trouble=served_to_another, asked_at_most=0.0, on=OURS),
    _Fault(
        name="paper out before",
        trouble=before(Trouble.PAPER_OUT),
        asked_at_most=0.0,
        on=(*CONFIRMING, STATUS),
    ),
    _Fault(name="cover open before", trouble=before(Trouble.COVER_OPEN), asked_at_most=0.0),
    _Fault(name="out of paper for long", trouble=dead_for_a_while, asked_at_most=0.0),
    _Fault(
        name="held, then a new roll",
        trouble=mended_while_held(Trouble.PAPER_OUT),
        asked_at_most=0.0,
        printed_at_least=0.5,
    ),
    _Fault(
        name="held, then reachable",
        trouble=refused_then_back,
        asked_at_most=0.0,
        printed_at_least=0.5,
    ),
)
"""Not one byte of a slip leaves: nobody has to be asked."""

_INSIDE = (
    _Fault(name="stall, goes on", trouble=stalled_then_resumed),
    _Fault(name="stall, dropped", trouble=stalled_then_dropped, on=(*CONFIRMING, STATUS)),
    _Fault(name="partial, rest lost", trouble=inside(Swallow())),
    _Fault(name="reset inside", trouble=inside(Reset()), on=(*CONFIRMING, STATUS, MUTE)),
    _Fault(name="reset after", trouble=at(Point.END, Reset())),
    _Fault(name="ended inside", trouble=inside(HangUp())),
    _Fault(name="ended after", trouble=at(Point.END, HangUp())),
    _Fault(name="power cycle inside", trouble=power_cycled(Point.RASTER), on=(*OURS, STATUS)),
    _Fault(name="power cycle after", trouble=power_cycled(Point.END), on=OURS),
    _Fault(name="power gone inside", trouble=off_and_on, on=OURS),
    _Fault(name="mute inside", trouble=inside(Mute())),
    _Fault(name="garbage at the end", trouble=garbled_from(Point.CUT)),
    _Fault(name="paper out inside", trouble=during(Trouble.PAPER_OUT), on=(*EVERY, STATUS)),
    _Fault(name="roll ends inside", trouble=roll_ends_inside, on=(*OURS, STATUS)),
    _Fault(name="paper out after", trouble=after(Trouble.PAPER_OUT)),
    _Fault(name="cover opened inside", trouble=during(Trouble.COVER_OPEN)),
    _Fault(name="sensor flutters", on=ESC_POS, trouble=out_told_in_error),
    _Fault(name="a stale fence, stall", on=ESC_POS, trouble=stale_fences(1, stall)),
    _Fault(name="a stale fence, power", trouble=stale_fences(1, power_cycle), on=OURS),
    _Fault(name="stale fences, stall", trouble=stale_fences(4, stall), on=(PRINTED,)),
    _Fault(name="wrong process id, power", trouble=wrong_process_id, on=(PRINTED,)),
    _Fault(name="constant process id", trouble=constant_process_id, on=(PRINTED,)),
    _Fault(name="answer lost", on=EVERY, trouble=answer_lost),
    _Fault(name="a bad day", trouble=any_of(*BAD_DAY), on=(*EVERY, STATUS)),
)
"""Bytes have left, and what became of them may be known to the visitor alone."""


def table() -> tuple[Row, ...]:
    """Every row, in the order it is printed."""
    return tuple(_rows())


def _rows() -> Iterator[Row]:
    well = replace(QUICK, patience=REAL.patience, pace=Pace(tick_s=0.1))
    for faults, times in ((_WELL, well), (_CLEAN, CALM), (_INSIDE, QUICK)):
        for fault in faults:
            for printer in fault.on:
                yield Row(
                    fault=fault.name,
                    hall=Hall(printer=printer, kiosks=LANES, times=times),
                    trouble=fault.trouble,
                    asked_at_most=fault.asked_at_most,
                    printed_at_least=fault.printed_at_least,
                )
    yield from _together(well)
    yield from _crashes()


def _together(well: Times) -> Iterator[Row]:
    """Several kiosks, several printers, several fingers."""
    for printer in EVERY:
        yield Row(
            fault="two kiosks, one printer",
            hall=Hall(printer=printer, kiosks=2, shared=True, times=well),
            trouble=none,
            asked_at_most=0.0,
            printed_at_least=1.0,
        )
    for printer in OURS:
        yield Row(
            fault="double touch",
            hall=Hall(printer=printer, kiosks=LANES, times=well),
            trouble=none,
            asked_at_most=0.0,
            printed_at_least=1.0,
            habits=Habits(presses_twice=1.0),
        )
    for printer in CONFIRMING:
        yield Row(
            fault="first printer dead",
            hall=Hall(printer=printer, kiosks=4, printers=2, times=CALM),
            trouble=closed(Door.REFUSED),
            asked_at_most=0.0,
            printed_at_least=1.0,
        )
        yield Row(
            fault="first fails inside",
            hall=Hall(printer=printer, kiosks=4, printers=2, times=QUICK),
            trouble=inside(Reset()),
        )


def _crashes() -> Iterator[Row]:
    """The device is killed between the first byte and the printer's word, and started again."""
    # The next life must first bring what the last one left to an end.
    times = replace(QUICK, pace=REAL.pace)
    for point, where in ((Point.RASTER, "inside"), (Point.END, "before the answer")):
        for printer in OURS:
            yield Row(
                fault=f"crash {where}",
                hall=Hall(printer=printer, kiosks=4, times=times),
                trouble=none,
                killed_at=point,
            )
