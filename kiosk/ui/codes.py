"""QR codes for the screen: `image://qr/<percent-encoded text>`."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider

VERSION = 4
MASK = 2
QUIET_ZONE_MODULES = 4


def qr_matrix(text: str) -> list[list[bool]]:
    """The modules of a QR code (level M), quiet zone included; a long text takes a larger code.

    Version and mask are fixed: trying all eight masks takes twelve times as long.
    """
    # qrcode takes tens of milliseconds to import, and no screen starts with a code on it.
    from qrcode.constants import ERROR_CORRECT_M  # noqa: PLC0415
    from qrcode.main import QRCode  # noqa: PLC0415

    code = QRCode(
        version=VERSION,
        error_correction=ERROR_CORRECT_M,
        border=QUIET_ZONE_MODULES,
        mask_pattern=MASK,
    )
    code.add_data(text)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def qr_image(text: str, side_px: int) -> QImage:
    """The largest picture of whole-pixel modules that fits into a square of `side_px`."""
    matrix = qr_matrix(text)
    module_px = max(1, side_px // len(matrix))
    image = QImage(len(matrix) * module_px, len(matrix) * module_px, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                painter.fillRect(
                    x * module_px, y * module_px, module_px, module_px, QColor(0, 0, 0)
                )
    painter.end()
    return image


class QrProvider(QQuickImageProvider):
    """Draws the code of whatever text QML asks for."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002 - Qt's name
        """Draw the text; without a size, three pixels a module."""
        side_px = requestedSize.width() if requestedSize.width() > 0 else 3 * 41
        image = qr_image(id, side_px)
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image
