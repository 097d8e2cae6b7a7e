"""From language to ticket without looking: by what is said alone, and by the keypad alone."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Thread
from time import sleep

import pytest
from PySide6.QtCore import Qt

from kiosk.db.journal import Journal
from kiosk.db.opening import open_reader
from kiosk.domain.events import TicketIssued
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.roles.places import TEXTS
from kiosk.texts import Texts
from kiosk.ui.speaker import Speaker
from kiosk.ui.spoken_form import SpokenForm
from kiosk.ui.utterances import Manner
from kiosk.wire.codec import decode_entry
from tests.deploy.service_manager import MAIN, ServiceManager
from tests.journeys.centre_process import CentreProcess
from tests.journeys.hall import Hall
from tests.journeys.x_screen import XScreen
from tests.speech.hearing import PulseAudio, needs_pulseaudio
from tests.ui.listener import VoiceThatKeeps

pytestmark = pytest.mark.journey

MOST_KEYS = 60
"""Whoever has pressed so many without hearing what they want gives up."""
PATIENCE_S = 40.0
MOST_LOOKS = 200


class Newcomer:
    """Cannot see, knows no kiosk, has a keypad under the fingers, and believes what it hears."""

    def __init__(self, hall: Hall, printer: VirtualPrinter) -> None:
        self._hall = hall
        self._kiosk = hall.kiosk(printer.port)
        self._voice = VoiceThatKeeps()
        texts = Texts.load(TEXTS)
        self._speaker = Speaker(
            self._kiosk.screen,
            self._voice,
            texts=texts,
            look=self._kiosk.page.look,
            manner=Manner(form=SpokenForm(texts)),
        )
        self._speaker.watch(self._kiosk.page.window)
        self._kiosk.screen.watch(self._kiosk.page.window)

    def hears(self, act: Callable[[], object]) -> str:
        """All of what is said next."""
        count = len(self._voice.utterances)
        act()
        self._hall.until(lambda: len(self._voice.utterances) > count, "the kiosk says nothing")
        return self._voice.last

    def hears_of(self, words: str) -> str:
        """Listens, each time to the end, until this is said."""

        def heard() -> bool:
            if words not in self._voice.last and self._voice.speaking:
                self._voice.end()
            return words in self._voice.last

        self._hall.until(heard, f"{words} was never said")
        return self._voice.last

    def presses(self, key: Qt.Key) -> str:
        return self.hears(lambda: self._kiosk.press(key))

    def chooses(self, wanted: str) -> str:
        """Moves until that is heard, and chooses it; what is said of the next page."""
        said = self._voice.last.rpartition("|")[2] if self._voice.utterances else ""
        for _ in range(MOST_KEYS):
            if wanted in said:
                return self.presses(Qt.Key.Key_Return)
            said = self.presses(Qt.Key.Key_Down)
        raise AssertionError(f"nothing on this page is called {wanted}")

    def leaves(self, by: str) -> None:
        """Moves to that and chooses it; nothing more is said, to whoever comes next."""
        for _ in range(MOST_KEYS):
            if by in self._voice.last.rpartition("|")[2]:
                break
            self.presses(Qt.Key.Key_Down)
        self._kiosk.press(Qt.Key.Key_Return)
        self._hall.until(lambda: self._voice.forgotten == 1, "the visitor is not forgotten")


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the newcomer has to hear in a language; ``wants`` is what came for."""

    language: str
    name: str
    moves: str
    asks: str
    wants: str
    takes: str
    number_is: str
    waits_in: str
    paper: str
    done: str


IN = [
    Told(
        language="sw",
        name="Kiswahili",
        moves="vitufe vya mishale",
        asks="Unahitaji huduma gani leo?",
        wants="Kitambulisho",
        takes="Chukua tiketi",
        number_is="Nambari yako ni ei, sifuri, sifuri, moja.",
        waits_in="Subiri katika Ukumbi",
        paper="Chukua tiketi yako hapa chini",
        done="Nimemaliza",
    ),
    Told(
        language="en",
        name="English",
        moves="Move with the arrow keys. Choose with Enter.",
        asks="What do you need today?",
        wants="National ID",
        takes="Take my ticket",
        number_is="Your number is A, zero, zero, one.",
        waits_in="Wait in Hall",
        paper="Take your ticket below",
        done="Done",
    ),
]


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as printer:
        yield printer


@pytest.mark.parametrize("told", IN, ids=[told.language for told in IN])
def test_who_follows_only_what_is_said_comes_to_a_ticket_and_knows_its_number(
    hall: Hall, printer: VirtualPrinter, told: Told
) -> None:
    newcomer = Newcomer(hall, printer)

    assert told.moves in newcomer.presses(Qt.Key.Key_Space)
    assert told.asks in newcomer.chooses(told.name)
    newcomer.chooses(told.wants)
    newcomer.chooses(told.takes)
    assert told.waits_in in newcomer.hears_of(told.number_is)
    newcomer.hears_of(told.paper)
    newcomer.presses(Qt.Key.Key_Down)
    newcomer.leaves(told.done)

    ticket = hall.await_told(TicketIssued)
    assert (ticket.number, ticket.language) == ("A001", told.language)


SPY = """\
#!/bin/sh
case "$*" in
*--stdin*)
    text=$(cat)
    printf '%s\\n' "$text" > "{said}"
    printf '%s' "$text" | "{program}" "$@"
    ;;
*) exec "{program}" "$@" ;;
esac
"""


class Spy:
    """Stands before espeak-ng on the path: what a process has it say comes through a pipe."""

    def __init__(self, home: Path) -> None:
        program = shutil.which("espeak-ng")
        if program is None:
            pytest.skip("espeak-ng is not here: apt-get install espeak-ng")
        pipe, spies = home / "said", home / "bin"
        os.mkfifo(pipe)
        spies.mkdir()
        spy = spies / "espeak-ng"
        spy.write_text(SPY.format(said=pipe, program=program), encoding="utf-8")
        spy.chmod(0o755)
        self.path = f"{spies}{os.pathsep}{os.environ['PATH']}"
        self.said: list[str] = []
        self._changed = Condition()
        # For writing too, so that it never comes to an end between two sentences.
        self._pipe = os.open(pipe, os.O_RDWR)
        Thread(target=self._listen, daemon=True).start()

    def hears(self, words: str) -> int:
        """Waits until that is said, or something with it; how much had been said by then."""
        with self._changed:
            heard = self._changed.wait_for(
                lambda: any(words in line for line in self.said), PATIENCE_S
            )
            assert heard, f"{words!r} was not said, but {self.said}"
            return len(self.said)

    def hears_more(self, since: int) -> int:
        """Waits until more than that has been said; how much."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.said) > since, PATIENCE_S), self.said
            return len(self.said)

    def _listen(self) -> None:
        with os.fdopen(self._pipe, "rb", buffering=0) as pipe:
            rest = b""
            while chunk := pipe.read(4096):
                *lines, rest = (rest + chunk).split(b"\n")
                with self._changed:
                    self.said += [line.decode() for line in lines]
                    self._changed.notify_all()


@needs_pulseaudio
@pytest.mark.skipif(sys.platform != "linux", reason="X11 and PulseAudio are for Linux")
def test_the_keypad_alone_leads_a_process_from_language_to_ticket_and_is_heard(
    tmp_path: Path,
) -> None:
    with ExitStack() as ends:
        screen = ends.enter_context(XScreen(width_px=1080, height_px=1920))
        centre = ends.enter_context(CentreProcess(tmp_path / "centre"))
        sound, spy = PulseAudio(tmp_path), Spy(tmp_path)
        ends.callback(sound.kill)
        ear = sound.ear("jack")
        ends.callback(ear.close)
        ear.awake()
        where = {"DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb", "PATH": spy.path}
        server = f"unix:{sound.socket}"
        kiosk = ends.enter_context(kiosk_process(tmp_path, centre, PULSE_SERVER=server, **where))
        kiosk.hears(f"STATUS=follows {centre.url}")

        begun = ear.at
        screen.press("Down")
        spy.hears("Karibu.")
        ear.hears_something(begun)
        screen.press("Down")
        spy.hears("English")
        screen.press("Return")
        spy.hears("I have an appointment")
        screen.press("Down")
        spy.hears("National ID")
        screen.press("Return")
        at = spy.hears("Bring with you")
        while "Take my ticket" not in spy.said:
            screen.press("Down")
            at = spy.hears_more(at)
        screen.press("Return")
        spy.hears("Your number is A, zero, zero, one.")

    (ticket,) = issued(tmp_path / "centre")
    assert (ticket.number, ticket.language) == ("A001", "en")


def kiosk_process(home: Path, centre: CentreProcess, **environment: str) -> ServiceManager:
    return ServiceManager(
        f"@foleni-{home.name}-ear",
        (*MAIN, "kiosk", "--centre", centre.url, "--data", str(home / "kiosk")),
        watchdog_s=60,
        environment=environment,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="X11 and PulseAudio are for Linux")
def test_an_output_that_is_gone_costs_the_sound_and_nothing_else(tmp_path: Path) -> None:
    with (
        XScreen(width_px=1080, height_px=1920) as screen,
        CentreProcess(tmp_path / "centre") as centre,
    ):
        spy = Spy(tmp_path)
        nobody = f"unix:{tmp_path}/nobody"
        where = {"DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb", "PATH": spy.path}
        with kiosk_process(tmp_path, centre, PULSE_SERVER=nobody, **where) as kiosk:
            kiosk.hears(f"STATUS=follows {centre.url}")
            screen.press("Down")
            spy.hears("Karibu.")
            screen.press("Return")
            spy.hears("Unahitaji huduma gani leo?")
            assert kiosk.exit_codes == []


@pytest.mark.skipif(sys.platform != "linux", reason="X11 is for Linux")
def test_without_espeak_the_same_keys_lead_to_a_ticket(tmp_path: Path) -> None:
    with (
        XScreen(width_px=1080, height_px=1920) as screen,
        CentreProcess(tmp_path / "centre") as centre,
    ):
        where = {"DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb", "PATH": str(tmp_path)}
        anybody = f"unix:{tmp_path}/anybody"
        with kiosk_process(tmp_path, centre, PULSE_SERVER=anybody, **where) as kiosk:
            kiosk.hears(f"STATUS=follows {centre.url}")
            screen.press("Down", "Return")
            # Those with an appointment come first.
            screen.press("Down", "Down", "Return")
            # Three services, what is given elsewhere, priority, back, take.
            screen.press(*["Down"] * 7, "Return")
            data = tmp_path / "centre"
            for _ in range(MOST_LOOKS):
                if issued(data):
                    break
                # Nothing tells when the centre has written it.
                sleep(0.1)
            assert kiosk.exit_codes == []
        assert len(issued(data)) == 1


def issued(data: Path) -> list[TicketIssued]:
    """What a centre's journal has of it."""
    with closing(open_reader(data / "centre.db")) as db:
        lines = Journal(db).lines_after(0, 1000)
    events = [decode_entry(line.text).event for line in lines]
    return [event for event in events if isinstance(event, TicketIssued)]
