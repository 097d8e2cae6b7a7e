"""The counter's screen: one next action on Space, every other on a key of its own."""

import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import Property, QObject, Qt, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain import commands as c
from kiosk.domain.appointment import Appointment
from kiosk.domain.counter import OCCUPIED, CounterState
from kiosk.domain.ids import HelpId, ServiceId, TicketId
from kiosk.ui.counter_actions import SAME_KEY, Action, command_of
from kiosk.ui.counter_booking import BookDesk
from kiosk.ui.counter_desk import Desk
from kiosk.ui.counter_finding import FindDesk
from kiosk.ui.counter_hand_list import HandListDesk
from kiosk.ui.counter_issuing import IssueDesk
from kiosk.ui.counter_opening import OpeningForm
from kiosk.ui.counter_panels import PANELS, Panel
from kiosk.ui.counter_paper import PaperNotice
from kiosk.ui.counter_reasons import ReasonQuestion
from kiosk.ui.counter_shown import CounterShown
from kiosk.ui.counter_view import STATES, CounterView
from kiosk.ui.service_picker import ServicePicker

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1

SETTLE_S = 2.0
"""For so long after a call the next action is ignored: nobody is finished by a second press."""
HAND_LIST_KEY = "H"
"""While the centre is lost nobody can be put on hold."""
ENTER = (Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value)
SPACE = Qt.Key.Key_Space.value
ESCAPE = Qt.Key.Key_Escape.value
SHIFT = Qt.KeyboardModifier.ShiftModifier.value


@QmlElement
class CounterScreen(CounterShown):
    """What an agent does. ``monotonic_s`` is a clock that never goes back; tests hand in theirs.

    ``panel`` is empty while the visitor is in view.
    """

    panelChanged = Signal()

    def __init__(
        self,
        desk: Desk,
        *,
        language: str = "en",
        monotonic_s: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(desk, language, parent)
        self._monotonic_s = monotonic_s
        self._settled_at_s = 0.0
        self._pressed: tuple[Action, str] | None = None
        self._panel = Panel.NONE
        self.opening_form = OpeningForm(desk, self)
        self.issue_desk = IssueDesk(desk, self)
        self.find_desk = FindDesk(desk, self)
        self.book_desk = BookDesk(desk, self)
        self.hand_list = HandListDesk(desk, self)
        self.reason_question = ReasonQuestion(desk.texts, self)
        self.transfer_picker = ServicePicker(parent=self)
        self._desks: Mapping[Panel, IssueDesk | FindDesk | BookDesk | HandListDesk] = {
            Panel.ISSUE: self.issue_desk,
            Panel.FIND: self.find_desk,
            Panel.BOOK: self.book_desk,
            Panel.BY_HAND: self.hand_list,
        }
        for part in self._desks.values():
            part.over.connect(self.closePanel)
        self.find_desk.checkIn.connect(self._on_check_in)
        self.find_desk.move.connect(self._on_move_appointment)
        self.reason_question.answered.connect(self._on_reason)
        self.transfer_picker.picked.connect(self._on_transfer)
        if desk.paper is not None:
            desk.paper.told.connect(self._on_paper)
        self._speak()
        self.refresh()

    def refresh(self) -> None:
        """Say everything anew, an open panel with it."""
        super().refresh()
        if self._panel is Panel.FIND:
            self.find_desk.refresh()
        elif self._panel is Panel.BOOK:
            self.book_desk.refresh()

    @Slot(int, str, bool, int, result=bool)
    def press(self, key: int, text: str, repeated: bool, modifiers: int) -> bool:  # noqa: FBT001
        """A key went down; whether it meant anything. Space acts when it comes up again."""
        if key == ESCAPE:
            self.back()
            return True
        if modifiers & SHIFT and text.isalpha():
            return self._begin_scan(text)
        if repeated and key in (SPACE, *ENTER):
            return True
        if self._panel is not Panel.NONE:
            return self._press_in_panel(key, text)
        if key == SPACE:
            self._pressed = self._next_action()
            return True
        return self._press_action(text.upper())

    @Slot(int, bool, result=bool)
    def release(self, key: int, repeated: bool) -> bool:  # noqa: FBT001 - a Qt slot
        """A key came up: Space does the next action, if it is still the one it went down for."""
        if key != SPACE or repeated or self._pressed is None:
            return False
        meant, self._pressed = self._pressed, None
        if meant == self._next_action():
            self.proceed()
        return True

    @Slot()
    def proceed(self) -> None:
        """Do the one next action, unless a call has only just come."""
        action = self.primary_action()
        if action is None or self._panel is not Panel.NONE:
            return
        if self._monotonic_s() >= self._settled_at_s:
            self.act(action)

    @Slot(str)
    def act(self, name: str) -> None:
        """Do an action: ask the centre, or first open the panel it needs."""
        action = Action(name)
        if action in PANELS:
            self._open_panel(PANELS[action])
        elif action is Action.NO_BREAK:
            self._break_after = None
            self.refresh()
        elif action is Action.HELP:
            self._own_helps.add(HelpId(self._desk.station.tell(c.CallForHelp())))
        else:
            command = command_of(action, self._desk.counter)
            if command is not None:
                self._desk.asking.ask(command)

    @Slot(str)
    def resume(self, ticket: str) -> None:
        """Go on with a visitor who was on hold."""
        command = c.ResumeTicket(counter=self._desk.counter, ticket=TicketId(ticket))
        self._desk.asking.ask(command)

    @Slot(str)
    def answerHelp(self, help_: str) -> None:
        """Say that I go there."""
        self._desk.asking.ask(c.AnswerHelp(help=HelpId(help_)))

    @Slot()
    def goOnByHand(self) -> None:
        """The centre is lost: show who waited when it was."""
        self._open_panel(Panel.BY_HAND)

    @Slot()
    def closeCounter(self) -> None:
        """Yes, close it."""
        self._desk.asking.ask(c.CloseCounter(counter=self._desk.counter), self._then_close_panel)

    @Slot()
    def back(self) -> None:
        """One step back out of a panel, or no more of the sentence that is shown."""
        stepped = self._panel in self._desks and self._desks[self._panel].back()
        if not stepped:
            self._desk.asking.forget()
            self.closePanel()

    @Slot()
    def closePanel(self) -> None:
        """Back to the visitor."""
        closed = self._view.state == CounterState.CLOSED
        self._open_panel(Panel.OPENING if closed else Panel.NONE)

    @Slot()
    def switchLanguage(self) -> None:
        """On to the next language of the screen."""
        self._language = self._next_language()
        self._speak()
        self.refresh()

    def _on_online(self) -> None:
        """A lost centre takes nothing: what was half done is laid aside, and later the list."""
        super()._on_online()
        if not self._desk.station.online or self._panel is Panel.BY_HAND:
            self.closePanel()

    def _next_action(self) -> tuple[Action, str] | None:
        """The next action, and for whom."""
        action = self.primary_action()
        return (action, self._view.ticket) if action is not None else None

    def _begin_scan(self, first: str) -> bool:
        """A reader types capitals, an agent none: what no field has taken is looked for.

        So nothing that is scanned by chance is ever taken for an agent's keys.
        """
        if self.known not in (None, CounterState.CLOSED):
            self._open_panel(Panel.FIND)
            self.find_desk.begin(first)
        return True

    def _press_action(self, letter: str) -> bool:
        letter = SAME_KEY.get(letter, letter)
        for row in (*self._row.rows, *self._side.rows):
            if row.key == letter:
                self.act(row.does)
                return True
        for held in (held for held in self._held.rows if held.key and held.key == letter):
            self.resume(held.ticket)
            return True
        for called in (called for called in self._helps.rows if called.key == letter):
            self.answerHelp(called.help)
            return True
        if letter == HAND_LIST_KEY and self._get_lost():
            self.goOnByHand()
            return True
        if letter == "L":
            self.switchLanguage()
        return letter == "L"

    def _press_in_panel(self, key: int, text: str) -> bool:
        match self._panel:
            case Panel.OPENING:
                return self.opening_form.press(key)
            case Panel.ISSUE | Panel.FIND | Panel.BOOK | Panel.BY_HAND:
                return self._desks[self._panel].press(key, text)
            case Panel.TRANSFER:
                return self.transfer_picker.press(key)
            case Panel.CLOSE if key in ENTER:
                self.closeCounter()
                return True
            case Panel.HOLD | Panel.BREAK:
                return self.reason_question.press(text)
            case _:
                return False

    def _open_panel(self, panel: Panel) -> None:
        catalogue = self._desk.catalogue
        if catalogue is None or panel is self._panel:
            return
        left, self._panel = self._panel, panel
        self._pressed = None
        if panel is not Panel.NONE:
            self._desk.asking.forget()
        match panel:
            case Panel.OPENING:
                self.opening_form.begin()
            case Panel.ISSUE | Panel.FIND | Panel.BOOK | Panel.BY_HAND:
                self._desks[panel].begin()
            case Panel.HOLD:
                self.reason_question.put("counter-hold-why", catalogue.hold_reasons)
            case Panel.BREAK:
                self.reason_question.put("counter-break-why", catalogue.pause_reasons)
            case Panel.TRANSFER:
                ticket = self._desk.floor.tickets.get(TicketId(self._view.ticket))
                here = ticket.service if ticket is not None else None
                services = (s for s in catalogue.services if s.id != here)
                self.transfer_picker.offer(catalogue, services)
            case Panel.NONE | Panel.CLOSE:
                pass
        self.panelChanged.emit()
        if left in self._desks:
            # What is answered from now on finds nobody who still waits for it.
            self._desks[left].begin()

    def _view_changed(self, before: CounterView) -> None:
        view = self._view
        moved = (before.state, before.ticket) != (view.state, view.ticket)
        if moved:
            self._on_move(before)
        if self._break_after is not None and view.state == CounterState.FREE:
            self._take_break(self._break_after)

    def _on_move(self, before: CounterView) -> None:
        """Another visitor, or none: what was meant for the last one is over."""
        view = self._view
        if before.state in STATES:
            self._desk.asking.forget()
        if before.state in STATES and view.state in OCCUPIED:
            self._settled_at_s = self._monotonic_s() + SETTLE_S
        if view.state in (CounterState.PAUSED, CounterState.CLOSED):
            self._break_after = None
        if self._panel in (Panel.HOLD, Panel.TRANSFER, Panel.CLOSE, Panel.NONE, Panel.OPENING):
            self.closePanel()

    def _take_break(self, reason: str) -> None:
        if not self._desk.asking.busy:
            self._break_after = None
            self._desk.asking.ask(c.PauseCounter(counter=self._desk.counter, reason=reason))

    def _on_reason(self, reason: str) -> None:
        if self._panel is Panel.HOLD:
            command = c.HoldTicket(counter=self._desk.counter, reason=reason)
            self._desk.asking.ask(command, self._then_close_panel)
        elif self._view.state in OCCUPIED:
            self._break_after = reason
            self.closePanel()
            self.refresh()
        else:
            pause = c.PauseCounter(counter=self._desk.counter, reason=reason)
            self._desk.asking.ask(pause, self._then_close_panel)

    def _on_check_in(self, appointment: Appointment) -> None:
        self._open_panel(Panel.ISSUE)
        self.issue_desk.check_in(appointment)

    def _on_move_appointment(self, appointment: Appointment) -> None:
        self._open_panel(Panel.BOOK)
        self.book_desk.move(appointment)

    def _on_transfer(self, service: str) -> None:
        command = c.TransferTicket(counter=self._desk.counter, service=ServiceId(service))
        self._desk.asking.ask(command, self._then_close_panel)

    def _then_close_panel(self, _done: object) -> None:
        self.closePanel()

    def _on_paper(self, notice: PaperNotice) -> None:
        texts = self._desk.texts
        self._desk.asking.show(lambda language: notice.said(texts, language), failed=notice.failed)

    def _speak(self) -> None:
        for part in (
            self.opening_form,
            self.issue_desk,
            self.find_desk,
            self.book_desk,
            self.reason_question,
            self.transfer_picker,
            self.hand_list,
        ):
            part.speak(self._language)

    panel = Property(str, lambda self: self._panel.value, notify=panelChanged)
    opening = Property(OpeningForm, lambda self: self.opening_form, constant=True)
    issuing = Property(IssueDesk, lambda self: self.issue_desk, constant=True)
    finding = Property(FindDesk, lambda self: self.find_desk, constant=True)
    booking = Property(BookDesk, lambda self: self.book_desk, constant=True)
    byHand = Property(HandListDesk, lambda self: self.hand_list, constant=True)
    question = Property(ReasonQuestion, lambda self: self.reason_question, constant=True)
    transfers = Property(ServicePicker, lambda self: self.transfer_picker, constant=True)
