"""QML tools learn from Python what a screen inherits, keeps constant and takes."""

from pathlib import Path

import pytest

from deploy.qml_types import ImportNameError, write_types

BASE = """
from PySide6.QtCore import Property, QObject, Signal

class Screen(QObject):
    changed = Signal()

    @Property(bool, notify=changed)
    def online(self):
        return True
"""

COUNTER = """
from PySide6.QtCore import Property, QAbstractItemModel, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable
from {package}.base import Screen

QML_IMPORT_NAME = "{import_name}"
QML_IMPORT_MAJOR_VERSION = 1

@QmlElement
@QmlUncreatable("made by the application")
class {name}(Screen):
    @Property(QAbstractItemModel, constant=True)
    def rows(self):
        return None

    @Slot(str, result=bool)
    def call(self, number):
        return True
"""


def _package(root: Path, name: str, **modules: str) -> None:
    folder = root / name
    folder.mkdir()
    (folder / "__init__.py").touch()
    for module, source in modules.items():
        (folder / f"{module}.py").write_text(source, encoding="utf-8")


def test_a_screen_is_told_with_what_it_inherits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = COUNTER.format(package="one_name", import_name="Sample.One", name="OneCounter")
    _package(tmp_path, "one_name", base=BASE, counter=source)
    monkeypatch.syspath_prepend(tmp_path)

    count = write_types(tmp_path, "one_name", tmp_path / "qml")

    written = (tmp_path / "qml/Sample/One/types.qmltypes").read_text(encoding="utf-8").split("\n")
    assert count == 2
    for line in (
        'prototype: "Screen"',
        'exports: ["Sample.One/OneCounter 1.0"]',
        "isCreatable: false",
        'notify: "changed"',
        'type: "QAbstractItemModel"',
        "isPropertyConstant: true",
        'name: "call"',
    ):
        assert line in written


def test_two_import_names_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = COUNTER.format(package="two_names", import_name="Sample.First", name="First")
    second = COUNTER.format(package="two_names", import_name="Sample.Second", name="Second")
    _package(tmp_path, "two_names", base=BASE, first=first, second=second)
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(ImportNameError, match=r"Sample\.First.*Sample\.Second"):
        write_types(tmp_path, "two_names", tmp_path / "qml")
