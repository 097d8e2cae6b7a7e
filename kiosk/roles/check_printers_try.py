"""Installing a printer, second part: what it can tell, and what comes out of it."""

from dataclasses import dataclass, replace
from enum import Enum, unique
from time import sleep

from kiosk.printer import escpos
from kiosk.printer.finding.scan import PAUSE_S
from kiosk.printer.lan import LanPrinter
from kiosk.printer.levels import WHAT_IT_TELLS, what_it_tells
from kiosk.printer.outcome import (
    Cancelled,
    Cause,
    Level,
    NotPrinted,
    Outcome,
    Printed,
    PrinterNotReady,
    Sent,
    Unconfirmed,
)
from kiosk.printer.probe import Probe, probe
from kiosk.printer.profile import Cut
from kiosk.printer.testslip import DPI, MEASURED_MM, WIDEST, WIDTHS, TestSlip, paint_test_slip
from kiosk.roles import check_remedies
from kiosk.roles.check_printers_find import Place, unreachable
from kiosk.roles.check_printers_talk import NotUnderstood, Talk
from kiosk.roles.places import FONTS, TEXTS
from kiosk.texts import Texts

NARROWEST = WIDTHS[0]
DPIS = (180, 203, 300)
NEAR_ENOUGH = 0.04
"""How far a person may measure from what a printer's dots make of the ruler."""
WIDTHS_SAID = ", ".join(map(str, WIDTHS))


@unique
class Came(Enum):
    """What came out of the printer instead of a slip."""

    NOTHING = "n"
    SIGNS = "x"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A printer that has printed its test slip, as a person saw it."""

    place: Place
    found: Probe
    level: Level
    dots: int
    dpi: int
    knife: Cut

    @property
    def model(self) -> str:
        """Maker and model in one, as far as it told."""
        return full_name(self.found)


def full_name(found: Probe) -> str:
    """Maker and model in one; the maker is not said twice."""
    if found.model.upper().startswith(found.maker.upper()):
        return found.model
    return f"{found.maker} {found.model}".strip()


def try_out(talk: Talk, place: Place) -> Tried | None:
    """Ask the printer, print the test slip, ask the person; ``None``: another one, please.

    Raises ``Ended``.
    """
    while True:
        found = asked(talk, place)
        place = replace(place, probed=None)
        if found.level is not None or found.cause is Cause.MUTE:
            break
        if found.cause is Cause.UNREACHABLE:
            unreachable(talk, place)
        if not talk.ask_yes("Try it once more?", default=found.cause is not Cause.UNREACHABLE):
            return None
    seen = _print_and_ask(talk, place, found)
    if seen is None:
        return None
    dots, dpi, knife = seen
    if found.level is None:
        found = _mute_after_all(talk, place)
        if found.level is None and found.cause is not Cause.MUTE:
            return None
    level = found.level or Level.MUTE
    return Tried(place=place, found=found, level=level, dots=dots, dpi=dpi, knife=knife)


def asked(talk: Talk, place: Place) -> Probe:
    """Probe it, if a scan has not just done so, and say what that gave."""
    found = place.probed
    if found is None:
        talk.say(f"Asking {place.address} what it is …")
        found = probe(place.host, place.port)
    if found.cause is Cause.MUTE:
        # A kiosk that runs already asks its printers every few seconds, for a moment each.
        talk.say("It is silent; asking it once more …")
        sleep(PAUSE_S)
        found = probe(place.host, place.port)
    for line in told(place, found):
        talk.say(line)
    return found


def _mute_after_all(talk: Talk, place: Place) -> Probe:
    """Ask a silent printer once more, now that its slip came out: it may have been held before."""
    talk.say("So it prints. Asking it once more …")
    found = probe(place.host, place.port)
    if found.cause is Cause.MUTE:
        talk.say(WHAT_IT_TELLS[Level.MUTE])
    else:
        talk.say("Now it answers; somebody else had it before.")
        for line in told(place, found):
            talk.say(line)
    return found


def told(place: Place, found: Probe) -> list[str]:
    """What a probe found, in sentences."""
    name = full_name(found) or place.address
    if found.cause is Cause.MUTE:
        return [
            f"{place.address} takes connections and answers nothing. Either another machine or"
            " program is printing on it now, or it is of the kind that cannot say anything:"
            " only a slip that comes out of it tells which."
        ]
    if found.cause is not None:
        return [check_remedies.told(name, found.cause)]
    low = " Its paper is nearly used up." if found.status and found.status.paper_low else ""
    level = found.level.value if found.level else ""
    return [f"{name} is ready.{low}", f"{what_it_tells(found.level)} (level {level})"]


def _print_and_ask(talk: Talk, place: Place, found: Probe) -> tuple[int, int, Cut] | None:
    """Dots, dpi and knife as the paper shows them; ``None`` when nothing useful came out."""
    widest = WIDEST
    while True:
        if not talk.ask_yes("Print the test slip, 10 cm of paper?", default=True):
            talk.say("Without it nobody knows how wide it prints, so it is not set up.")
            return None
        came = print_test_slip(talk, place, found, widest)
        if came:
            talk.say(
                f"Look at the slip. Of the numbers {WIDTHS_SAID} on it, type the last one that is"
                f" whole; n if nothing came out, x if it is full of strange signs."
            )
            width = talk.ask("The last whole number?", _width)
            if isinstance(width, int):
                return width, _measure(talk), _knife(talk)
            if width is Came.SIGNS and widest > NARROWEST:
                talk.say("Some printers spoil what is wider than they are. The next is narrower.")
                widest = NARROWEST
            else:
                _tell_nothing(talk, found, width)


def print_test_slip(talk: Talk, place: Place, found: Probe, widest: int = WIDEST) -> bool:
    """Whether something may have come out of the printer; ``widest`` dots are sent to it."""
    level = found.level or Level.MUTE
    picture = paint_test_slip(slip_for(place, found), FONTS)
    picture = picture.crop((0, 0, widest, picture.height))
    talk.say("Printing …")
    try:
        session = LanPrinter(host=place.host, port=place.port, level=level).open()
    except PrinterNotReady as error:
        talk.say(check_remedies.told(place.address, error.cause))
        return False
    try:
        outcome = session.send(escpos.job(picture, Cut.PART))
    finally:
        session.close()
    talk.say(_said(outcome))
    return not isinstance(outcome, NotPrinted)


def slip_for(place: Place, found: Probe) -> TestSlip:
    """What stands on this printer's test slip."""
    texts = Texts.load(TEXTS)
    name = full_name(found)
    level = found.level or Level.MUTE
    return TestSlip(
        name=name or place.address,
        address=place.address,
        model=name,
        tells=what_it_tells(level),
        level=level.value,
        samples=tuple(texts.say(language, "slip-follow-by-phone") for language in texts.languages),
    )


def _said(outcome: Outcome) -> str:
    match outcome:
        case Printed():
            return "The printer says that it has printed it."
        case Sent():
            return "Sent; this printer cannot say whether it has come out."
        case Unconfirmed(cause=cause) | Cancelled(cause=cause):
            return f"{check_remedies.told('It', cause)} A piece of the slip may have come out."
        case NotPrinted(cause=cause):
            return f"{check_remedies.told('It', cause)} Nothing was printed."


def _tell_nothing(talk: Talk, found: Probe, came: Came) -> None:
    if came is Came.SIGNS:
        talk.say(
            "Then it does not understand pictures as receipt printers do (GS v 0). Foleni cannot"
            " use it on this port; if it has a driver, set it up as a queue of this machine, with"
            ' road = "system".'
        )
    elif found.level is None:
        talk.say(
            "Then it is likely that another machine or program holds it: end that, switch the"
            " printer off and on, and try again. The slip may still come when the other lets go."
        )
    else:
        talk.say("Is paper in it, the right side up? Thermal paper turns dark under a fingernail.")


def _width(text: str) -> int | Came:
    """The dots of a head, or what came instead."""
    word = text.casefold()
    for came in Came:
        if word == came.value:
            return came
    if not (word.isascii() and word.isdigit() and int(word) in WIDTHS):
        raise NotUnderstood(
            f"Please type one of {WIDTHS_SAID}, as it stands on the slip, or n or x."
        )
    return int(word)


def _measure(talk: Talk) -> int:
    talk.say(
        f"Lay a ruler along the printed one. At how many mm is its {MEASURED_MM}? Enter if it is"
        f" at {MEASURED_MM}, or if there is no ruler here."
    )
    return talk.ask("Millimetres?", _dpi, str(MEASURED_MM))


def _dpi(text: str) -> int:
    """The dots an inch that make the printed 40 mm as long as was measured."""
    try:
        measured = float(text.casefold().removesuffix("mm").strip().replace(",", "."))
    except ValueError:
        measured = 0.0
    if measured > 0:
        for dpi in DPIS:
            if abs(measured * dpi / (MEASURED_MM * DPI) - 1) <= NEAR_ENOUGH:
                return dpi
    usual = ", ".join(f"{MEASURED_MM * DPI / dpi:.0f}" for dpi in DPIS)
    raise NotUnderstood(f"Printers make it {usual} mm long. Please measure once more.")


def _knife(talk: Talk) -> Cut:
    cut = talk.ask_yes("Has its knife cut the slip?", default=True)
    return Cut.PART if cut else Cut.NONE
