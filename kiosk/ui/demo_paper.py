"""Paper as it comes out of a tour's printer, from the printer's thread to the screen."""

from PIL import Image
from PySide6.QtCore import Property, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickImageProvider

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1

KEPT = 5
"""Four slips lie in the tray. The one taken along last may be asked for until all have moved on."""


class SlipProvider(QQuickImageProvider):
    """Slips by their number, scaled smoothly: `image://slip/12`."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._slips: dict[int, QImage] = {}

    def keep(self, number: int, slip: QImage) -> None:
        """Hold a slip ready, and let go of the oldest."""
        self._slips[number] = slip
        self._slips.pop(number - KEPT, None)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002 - Qt's name
        """The slip as wide as it was asked for."""
        slip = self._slips.get(int(id), QImage())
        if requestedSize.width() > 0 and not slip.isNull():
            slip = slip.scaledToWidth(
                requestedSize.width(), Qt.TransformationMode.SmoothTransformation
            )
        size.setWidth(slip.width())
        size.setHeight(slip.height())
        return slip


@QmlElement
class PaperTray(QObject):
    """The newest slip's number (0: none yet), and how high it is for its width."""

    changed = Signal()
    _came = Signal(QImage)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.provider = SlipProvider()
        self._newest = 0
        self._ratio = 1.0
        self._came.connect(self._lay_down, Qt.ConnectionType.QueuedConnection)

    def take(self, picture: Image.Image) -> None:
        """A slip was cut off; from any thread."""
        grey = picture.convert("L")
        width, height = grey.size
        image = QImage(grey.tobytes(), width, height, width, QImage.Format.Format_Grayscale8)
        # copy(): the bytes above belong to Python, and end here.
        self._came.emit(image.copy())

    def _lay_down(self, slip: QImage) -> None:
        self._newest += 1
        self._ratio = slip.height() / slip.width()
        self.provider.keep(self._newest, slip)
        self.changed.emit()

    def _get_newest(self) -> int:
        return self._newest

    def _get_ratio(self) -> float:
        return self._ratio

    newest = Property(int, _get_newest, notify=changed)
    ratio = Property(float, _get_ratio, notify=changed)
