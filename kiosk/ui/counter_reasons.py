"""A question with a few answers from the catalogue: why on hold, why a break."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Property, QAbstractItemModel, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.catalogue import Code
from kiosk.texts import Texts
from kiosk.ui.kiosk_glance import named
from kiosk.ui.rows import Rows

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonRow:
    """One answer and the digit that gives it."""

    code: str
    name: str
    key: str


@QmlElement
class ReasonQuestion(QObject):
    """Answered by a digit or a touch; ``answered`` carries the code."""

    changed = Signal()
    answered = Signal(str)

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._title = ""
        self._codes: tuple[Code, ...] = ()
        self._rows: Rows[ReasonRow] = Rows(ReasonRow, self)
        self._language = ""

    def put(self, title: str, codes: Iterable[Code]) -> None:
        """Ask: ``title`` is the key of the question's sentence."""
        self._title = title
        self._codes = tuple(codes)
        self._show()

    def speak(self, language: str) -> None:
        """Show everything in this language."""
        self._language = language
        self._show()

    def press(self, text: str) -> bool:
        """A digit answers; whether it was one of ours."""
        for row in self._rows.rows:
            if row.key == text:
                self.answer(row.code)
                return True
        return False

    @Slot(str)
    def answer(self, code: str) -> None:
        """This is why."""
        self.answered.emit(code)

    def _show(self) -> None:
        self._rows.show(
            [
                ReasonRow(code=code.id, name=named(code.name, self._language), key=str(place))
                for place, code in enumerate(self._codes, start=1)
            ]
        )
        self.changed.emit()

    def _get_title(self) -> str:
        return self._texts.say(self._language, self._title) if self._title else ""

    def _get_rows(self) -> QAbstractItemModel:
        return self._rows

    title = Property(str, _get_title, notify=changed)
    rows = Property(QAbstractItemModel, _get_rows, constant=True)
