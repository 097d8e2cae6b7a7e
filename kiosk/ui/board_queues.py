"""The queues as a board tells them: how many wait, about how long, page by page."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.client.mirror import Mirror
from kiosk.domain.catalogue import Catalogue, Names, Queue
from kiosk.domain.floor import Floor
from kiosk.domain.waiting import told
from kiosk.texts import Texts
from kiosk.ui.board_settings import BoardTimes
from kiosk.ui.following import Follows
from kiosk.ui.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardQueue:
    """One queue; ``others`` are its names in the centre's other languages, where they differ.

    ``minutes`` is a range in figures, empty while it is not known. ``stopped``: no service of it is
    given for now; ``others`` then say why.
    """

    letter: str
    first: str
    others: str
    waiting: int
    minutes: str
    stopped: bool = False


class QueuePages(QObject):
    """The queues while they are on the board; while they are not, nothing is counted."""

    changed = Signal()

    def __init__(self, station: Follows, texts: Texts, times: BoardTimes, parent: QObject) -> None:
        super().__init__(parent)
        self._station = station
        self._texts = texts
        self._queues: list[BoardQueue] = []
        self._room = 1
        self._languages: tuple[str, ...] = ()
        self._page_timer = QTimer(self, interval=round(times.page_s * 1000))
        self._page_timer.timeout.connect(self._turn_page)
        self._waits_timer = QTimer(self, singleShot=True, interval=round(times.waits_s * 1000))
        self._waits_timer.timeout.connect(self.count)
        self._on_board = False
        self.rows = Rows(BoardQueue, self)
        self.page = 0

    @property
    def pages(self) -> int:
        """How many pages the queues take."""
        return -(-len(self._queues) // self._room)

    def make_room(self, rows: int) -> None:
        """So many queues stand on one page."""
        if rows != self._room:
            self._room = rows
            self.page = 0
            self._show()

    def put_on(self, languages: tuple[str, ...]) -> None:
        """The queues come on the board, from their first page on."""
        self._languages = languages
        self._on_board = True
        self.page = 0
        self._page_timer.start()
        self.count()

    def take_off(self) -> None:
        """Something else is on the board."""
        self._on_board = False
        self._page_timer.stop()
        self._waits_timer.stop()

    def count_soon(self) -> None:
        """Something happened; many things that happen together are counted once."""
        if self._on_board and not self._waits_timer.isActive():
            self._waits_timer.start()

    def count(self) -> None:
        """Tell how it is now."""
        mirror = self._station.mirror
        if self._on_board and mirror.catalogue is not None:
            self._queues = [
                self._row(mirror, mirror.catalogue, queue) for queue in mirror.catalogue.queues
            ]
            self._show()

    def _row(self, mirror: Mirror, catalogue: Catalogue, queue: Queue) -> BoardQueue:
        stopped, why = stopped_by(mirror.floor, catalogue, queue)
        if stopped:
            return self._stopped_row(mirror, catalogue, queue, why)
        first, *others = dict.fromkeys(queue.short[language] for language in self._languages)
        services = catalogue.services_of_queue[queue.id]
        wait_s = told(mirror.typical_wait_for(services, self._station.now()))
        minutes = (wait_s[0] // 60, wait_s[1] // 60) if wait_s is not None else None
        return BoardQueue(
            letter=queue.letter,
            first=first,
            others=" · ".join(others),
            waiting=mirror.floor.waiting_for(services),
            minutes=self._texts.wait_figures(self._languages[0], minutes) if minutes else "",
        )

    def _stopped_row(
        self, mirror: Mirror, catalogue: Catalogue, queue: Queue, why: Names | None
    ) -> BoardQueue:
        """Nobody gets a ticket for it now; who has one still waits."""
        told = [why[language] for language in self._languages] if why is not None else []
        return BoardQueue(
            letter=queue.letter,
            first=queue.short[self._languages[0]],
            others="\n".join(dict.fromkeys(told)),
            waiting=mirror.floor.waiting_for(catalogue.services_of_queue[queue.id]),
            minutes="",
            stopped=True,
        )

    def _turn_page(self) -> None:
        if self.pages > 1:
            self.page = (self.page + 1) % self.pages
            self._show()

    def _show(self) -> None:
        start = self.page * self._room
        self.rows.show(self._queues[start : start + self._room])
        self.changed.emit()


def stopped_by(floor: Floor, catalogue: Catalogue, queue: Queue) -> tuple[bool, Names | None]:
    """Whether no service of a queue is given for now, and why where all have the same reason."""
    services = catalogue.services_of_queue[queue.id]
    reasons = {floor.suspended.get(service) for service in services}
    if catalogue.rules.open_all_day or not services or None in reasons:
        return False, None
    known = (code.name for code in catalogue.suspend_reasons if reasons == {code.id})
    return True, next(known, None)
