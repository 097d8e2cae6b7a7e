"""What a counter's screen shows: the floor in words, the actions there are, and the language."""

from collections.abc import Iterable

from PySide6.QtCore import Property, QAbstractItemModel, QObject, QTimer, Signal
from PySide6.QtQml import QmlElement

from kiosk.domain.counter import CounterState
from kiosk.domain.events import Entry
from kiosk.domain.ids import HelpId
from kiosk.ui import counter_actions as actions
from kiosk.ui.counter_actions import OFFERS, PRIMARY_WORDS, Action, ActionRow
from kiosk.ui.counter_desk import Desk
from kiosk.ui.counter_printers import PrinterRow
from kiosk.ui.counter_recollection import Recollection
from kiosk.ui.counter_view import STATES, CounterView, HeldRow, HelpRow, QueueRow, Sight
from kiosk.ui.rows import Rows

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1

MINUTE_S = 60


@QmlElement
class CounterShown(QObject):
    """The floor as this counter sees it; it changes with the feed and with each minute.

    See ``CounterView`` for what the words are.
    """

    changed = Signal()

    def __init__(self, desk: Desk, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._language = language
        self._view = CounterView()
        self._recollection = Recollection()
        self._break_after: str | None = None
        self._own_helps: set[HelpId] = set()
        self._queues: Rows[QueueRow] = Rows(QueueRow, self)
        self._held: Rows[HeldRow] = Rows(HeldRow, self)
        self._helps: Rows[HelpRow] = Rows(HelpRow, self)
        self._printers: Rows[PrinterRow] = Rows(PrinterRow, self)
        self._row: Rows[ActionRow] = Rows(ActionRow, self)
        self._side: Rows[ActionRow] = Rows(ActionRow, self)
        self._minute = QTimer(self, singleShot=True)
        self._minute.timeout.connect(self.refresh)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        desk.station.changed.connect(self._on_entry)
        desk.station.onlineChanged.connect(self._on_online)
        desk.asking.changed.connect(self._soon.start)

    def refresh(self) -> None:
        """Say everything anew; QML hears only of what has changed."""
        before, self._view = self._view, self._look()
        view = self._view
        self._minute.start((MINUTE_S - self._desk.at().second) * 1000)
        self._queues.show(view.queues)
        self._held.show(view.held)
        self._helps.show(view.helps)
        self._printers.show(view.printers)
        self._row.show(tuple(self._rows_of(self._row_actions(), in_row=True)))
        self._side.show(tuple(self._rows_of(self._side_actions(), in_row=False)))
        if view != before:
            self._view_changed(before)
        self.changed.emit()

    def _view_changed(self, before: CounterView) -> None:
        """What a screen does when the floor under it has changed."""

    def _look(self) -> CounterView:
        catalogue = self._desk.catalogue
        if catalogue is None or not self._desk.station.ready:
            return CounterView()
        counter = catalogue.counter.get(self._desk.counter)
        if counter is None:
            return CounterView(state="unknown", label=self._desk.counter)
        return Sight(
            mirror=self._desk.station.mirror,
            catalogue=catalogue,
            counter=counter,
            texts=self._desk.texts,
            language=self._language,
            at=self._desk.at(),
            recollection=self._recollection,
            online=self._desk.station.online,
            own_helps=frozenset(self._own_helps),
        ).view()

    @property
    def known(self) -> CounterState | None:
        """What the counter is doing; ``None`` while it is not known, or the centre is lost."""
        known = self._view.state in STATES and self._desk.station.online
        return CounterState(self._view.state) if known else None

    def primary_action(self) -> Action | None:
        """The one next action now."""
        state = self.known
        break_after = self._break_after is not None
        return actions.primary(state, break_after=break_after) if state is not None else None

    def _row_actions(self) -> tuple[Action, ...]:
        state = self.known
        if state is None:
            return ()
        return actions.row(state, information=self._information(), books=self._books())

    def _side_actions(self) -> tuple[Action, ...]:
        state = self.known
        if state is None:
            return ()
        return actions.side(
            state,
            information=self._information(),
            books=self._books(),
            break_after=self._break_after is not None,
            help_called=self._help_called(),
        )

    def _information(self) -> bool:
        catalogue = self._desk.catalogue
        counter = catalogue.counter.get(self._desk.counter) if catalogue is not None else None
        return counter is not None and counter.information

    def _books(self) -> bool:
        catalogue = self._desk.catalogue
        return catalogue is not None and any(one.appointments for one in catalogue.services)

    def _help_called(self) -> bool:
        return any(help_ in self._desk.floor.helps for help_ in self._own_helps)

    def _rows_of(self, wanted: Iterable[Action], *, in_row: bool) -> Iterable[ActionRow]:
        for action in wanted:
            offer = OFFERS[action]
            words = offer.words
            if action is Action.FIND and in_row and self._desk.paper is not None:
                words = "counter-find-ticket"
            say = self._desk.texts.say(self._language, words)
            yield ActionRow(does=action, key=offer.key, symbol=offer.icon, say=say)

    def _on_entry(self, entry: Entry | None) -> None:
        if entry is not None:
            self._recollection.note(entry)
        self._soon.start()

    def _on_online(self) -> None:
        self._soon.start()

    def _get_language(self) -> str:
        return self._language

    def _next_language(self) -> str:
        languages = self._desk.texts.languages
        return languages[(languages.index(self._language) + 1) % len(languages)]

    def _get_other_language(self) -> str:
        """The name of the language that a switch goes to, as its speakers write it."""
        language = self._next_language()
        return self._desk.texts.say(language, "language-name")

    def _get_lost(self) -> bool:
        """Whether what is shown is only what was last known."""
        return self._view.state != "starting" and not self._desk.station.online

    def _get_lost_note(self) -> str:
        known_at = self._desk.station.known_at
        texts = self._desk.texts
        if self._view.state == CounterState.SERVING:
            return texts.say(self._language, "counter-centre-lost-note")
        if known_at is None:
            return texts.say(self._language, "counter-centre-lost-last-known")
        time = texts.time(known_at.astimezone(self._desk.at().tzinfo))
        return texts.say(self._language, "counter-centre-lost-as-of", time=time)

    def _get_primary(self) -> str:
        action = self.primary_action()
        return self._desk.texts.say(self._language, PRIMARY_WORDS[action]) if action else ""

    def _get_primary_note(self) -> str:
        match self.primary_action():
            case Action.START:
                return self._desk.texts.say(self._language, "counter-start-note")
            case Action.CALL_NEXT | Action.FINISH_AND_NEXT:
                return self._view.waiting
            case Action.FINISH_AND_BREAK:
                return self._desk.texts.say(self._language, "counter-break-after")
            case _:
                return ""

    def _get_notice(self) -> str:
        return self._desk.asking.notice(self._language)

    def _get_failed(self) -> bool:
        return self._desk.asking.failed

    language = Property(str, _get_language, notify=changed)
    otherLanguage = Property(str, _get_other_language, notify=changed)
    state = Property(str, lambda self: self._view.state, notify=changed)
    label = Property(str, lambda self: self._view.label, notify=changed)
    title = Property(str, lambda self: self._view.title, notify=changed)
    who = Property(str, lambda self: self._view.who, notify=changed)
    status = Property(str, lambda self: self._view.status, notify=changed)
    tone = Property(str, lambda self: self._view.tone, notify=changed)
    number = Property(str, lambda self: self._view.number, notify=changed)
    headline = Property(str, lambda self: self._view.headline, notify=changed)
    story = Property(str, lambda self: self._view.story, notify=changed)
    meet = Property(bool, lambda self: self._view.meet, notify=changed)
    today = Property(str, lambda self: self._view.today, notify=changed)
    sample = Property(bool, lambda self: self._view.sample, notify=changed)
    information = Property(bool, _information, notify=changed)
    helpCalled = Property(bool, _help_called, notify=changed)
    helpNote = Property(str, lambda self: self._view.help_note, notify=changed)
    lost = Property(bool, _get_lost, notify=changed)
    lostNote = Property(str, _get_lost_note, notify=changed)
    primary = Property(str, _get_primary, notify=changed)
    primaryNote = Property(str, _get_primary_note, notify=changed)
    notice = Property(str, _get_notice, notify=changed)
    failed = Property(bool, _get_failed, notify=changed)
    queues = Property(QAbstractItemModel, lambda self: self._queues, constant=True)
    held = Property(QAbstractItemModel, lambda self: self._held, constant=True)
    helps = Property(QAbstractItemModel, lambda self: self._helps, constant=True)
    printers = Property(QAbstractItemModel, lambda self: self._printers, constant=True)
    row = Property(QAbstractItemModel, lambda self: self._row, constant=True)
    side = Property(QAbstractItemModel, lambda self: self._side, constant=True)
