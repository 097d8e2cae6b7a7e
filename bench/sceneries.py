"""What every screen can show, gathered from the scenes its tests use."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from kiosk.ui.application import OpenWindow
from kiosk.ui.look import Look
from tests.ui.scenes import board, counter, feedback, joining, printer
from tests.ui.scenes import kiosk as kiosk_scenes

Size = tuple[int, int]
KIOSK_SIZES_PX = ((1080, 1920), (1920, 1080), (1280, 800))
COUNTER_SIZES_PX = ((1280, 800), (1920, 1080))
BOARD_SIZES_PX = ((1920, 1080), (1080, 1920))
KIOSK_DIAGONAL_IN = 21.5
SECOND_MS = 1000
BEFORE_A_LANGUAGE = frozenset(
    {
        "lost",
        "alone",
        "untold",
        "scanned-unknown",
        "appointment-scanned",
        "appointment-scanned-early",
        "appointment-scanned-foreign",
    }
)
"""Scenes of a kiosk that speaks both languages at once, beside those at its start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One state of a screen, made just before it is drawn: its look and its properties."""

    look: Look
    properties: Mapping[str, QObject]
    settle: Callable[[OpenWindow], None] = lambda _: None
    """What is still to be done once the window is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One state of one screen in one language; ``label`` names the file."""

    screen: str
    module: str
    label: str
    language: str
    sizes_px: Sequence[Size]
    make: Callable[[], Drawn]


def scenes() -> Iterator[Scene]:
    """Every state of every screen."""
    yield from _of_kiosk()
    yield from _of_printer()
    yield from _of_joining()
    tables = (
        ("counter", counter.MODULE, counter.DIAGONAL_IN, COUNTER_SIZES_PX, counter.SCENES),
        ("board", board.MODULE, board.DIAGONAL_IN, BOARD_SIZES_PX, board.SCENES),
        ("feedback", feedback.MODULE, feedback.DIAGONAL_IN, feedback.SIZES_PX, feedback.SCENES),
    )
    for screen, module, diagonal_in, sizes_px, table in tables:
        # A board speaks both languages at once.
        for language in ("both",) if screen == "board" else ("en", "sw"):
            for name, properties in table.items():
                yield Scene(
                    screen=screen,
                    module=module,
                    label=name,
                    language=language,
                    sizes_px=sizes_px,
                    make=_made(properties, language, diagonal_in),
                )


def _made(
    properties: Callable[[str], Mapping[str, QObject]], language: str, diagonal_in: float
) -> Callable[[], Drawn]:
    def make() -> Drawn:
        return Drawn(
            look=Look(diagonal_in=diagonal_in, reduce_motion=True), properties=properties(language)
        )

    return make


def _of_printer() -> Iterator[Scene]:
    for language in ("en", "sw"):
        for name in printer.SCENES:
            yield Scene(
                screen="printer",
                module=printer.MODULE,
                label=name,
                language=language,
                sizes_px=printer.SIZES_PX,
                make=_printer_made(name, language),
            )


def _printer_made(name: str, language: str) -> Callable[[], Drawn]:
    def make() -> Drawn:
        properties = printer.SCENES[name](language)
        return Drawn(
            look=Look(diagonal_in=printer.DIAGONAL_IN, reduce_motion=True),
            properties=properties,
            settle=lambda opened: printer.lay_out(opened, properties, printer.SLIPS.get(name, 0)),
        )

    return make


def _of_joining() -> Iterator[Scene]:
    """Over a tablet, as over any other screen."""
    for name in joining.SCENES:
        yield Scene(
            screen="joining",
            module=feedback.MODULE,
            label=name.replace("_", "-"),
            language="both",
            sizes_px=feedback.SIZES_PX,
            make=_joining_made(name),
        )


def _joining_made(name: str) -> Callable[[], Drawn]:
    def make() -> Drawn:
        below = feedback.SCENES["rest"]("en")
        scene = joining.SCENES[name]()
        return Drawn(
            look=Look(diagonal_in=feedback.DIAGONAL_IN, reduce_motion=True),
            properties=below,
            settle=lambda opened: joining.lay_over(opened, scene),
        )

    return make


def _of_kiosk() -> Iterator[Scene]:
    names = dict.fromkeys(
        name.removesuffix("-en") for name in kiosk_scenes.SCENES if not _is_kiswahili_again(name)
    )
    for name in (*names, *kiosk_scenes.MOMENTS):
        both = "start" in name or name in kiosk_scenes.MOMENTS or name in BEFORE_A_LANGUAGE
        for language in ("both",) if both else ("sw",) if name.endswith("-sw") else ("en", "sw"):
            yield Scene(
                screen="kiosk",
                module="Foleni.Kiosk",
                label=name.removesuffix("-sw"),
                language=language,
                sizes_px=KIOSK_SIZES_PX,
                make=_kiosk_made(name, language),
            )


def _is_kiswahili_again(name: str) -> bool:
    return name.endswith("-sw") and f"{name.removesuffix('-sw')}-en" in kiosk_scenes.SCENES


def _kiosk_made(name: str, language: str) -> Callable[[], Drawn]:
    def make() -> Drawn:
        look = Look(diagonal_in=KIOSK_DIAGONAL_IN, reduce_motion=True)
        known = (
            name if name in kiosk_scenes.SCENES or name in kiosk_scenes.MOMENTS else f"{name}-en"
        )
        fixture = kiosk_scenes.scene(known, look=look, second_ms=SECOND_MS)
        if language != "both":
            fixture.kiosk.chooseLanguage(language)
        return Drawn(look=look, properties={"kiosk": fixture.kiosk, "words": fixture.words})

    return make
