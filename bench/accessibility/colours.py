"""K4: what must be told apart, as three kinds of colour-blind eyes see it on screenshots."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtQuick import QQuickItem

from bench.accessibility.pixels import Colour, clusters, contrast, crop
from bench.accessibility.rows import Row, judged
from bench.accessibility.stage import Glass, Shown, box_of, is_text, kiosk, staged, words_of
from kiosk.ui.look import Look
from tests.ui.page import walk
from tests.ui.pixels import photograph
from tests.ui.scenes import counter, feedback

APART = 3.0
Matrix = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]
SIMULATIONS: Mapping[str, Matrix] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation of Color Vision
Deficiency, IEEE TVCG 15 (2009), severity 1.0; for linear RGB."""
GLASS = Glass(size_px=(1080, 1920), diagonal_in=21.5)
PAPERS = ("printing", "take-it", "sent", "unconfirmed", "paper-out", "cancelled")
COUNTERS = ("free", "ready", "called", "serving", "break", "lost")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One state as it is drawn: its main colour, its words and its icons."""

    state: str
    colour: Colour
    words: frozenset[str]
    icons: frozenset[str]


def seen(colour: Colour, matrix: Matrix) -> Colour:
    """A colour as those eyes see it."""
    linear = [_to_linear(channel) for channel in colour]
    red, green, blue = (
        _from_linear(sum(weight * part for weight, part in zip(row, linear, strict=True)))
        for row in matrix
    )
    return (red, green, blue)


def confused(signs: Sequence[Sign]) -> Iterator[str]:
    """Pairs that nothing but a hue tells apart."""
    for one, other in combinations(signs, 2):
        by_hue = one.colour != other.colour and least(one, other) < APART
        if by_hue and one.words == other.words and one.icons == other.icons:
            yield f"{one.state} and {other.state}"


def least(one: Sign, other: Sign) -> float:
    """How far apart in lightness two signs are to the eyes that see it least."""
    return min(
        contrast(seen(one.colour, matrix), seen(other.colour, matrix))
        for matrix in SIMULATIONS.values()
    )


def rows() -> Iterator[Row]:
    """Each family of states."""
    families = (
        ("states of the paper", list(papers())),
        ("five faces", list(faces())),
        ("states of a counter", list(counters())),
        ("a language chosen or not", list(languages())),
        ("printers in trouble", list(printers())),
    )
    for name, signs in families:
        pairs = list(combinations(signs, 2))
        by_word = sum(one.words != other.words for one, other in pairs)
        by_icon = sum(one.icons != other.icons for one, other in pairs)
        by_light = sum(least(one, other) >= APART for one, other in pairs)
        wrong = list(confused(signs))
        yield judged(
            "K4",
            clauses="EN 301 549 8.1.3, WCAG 1.4.1",
            asked=f"{name}: told apart by word, icon or lightness ≥ {APART:g}:1, not by hue alone",
            measured=f"{len(pairs)} pairs under {len(SIMULATIONS)} simulations: by word {by_word},"
            f" by icon {by_icon}, by lightness {by_light}",
            met=bool(pairs) and not wrong,
            why=", ".join(wrong) or "nothing to compare",
        )


def papers() -> Iterator[Sign]:
    """What the kiosk says of the paper."""
    for name in PAPERS:
        with kiosk(name, GLASS, language="en") as shown:
            yield _sign(name, shown, _named(shown, "PaperBanner"))


def languages() -> Iterator[Sign]:
    """The language that is spoken, and the other one, as the kiosk shows which is which."""
    with kiosk("services-en", GLASS) as shown:
        for item in shown.touchables():
            if item.objectName().startswith("language-"):
                found = _sign(item.objectName(), shown, item)
                # Their names are the same whichever is chosen.
                yield Sign(
                    state=found.state, colour=found.colour, words=frozenset(), icons=found.icons
                )


def faces() -> Iterator[Sign]:
    """The five faces."""
    look = Look(diagonal_in=feedback.DIAGONAL_IN, reduce_motion=True)
    made = feedback.SCENES["faces"]("en")
    with staged(feedback.MODULE, made, look, feedback.SIZES_PX[0]) as shown:
        for item in shown.touchables():
            if "FaceTile" in item.metaObject().className():
                yield _sign(item.objectName(), shown, item)


def counters() -> Iterator[Sign]:
    """How a counter stands."""
    for name in COUNTERS:
        look = Look(diagonal_in=counter.DIAGONAL_IN, reduce_motion=True)
        made = counter.SCENES[name]("en")
        with staged(counter.MODULE, made, look, counter.SIZES_PX[0]) as shown:
            yield _sign(name, shown, _named(shown, "StatusPill"))


def printers() -> Iterator[Sign]:
    """Printers in different trouble at one counter."""
    look = Look(diagonal_in=counter.DIAGONAL_IN, reduce_motion=True)
    made = counter.SCENES["printers-two"]("en")
    with staged(counter.MODULE, made, look, counter.SIZES_PX[0]) as shown:
        for item in shown.items():
            if "PrinterPill" in item.metaObject().className():
                sign = _sign("printer", shown, item)
                yield Sign(
                    state=", ".join(sorted(sign.words)),
                    colour=sign.colour,
                    words=sign.words,
                    icons=sign.icons,
                )


def _named(shown: Shown, type_: str) -> QQuickItem:
    return next(item for item in shown.items() if type_ in item.metaObject().className())


def _sign(state: str, shown: Shown, item: QQuickItem) -> Sign:
    picture = photograph(shown.window)
    inside = [each for each in walk(item) if each.isVisible()]
    return Sign(
        state=state,
        colour=clusters(crop(picture, box_of(item)))[0][1],
        words=frozenset(words_of(each) for each in inside if is_text(each)),
        icons=frozenset(
            str(each.property("name"))
            for each in inside
            if "Icon" in each.metaObject().className() and each.property("name")
        ),
    )


def _to_linear(channel: int) -> float:
    part = channel / 255
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _from_linear(part: float) -> int:
    part = min(1.0, max(0.0, part))
    shown = 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
    return round(255 * shown)
