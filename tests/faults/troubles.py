"""What goes wrong, one act for each fault: it begins before the first touch and ends in peace.

Each act is played beside one visit. What it leaves wrong is lifted after the visitor has gone.
"""

import socket
from collections.abc import Callable
from random import Random

from kiosk.printer.emulator.condition import Condition
from kiosk.ui.paper_state import PaperState
from tests.faults.acting import Act, until
from tests.faults.faults import (
    Action,
    Do,
    Door,
    Fault,
    HangUp,
    Instead,
    Late,
    Mute,
    Reset,
    Say,
    Split,
    Stall,
    Swallow,
    Wait,
)
from tests.faults.printers import Trouble
from tests.faults.proxy import LOOPBACK
from tests.faults.stand import Stand
from tests.faults.stream import Point

TroubleMaker = Callable[[Stand, Random], Act]

READY_ASB = b"\x14\x00\x00\x0f"
LOW_ASB = b"\x14\x00\x03\x0f"
OUT_ASB = b"\x1c\x00\x0c\x0f"
FENCE_ANSWER = b"\x00"
SLIP_BYTES = 35_000
"""Less than the shortest slip on narrow paper has."""
SLIP_ROWS = 700
PATIENCE_S = 20.0


def none(_stand: Stand, _chance: Random) -> Act:
    """Nothing goes wrong."""
    yield lambda: True


def closed(door: Door) -> TroubleMaker:
    """The port meets nobody, while this visitor is there."""

    def trouble(stand: Stand, _chance: Random) -> Act:
        stand.proxy.door(door)
        yield lambda: stand.visitor_is_gone

    return trouble


def at(point: Point, does: Action, *, always: bool = False) -> TroubleMaker:
    """One fault at one moment of this visitor's job."""

    def trouble(stand: Stand, _chance: Random) -> Act:
        stand.plan(point, does, always=always)
        yield lambda: stand.visitor_is_gone

    return trouble


def inside(does: Action) -> TroubleMaker:
    """One fault anywhere inside this visitor's slip."""

    def trouble(stand: Stand, chance: Random) -> Act:
        stand.plan(Point.RASTER, does, after_bytes=_somewhere(chance))
        yield lambda: stand.visitor_is_gone

    return trouble


def stalled_then_resumed(stand: Stand, chance: Random) -> Act:
    """The wire stops inside the slip, and goes on later: before the visitor's eyes, or after."""
    stand.plan(Point.RASTER, Stall(), after_bytes=_somewhere(chance))
    yield from until(
        lambda: stand.visitor_is_gone or _asked(stand), within_s=chance.choice((0.2, 0.6, 1.5))
    )
    if chance.random() < 0.5:
        stand.proxy.lift()
    yield lambda: stand.visitor_is_gone


def stalled_then_dropped(stand: Stand, chance: Random) -> Act:
    """The wire stops inside the slip and never comes back: half a picture is in the printer."""
    stand.plan(Point.RASTER, Stall(), after_bytes=_somewhere(chance))
    yield from until(lambda: stand.visitor_is_gone or _asked(stand), within_s=1.0)
    stand.proxy.break_all()
    stand.proxy.lift()
    yield lambda: stand.visitor_is_gone


def in_pieces(stand: Stand, chance: Random) -> Act:
    """The slip is taken in several parts, with rests between them."""
    stand.proxy.plan(
        *(Fault(at=Point.RASTER, does=Wait(0.03), after_bytes=_somewhere(chance)) for _ in range(4))
    )
    yield lambda: stand.visitor_is_gone


def power_cycled(point: Point) -> TroubleMaker:
    """Off and on at that moment; inside the slip, anywhere in it. What it had is lost."""

    def trouble(stand: Stand, chance: Random) -> Act:
        somewhere = _somewhere(chance) if point is Point.RASTER else 0
        stand.plan(point, Do(stand.power_cycle), after_bytes=somewhere)
        yield lambda: stand.visitor_is_gone

    return trouble


def off_and_on(stand: Stand, chance: Random) -> Act:
    """Without power inside the slip, and for as long as the visitor is there."""
    off = Do(lambda: stand.condition(Condition(unplugged=True)))
    stand.plan(Point.RASTER, off, after_bytes=_somewhere(chance))
    yield lambda: stand.visitor_is_gone


def served_to_another(stand: Stand, chance: Random) -> Act:
    """Another host holds the printer's one session, for a while or until the visitor has gone."""
    with socket.create_connection((LOOPBACK, stand.printer.port)) as other:
        other.sendall(b"\x1b@")
        patience_s = chance.choice((0.1, 0.5, PATIENCE_S))
        yield from until(lambda: stand.visitor_is_gone, within_s=patience_s)
    yield lambda: stand.visitor_is_gone


def late(by_s: float) -> TroubleMaker:
    """Every answer comes so much later."""
    return at(Point.CONNECTED, Late(by_s), always=True)


def split(stand: Stand, _chance: Random) -> Act:
    """Every answer comes byte by byte."""
    stand.plan(Point.CONNECTED, Split(0.002), always=True)
    yield lambda: stand.visitor_is_gone


def garbled_from(point: Point) -> TroubleMaker:
    """Every answer is something else, from that moment on."""

    def trouble(stand: Stand, chance: Random) -> Act:
        def garble(answer: bytes) -> bytes:
            return chance.randbytes(len(answer))

        stand.plan(point, Instead(garble), always=True)
        yield lambda: stand.visitor_is_gone

    return trouble


def status_unasked(stand: Stand, chance: Random) -> Act:
    """Automatic status at moments nobody can foresee, once in the middle of an answer."""
    said = [chance.choice((READY_ASB, LOW_ASB)) for _ in range(4)]
    stand.proxy.plan(
        Fault(at=Point.CONNECTED, does=Say(said[0])),
        Fault(at=Point.RASTER, does=Say(said[1]), after_bytes=_somewhere(chance)),
        Fault(at=Point.CUT, does=Say(said[2])),
        Fault(at=Point.END, does=Say(said[3])),
    )
    yield lambda: stand.visitor_is_gone


def out_told_in_error(stand: Stand, chance: Random) -> Act:
    """The sensor flutters: paper out is told inside the slip, and taken back; it is printed."""
    somewhere = _somewhere(chance)
    stand.proxy.plan(
        Fault(at=Point.RASTER, does=Say(OUT_ASB), after_bytes=somewhere),
        Fault(at=Point.RASTER, does=Say(READY_ASB), after_bytes=somewhere + 1000),
    )
    yield lambda: stand.visitor_is_gone


def before(trouble: Trouble) -> TroubleMaker:
    """The printer is in trouble when the visitor comes, until they have gone."""

    def made(stand: Stand, _chance: Random) -> Act:
        stand.trouble(trouble)
        yield lambda: stand.visitor_is_gone

    return made


def during(trouble: Trouble) -> TroubleMaker:
    """Trouble comes inside the slip; it is mended before the visitor's eyes, or after."""

    def made(stand: Stand, chance: Random) -> Act:
        stand.plan(Point.RASTER, Do(lambda: stand.trouble(trouble)), after_bytes=_somewhere(chance))
        yield from until(lambda: stand.visitor_is_gone or _asked(stand), within_s=1.5)
        if chance.random() < 0.4:
            stand.printer.mend()
        yield lambda: stand.visitor_is_gone

    return made


def roll_ends_inside(stand: Stand, chance: Random) -> Act:
    """The roll ends after some rows: part of the slip is on paper, the rest is in the printer."""
    stand.condition(Condition(rows_left=chance.randrange(1, SLIP_ROWS)))
    yield from until(lambda: stand.visitor_is_gone or _asked(stand), within_s=1.5)
    if chance.random() < 0.4:
        stand.printer.mend()
    yield lambda: stand.visitor_is_gone


def after(trouble: Trouble) -> TroubleMaker:
    """Trouble comes when the slip was just taken whole."""

    def made(stand: Stand, _chance: Random) -> Act:
        stand.plan(Point.END, Do(lambda: stand.trouble(trouble)))
        yield lambda: stand.visitor_is_gone

    return made


def mended_while_held(trouble: Trouble) -> TroubleMaker:
    """The screen says that it waits for the printer; somebody puts it right."""

    def made(stand: Stand, _chance: Random) -> Act:
        stand.trouble(trouble)
        yield from until(
            lambda: stand.visitor_is_gone or stand.kiosk.claim is PaperState.HELD,
            within_s=PATIENCE_S,
        )
        stand.printer.mend()
        yield lambda: stand.visitor_is_gone

    return made


def refused_then_back(stand: Stand, _chance: Random) -> Act:
    """The cable is out, and put in again while the visitor waits."""
    stand.proxy.door(Door.REFUSED)
    yield from until(
        lambda: stand.visitor_is_gone or stand.kiosk.claim is PaperState.HELD, within_s=PATIENCE_S
    )
    stand.proxy.door(Door.OPEN)
    yield lambda: stand.visitor_is_gone


def stale_fences(count: int, end: Callable[[Stand], Action]) -> TroubleMaker:
    """Answers to earlier fences come inside this slip, and then it ends there.

    One at a printer that has no other word: two false ones could not be told from two true.
    """

    def trouble(stand: Stand, chance: Random) -> Act:
        moments = sorted(_somewhere(chance) for _ in range(count))
        stand.proxy.plan(
            *(
                Fault(at=Point.RASTER, does=Say(FENCE_ANSWER), after_bytes=moment)
                for moment in moments
            ),
            Fault(at=Point.RASTER, does=end(stand), after_bytes=moments[-1] + 1),
        )
        yield lambda: stand.visitor_is_gone

    return trouble


def stall(_stand: Stand) -> Action:
    """The wire stops."""
    return Stall()


def power_cycle(stand: Stand) -> Action:
    """The printer loses power, and with it what it has."""
    return Do(stand.power_cycle)


def constant_process_id(stand: Stand, _chance: Random) -> Act:
    """Every process id is answered at once, with the same four figures."""
    stand.condition(Condition(process_id=b"1234"))
    yield lambda: stand.visitor_is_gone


def wrong_process_id(stand: Stand, chance: Random) -> Act:
    """An id of somebody else's job comes inside the slip; then the printer loses power."""
    moment = _somewhere(chance)
    stand.proxy.plan(
        Fault(at=Point.RASTER, does=Say(b"\x37\x22ABCD\x00")),
        Fault(at=Point.RASTER, does=Say(b"\x37\x22" + _four(chance) + b"\x00"), after_bytes=moment),
        Fault(at=Point.RASTER, does=Do(stand.power_cycle), after_bytes=moment + 1),
    )
    yield lambda: stand.visitor_is_gone


def answer_lost(stand: Stand, _chance: Random) -> Act:
    """The slip is printed; the printer's word of it is lost, and the connection after it."""
    stand.proxy.plan(
        Fault(at=Point.RASTER, does=Mute()),
        Fault(at=Point.END, does=Reset()),
    )
    yield lambda: stand.visitor_is_gone


def dead_for_a_while(stand: Stand, chance: Random) -> Act:
    """The roll is out for many visitors, and changed long after their jobs have expired."""
    if chance.random() < 0.15:
        stand.printer.mend()
    else:
        stand.trouble(Trouble.PAPER_OUT)
    stand.stays_wrong = True
    yield lambda: stand.visitor_is_gone


def any_of(*makers: TroubleMaker) -> TroubleMaker:
    """One of these, by chance: a bad day."""

    def trouble(stand: Stand, chance: Random) -> Act:
        yield from chance.choice(makers)(stand, chance)

    return trouble


def _asked(stand: Stand) -> bool:
    return stand.kiosk.claim in (PaperState.UNCONFIRMED, PaperState.MISSED)


def _somewhere(chance: Random) -> int:
    return chance.randrange(1, SLIP_BYTES)


def _four(chance: Random) -> bytes:
    return bytes(chance.randrange(0x30, 0x5A) for _ in range(4))


BAD_DAY = (
    none,
    closed(Door.REFUSED),
    closed(Door.UNSERVED),
    at(Point.CONNECTED, Reset()),
    inside(Reset()),
    inside(HangUp()),
    inside(Swallow()),
    inside(Mute()),
    at(Point.END, Reset()),
    at(Point.CUT, Mute()),
    stalled_then_resumed,
    stalled_then_dropped,
    in_pieces,
    split,
    status_unasked,
    before(Trouble.PAPER_OUT),
    during(Trouble.PAPER_OUT),
    during(Trouble.COVER_OPEN),
    after(Trouble.PAPER_OUT),
    mended_while_held(Trouble.PAPER_OUT),
    refused_then_back,
    answer_lost,
)
"""What any printer may meet, ours or not."""
