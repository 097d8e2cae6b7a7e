"""One visitor's way through a real centre, a picture at every stop."""

from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.ids import CounterId
from kiosk.printer.emulator.condition import Condition, Roll
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.roles.places import FONTS
from kiosk.roles.tour_hall import fill, serve_those_before
from kiosk.roles.tour_screens import TourScreens
from kiosk.ui.application import start_application
from kiosk.ui.finger import Finger, pause, wait_for

COUNTER = CounterId("3")
PAPER_MM_PER_S = 75.0
"""Slow enough for a picture of a ticket that is printing."""
SETTLE_MS = 2100
"""A counter takes no next action in the two seconds after a call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything a tour happens in."""

    kiosk: Finger
    counter: Finger
    board: Finger
    feedback: Finger
    printer: VirtualPrinter


class Album:
    """Pictures in the order they were taken, each with one sentence."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._count = 0
        directory.mkdir(parents=True, exist_ok=True)

    def take(self, finger: Finger, name: str, sentence: str) -> None:
        """Picture a window."""
        finger.picture(self.next(name, sentence))

    def next(self, name: str, sentence: str) -> Path:
        """Where the next picture goes."""
        self._count += 1
        path = self._directory / f"{self._count:02}-{name}.png"
        print(f"{path.name:28} {sentence}", flush=True)
        return path


def play(url: str, directory: Path, pictures: Path) -> None:
    """Play it in the centre at ``url``; raises ``NothingHappened`` where it goes wrong."""
    application = start_application(name="foleni-tour", fonts=FONTS)
    fill(url, COUNTER)
    album = Album(pictures)
    with (
        VirtualPrinter(mm_per_s=PAPER_MM_PER_S) as printer,
        TourScreens(url, directory) as screens,
    ):
        scene = Scene(
            kiosk=screens.kiosk(printer.port),
            counter=screens.counter(COUNTER),
            board=screens.board(),
            feedback=screens.feedback(COUNTER),
            printer=printer,
        )
        _take_a_ticket(scene, album)
        serve_those_before(url)
        _be_served(scene, album)
        _without_paper(scene, album)
    application.quit()


def _take_a_ticket(scene: Scene, album: Album) -> None:
    kiosk = scene.kiosk
    album.take(kiosk, "kiosk-start", "A visitor comes to the kiosk: both languages, one touch.")
    kiosk.tap("language-en")
    album.take(kiosk, "kiosk-services", "The services, in the order of this centre's demand.")
    kiosk.tap("tile-id")
    album.take(kiosk, "kiosk-before", "Before the ticket: what to bring, how long it will take.")
    _ask_for_ticket(kiosk)
    wait_for("the number", lambda: kiosk.sees("number"))
    album.take(kiosk, "kiosk-printing", "The number stands on the screen before the paper is out.")
    (slip,) = scene.printer.wait_for_receipts(1)
    slip.picture.save(album.next("slip", "The paper, dot for dot as a printer on the LAN got it."))
    album.take(kiosk, "kiosk-ticket", "The printer has said that it is out.")
    kiosk.tap("done")


def _ask_for_ticket(kiosk: Finger) -> None:
    kiosk.tap("take")
    if kiosk.sees("join"):
        # The wait is long, and visitors are asked.
        kiosk.tap("join")


def _be_served(scene: Scene, album: Album) -> None:
    counter = scene.counter
    album.take(counter, "counter-free", "An agent sees how many wait, never who would be next.")
    counter.press_space()
    wait_for("the call", lambda: counter.sees("number"))
    album.take(counter, "counter-called", "Space calls the next in fair order: it is our visitor.")
    # A board lets the call before stand for a moment.
    number = counter.reads("number")
    wait_for("the call on the board", lambda: scene.board.reads("newest-number") == number)
    album.take(scene.board, "board-call", "The board shows number and counter to the whole hall.")
    pause(SETTLE_MS)
    counter.press_space()
    wait_for("the service", lambda: counter.sees("action-finished"))
    album.take(counter, "counter-serving", "The visitor is there, and is being served.")
    counter.tap("action-finished")
    wait_for("the faces", lambda: scene.feedback.sees("face-5"))
    album.take(scene.feedback, "feedback-faces", "How was it? Five faces, no name.")
    scene.feedback.tap("face-5")
    wait_for("the thanks", lambda: not scene.feedback.sees("face-5"))
    album.take(scene.feedback, "feedback-thanks", "Thank you; the smiley is in the journal.")


def _without_paper(scene: Scene, album: Album) -> None:
    kiosk = scene.kiosk
    scene.printer.set(Condition(roll=Roll.OUT))
    kiosk.tap("language-sw")
    kiosk.tap("tile-id")
    _ask_for_ticket(kiosk)
    wait_for("the trouble with the paper", lambda: kiosk.sees("paper-trouble"))
    album.take(kiosk, "kiosk-paper-out", "No paper: the kiosk says so, and nothing is lost.")
