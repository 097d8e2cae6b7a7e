"""How one screen looks to the person in front of it: density, size of text, contrast."""

from math import ceil, floor, hypot

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.ui.mounting import LOWER_EDGE_MM, Mounting

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1

MM_PER_INCH = 25.4


def density(*, width_px: float, height_px: float, diagonal_in: float) -> float:
    """Pixels per millimetre of a window that fills a screen of this diagonal."""
    return hypot(width_px, height_px) / (diagonal_in * MM_PER_INCH)


@QmlElement
class Look(QObject):
    """What `Theme` reads: a window's millimetres, and what the visitor asked to be easier.

    `double_press_ms` is the time in which the same press again is taken for a trembling hand
    (EN 301 549 5.8 asks for 500 ms or more, adjustable). ``lower_edge_mm`` is how high above the
    floor the picture begins.
    """

    changed = Signal()
    easedChanged = Signal()
    """A visitor has asked for something to be easier, or nobody does any more."""

    def __init__(
        self,
        *,
        diagonal_in: float = 21.5,
        reduce_motion: bool = False,
        double_press_ms: int = 500,
        lower_edge_mm: float = LOWER_EDGE_MM,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._diagonal_in = diagonal_in
        self._px_per_mm = density(width_px=1080, height_px=1920, diagonal_in=diagonal_in)
        self._lower_edge_mm = lower_edge_mm
        self._height_px = 1920.0
        self._reduce_motion = reduce_motion
        self._double_press_ms = double_press_ms
        self._large = False
        self._contrast = False
        self._lowered = False

    def suit(self, *, lower_edge_mm: float = LOWER_EDGE_MM, double_press_ms: int = 500) -> None:
        """Take over how this device stands and what its visitors need, before a window is open."""
        self._lower_edge_mm = lower_edge_mm
        self._double_press_ms = double_press_ms

    def fit(self, *, width_px: float, height_px: float) -> None:
        """Take over the window's size: it stands for the whole screen of this diagonal.

        A machine whose monitor is off, or not plugged in yet, has one without any size.
        """
        if width_px <= 0 or height_px <= 0:
            return
        px_per_mm = density(width_px=width_px, height_px=height_px, diagonal_in=self._diagonal_in)
        if (px_per_mm, height_px) != (self._px_per_mm, self._height_px):
            self._px_per_mm, self._height_px = px_per_mm, height_px
            self.changed.emit()

    @property
    def mounting(self) -> Mounting:
        """How high the screen hangs."""
        return Mounting(
            height_mm=self._height_px / self._px_per_mm, lower_edge_mm=self._lower_edge_mm
        )

    @property
    def eased(self) -> bool:
        """Whether a visitor has asked for anything to be easier."""
        return self._large or self._contrast or self._lowered

    def _visitor_changed(self) -> None:
        self.changed.emit()
        self.easedChanged.emit()

    def forget_visitor(self) -> None:
        """Back to how the next visitor expects it: nothing of the last one's choices is left."""
        self._large = self._contrast = self._lowered = False
        self._visitor_changed()

    def _get_px_per_mm(self) -> float:
        return self._px_per_mm

    def _get_diagonal_in(self) -> float:
        return self._diagonal_in

    def _get_reduce_motion(self) -> bool:
        return self._reduce_motion

    def _get_double_press_ms(self) -> int:
        return self._double_press_ms

    def _get_lowers(self) -> bool:
        return self.mounting.lowers

    def _get_foot_px(self) -> int:
        return ceil(self.mounting.foot_mm * self._px_per_mm)

    def _get_zone_px(self) -> int:
        return floor(self.mounting.drawn_mm * self._px_per_mm)

    def _get_large(self) -> bool:
        return self._large

    def _set_large(self, large: bool) -> None:  # noqa: FBT001 - Qt calls setters positionally
        self._large = large
        self._visitor_changed()

    def _get_contrast(self) -> bool:
        return self._contrast

    def _set_contrast(self, contrast: bool) -> None:  # noqa: FBT001
        self._contrast = contrast
        self._visitor_changed()

    def _get_lowered(self) -> bool:
        return self._lowered

    def _set_lowered(self, lowered: bool) -> None:  # noqa: FBT001
        self._lowered = lowered
        self._visitor_changed()

    pxPerMm = Property(float, _get_px_per_mm, notify=changed)
    diagonalIn = Property(float, _get_diagonal_in, constant=True)
    reduceMotion = Property(bool, _get_reduce_motion, constant=True)
    doublePressMs = Property(int, _get_double_press_ms, constant=True)
    lowers = Property(bool, _get_lowers, notify=changed)
    """Whether part of the screen is too high for a seated visitor's hand."""
    footPx = Property(int, _get_foot_px, notify=changed)
    """The strip at the foot of the screen that is too low for it."""
    zonePx = Property(int, _get_zone_px, notify=changed)
    """The height above that strip in which a lowered screen is drawn."""
    large = Property(bool, _get_large, _set_large, notify=changed)
    contrast = Property(bool, _get_contrast, _set_contrast, notify=changed)
    lowered = Property(bool, _get_lowered, _set_lowered, notify=changed)
