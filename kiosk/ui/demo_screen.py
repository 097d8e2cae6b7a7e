"""The panel of a tour: the crowd, a choice of troubles, and a ledger that tells the truth."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QAbstractItemModel, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.texts import Texts
from kiosk.ui.demo_stage import PRINTER_TROUBLES, SPEEDS, Stage, Standing, Trouble
from kiosk.ui.rows import Rows

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1

LOOK_MS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleRow:
    """One trouble as a button: what pressing it does now, and whether it stands."""

    trouble: str
    words: str
    iconName: str
    standing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One figure of the ledger."""

    figure: int
    words: str


_BUTTONS = {
    Trouble.PAPER_OUT: ("scroll-text", "demo-paper-out", "demo-paper-back"),
    Trouble.COVER_OPEN: ("door-open", "demo-open-cover", "demo-close-cover"),
    Trouble.PRINTER_UNPLUGGED: ("unplug", "demo-unplug-printer", "demo-plug-printer"),
    Trouble.LAN_CUT: ("wifi-off", "demo-cut-lan", "demo-join-lan"),
    Trouble.CENTRE_KILLED: ("circle-x", "demo-kill-centre", "demo-centre-back"),
}


@QmlElement
class DemoScreen(QObject):
    """What the panel shows of its stage, looked at a few times a second.

    ``counter_label`` is the counter whose window is open. ``over`` is emitted once the tour has
    ended by itself.
    """

    changed = Signal()
    over = Signal()

    def __init__(
        self,
        stage: Stage,
        *,
        texts: Texts,
        counter_label: str,
        language: str = "en",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._texts = texts
        self._counter_label = counter_label
        self._language = language
        self._standing = Standing()
        self._troubles = Rows(TroubleRow, self)
        self._figures = Rows(FigureRow, self)
        timer = QTimer(self, interval=LOOK_MS)
        timer.timeout.connect(self.look)
        timer.start()
        self.look()

    @Slot()
    def look(self) -> None:
        """Take in how the tour stands."""
        self._standing = self._stage.standing()
        self._show()
        if self._standing.over:
            self.over.emit()

    @Slot(str)
    def speak(self, language: str) -> None:
        """Go on in this language."""
        self._language = language
        self._show()

    @Slot()
    def toggleCrowd(self) -> None:
        """Let the crowd come, or stand still."""
        self._stage.let_crowd_come(on=not self._standing.crowd)
        self.look()

    @Slot(int)
    def hurry(self, speed: int) -> None:
        """Another speed for the crowd."""
        self._stage.hurry(speed)
        self.look()

    @Slot()
    def toggleByItself(self) -> None:
        """Hand the open counter to the crowd, or take it back."""
        self._stage.run_by_itself(on=not self._standing.by_itself)
        self.look()

    @Slot(str)
    def toggleTrouble(self, trouble: str) -> None:
        """Make this trouble, or put it right."""
        which = Trouble(trouble)
        self._stage.make(which, on=which not in self._standing.troubles)
        self.look()

    def _show(self) -> None:
        self._troubles.show(self._trouble_rows())
        self._figures.show(self._figure_rows())
        self.changed.emit()

    def _trouble_rows(self) -> Sequence[TroubleRow]:
        standing = self._standing.troubles
        return [
            TroubleRow(
                trouble=trouble.value,
                words=self._say(right if trouble in standing else wrong),
                iconName=icon,
                standing=trouble in standing,
            )
            for trouble, (icon, wrong, right) in _BUTTONS.items()
        ]

    def _figure_rows(self) -> Sequence[FigureRow]:
        tally = self._standing.tally
        return [
            FigureRow(figure=tally.issued, words=self._say("demo-count-issued")),
            FigureRow(figure=tally.called, words=self._say("demo-count-called")),
            FigureRow(figure=tally.served, words=self._say("demo-count-served")),
            FigureRow(figure=tally.smileys, words=self._say("demo-count-smileys")),
        ]

    def _watch_key(self) -> str:
        troubles = self._standing.troubles
        if Trouble.CENTRE_KILLED in troubles:
            return "demo-watch-centre"
        if Trouble.LAN_CUT in troubles:
            return "demo-watch-lan"
        if troubles & PRINTER_TROUBLES:
            return "demo-watch-printer"
        return "demo-watch-crowd" if self._standing.by_itself else "demo-watch-start"

    def _say(self, key: str, **arguments: str | int) -> str:
        return self._texts.say(self._language, key, **arguments)

    def _get_language(self) -> str:
        return self._language

    def _get_languages(self) -> list[str]:
        return list(self._texts.languages)

    def _get_watch(self) -> str:
        return self._say(self._watch_key())

    def _get_by_itself_note(self) -> str:
        return self._say("demo-by-itself-note", label=self._counter_label)

    def _get_crowd(self) -> bool:
        return self._standing.crowd

    def _get_speed(self) -> int:
        return self._standing.speed

    def _get_speeds(self) -> list[int]:
        return list(SPEEDS)

    def _get_by_itself(self) -> bool:
        return self._standing.by_itself

    def _get_trouble(self) -> bool:
        return bool(self._standing.troubles)

    def _get_printer_trouble(self) -> bool:
        return bool(self._standing.troubles & PRINTER_TROUBLES)

    def _get_lost(self) -> int:
        return self._standing.tally.lost

    def _get_lost_words(self) -> str:
        return self._say("demo-lost", count=self._standing.tally.told)

    def _get_troubles(self) -> QAbstractItemModel:
        return self._troubles

    def _get_figures(self) -> QAbstractItemModel:
        return self._figures

    language = Property(str, _get_language, notify=changed)
    languages = Property(list, _get_languages, constant=True)
    watch = Property(str, _get_watch, notify=changed)
    byItselfNote = Property(str, _get_by_itself_note, notify=changed)
    crowd = Property(bool, _get_crowd, notify=changed)
    speed = Property(int, _get_speed, notify=changed)
    speeds = Property(list, _get_speeds, constant=True)
    byItself = Property(bool, _get_by_itself, notify=changed)
    trouble = Property(bool, _get_trouble, notify=changed)
    printerTrouble = Property(bool, _get_printer_trouble, notify=changed)
    lost = Property(int, _get_lost, notify=changed)
    lostWords = Property(str, _get_lost_words, notify=changed)
    troubles = Property(QAbstractItemModel, _get_troubles, constant=True)
    figures = Property(QAbstractItemModel, _get_figures, constant=True)
