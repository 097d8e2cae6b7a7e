"""Five faces: what a visitor says of the service, and why when it was bad."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Property, QAbstractItemModel, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.commands import GiveFeedback
from kiosk.domain.events import Entry
from kiosk.domain.feedback import SMILEYS
from kiosk.domain.ids import CounterId, FeedbackId
from kiosk.ui.feedback_arming import Arming
from kiosk.ui.feedback_reasons import Face, Reasons
from kiosk.ui.following import Asks
from kiosk.ui.listening import Listening

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1

BAD = (1, 2)
"""Faces after which the visitor is asked why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackTimes:
    """How long things last, in seconds.

    ``thanks_s`` is the pause in which a next press does not count, ``why_s`` how long an untouched
    page of reasons stays. ``armed_s`` replaces the centre's own time for a visit's face. After
    ``lost_s`` without the centre a tablet that waits for it says so.
    """

    thanks_s: float = 3.0
    why_s: float = 60.0
    armed_s: float | None = None
    lost_s: float = 3.0


class FeedbackPage(StrEnum):
    """What a tablet shows."""

    REST = "rest"
    FACES = "faces"
    WHY = "why"
    THANKS = "thanks"


@QmlElement
class FeedbackScreen(QObject):
    """One tablet, at a counter or free in the hall. ``waitsFor`` says why it rests.

    At a counter it takes one face for each visit that ended there, for as long as the centre's
    rules say, and rests in between: a face belongs to a visit. Free, it always takes faces, which
    count as unverified, and speaks both languages until one is chosen. A face is kept on this
    device's disk before anything else happens.
    """

    changed = Signal()
    placeChanged = Signal()
    left = Signal()
    """Its visitor is gone: nothing of that one is left for the next."""

    def __init__(
        self,
        station: Asks,
        *,
        counter: CounterId | None = None,
        languages: tuple[str, ...] = ("sw", "en"),
        times: FeedbackTimes | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.heard = Listening(self)
        self._station = station
        self._counter = counter
        self._default_languages = languages
        self._times = times or FeedbackTimes()
        self._language = ""
        self._face: Face | None = None
        self._reasons = Reasons(self)
        self._lost = False
        self._page = FeedbackPage.REST
        self._arming = Arming(station, counter, self._times.armed_s, self)
        self._arming.changed.connect(self._show_anew)
        self._why = self._timer(self.send)
        self._thanks = self._timer(self._leave)
        self._losing = self._timer(self._lose)
        self._idle = self._timer(self._leave)
        self.heard.changed.connect(self._used)
        station.changed.connect(self._on_changed)
        station.onlineChanged.connect(self._on_online)
        self._on_online(station.online)
        self._rest()
        if station.ready:
            self._arming.begin()

    def _timer(self, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True)
        timer.timeout.connect(then)
        return timer

    @Slot(int)
    def press(self, place: int) -> None:
        """A face from 1 (very bad) to 5, or the reason at this place, from 1."""
        if self._page is FeedbackPage.FACES and place in SMILEYS:
            self._give(place)
        elif self._page is FeedbackPage.WHY and self._reasons.touch(place - 1):
            self._start(self._why, self._times.why_s)
            self._show_reasons()

    @Slot()
    def send(self) -> None:
        """The visitor is done with the reasons; whoever walked away meant what was touched."""
        if self._page is not FeedbackPage.WHY:
            return
        told = self._reasons.told(self._face) if self._face is not None else None
        if told is not None:
            self._station.tell(told)
        self._thank()

    @Slot()
    def skip(self) -> None:
        """The visitor gives no reason."""
        if self._page is FeedbackPage.WHY:
            self._reasons.leave()
            self.send()

    @Slot(str)
    def speak(self, language: str) -> None:
        """Go on in this language."""
        if language in self._languages():
            self._language = language
            self._used()
            self._show_reasons()

    def _give(self, smiley: int) -> None:
        self._page = FeedbackPage.THANKS
        self._idle.stop()
        floor, now = self._station.mirror.floor, self._station.now()
        ticket = self._arming.take()
        smile = GiveFeedback(smiley=smiley, ticket=ticket, counter=self._counter, pressed_at=now)
        self._face = Face(
            feedback=FeedbackId(self._station.tell(smile)),
            at=now,
            counter=self._counter,
            ticket=floor.tickets.get(ticket) if ticket is not None else None,
        )
        if smiley in BAD and self._reasons.offer(self._station.mirror.catalogue):
            self._page = FeedbackPage.WHY
            self._start(self._why, self._times.why_s)
            self._show_reasons()
        else:
            self._thank()

    def _thank(self) -> None:
        self._why.stop()
        self._face = None
        self._reasons.leave()
        self._page = FeedbackPage.THANKS
        self._start(self._thanks, self._times.thanks_s)
        self.changed.emit()

    def _start(self, timer: QTimer, seconds: float) -> None:
        timer.start(round(seconds * 1000) * self.heard.longer)

    def _used(self) -> None:
        """Somebody is there; whoever leaves a free tablet half-way does not keep it for long."""
        if self._page is FeedbackPage.WHY:
            self._start(self._why, self._times.why_s)
        elif self._page is FeedbackPage.FACES and self._counter is None:
            self._start(self._idle, self._times.why_s)

    def _leave(self) -> None:
        self.heard.forget_visitor()
        self.left.emit()
        self._rest()

    def _rest(self) -> None:
        """Ready for the next face, if one may be given."""
        self._idle.stop()
        if self._counter is None:
            self._language = ""
            self._page = FeedbackPage.FACES
        elif self._arming.ticket is not None:
            self._language = self._arming.ticket.language
            self._page = FeedbackPage.FACES
        else:
            self._language = ""
            self._page = FeedbackPage.REST
        self.changed.emit()

    def _on_changed(self, entry: Entry | None) -> None:
        if entry is None:
            self.placeChanged.emit()
            self._arming.begin()
            self.changed.emit()
        else:
            self._arming.follow(entry)

    def _show_anew(self) -> None:
        """Whoever is giving reasons, or being thanked, is not interrupted."""
        if self._page in (FeedbackPage.REST, FeedbackPage.FACES):
            self._leave()

    def _on_online(self, online: bool) -> None:  # noqa: FBT001 - a signal's argument
        if online:
            self._losing.stop()
            self._lost = False
            self.changed.emit()
        else:
            self._losing.start(round(self._times.lost_s * 1000))

    def _lose(self) -> None:
        self._lost = True
        self.changed.emit()

    def _show_reasons(self) -> None:
        self._reasons.show(self._spoken())
        self.changed.emit()

    def _languages(self) -> tuple[str, ...]:
        catalogue = self._station.mirror.catalogue
        return catalogue.centre.languages if catalogue is not None else self._default_languages

    def _spoken(self) -> str:
        return self._language or self._languages()[0]

    def _second(self) -> str:
        """The other language while no visitor has one of their own; else empty."""
        languages = self._languages()
        return "" if self._language or len(languages) == 1 else languages[1]

    def _besides(self) -> list[str]:
        """All languages but the first, while no visitor has one of their own."""
        return [] if self._language else list(self._languages()[1:])

    def _others(self) -> list[str]:
        """The languages one touch away; where two are shown at once, what others there are."""
        shown = {self._spoken()}
        if self._page is not FeedbackPage.WHY:
            shown.add(self._second())
        return [language for language in self._languages() if language not in shown]

    def _waits_for(self) -> str:
        if self._lost:
            return "centre"
        return "visit" if self._station.ready else "start"

    def _counter_label(self) -> str:
        catalogue = self._station.mirror.catalogue
        if self._counter is None:
            return ""
        known = catalogue.counter.get(self._counter) if catalogue is not None else None
        return known.label if known is not None else self._counter

    def _centre(self, part: str) -> str:
        catalogue = self._station.mirror.catalogue
        if catalogue is None:
            return ""
        names = catalogue.centre.name if part == "name" else catalogue.centre.place
        return names[self._languages()[0]]

    def _sample(self) -> bool:
        catalogue = self._station.mirror.catalogue
        return catalogue is not None and catalogue.rules.open_all_day

    page = Property(str, lambda self: self._page.value, notify=changed)
    language = Property(str, _spoken, notify=changed)
    second = Property(str, _second, notify=changed)
    besides = Property(list, _besides, notify=changed)
    others = Property(list, _others, notify=changed)
    waitsFor = Property(str, _waits_for, notify=changed)
    chosen = Property(bool, lambda self: self._reasons.chosen, notify=changed)
    listening = Property(Listening, lambda self: self.heard, constant=True)
    sealed = Property(bool, lambda self: self._reasons.sealed, notify=changed)
    reasons = Property(QAbstractItemModel, lambda self: self._reasons.rows, constant=True)
    counter = Property(str, _counter_label, notify=placeChanged)
    centre = Property(str, lambda self: self._centre("name"), notify=placeChanged)
    place = Property(str, lambda self: self._centre("place"), notify=placeChanged)
    sample = Property(bool, _sample, notify=placeChanged)
