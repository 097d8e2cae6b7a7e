"""Nothing on a screen in the hall opens anything else, and no pointer lies on it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from kiosk.ui.application import QML_ROOT
from kiosk.ui.locking import Pointer

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


def shape() -> Qt.CursorShape | None:
    cursor = QGuiApplication.overrideCursor()
    return cursor.shape() if cursor is not None else None
