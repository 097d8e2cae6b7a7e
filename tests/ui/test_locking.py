"""Nothing on a screen in the hall opens anything else, and no pointer lies on it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from kiosk.ui.application import QML_ROOT
from kiosk.ui.locking import Pointer
from kiosk.ui.look import Look

IN_THE_HALL = ("Kiosk", "Board", "Feedback", "Kit")
LEADS_AWAY = re.compile(
    r"\b(?:TextField|TextArea|TextEdit|TextInput|Menu|MenuBar|ContextMenu|FileDialog|ComboBox"
    r"|PinchHandler|PinchArea|DragHandler|WebView|openUrlExternally|selectByMouse|ToolTip)\b"
)


def files() -> Iterator[Path]:
    for module in IN_THE_HALL:
        yield from sorted((QML_ROOT / "Foleni" / module).glob("*.qml"))


@pytest.mark.parametrize("file", tuple(files()), ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_nothing_can_be_selected_pinched_or_opened(file: Path) -> None:
    """What has a menu of its own, or takes two fingers, is not built with."""
    code = re.sub(r"//.*", "", file.read_text(encoding="utf-8"))
    assert LEADS_AWAY.findall(code) == []


def test_the_pointer_is_hidden_and_comes_back(qapp: QGuiApplication) -> None:
    pointer = Pointer(qapp)
    for _ in range(2):
        pointer.hide(hidden=True)
    assert shape() == Qt.CursorShape.BlankCursor
    pointer.hide(hidden=False)
    assert shape() is None


def test_the_pointer_is_not_brought_back_where_it_was_not_hidden(qapp: QGuiApplication) -> None:
    pointer = Pointer(QObject(qapp))
    pointer.hide(hidden=False)
    assert shape() is None


@pytest.mark.parametrize("size_px", [(0, 0), (0, 800), (1280, 0), (-1, 800)])
def test_a_machine_whose_monitor_is_off_waits_for_its_size(size_px: tuple[int, int]) -> None:
    look = Look(diagonal_in=21.5)
    before = look.property("pxPerMm")
    look.fit(width_px=size_px[0], height_px=size_px[1])
    assert look.property("pxPerMm") == before
    assert look.property("zonePx") > 0
    look.fit(width_px=1920, height_px=1080)
    assert look.property("zonePx") > 0


def shape() -> Qt.CursorShape | None:
    cursor = QGuiApplication.overrideCursor()
    return cursor.shape() if cursor is not None else None
