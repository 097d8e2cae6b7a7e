"""A call is heard in the hall: real processes, a real sound system, and an ear at its output."""

import os
import subprocess
import sys
from array import array
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic

import pytest

from kiosk.client.reply import Done
from kiosk.client.session import Session
from kiosk.domain.commands import CallNext, IssueTicket, OpenCounter, Role, UndoCall
from kiosk.domain.ids import AgentId, Language
from kiosk.roles.places import CHIME, MAIN, TEXTS, VOICE
from kiosk.speech.announcing import Call, Form, Piece
from kiosk.speech.clips import Clips, read_recording
from kiosk.speech.crier import Crier, recordings_of
from kiosk.speech.sound import Sound, joined
from kiosk.texts import Texts
from tests.journeys.centre_process import CentreProcess
from tests.speech.hearing import HEARD, Ear, PulseAudio, heard, needs_pulseaudio, peak

pytestmark = [pytest.mark.journey, needs_pulseaudio]

SETTINGS = """\
diagonal_in = 43

[sound]
device = "Ceiling"
level = 5
"""
OFTEN = 10
PATIENCE_S = 30.0
LOOK_S = 4.0
LANGUAGES = ("en", "sw")


@pytest.fixture
def ear(tmp_path: Path) -> Iterator[tuple[Ear, PulseAudio]]:
    server = PulseAudio(tmp_path)
    ear = server.ear("hall")
    yield ear.awake(), server
    ear.close()
    server.kill()


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[CentreProcess]:
    with CentreProcess(tmp_path / "centre") as centre:
        yield centre


def test_a_call_is_spoken_whole_in_both_languages_by_a_boards_process(
    ear: tuple[Ear, PulseAudio], centre: CentreProcess, tmp_path: Path
) -> None:
    hall, server = ear
    with ExitStack() as stack:
        stack.enter_context(_board(tmp_path / "board", centre, server))
        agent = stack.enter_context(Session(centre.url).enrol(Role.COUNTER, "agent"))
        call, begin = _call_until_heard(agent, hall)
        expected = _rendered(call)
        hall.listens(expected.seconds + LOOK_S)
        recorded = hall.since(begin)

    # A machine out of breath leaves gaps, but it neither loses nor changes anything.
    wanted = len(heard(array("h", expected.samples)))
    assert len(heard(recorded)) == pytest.approx(wanted, rel=0.03)
    assert peak(recorded[-round(expected.rate_hz) :]) <= HEARD


@contextmanager
def _board(data: Path, centre: CentreProcess, server: PulseAudio) -> Iterator[None]:
    """A board's own process, on that sound system."""
    data.mkdir()
    (data / "device.toml").write_text(SETTINGS, encoding="utf-8")
    command = [sys.executable, str(MAIN), "board", "--centre", centre.url, "--data", str(data)]
    process = subprocess.Popen(
        [*command, "--windowed", "--size", "640x360"],
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "PULSE_SERVER": f"unix:{server.socket}",
            "HOME": str(data),
        },
    )
    try:
        yield
        process.terminate()
        assert process.wait(PATIENCE_S) == 0
    finally:
        process.kill()


def _call_until_heard(agent: Session, hall: Ear) -> tuple[Call, int]:
    """A visitor called to the first counter, and where in the recording that was.

    What is called before the board follows the centre it does not speak, so it is called again.
    """
    catalogue = agent.catalogue()
    counter, service = catalogue.counters[0], catalogue.counters[0].services[0]
    agent.send(OpenCounter(counter=counter.id, agent=AgentId("A1"), services=(service,)))
    done = agent.send(IssueTicket(service=service, language=Language("en")))
    assert isinstance(done, Done)
    assert done.issued is not None
    issued = done.issued
    for _ in range(OFTEN):
        begin = hall.at
        assert isinstance(agent.send(CallNext(counter=counter.id)), Done)
        if _hears(hall, begin):
            break
        agent.send(UndoCall(counter=counter.id))
    else:
        pytest.fail("nobody heard anything")
    call = Call(
        ticket=issued.ticket,
        number=issued.number,
        counter=counter.id,
        label=counter.label,
        nth=1,
        languages=LANGUAGES,
        made_s=0.0,
    )
    return call, begin


def _hears(hall: Ear, since: int) -> bool:
    until = monotonic() + LOOK_S
    while monotonic() < until:
        hall.listens(0.1)
        if peak(hall.since(since)) > HEARD:
            return True
    return False


def _rendered(call: Call) -> Sound:
    """The whole call in full, as its recordings have it."""
    texts = Texts.load(TEXTS)
    clips, crier = Clips(VOICE, texts), Crier(read_recording(CHIME))
    sounds: list[Sound] = []
    for place, language in enumerate(LANGUAGES):
        crier.learn(language, recordings_of(clips, texts, language))
        piece = Piece(call=call, language=language, form=Form.FULL, first=place == 0)
        sounds += crier.sounds(piece)
    return joined(sounds)
