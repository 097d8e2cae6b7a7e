"""A tour's processes: a real centre, real screens on a cable to it, a printer, one directory."""

import socket
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from kiosk.domain.ids import CounterId
from kiosk.roles.cable import LOOPBACK, Cable, OnAnswer
from kiosk.roles.child import start_child
from kiosk.roles.demo_layout import Place
from kiosk.roles.screen import SETTINGS_FILE
from kiosk.roles.supervisor import Part, Supervisor

DOWN_S = 2.5
"""How long a killed centre stays away, so that everybody sees how that looks."""
KIOSK = "Kiosk 1"
SCREENS = ("kiosk", "board", "counter", "feedback")


@dataclass(frozen=True, slots=True, kw_only=True)
class HousePlan:
    """What a house is built from: one directory for all data, the counter whose window is open."""

    directory: Path
    counter: CounterId
    printer_port: int
    places: Mapping[str, Place]


class House:
    """Keeps a centre and its screens alive; ``cable`` is all that joins them."""

    def __init__(self, plan: HousePlan, on_answer: OnAnswer) -> None:
        self._plan = plan
        self._port = free_port()
        self.cable = Cable(to_port=self._port, on_answer=on_answer)
        self._supervisor = Supervisor()
        self._centre: subprocess.Popen[bytes] | None = None
        self._closing = Event()
        self._thread = Thread(target=self._run, name="house")
        self._fallen = False

    @property
    def url(self) -> str:
        """The centre itself, past the cable."""
        return f"http://{LOOPBACK}:{self._port}"

    @property
    def fallen(self) -> bool:
        """Whether a part could not start, so that all have ended."""
        return self._fallen

    def start(self) -> None:
        """Start the centre, then every screen that has a place."""
        self.cable.start()
        self._supervisor.keep(Part(name="centre", start=self._start_centre))
        for role in SCREENS:
            if role in self._plan.places:
                self._keep_screen(role)
        self._thread.start()

    def kill_centre(self) -> None:
        """End the centre as a power cut would; it is started again."""
        if self._centre is not None:
            self._centre.kill()

    def close(self) -> None:
        """End every process and wait for it."""
        self._closing.set()
        self._supervisor.end()
        self._thread.join()
        self.cable.close()

    def _run(self) -> None:
        self._supervisor.run()
        self._fallen = not self._closing.is_set()

    def _start_centre(self) -> subprocess.Popen[bytes]:
        if self._centre is not None:
            self._closing.wait(DOWN_S)
        self._centre = start_child(
            [
                "centre",
                f"--data={self._plan.directory / 'centre'}",
                f"--port={self._port}",
                "--trust-loopback",
                "--open-all-day",
            ],
            stdout=subprocess.DEVNULL,
        )
        return self._centre

    def _keep_screen(self, role: str) -> None:
        place = self._plan.places[role]
        arguments = [
            role,
            f"--centre=http://{LOOPBACK}:{self.cable.port}",
            f"--data={self._plan.directory / role}",
            "--windowed",
            f"--size={place.size}",
            f"--position={place.position}",
        ]
        if role in ("counter", "feedback"):
            arguments.append(f"--counter={self._plan.counter}")
        if role == "kiosk":
            self._name_printer()
        self._supervisor.keep(Part(name=role, start=lambda: start_child(arguments)))

    def _name_printer(self) -> None:
        """Write the kiosk's settings as whoever sets one up would: staff read names."""
        settings = self._plan.directory / "kiosk" / SETTINGS_FILE
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(
            f'name = "{KIOSK}"\n\n[printer]\nname = "{KIOSK}"\nhost = "{LOOPBACK}"\n'
            f"port = {self._plan.printer_port}\n",
            encoding="utf-8",
        )


def free_port() -> int:
    """A port of 127.0.0.1 that nobody has now."""
    with socket.create_server((LOOPBACK, 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
