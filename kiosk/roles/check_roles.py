"""What `check` looks at for each part of a hall, and for a machine as a whole."""

from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from kiosk.client.address import LOCAL_CENTRE
from kiosk.config import (
    BoardConfig,
    CentreConfig,
    CounterConfig,
    FeedbackConfig,
    KioskConfig,
    ScreenConfig,
    Settings,
    SoundConfig,
)
from kiosk.db.stores import CENTRE_STORE, DEVICE_STORE
from kiosk.roles import (
    check_copy,
    check_devices,
    check_group,
    check_hub,
    check_keys,
    check_locking,
    check_machine,
    check_people,
    check_phones,
    check_place,
    check_screens,
    check_sound,
    check_store,
)
from kiosk.roles.check_finding import Finding
from kiosk.roles.own_catalogue import own_catalogue
from kiosk.roles.places import CENTRE_FILE, TEXTS, data_directory
from kiosk.roles.screen import SETTINGS_FILE, with_printer
from kiosk.roles.settings import settings
from kiosk.texts import Texts
from kiosk.web.console_key import read_key

FOLLOWER = "follower"


class Looking:
    """One look at this machine, with what the command line says; ``now`` is aware."""

    def __init__(self, given: Namespace, now: datetime) -> None:
        self._given = given
        self._now = now
        self._kiosk = self._settings_of("kiosk", KioskConfig)
        self._board = self._settings_of("board", BoardConfig)

    def all(self) -> Iterator[Finding]:
        """Everything, or what the one part needs that was asked for."""
        by_role: Mapping[str, Callable[[], Iterator[Finding]]] = {
            "centre": self._centre,
            "kiosk": self._kiosk_screen,
            "counter": self._counter,
            "board": self._board_screen,
            "feedback": self._feedback,
            "follow": self._follow,
        }
        yield from by_role[self._given.role]() if self._given.role else self._machine()

    def _machine(self) -> Iterator[Finding]:
        own = data_directory("centre", given=self._given.data)
        yield from check_screens.screens(self._kiosk, self._board)
        yield from self._locking("kiosk", self._kiosk)
        yield from self._printers("kiosk", self._kiosk)
        yield check_devices.catalogue(own_catalogue(self._given.data))
        yield from self._beyond(self._kiosk)
        if (own / CENTRE_STORE).is_file():
            yield from self._own(own)
        for role in ("kiosk", "counter", "board", "feedback"):
            for data in directories(role):
                yield from check_store.store(data.name, data, self._now, needed=False)
        yield from check_copy.copy(data_directory(FOLLOWER), self._now, needed=False)
        yield check_phones.phones(self._kiosk.public_url)
        yield from self._ground(own)
        feedback = self._settings_of("feedback", FeedbackConfig)
        yield from self._sound(
            {
                "kiosk": self._kiosk.sound,
                "board": self._board.sound,
                "feedback screen": feedback.sound,
            }
        )
        yield check_hub.hub(own, _url_of(own), self._now)

    def _centre(self) -> Iterator[Finding]:
        own = data_directory("centre", given=self._given.data)
        yield check_devices.catalogue(own_catalogue(self._given.data))
        key = _url_of(own)
        url = self._given.centre or key or LOCAL_CENTRE
        yield from check_devices.centre(url, needed=True)
        yield from self._own(own)
        yield check_hub.hub(own, key, self._now)
        yield check_phones.phones(self._kiosk.public_url)
        yield from self._ground(own)

    def _own(self, data: Path) -> Iterator[Finding]:
        """What the centre keeps on this very machine."""
        config = settings(CentreConfig, None, beside=data / CENTRE_FILE)
        yield from check_keys.keys(data, self._now)
        yield check_people.people(data, self._now, trusted=config.trust_loopback)

    def _kiosk_screen(self) -> Iterator[Finding]:
        yield from check_screens.screens(self._kiosk, None)
        yield from self._locking("kiosk", self._kiosk)
        yield from self._printers("kiosk", self._kiosk)
        yield from self._screen("kiosk", self._kiosk)
        yield check_phones.phones(self._kiosk.public_url)
        yield from self._sound({"kiosk": self._kiosk.sound})

    def _counter(self) -> Iterator[Finding]:
        counter = self._settings_of("counter", CounterConfig)
        yield from check_screens.screens(None, None)
        yield from self._printers("counter", counter)
        yield from self._screen("counter", counter)

    def _board_screen(self) -> Iterator[Finding]:
        yield from check_screens.screens(None, self._board)
        yield from self._screen("board", self._board)
        yield from self._sound({"board": self._board.sound})

    def _feedback(self) -> Iterator[Finding]:
        feedback = self._settings_of("feedback", FeedbackConfig)
        yield from check_screens.screens(None, None)
        yield from self._screen("feedback", feedback)
        yield from self._sound({"feedback screen": feedback.sound})

    def _follow(self) -> Iterator[Finding]:
        data = data_directory(FOLLOWER, given=self._given.data)
        yield from check_copy.copy(data, self._now, needed=True)
        yield from self._ground(data)

    def _screen(self, role: str, config: ScreenConfig) -> Iterator[Finding]:
        """What every screen needs: its centre, its store, its machine."""
        data = self._directory(role)
        yield from check_place.centre(data, self._given.centre or config.centre, needed=True)
        yield from check_store.store(role, data, self._now, needed=True)
        yield from self._ground(data)

    def _locking(self, role: str, config: KioskConfig) -> Iterator[Finding]:
        file = self._given.config or self._directory(role) / SETTINGS_FILE
        yield from check_locking.staff_pin(config, file)

    def _printers(self, role: str, config: KioskConfig | CounterConfig) -> Iterator[Finding]:
        group = with_printer(self._given, config).group
        yield from check_group.printers(group, self._directory(role))

    def _beyond(self, config: ScreenConfig) -> Iterator[Finding]:
        given = self._given.centre or config.centre
        data = self._directory("kiosk")
        yield from check_place.centre(data, given, needed=given is not None)

    def _ground(self, data: Path) -> Iterator[Finding]:
        yield from check_machine.disk(data)
        yield check_machine.clock(self._now)

    def _sound(self, sounds: Mapping[str, SoundConfig]) -> Iterator[Finding]:
        yield from check_sound.sound(sounds, Texts.load(TEXTS))

    def _settings_of(self, role: str, kind: type[Settings]) -> Settings:
        named = self._given.role or "kiosk"
        file = self._given.config if role == named else None
        return settings(kind, file, beside=self._directory(role) / SETTINGS_FILE)

    def _directory(self, role: str) -> Path:
        """Where a screen keeps its data; ``--data`` names that of the one part looked at."""
        if role == self._given.role and self._given.data is not None:
            return data_directory(role, given=self._given.data)
        return directories(role)[0]


def directories(role: str) -> tuple[Path, ...]:
    """Where screens of a role keep their data here: its own directory, then those with a name.

    A counter's has its number, ``foleni/counter-3``. Where none has been started: its own.
    """
    own = data_directory(role)
    named = sorted(own.parent.glob(f"{role}-*")) if own.parent.is_dir() else []
    started = [each for each in (own, *named) if (each / DEVICE_STORE).is_file()]
    return tuple(started) or (own,)


def _url_of(data: Path) -> str | None:
    """Where the centre of this directory answers, as far as it runs and this user may know."""
    try:
        key = read_key(data)
    except OSError:
        return None
    return key.url if key is not None else None
