"""The sound outputs of this machine by name, and one of them opened: miniaudio, loaded late.

miniaudio costs some ten megabytes, so nothing here loads it before the first sound.
"""

import sys
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.speech.sound import Sound

if TYPE_CHECKING:
    import miniaudio

RATE_HZ = 22_050
"""What espeak-ng speaks in, and the clips are kept in; the output makes its own of it."""
PERIOD_MS = 16
PERIODS = 3
"""They are under way when silence is asked for, so it comes within 48 ms and what lies beyond;
fewer, and a busy machine is heard to stutter."""
_USUAL = {"darwin": ("COREAUDIO",), "win32": ("WASAPI", "DSOUND", "WINMM")}
"""Elsewhere PulseAudio, as which PipeWire answers too, and ALSA."""
CARDS = Path("/proc/asound/cards")

Take = Callable[[int], bytes]
"""Asked for so many samples, gives no more; fewer are filled up with silence. Never raises."""


class NoSound(Exception):
    """No output, or not the one that was asked for; the message says which there are."""


class DoesNotOpen(NoSound):
    """It is there and refuses. Each time costs some memory in PulseAudio's part of miniaudio."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One output of this machine, and the sound system it belongs to."""

    name: str
    system: str


class Card(Protocol):
    """An output that plays what it takes."""

    @property
    def outlet(self) -> Outlet:
        """Which one it is."""
        ...

    def close(self) -> None:
        """Take no more; may wait for what is still under way."""
        ...


def outlets(systems: Sequence[str] | None = None) -> tuple[Outlet, ...]:
    """Every output of the first sound system that answers; raises ``NoSound``."""
    for system, found, _ in _systems(systems):
        if found:
            return tuple(Outlet(name=name, system=system) for name in found)
    raise NoSound("this machine has no sound output")


def open_card(wanted: str | None, take: Take, *, systems: Sequence[str] | None = None) -> Card:
    """The output whose name is or contains ``wanted``, or the system's own choice.

    ``systems`` are names of miniaudio's backends in the order they are tried. Raises ``NoSound``:
    never another output than the one that was asked for, for others may hear it.
    """
    seen: list[str] = []
    for system, found, ids in _systems(systems):
        seen += found
        place = _place(wanted, found)
        if place is None:
            continue
        name = found[place] if wanted else "the system's own choice"
        return _Opened(Outlet(name=name, system=system), ids[place] if wanted else None, take)
    if wanted and seen:
        raise NoSound(f"no sound output is called {wanted}; there are {', '.join(seen)}")
    raise NoSound("this machine has no sound output")


def at_rate(sound: Sound, rate_hz: int = RATE_HZ) -> Sound:
    """The same sound with other samples."""
    if sound.rate_hz == rate_hz:
        return sound
    import miniaudio  # noqa: PLC0415 - costs ten megabytes

    s16 = miniaudio.SampleFormat.SIGNED16
    samples = miniaudio.convert_frames(s16, 1, sound.rate_hz, sound.samples, s16, 1, rate_hz)
    return Sound(samples=bytes(samples), rate_hz=rate_hz)


def _place(wanted: str | None, names: Sequence[str]) -> int | None:
    if not wanted:
        return 0 if names else None
    folded = [name.casefold() for name in names]
    if wanted.casefold() in folded:
        return folded.index(wanted.casefold())
    return next((n for n, name in enumerate(folded) if wanted.casefold() in name), None)


def _systems(
    given: Sequence[str] | None,
) -> Generator[tuple[str, list[str], list["miniaudio.ffi.CData"]]]:
    """Each sound system that answers, its outputs' names, and what it knows them by."""
    try:
        import miniaudio  # noqa: PLC0415 - costs ten megabytes
    except (ImportError, OSError) as error:
        raise NoSound(f"miniaudio cannot be loaded: {error}") from error
    for system in _usual() if given is None else given:
        try:
            devices = miniaudio.Devices([miniaudio.Backend[system]])
            found = devices.get_playbacks()
        except miniaudio.MiniaudioError:
            # It is not there, or its server is not running.
            continue
        yield system, [each["name"] for each in found], [each["id"] for each in found]


def _usual() -> tuple[str, ...]:
    usual = _USUAL.get(sys.platform, ("PULSEAUDIO", "ALSA"))
    # ALSA complains on standard error where it has no card.
    return tuple(system for system in usual if system != "ALSA" or has_alsa_card())


def has_alsa_card() -> bool:
    """Whether the kernel knows a sound card of this machine."""
    try:
        lines = CARDS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    # Each card has a line that begins with its number.
    return any(line.strip()[:1].isdigit() for line in lines)


class _Opened:
    """A playing device of miniaudio's."""

    def __init__(self, outlet: Outlet, device_id: "miniaudio.ffi.CData | None", take: Take) -> None:
        import miniaudio  # noqa: PLC0415 - costs ten megabytes

        self.outlet = outlet
        try:
            self._device = _playback()(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE_HZ,
                buffersize_msec=PERIOD_MS,
                callback_periods=PERIODS,
                device_id=device_id,
                backends=[miniaudio.Backend[outlet.system]],
                app_name="Foleni",
            )
            feed = _feed(take)
            next(feed)
            self._device.start(feed)
        except miniaudio.MiniaudioError as error:
            raise DoesNotOpen(f"{outlet.name} does not open: {error}") from error

    def close(self) -> None:
        """Take no more; waits for what is still under way."""
        self._device.close()


@cache
def _playback() -> type["miniaudio.PlaybackDevice"]:
    import miniaudio  # noqa: PLC0415 - costs ten megabytes

    class Playback(miniaudio.PlaybackDevice):  # type: ignore[misc] # it has no types
        """One that frees its context, which miniaudio forgets, and a connection with it."""

        _made: "miniaudio.ffi.CData | None" = None

        def _make_context(self, *given: object, **named: object) -> "miniaudio.ffi.CData":
            self._made = super()._make_context(*given, **named)
            return self._made

        def close(self) -> None:
            super().close()
            made, self._made = self._made, None
            if made is not None:
                miniaudio.lib.ma_context_uninit(made)

    return Playback


def _feed(take: Take) -> Generator[bytes, int]:
    wanted = yield b""
    while True:
        wanted = yield take(wanted)
