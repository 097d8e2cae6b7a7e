"""Icons in any colour and size, codes in whole pixels."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from kiosk.ui.codes import QrProvider, qr_image, qr_matrix
from kiosk.ui.icons import IconMissing, IconProvider, icon_svg


def colours(image: QImage) -> set[str]:
    return {
        QColor.fromRgba(image.pixel(x, y)).name()
        for x in range(image.width())
        for y in range(image.height())
        if QColor.fromRgba(image.pixel(x, y)).alpha() == 255
    }


def test_an_icon_is_drawn_in_its_colour_at_its_size(qapp: object, assets: Path) -> None:
    image = IconProvider(assets / "icons").requestImage("id-card/0a5a38", QSize(), QSize(120, 120))
    assert image.size() == QSize(120, 120)
    assert colours(image) == {"#0a5a38"}


def test_an_icon_nobody_drew_is_no_picture(qapp: object, assets: Path) -> None:
    assert IconProvider(assets / "icons").requestImage("no-such/000000", QSize(), QSize()).isNull()
    with pytest.raises(IconMissing):
        icon_svg(assets / "icons", "no-such", "000000")


def test_every_icon_takes_a_colour(assets: Path) -> None:
    for path in (assets / "icons").glob("*.svg"):
        assert b"currentColor" not in icon_svg(assets / "icons", path.stem, "123456")
        assert b"#123456" in icon_svg(assets / "icons", path.stem, "123456")


def test_a_code_has_a_quiet_zone_of_four_modules() -> None:
    matrix = qr_matrix("MOLO-K7M2")
    assert len(matrix) == 33 + 2 * 4
    rim = matrix[:4] + matrix[-4:] + [row[:4] + row[-4:] for row in matrix]
    assert not any(any(row) for row in rim)


def test_a_code_is_the_same_each_time_and_a_long_text_takes_a_larger_one() -> None:
    assert qr_matrix("MOLO-K7M2") == qr_matrix("MOLO-K7M2")
    assert len(qr_matrix("https://example.org/" + "x" * 100)) > 41


def test_a_module_is_a_whole_number_of_pixels() -> None:
    assert qr_image("MOLO-K7M2", 150).width() == 3 * 41
    assert qr_image("MOLO-K7M2", 10).width() == 41


def test_qml_may_ask_for_a_code_without_a_size(qapp: object) -> None:
    assert QrProvider().requestImage("MOLO-K7M2", QSize(), QSize()).width() == 3 * 41
