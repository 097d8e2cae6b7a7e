"""The jack plays, is silent at once, and goes on unheard when it is pulled out."""

from array import array
from collections.abc import Iterator
from threading import Condition, Event

import pytest

from kiosk.speech import jack as jack_module
from kiosk.speech.jack import Jack
from kiosk.speech.sound import Sound, silence
from kiosk.speech.soundcard import RATE_HZ, DoesNotOpen, NoSound, Outlet, Take, open_card, outlets
from tests.speech.speaking import WITHIN_S

PERIOD = RATE_HZ // 50
"""20 ms: a card takes as much as it likes."""
FADE = RATE_HZ // 200
LOUD = Sound(samples=array("h", [10_000] * (3 * PERIOD)).tobytes(), rate_hz=RATE_HZ)
SHORT = silence(0.01, rate_hz=RATE_HZ)


class Socket:
    """What a jack is plugged into: cards that take samples when a test says so."""

    def __init__(self) -> None:
        self.there = True
        self.refuses = False
        self.eager = False
        self.at_once: list[int] | None = None
        self.opened: list[str | None] = []
        self.closed = 0
        self.hang: Event | None = None
        self.take: Take | None = None
        self.changed = Condition()

    def open(self, wanted: str | None, take: Take) -> "FakeCard":
        with self.changed:
            self.opened.append(wanted)
            self.changed.notify_all()
            if self.refuses:
                raise DoesNotOpen("Headset does not open")
            if not self.there:
                raise NoSound("this machine has no sound output")
        if self.hang is not None:
            self.hang.wait(WITHIN_S)
        if self.eager:
            self.at_once = list(array("h", take(PERIOD)))
        with self.changed:
            self.take = take
            self.changed.notify_all()
        return FakeCard(self)

    def period(self) -> list[int]:
        """20 ms pass at the card."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.take is not None, WITHIN_S)
        assert self.take is not None
        return list(array("h", self.take(PERIOD)))

    def waits(self, opened: int = 0, closed: int = 0) -> None:
        with self.changed:
            assert self.changed.wait_for(
                lambda: len(self.opened) >= opened and self.closed >= closed, WITHIN_S
            )


class FakeCard:
    def __init__(self, socket: Socket) -> None:
        self.outlet = Outlet(name="Headset", system="FAKE")
        self._socket = socket

    def close(self) -> None:
        with self._socket.changed:
            self._socket.take = None
            self._socket.closed += 1
            self._socket.changed.notify_all()


def nobody() -> None:
    """Waits for the end."""


@pytest.fixture
def socket() -> Socket:
    return Socket()


@pytest.fixture
def jack(socket: Socket) -> Iterator[Jack]:
    made = Jack("Headset", open_card=socket.open, idle_s=60.0, lead_s=0.0)
    yield made
    made.close()


def test_nothing_is_opened_before_there_is_something_to_hear(jack: Jack, socket: Socket) -> None:
    jack.set_gain_db(-6.0)
    jack.stop()
    jack.pause()
    jack.resume()
    assert not socket.opened


def test_a_sound_is_heard_whole_and_then_ends(jack: Jack, socket: Socket) -> None:
    ended = Event()
    jack.play(LOUD, ended.set)
    heard = [socket.period() for _ in range(3)]
    assert [len(each) for each in heard] == [PERIOD] * 3
    # Its last samples are still under way.
    assert not ended.is_set()
    assert [socket.period() for _ in range(3)] == [[], [], []]
    assert ended.wait(WITHIN_S)
    assert socket.opened == ["Headset"]


def test_stopped_it_dies_away_in_five_milliseconds(jack: Jack, socket: Socket) -> None:
    ended = Event()
    jack.play(LOUD, ended.set)
    assert socket.period()
    jack.stop()
    fading = socket.period()
    assert fading == sorted(fading, reverse=True)
    assert 0.9 * FADE <= len(fading) <= FADE
    assert fading[-1] < 100
    assert [socket.period() for _ in range(9)] == [[]] * 9
    assert not ended.is_set()


def test_paused_it_waits_where_it_is(jack: Jack, socket: Socket) -> None:
    ended = Event()
    jack.play(LOUD, ended.set)
    assert socket.period()
    jack.pause()
    assert len(socket.period()) == FADE
    assert [socket.period() for _ in range(99)] == [[]] * 99
    jack.resume()
    assert [len(socket.period()) for _ in range(5)] == [PERIOD, PERIOD, 0, 0, 0]
    assert ended.wait(WITHIN_S)


def test_a_new_sound_takes_the_place_of_the_old_one(jack: Jack, socket: Socket) -> None:
    old, new = Event(), Event()
    jack.play(LOUD, old.set)
    assert socket.period()
    jack.play(SHORT, new.set)
    heard = socket.period()
    assert len(heard) == FADE + PERIOD // 2
    assert set(heard[FADE:]) == {0}
    for _ in range(3):
        socket.period()
    assert new.wait(WITHIN_S)
    assert not old.is_set()


@pytest.mark.parametrize(
    ("gain_db", "heard"),
    [(0.0, 10_000), (-6.0, 5_011), (-12.0, 2_511), (-24.0, 630), (6.0, 10_000)],
)
def test_the_gain_counts_from_the_next_samples(
    jack: Jack, socket: Socket, gain_db: float, heard: int
) -> None:
    jack.play(LOUD, lambda: None)
    assert set(socket.period()) == {10_000}
    jack.set_gain_db(gain_db)
    assert set(socket.period()) == {heard}


def test_an_output_just_opened_may_swallow_a_moment_of_silence(socket: Socket) -> None:
    socket.eager = True
    jack = Jack(open_card=socket.open, lead_s=0.06)
    jack.play(LOUD, nobody)
    assert [len(socket.period()) for _ in range(3)] == [0, 0, PERIOD]
    assert socket.at_once == []
    jack.close()


def test_half_a_sample_is_left_out(jack: Jack, socket: Socket) -> None:
    ended = Event()
    jack.set_gain_db(-6.0)
    jack.play(Sound(samples=b"\x10\x00\x10", rate_hz=RATE_HZ), ended.set)
    assert socket.period() == [8]
    for _ in range(3):
        socket.period()
    assert ended.wait(WITHIN_S)


def test_another_rate_is_made_the_jacks_own(jack: Jack, socket: Socket) -> None:
    jack.play(silence(0.02, rate_hz=RATE_HZ // 2), lambda: None)
    assert len(socket.period()) == pytest.approx(PERIOD, abs=4)


def test_without_an_output_the_end_is_told_in_time_and_logged_once(
    jack: Jack, socket: Socket, caplog: pytest.LogCaptureFixture
) -> None:
    socket.there = False
    for _ in range(3):
        ended = Event()
        jack.play(SHORT, ended.set)
        assert ended.wait(WITHIN_S)
    assert len(socket.opened) == 1
    assert [record.message for record in caplog.records] == ["no_sound"]


def test_an_output_that_comes_is_found(
    jack: Jack, socket: Socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jack_module, "RETRY_S", 0.0)
    jack._retry_s = 0.0
    socket.there = False
    ended = Event()
    jack.play(SHORT, ended.set)
    assert ended.wait(WITHIN_S)
    socket.there = True
    jack.play(LOUD, lambda: None)
    assert socket.period()
    assert len(socket.opened) == 2


@pytest.mark.parametrize(("trouble", "longest_s"), [("missing", 60.0), ("refuses", 600.0)])
def test_it_is_tried_again_ever_less_often(
    jack: Jack, socket: Socket, trouble: str, longest_s: float
) -> None:
    socket.there, socket.refuses = False, trouble == "refuses"
    for _ in range(12):
        ended = Event()
        jack._unheard_until_s = 0.0
        jack.play(SHORT, ended.set)
        assert ended.wait(WITHIN_S)
    assert len(socket.opened) == 12
    assert jack._retry_s == longest_s


def test_pulled_out_the_rest_passes_unheard(
    jack: Jack, socket: Socket, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(jack_module, "STANDS_STILL_S", 0.05)
    ended = Event()
    jack.play(LOUD, ended.set)
    assert socket.period()
    # No sample is taken any more.
    assert ended.wait(WITHIN_S)
    socket.waits(closed=1)
    assert "no_sound" in [record.message for record in caplog.records]


def test_an_output_that_does_not_open_does_not_hold_the_next_sound(
    jack: Jack, socket: Socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jack_module, "OPENS_WITHIN_S", 0.0)
    socket.hang = Event()
    jack.play(LOUD, lambda: None)
    socket.waits(opened=1)
    ended = Event()
    jack.play(SHORT, ended.set)
    assert ended.wait(WITHIN_S)
    socket.hang.set()


def test_an_output_nobody_uses_is_given_back_and_opened_again(socket: Socket) -> None:
    jack = Jack(open_card=socket.open, idle_s=0.02, lead_s=0.0)
    jack.play(SHORT, lambda: None)
    for _ in range(4):
        socket.period()
    socket.waits(closed=1)
    jack.play(SHORT, lambda: None)
    socket.waits(opened=2)
    jack.close()
    assert socket.opened == [None, None]


def test_closed_it_plays_nothing_more(jack: Jack, socket: Socket) -> None:
    ended = Event()
    jack.play(LOUD, ended.set)
    socket.period()
    jack.close()
    socket.waits(closed=1)
    jack.play(LOUD, ended.set)
    jack.close()
    assert len(socket.opened) == 1
    assert not ended.is_set()


def test_miniaudios_own_silent_output_plays_to_the_end() -> None:
    ended = Event()
    jack = Jack(open_card=lambda wanted, take: open_card(wanted, take, systems=("NULL",)))
    jack.play(LOUD, ended.set)
    assert ended.wait(WITHIN_S)
    jack.close()


def nothing_to_play(wanted: int) -> bytes:
    return b""


def test_an_output_is_found_by_a_part_of_its_name_and_no_other_stands_in() -> None:
    name = outlets(("NULL",))[0].name
    open_card(name[3:9].upper(), nothing_to_play, systems=("NULL",)).close()
    with pytest.raises(NoSound, match=f"no sound output is called Headset; there are {name}"):
        open_card("Headset", nothing_to_play, systems=("NULL",))


def test_a_sound_system_that_is_not_there_is_no_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere/at/all")
    with pytest.raises(NoSound, match="has no sound output"):
        outlets(("PULSEAUDIO",))
    with pytest.raises(NoSound, match="has no sound output"):
        open_card(None, nothing_to_play, systems=("PULSEAUDIO",))
