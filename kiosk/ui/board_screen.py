"""What a board shows: the last calls, the queues, and whether any of it can be believed."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from PySide6.QtCore import Property, QAbstractItemModel, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.events import Entry
from kiosk.texts import Texts
from kiosk.ui.board_announcer import Announcer, Speaks
from kiosk.ui.board_queues import QueuePages
from kiosk.ui.board_settings import BoardMode, BoardSettings
from kiosk.ui.following import Follows
from kiosk.ui.reach import CallSizes, InfoSizes, Sheet, call_sizes, info_sizes, number_em

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1

TWO_DIGITS = "00"
DIGITS = 3
MINUTE_MS = 60_000


@QmlElement
class BoardScreen(QObject):
    """One board. ``view`` is starting, lost, closed, calls or info.

    ``again`` is 2 for the second call of the newest, 0 for a first; ``number`` is empty while
    nobody was called; ``knownAt`` is when the centre was last heard of. Sizes are millimetres
    (see ``kiosk.ui.reach``).
    """

    viewChanged = Signal()
    callsChanged = Signal()
    queuesChanged = Signal()
    placeChanged = Signal()
    timeChanged = Signal()
    sizesChanged = Signal()

    def __init__(
        self,
        station: Follows,
        texts: Texts,
        settings: BoardSettings | None = None,
        *,
        voice: Speaks | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._station = station
        self._texts = texts
        self._settings = settings or BoardSettings()
        times, mode = self._settings.times, self._settings.mode
        self._announcer = Announcer(
            station,
            times,
            self,
            zone=self._settings.zone,
            # What is not shown is not spoken.
            voice=voice if mode is not BoardMode.INFO else None,
        )
        self._queues = QueuePages(station, texts, times, self)
        self._view = "starting"
        self._lost = False
        self._info_turn = mode is BoardMode.INFO
        self._time = self._known_at = ""
        self._sheet_mm = (952.0, 535.0)
        self._sizes = self._fitting_sizes()
        self._turn = self._timer(times.turn_s, self._take_turn)
        self._losing = self._timer(times.lost_s, self._lose)
        self._clock = self._timer(MINUTE_MS / 1000, self._minute)
        self._announcer.changed.connect(self._on_calls)
        self._queues.make_room(self._sizes[1].rows)
        self._queues.changed.connect(self.queuesChanged)
        station.changed.connect(self._on_changed)
        station.onlineChanged.connect(self._on_online)
        self._losing.start(round(times.starting_s * 1000))
        self._minute()
        if station.ready:
            self._begin()

    def _timer(self, seconds: float, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=round(seconds * 1000))
        timer.timeout.connect(then)
        return timer

    @Slot(float, float)
    def fit(self, width_mm: float, height_mm: float) -> None:
        """Take the size of the surface the board has for itself."""
        if width_mm > 0 and height_mm > 0:
            self._sheet_mm = (width_mm, height_mm)
            self._resize()

    def _begin(self) -> None:
        """Everything anew: the first floor, or one after the thread was lost."""
        self.placeChanged.emit()
        self._announcer.begin()
        self._resize()
        self._on_online(self._station.online)
        self._on_calls()
        self._queues.count_soon()

    def _on_changed(self, entry: Entry | None) -> None:
        if entry is None:
            self._begin()
            return
        self._announcer.follow(entry)
        self._queues.count_soon()
        self._look_again()

    def _on_calls(self) -> None:
        """While a call is new it keeps the board; the turns begin again after it."""
        if self._announcer.fresh:
            self._turn.stop()
            self._info_turn = self._settings.mode is BoardMode.INFO
        elif self._settings.mode is BoardMode.BOTH and not self._turn.isActive():
            self._turn.start()
        self._resize()
        self.callsChanged.emit()
        self._look_again()

    def _take_turn(self) -> None:
        self._info_turn = not self._info_turn
        self._turn.start()
        self._look_again()

    def _on_online(self, online: bool) -> None:  # noqa: FBT001 - a signal's argument
        if not online:
            self._known_at = self._texts.time(self._station.now())
            self._losing.start(round(self._settings.times.lost_s * 1000))
        elif self._station.ready:
            self._losing.stop()
            self._lost = False
            self._announcer.find()
        self._look_again()

    def _lose(self) -> None:
        self._lost = True
        self._announcer.lose()
        self._look_again()

    def _minute(self) -> None:
        at = self._station.now()
        self._clock.start(MINUTE_MS - at.second * 1000 - at.microsecond // 1000)
        self._look_again()
        self._queues.count()

    def _look_again(self) -> None:
        """Choose what is on the board, and tell the time."""
        time = self._texts.time(self._station.now())
        if time != self._time:
            self._time = time
            self.timeChanged.emit()
        view = self._view_now()
        if view == self._view:
            return
        self._view = view
        if view == "info":
            self._queues.put_on(self._languages())
        else:
            self._queues.take_off()
        self.viewChanged.emit()

    def _view_now(self) -> str:
        catalogue = self._station.mirror.catalogue
        if self._lost:
            return "lost"
        if not self._station.ready or catalogue is None:
            return "starting"
        if self._announcer.fresh and self._settings.mode is not BoardMode.INFO:
            return "calls"
        if self._is_closed(catalogue, self._station.now()):
            return "closed"
        return "info" if self._info_turn else "calls"

    def _is_closed(self, catalogue: Catalogue, at: datetime) -> bool:
        """After hours, once everybody who holds a ticket was served."""
        opening = catalogue.hours.on(at.date())
        if catalogue.rules.open_all_day:
            return False
        if opening is not None and opening.opens <= at.time() < opening.closes:
            return False
        return not any(self._station.mirror.floor.open_tickets())

    def _resize(self) -> None:
        sizes = self._fitting_sizes()
        if sizes != self._sizes:
            self._sizes = sizes
            self._queues.make_room(sizes[1].rows)
            self.sizesChanged.emit()

    def _fitting_sizes(self) -> tuple[CallSizes, InfoSizes]:
        catalogue = self._station.mirror.catalogue
        width_mm, height_mm = self._sheet_mm
        far_m = self._settings.farthest_seat_m
        sheet = Sheet(width_mm=width_mm, height_mm=height_mm, farthest_seat_m=far_m)
        numbers = self._announcer.numbers
        digits = max([DIGITS, *(len(number) - 1 for number in numbers)])
        letters = [queue.letter for queue in catalogue.queues] if catalogue else ["A"]
        labels = self._labels(catalogue) if catalogue else []
        calls = call_sizes(
            sheet,
            newest=numbers[0] if numbers else "A000",
            counter=self._newest("counter") or TWO_DIGITS,
            widest=max(letters, key=number_em) + "0" * digits,
            widest_counter=max([TWO_DIGITS, *labels], key=number_em),
        )
        notice = tuple(catalogue.notice.values()) if catalogue and catalogue.notice else ()
        return calls, info_sizes(sheet, queues=len(letters), notice=notice)

    def _labels(self, catalogue: Catalogue) -> list[str]:
        """What stands above the counters this board is for."""
        zone = self._settings.zone
        return [each.label for each in catalogue.counters if zone.holds(each.id, catalogue)]

    def _languages(self) -> tuple[str, ...]:
        catalogue = self._station.mirror.catalogue
        return catalogue.centre.languages if catalogue is not None else self._settings.languages

    def _share(self) -> float:
        """How much smaller words stand that were drawn for two languages, where there are more."""
        return min(1.0, float((2 / len(self._languages())) ** 0.75))

    def _centre_name(self) -> str:
        catalogue = self._station.mirror.catalogue
        if catalogue is None:
            return ""
        first = self._languages()[0]
        return f"{catalogue.centre.name[first]} {catalogue.centre.place[first]}"

    def _notice(self, languages: tuple[str, ...]) -> str:
        catalogue = self._station.mirror.catalogue
        if catalogue is None or catalogue.notice is None:
            return ""
        return " · ".join(catalogue.notice[language] for language in languages)

    def _sample(self) -> bool:
        catalogue = self._station.mirror.catalogue
        return catalogue is not None and catalogue.rules.open_all_day

    def _opens(self) -> datetime | None:
        catalogue = self._station.mirror.catalogue
        return catalogue.hours.next_opening(self._station.now()) if catalogue else None

    def _opens_day(self) -> str:
        opens = self._opens()
        return opens.date().isoformat() if opens is not None else ""

    def _opens_time(self) -> str:
        opens = self._opens()
        return self._texts.time(opens) if opens is not None else ""

    def _newest(self, field: str) -> str:
        rows = self._announcer.rows.rows
        return getattr(rows[0], field) if rows else ""

    view = Property(str, lambda self: self._view, notify=viewChanged)
    knownAt = Property(str, lambda self: self._known_at, notify=viewChanged)
    opensDay = Property(str, _opens_day, notify=viewChanged)
    opensTime = Property(str, _opens_time, notify=viewChanged)
    number = Property(str, lambda self: self._newest("number"), notify=callsChanged)
    counter = Property(str, lambda self: self._newest("counter"), notify=callsChanged)
    fresh = Property(bool, lambda self: bool(self._newest("fresh")), notify=callsChanged)
    again = Property(int, lambda self: self._announcer.again, notify=callsChanged)
    calls = Property(QAbstractItemModel, lambda self: self._announcer.rows, constant=True)
    queues = Property(QAbstractItemModel, lambda self: self._queues.rows, constant=True)
    page = Property(int, lambda self: self._queues.page, notify=queuesChanged)
    pages = Property(int, lambda self: self._queues.pages, notify=queuesChanged)
    time = Property(str, lambda self: self._time, notify=timeChanged)
    first = Property(str, lambda self: self._languages()[0], notify=placeChanged)
    others = Property(list, lambda self: list(self._languages()[1:]), notify=placeChanged)
    share = Property(float, _share, notify=placeChanged)
    centre = Property(str, _centre_name, notify=placeChanged)
    noticeFirst = Property(
        str, lambda self: self._notice(self._languages()[:1]), notify=placeChanged
    )
    noticeOthers = Property(
        str, lambda self: self._notice(self._languages()[1:]), notify=placeChanged
    )
    sample = Property(bool, _sample, notify=placeChanged)
    portrait = Property(
        bool, lambda self: self._sheet_mm[1] > self._sheet_mm[0], notify=sizesChanged
    )
    callSizes = Property(dict, lambda self: asdict(self._sizes[0]), notify=sizesChanged)
    infoSizes = Property(dict, lambda self: asdict(self._sizes[1]), notify=sizesChanged)
