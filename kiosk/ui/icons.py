"""Line icons in any colour, sharp at any size: `image://icon/<name>/<rrggbb>`."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

DEFAULT_SIZE_PX = 48


class IconMissing(LookupError):
    """A screen asked for an icon that is not among the assets."""


def icon_svg(directory: Path, name: str, colour: str) -> bytes:
    """The SVG of an icon with `currentColor` replaced by `rrggbb`; raises IconMissing."""
    try:
        svg = (directory / f"{name}.svg").read_bytes()
    except OSError as error:
        raise IconMissing(name) from error
    return svg.replace(b"currentColor", b"#" + colour.encode("ascii"))


class IconProvider(QQuickImageProvider):
    """Tints by replacing the stroke's colour, so that it needs no shader."""

    def __init__(self, directory: Path) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._directory = directory

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002 - Qt's name
        """Draw `<name>/<rrggbb>`; an unknown name gives a null image, which QML reports."""
        name, _, colour = id.partition("/")
        try:
            svg = icon_svg(self._directory, name, colour)
        except IconMissing:
            return QImage()
        side_px = max(requestedSize.width(), requestedSize.height())
        if side_px <= 0:
            side_px = DEFAULT_SIZE_PX
        image = QImage(side_px, side_px, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        QSvgRenderer(QByteArray(svg)).render(painter)
        painter.end()
        size.setWidth(side_px)
        size.setHeight(side_px)
        return image
