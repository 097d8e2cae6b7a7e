"""A real PulseAudio of its own with two outputs, and an ear on each."""

import os
import shutil
import subprocess
from array import array
from collections.abc import Callable
from math import log10
from pathlib import Path
from threading import Condition, Thread
from time import monotonic

import pytest

from kiosk.speech.soundcard import RATE_HZ

WITHIN_S = 20.0
needs_pulseaudio = pytest.mark.skipif(
    not all(map(shutil.which, ("pulseaudio", "parec"))),
    reason="the Debian packages pulseaudio and pulseaudio-utils are missing",
)
OUTPUTS = {"jack": "Headset", "hall": "Ceiling"}
HEARD = 100
"""Samples louder than this are heard."""


class PulseAudio:
    """A sound server in ``directory``, found by programs of this process's environment."""

    def __init__(self, directory: Path) -> None:
        self.socket = directory / "s"
        self._environment = {
            **os.environ,
            "XDG_RUNTIME_DIR": str(directory),
            "HOME": str(directory),
            "PULSE_SERVER": f"unix:{self.socket}",
        }
        command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
        for sink, name in OUTPUTS.items():
            properties = f"sink_properties=device.description={name}"
            command += ["-L", f"module-null-sink sink_name={sink} {properties}"]
        command += ["-L", f"module-native-protocol-unix socket={self.socket} auth-anonymous=1"]
        self._process = subprocess.Popen(
            command, env=self._environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        # parec refuses to begin until the server answers.
        until = monotonic() + WITHIN_S
        while subprocess.run(
            ["pactl", "info"], env=self._environment, capture_output=True, check=False
        ).returncode:
            assert monotonic() < until, "pulseaudio does not answer"

    def ear(self, sink: str) -> "Ear":
        return Ear(sink, self._environment)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


class Ear:
    """Records one output's monitor."""

    def __init__(self, sink: str, environment: dict[str, str]) -> None:
        self._samples = array("h")
        self._chunks_s: list[float] = []
        self._changed = Condition()
        self._process = subprocess.Popen(
            [
                *("parec", "-d", f"{sink}.monitor", "--raw", "--format=s16le"),
                *(f"--rate={RATE_HZ}", "--channels=1", "--latency-msec=20"),
            ],
            stdout=subprocess.PIPE,
            env=environment,
        )
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()

    def awake(self) -> "Ear":
        """Once it hears as it happens: an output that nobody used works two seconds ahead."""
        self.waits_for(lambda: len(self._chunks_s) > 20 and self._lively())
        return self

    def _lively(self) -> bool:
        return self._chunks_s[-1] - self._chunks_s[-10] < 0.5

    def _listen(self) -> None:
        assert self._process.stdout is not None
        left = b""
        while chunk := os.read(self._process.stdout.fileno(), 4096):
            whole = left + chunk
            even = len(whole) & -2
            left = whole[even:]
            with self._changed:
                self._samples.frombytes(whole[:even])
                self._chunks_s.append(monotonic())
                self._changed.notify_all()

    @property
    def at(self) -> int:
        """How many samples it has recorded."""
        with self._changed:
            return len(self._samples)

    def since(self, at: int) -> "array[int]":
        with self._changed:
            return self._samples[at:]

    def listens(self, seconds: float) -> None:
        """Until so much more has been recorded."""
        until = self.at + round(seconds * RATE_HZ)
        self.waits_for(lambda: len(self._samples) >= until)

    def hears_something(self, since: int) -> None:
        self.waits_for(lambda: peak(self._samples[since:]) > HEARD)

    def waits_for(self, true: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(true, WITHIN_S), self._process.poll()

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        self._thread.join()
        assert self._process.stdout is not None
        self._process.stdout.close()


def peak(samples: "array[int]") -> int:
    return max(map(abs, samples), default=0)


def height(samples: "array[int]") -> int:
    """How high a tone goes, but for what a resampler adds where it begins."""
    loud = sorted(map(abs, heard(samples)))
    return loud[len(loud) * 9 // 10]


def decibels(louder: float, softer: float) -> float:
    return 20 * log10(louder / softer)


def heard(samples: "array[int]") -> "array[int]":
    """Those that are louder than nothing."""
    return array("h", [sample for sample in samples if abs(sample) > HEARD])
