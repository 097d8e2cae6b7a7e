"""A process with one screen: Qt, the device's store, its station, and a window over them."""

import logging
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.client.mirror import Mirror
from kiosk.config import ScreenConfig
from kiosk.db.stores import DEVICE_STORE
from kiosk.domain.commands import Role
from kiosk.roles.device_store import open_store
from kiosk.roles.membership import MembershipFiles
from kiosk.roles.places import ASSETS, FONTS, TEXTS
from kiosk.roles.screen import ScreenStart
from kiosk.roles.start import MOVED, STAFF_LEFT
from kiosk.roles.stations import station_for
from kiosk.roles.systemd import Systemd
from kiosk.roles.this_machine import this_machine
from kiosk.texts import Texts
from kiosk.ui.admission import Admission, Wishes
from kiosk.ui.application import (
    OpenWindow,
    Placement,
    open_window,
    start_application,
)
from kiosk.ui.first_frame import FirstFrame
from kiosk.ui.joining_screen import DeviceName, JoiningScreen
from kiosk.ui.joining_window import JoiningWindow
from kiosk.ui.leaving import Leaving
from kiosk.ui.link import Link
from kiosk.ui.locking import Pointer, add_staff_exit
from kiosk.ui.look import Look
from kiosk.ui.watchdog import Watchdog
from kiosk.ui.words import Words

if TYPE_CHECKING:
    # No process loads any other screen than its own.
    from kiosk.ui.board_screen import BoardScreen
    from kiosk.ui.counter_screen import CounterScreen
    from kiosk.ui.feedback_screen import FeedbackScreen
    from kiosk.ui.kiosk_screen import KioskScreen

    Screen = BoardScreen | CounterScreen | FeedbackScreen | KioskScreen

log = logging.getLogger(__name__)

USUAL = ("en", "sw")
"""Of the first centres; a screen says what concerns joining in both."""
DESK_IN = 15.6
"""The smallest monitor an agent's screen has room on, at its full size."""


class ScreenProcess:
    """What a screen stands on; ``open`` shows its window, ``run`` lasts until it is closed.

    Raises ``CannotStart`` when the device's store cannot be opened.
    """

    def __init__(self, start: ScreenStart[ScreenConfig]) -> None:
        self._start = start
        self._systemd = Systemd.taken_from(os.environ)
        self._application = start_application(name=f"foleni-{start.role}", fonts=FONTS)
        self.texts = Texts.load(TEXTS)
        self.words = Words(self.texts)
        self.look = Look(
            diagonal_in=drawn_for_in(start.role, start.config.diagonal_in),
            reduce_motion=start.config.reduce_motion,
        )
        self._mirror = Mirror()
        self._kept = kept = open_store(start.data, this_machine())
        self.link = link = Link("", cursor=self._mirror)
        link.instance = kept.instance
        self._joining = JoiningScreen(
            device=DeviceName(role=start.role, name=start.name),
            languages=before_a_centre(self.texts.languages),
        )
        self._joining.copied = kept.copied
        self._admission = Admission(
            link,
            MembershipFiles(start.data),
            self._joining,
            wishes=Wishes(given=start.config.centre),
        )
        self._admission.moved.connect(self._begin_anew)
        self._admission.placed.connect(self._note_place)
        self.station = station_for(start.role, link, self._mirror, kept.database)

    @property
    def store(self) -> Path:
        """The device's database."""
        return self._start.data / DEVICE_STORE

    def open(
        self, module: str, name: str, screen: "Screen", *, leave_on_escape: bool = True
    ) -> OpenWindow:
        """Show the window that ``module`` has, which knows ``screen`` as ``name``."""
        start = self._start
        placement = Placement(
            windowed=start.windowed,
            size_px=start.size_px,
            position_px=start.position_px,
            monitor=start.config.monitor,
        )
        opened = open_window(
            module=module,
            look=self.look,
            assets=ASSETS,
            properties={"words": self.words, name: screen},
            placement=placement,
        )
        opened.window.setTitle(_title(start))
        JoiningWindow(opened, self._joining, self.words)
        self._leaving = Leaving(opened.window, self._may_leave, on_escape=leave_on_escape)
        return opened

    def _lock(self, opened: OpenWindow) -> None:
        """Leave a way out to staff alone, and no pointer where nobody has a mouse."""
        config = self._start.config
        # Esc leaves the sample centre, though to a kiosk's keypad it is the way back.
        opened.window.installEventFilter(self._leaving)
        if config.staff_pin is not None:
            add_staff_exit(
                opened,
                pin=config.staff_pin,
                words=self.words,
                languages=self.texts.languages,
                on_left=lambda: self._application.exit(STAFF_LEFT),
            )
        if self._start.role == "counter" or self._start.windowed:
            return
        pointer = Pointer(opened.window)

        def hide_pointer() -> None:
            # Whoever tries the sample centre does so on a desktop, with a mouse.
            pointer.hide(hidden=not self._is_sample())

        self.station.changed.connect(hide_pointer)
        hide_pointer()

    def run(
        self, opened: OpenWindow, *, after_first_frame: Callable[[], None] = lambda: None
    ) -> int:
        """Follow the centre until somebody closes the window or a signal comes; the exit code."""

        def shown() -> None:
            log.info("first_frame", extra={"since_start_ms": round(since_process_start_s() * 1000)})
            self._live(opened)
            after_first_frame()

        # Before all who listen to this window, lest one of them keeps staff in.
        self._lock(opened)
        FirstFrame(opened.window, shown)
        self.station.start()
        self._admission.start()
        code = self._application.exec()
        self._systemd.stopping()
        self._admission.stop()
        self.station.stop()
        opened.close()
        return code

    def _note_place(self, authority: bytes) -> None:
        self._kept.about(authority)

    def _begin_anew(self) -> None:
        self._application.exit(MOVED)

    def _live(self, opened: OpenWindow) -> None:
        """Tell systemd that people see something, and from now on that the loop turns."""
        systemd = self._systemd
        systemd.ready()
        if systemd.watched:
            Watchdog(systemd.beat, every_s=systemd.beat_every_s, parent=opened.window)
        if systemd.listens:
            self.station.onlineChanged.connect(self._tell_status)
            self._tell_status()

    def _tell_status(self) -> None:
        follows = "follows" if self.station.online else "has lost"
        self._systemd.status(f"{follows} {self.link.url or 'no centre yet'}")

    def _may_leave(self) -> bool:
        """A window, the sample centre, or no centre met yet: nobody depends on it."""
        if self._start.windowed or self._is_sample():
            return True
        # What has a PIN, or a service manager to start it again, is locked from the first moment.
        locked = self._start.config.staff_pin is not None or self._systemd.listens
        return self.station.mirror.catalogue is None and not locked

    def _is_sample(self) -> bool:
        catalogue = self.station.mirror.catalogue
        return catalogue is not None and catalogue.rules.open_all_day


def since_process_start_s() -> float:
    """Seconds since the kernel started this process; where it does not tell, of its own work."""
    try:
        # The 22nd field, in ticks since the machine started; the second may hold spaces.
        fields = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
        ticks_per_s = 100
        return time.clock_gettime(time.CLOCK_BOOTTIME) - int(fields[19]) / ticks_per_s
    except (OSError, AttributeError):
        return time.process_time()


def _title(start: ScreenStart[ScreenConfig]) -> str:
    """What a desktop and a screen reader call the window: ``Foleni – Counter 3``."""
    which = "" if start.name == start.role else f" {start.name}"
    return f"Foleni – {start.role.capitalize()}{which}"


def before_a_centre(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Which languages stand on a screen that no centre has told its own: two have room there."""
    usual = tuple(language for language in USUAL if language in languages)
    return usual or languages[: len(USUAL)]


def drawn_for_in(role: str, diagonal_in: float) -> float:
    """The diagonal a screen is drawn for: an agent's shrinks as a whole on a smaller monitor."""
    return max(diagonal_in, DESK_IN) if role == Role.COUNTER else diagonal_in
