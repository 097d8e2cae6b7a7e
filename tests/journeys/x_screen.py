"""An X server without a monitor, and somebody at its keyboard and mouse."""

import os
import shutil
import subprocess
from typing import Self

import pytest

PATIENCE_S = 30.0


class XScreen:
    """Starts with ``with``; ``name`` is its DISPLAY. Skips where Xvfb or xdotool is missing."""

    def __init__(self, *, width_px: int = 720, height_px: int = 1280) -> None:
        self._size_px = (width_px, height_px)
        for program, package in (("Xvfb", "xvfb"), ("xdotool", "xdotool")):
            if shutil.which(program) is None:
                pytest.skip(f"{program} is not here: apt-get install {package}")

    def __enter__(self) -> Self:
        width_px, height_px = self._size_px
        reader, writer = os.pipe()
        command = [
            "Xvfb",
            "-displayfd",
            str(writer),
            "-screen",
            "0",
            f"{width_px}x{height_px}x24",
            "-ac",
        ]
        command += ["-nolisten", "tcp"]
        self._server = subprocess.Popen(
            command, pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            number = pipe.readline().decode().strip()
        assert number, "Xvfb does not start"
        self.name = f":{number}"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.terminate()
        self._server.wait(PATIENCE_S)

    def press(self, *keys: str) -> None:
        """Keys and chords such as ``alt+F4``, one after the other, as a person presses them."""
        self._do("key", "--delay", "80", *keys)

    def click(self, x: int, y: int, *, button: int = 1) -> None:
        """The mouse there."""
        self._do("mousemove", str(x), str(y), "click", str(button))

    def _do(self, *arguments: str) -> None:
        subprocess.run(
            ["xdotool", *arguments],
            env={**os.environ, "DISPLAY": self.name},
            check=True,
            timeout=PATIENCE_S,
        )
