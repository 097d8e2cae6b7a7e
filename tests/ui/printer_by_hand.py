"""A device's printers in a test's hands: it chooses what becomes of each paper, and when."""

from collections.abc import Mapping

from kiosk.domain.ids import TicketId
from kiosk.printer.condition import PrinterCondition
from kiosk.printer.job import Done, News, PaperNews, PrintJob, no_news
from kiosk.printer.outcome import Cause, Outcome
from kiosk.printer.spool import PaperReport

OWN, SPARE = "Entrance", "Desk"
PLACES = {SPARE: {"en": "the information desk", "sw": "dawati la maelezo"}}


class PrinterByHand:
    """What a `Spooler` is to a screen. Nothing happens to a paper by itself."""

    def __init__(self) -> None:
        self.jobs: list[tuple[PrintJob, Done]] = []
        self.withdrawn: list[tuple[TicketId, int]] = []
        self.known: dict[str, PrinterCondition] = {}
        self._news: list[News] = []

    def submit(self, job: PrintJob, done: Done, news: News = no_news, /) -> None:
        self.jobs.append((job, done))
        self._news.append(news)

    def withdraw(self, ticket: TicketId, copy: int, /) -> None:
        self.withdrawn.append((ticket, copy))

    def conditions(self) -> Mapping[str, PrinterCondition]:
        return self.known

    def ends(self, outcome: Outcome, *, number: int = -1, at: str = OWN) -> None:
        """What becomes of one of the jobs, of the newest by default."""
        job, done = self.jobs[number]
        done(
            PaperReport(
                ticket=job.ticket,
                copy=job.copy or 2,
                outcome=outcome,
                printer=at,
                stands_in=at != OWN,
            )
        )

    def holds(self, cause: Cause, *, number: int = -1) -> None:
        """No printer can take the job now."""
        self._tell(number, OWN, cause)

    def begins(self, *, number: int = -1, at: str = OWN) -> None:
        """The job is on its way to a printer."""
        self._tell(number, at, None)

    def _tell(self, number: int, printer: str, held: Cause | None) -> None:
        job, _done = self.jobs[number]
        self._news[number](
            PaperNews(
                ticket=job.ticket,
                copy=job.copy or 2,
                printer=printer,
                stands_in=printer != OWN,
                held=held,
            )
        )
