"""A kiosk of the tortured hall: the product's own station, link and reserve, without a window."""

import signal
from collections import deque
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

from PySide6.QtCore import QCoreApplication, QTimer

from bench.torture.device import Given, read_given
from bench.torture.notes import NOTES, OWN, PRINTED, UNTOLD, Note, Notes
from bench.torture.witness import Witness
from kiosk.client.keeping import Keeping
from kiosk.client.mirror import Mirror
from kiosk.client.outbox import Outbox
from kiosk.client.pinning import Authority
from kiosk.client.reply import Declined, Done, Reply, Silent
from kiosk.client.reserve import Reserve
from kiosk.db.opening import open_device
from kiosk.db.outbox import OutboxTable
from kiosk.db.reserve import KnownTable, PrintedTable
from kiosk.domain import commands as c
from kiosk.domain.events import Paper
from kiosk.domain.ids import Language, TicketId
from kiosk.ui.kiosk_station import KioskStation
from kiosk.ui.link import Answer, Link

STORE = "device.db"
LOOK_MS = 50
VISITOR_MS, IN_A_BUSY_HALL_MS, CLOSED_MS = 40, 300, 500
BUSY_HALL = 30
"""With so many ahead fewer come."""
PRIORITY, LEAVES, RATES = 0.1, 0.05, 0.1
REMEMBERED = 50


class WitnessedLink(Link):
    """The product's road to its centre, with a witness beside it."""

    witness: Witness

    def send(self, path: str, body: bytes, on_answer: Callable[[Answer], None]) -> None:
        """POST a command, and note what is sent and answered."""
        command = self.witness.sent(body)

        def answered(answer: Answer) -> None:
            self.witness.answered(command, answer.status, answer.body)
            on_answer(answer)

        super().send(path, body, answered)


class Kiosk:
    """Visitors come, leave and touch faces; belongs to Qt's loop."""

    def __init__(self, station: KioskStation, link: WitnessedLink, outbox: Outbox) -> None:
        self._station = station
        self._link = link
        self._outbox = outbox
        self._chance = Random()
        self._given: deque[TicketId] = deque(maxlen=REMEMBERED)
        self._ending = False
        self._untold: tuple[str, ...] = ()
        self._looking = QTimer(interval=LOOK_MS)
        self._looking.timeout.connect(self._look)
        self._looking.start()
        QTimer.singleShot(0, self._visitor)

    def end(self) -> None:
        """No visitor comes any more."""
        self._ending = True

    def _look(self) -> None:
        """Note what staff must be told; go when all was told."""
        if self._station.untold != self._untold:
            for number in self._station.untold[len(self._untold) :]:
                self._link.witness.note(Note(kind=UNTOLD, number=number))
            self._untold = self._station.untold
        if self._ending and self._station.online and not len(self._outbox):
            QCoreApplication.quit()

    def _visitor(self) -> None:
        mirror = self._station.mirror
        if self._ending:
            return
        if not self._station.ready or mirror.catalogue is None:
            QTimer.singleShot(LOOK_MS, self._visitor)
            return
        service = self._chance.choice(mirror.catalogue.services)
        issue = c.IssueTicket(
            service=service.id,
            language=Language("sw"),
            priority=self._chance.random() < PRIORITY,
        )
        self._station.ask(issue, self._took)

    def _took(self, reply: Reply) -> None:
        """The paper comes out, and the next visitor comes."""
        pause_ms = VISITOR_MS
        match reply:
            case Done(issued=issued, entries=entries) if issued is not None:
                day = entries[-1].day if entries else self._station.now().date()
                self._link.witness.note(
                    Note(
                        kind=PRINTED,
                        ticket=issued.ticket,
                        number=issued.number,
                        day=day.isoformat(),
                        why="" if entries else OWN,
                    )
                )
                self._given.append(issued.ticket)
                self._station.tell(c.ReportPaper(ticket=issued.ticket, paper=Paper.PRINTED))
                self._others()
                if issued.ahead > BUSY_HALL or reply.alone is not None:
                    pause_ms = IN_A_BUSY_HALL_MS
            case Done() | Declined() | Silent():
                pause_ms = CLOSED_MS
        QTimer.singleShot(pause_ms, self._visitor)

    def _others(self) -> None:
        """Somebody leaves, somebody touches a face."""
        if self._chance.random() < LEAVES:
            self._station.tell(c.CancelTicket(ticket=self._chance.choice(self._given)))
        if self._chance.random() < RATES:
            smiley = self._chance.randint(1, 5)
            self._station.tell(c.GiveFeedback(smiley=smiley, ticket=self._given[0]))


def run(directory: Path) -> None:
    """A kiosk's life, to be killed at any moment."""
    given = read_given(directory)
    # The terminal's Ctrl-C is for whoever conducts.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    application = QCoreApplication([given.name])
    with Notes(directory / NOTES) as notes, closing(open_device(directory / STORE)) as store:
        mirror = Mirror()
        link = _link(given, mirror)
        link.witness = Witness(notes, given.device)
        outbox = Outbox(OutboxTable(store))
        station = KioskStation(
            link,
            mirror,
            outbox,
            keeping=Keeping(KnownTable(store)),
            reserve=Reserve(PrintedTable(store)),
        )
        kiosk = Kiosk(station, link, outbox)
        signal.signal(signal.SIGTERM, lambda *_: kiosk.end())
        station.start()
        application.exec()
        station.stop()


def _link(given: Given, mirror: Mirror) -> WitnessedLink:
    link = WitnessedLink(given.url, cursor=mirror, token=given.token)
    link.instance = given.name
    if given.authority:
        link.go_to(given.url, Authority.read(given.authority))
    return link
