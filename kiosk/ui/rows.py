"""Rows of a list for QML, changed in place: what a finger is on is not made anew under it."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

Row = TypeVar("Row")
FIRST_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class Rows(QAbstractListModel, Generic[Row]):
    """A list of one frozen dataclass; each of its fields is a role of that name."""

    def __init__(self, of: type[Row], parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Any: `fields` wants a dataclass, for which typing has no public name.
        dataclass: Any = of
        self._roles = {FIRST_ROLE + n: f.name for n, f in enumerate(fields(dataclass))}
        self._rows: list[Row] = []

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return tuple(self._rows)

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows: only those that differ are told to QML."""
        nowhere = QModelIndex()
        if len(rows) < len(self._rows):
            self.beginRemoveRows(nowhere, len(rows), len(self._rows) - 1)
            del self._rows[len(rows) :]
            self.endRemoveRows()
        for place, row in enumerate(rows[: len(self._rows)]):
            if row != self._rows[place]:
                self._rows[place] = row
                self.dataChanged.emit(self.index(place), self.index(place))
        if len(rows) > len(self._rows):
            self.beginInsertRows(nowhere, len(self._rows), len(rows) - 1)
            self._rows.extend(rows[len(self._rows) :])
            self.endInsertRows()

    def rowCount(
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008 - Qt's own
    ) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:
        """The fields' names."""
        return {role: QByteArray(name.encode()) for role, name in self._roles.items()}

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """One field of one row."""
        name = self._roles.get(role)
        if name is None or not index.isValid():
            return None
        return getattr(self._rows[index.row()], name)
