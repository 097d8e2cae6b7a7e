"""One device's settings: frozen, read once from one TOML file, refused in one sentence.

Every setting says what it takes where it is declared; `docs/operations.md` lists them all.
"""

import dataclasses
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum, unique
from pathlib import Path
from types import UnionType
from typing import Annotated, TypeVar, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from kiosk.wire.paths import HUB_PORT, HUB_TLS_PORT, PORT

Settings = TypeVar("Settings")

Text = Annotated[str, Meta(min_length=1, description="a text in quotes")]
Yes = Annotated[bool, Meta(description="true or false")]
Url = Annotated[
    str,
    Meta(
        pattern=r"^https?://[^\s/]+", description='an address such as "https://192.168.1.10:8443"'
    ),
]
Host = Annotated[
    str, Meta(pattern=r"^[^\s/]+\Z", description='a host such as "192.168.1.50", without http://')
]
Port = Annotated[int, Meta(ge=0, le=65535, description="a port, 1 to 65535")]
Inches = Annotated[float, Meta(ge=3, le=200, description="a diagonal in inches, 3 to 200")]
Edge = Annotated[float, Meta(ge=0, le=1600, description="millimetres above the floor, 0 to 1600")]
PressMs = Annotated[
    int, Meta(ge=0, le=5000, description="milliseconds, 0 to 5000; 500 is what standards ask for")
]
Metres = Annotated[float, Meta(ge=0.5, le=60, description="a distance in metres, 0.5 to 60")]
Pin = Annotated[str, Meta(pattern=r"^[0-9]{4,8}\Z", description="4 to 8 digits in quotes")]
Queue = Annotated[
    str,
    Meta(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,126}\Z", description='a queue such as "ticket"'),
]
Places = Annotated[
    dict[str, str], Meta(description='texts by language, such as { en = "the desk" }')
]
HubKey = Annotated[
    str,
    Meta(
        # The last letter before = has two bits to spare, which are 0.
        pattern=r"^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=\Z",
        description="the hub's public key: 32 bytes of X25519 in base64, 44 characters",
    ),
]
Listed = Annotated[tuple[str, ...], Meta(description='a list such as ["upstairs"]')]
Prefix = Annotated[
    str,
    Meta(
        # I, O and Q are taken for digits; a queue's own letter follows.
        pattern=r"^[A-HJ-NPR-Z]\Z",
        description='one capital letter before every number, such as "K"; not I, O or Q',
    ),
]
KeptDays = Annotated[
    # What a command was answered is kept for 30 days, and its lines are the answer.
    int, Meta(ge=31, le=36500, description="a number of days, 31 or more")
]
KbitS = Annotated[int, Meta(ge=16, le=1_000_000, description="kbit a second, 16 or more")]
Seconds = Annotated[float, Meta(ge=0, le=3600, description="seconds, 0 to 3600")]
WholeSeconds = Annotated[float, Meta(ge=10, le=3600, description="seconds, 10 to 3600")]
WordsAMinute = Annotated[int, Meta(ge=80, le=300, description="words a minute, 80 to 300")]
Level = Annotated[int, Meta(ge=1, le=5, description="a level, 1 (softest) to 5")]
Dots = Annotated[int, Meta(ge=256, le=1024, description="dots across the paper, such as 576")]
Dpi = Annotated[int, Meta(ge=100, le=600, description="dots per inch, such as 203")]


class ConfigMistake(ValueError):
    """What is wrong in a settings file: the sentence names file, key and remedy."""

    def __init__(self, file: Path, key: str, remedy: str) -> None:
        super().__init__(f"{file}: {key}: {remedy}" if key else f"{file}: {remedy}")


@unique
class Knife(StrEnum):
    """How the printer's knife cuts."""

    FULL = "full"
    PART = "part"
    NONE = "none"


@unique
class Slot(StrEnum):
    """Where the kiosk's paper comes out, seen from the screen."""

    BELOW = "below"
    LEFT = "left"
    RIGHT = "right"
    NEAR = "near"
    """Somewhere else: the screen points nowhere."""


@unique
class Showing(StrEnum):
    """What a board shows: calls, queues, or both in turn."""

    CALLS = "calls"
    INFO = "info"
    BOTH = "both"


@unique
class Road(StrEnum):
    """How a printer is reached."""

    LAN = "lan"
    """ESC/POS on a raw port, 9100 as a rule."""
    EPOS = "epos"
    """Epson's ePOS-Print XML over HTTP."""
    SYSTEM = "system"
    """A queue of this machine's printing system."""


@unique
class Tells(StrEnum):
    """What a printer can tell of the paper it makes."""

    NOTHING = "A0"
    STATUS = "A1"
    FENCE = "A2"
    PRINTED = "A3"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterConfig:
    """One printer. ``model`` is one python-escpos knows, and gives dots, dpi and knife.

    ``place`` is where its paper is collected, by language, when it stands in for another.
    ``queue`` is the name of a queue for the road "system"; the others need ``host``. ``device``
    is what the road "epos" calls it.
    """

    name: Text | None = None
    host: Host | None = None
    port: Port | None = None
    road: Annotated[Road, Meta(description='"lan", "epos" or "system"')] = Road.LAN
    queue: Queue | None = None
    device: Text = "local_printer"
    place: Places = field(default_factory=dict)
    level: Annotated[Tells, Meta(description='"A0", "A1", "A2" or "A3"')] | None = None
    probe_s: Seconds = 10.0
    model: Text | None = None
    dots: Dots = 576
    dpi: Dpi = 203
    knife: Annotated[Knife, Meta(description='"full", "part" or "none"')] = Knife.PART

    def __post_init__(self) -> None:
        # In msgspec's own words, so that it is told like any other setting that is missing.
        if self.road is Road.SYSTEM and self.queue is None:
            raise ValueError("Object missing required field `queue`")
        if self.road is not Road.SYSTEM and self.host is None:
            raise ValueError("Object missing required field `host`")


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundConfig:
    """What a screen speaks with: the output called ``device``, or the machine's own choice.

    A part of its name will do. At ``level`` every visitor begins.
    """

    on: Yes = True
    device: Text | None = None
    words_a_minute: WordsAMinute = 140
    level: Level = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenConfig:
    """What every screen has. ``diagonal_in`` makes millimetres true on the glass.

    Without ``centre`` it is looked for: on this machine, then on the network. ``staff_pin`` lets
    staff leave a locked screen; without it nobody does.
    """

    centre: Url | None = None
    name: Text | None = None
    monitor: Text | None = None
    diagonal_in: Inches = 21.5
    reduce_motion: Yes = False
    staff_pin: Pin | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintingConfig(ScreenConfig):
    """A screen that prints: on one ``printer``, or on the first of several ``printers`` that can.

    A slip that no printer takes within ``print_within_s`` is not printed any more.
    ``public_url`` is where phones reach a ticket's page, if they can.
    """

    printer: PrinterConfig | None = None
    printers: tuple[PrinterConfig, ...] = ()
    print_within_s: WholeSeconds = 90.0
    public_url: Url | None = None

    @property
    def group(self) -> tuple[PrinterConfig, ...]:
        """Its printers, its own first."""
        return ((self.printer,) if self.printer else ()) + self.printers


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskConfig(PrintingConfig):
    """A touch kiosk.

    ``reader`` tells whether it has a code reader, so that it may invite to use it.
    ``lower_edge_mm`` is where its picture begins above the floor: what a seated visitor reaches
    follows from it. The same press again within ``double_press_ms`` is a trembling hand's.
    """

    slot: Annotated[Slot, Meta(description='"below", "left", "right" or "near"')] = Slot.BELOW
    reader: Yes = True
    lower_edge_mm: Edge = 800.0
    double_press_ms: PressMs = 500
    sound: SoundConfig = field(default_factory=SoundConfig)


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterConfig(PrintingConfig):
    """An agent's screen; ``counter`` is its id in the catalogue."""

    counter: Text | None = None
    language: Text = "en"
    diagonal_in: Inches = 15.6


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardConfig(ScreenConfig):
    """A screen in the hall. Its lettering follows the farthest seat.

    It shows and speaks the calls to its ``zones`` and ``counters``; without any, all calls.
    """

    mode: Annotated[Showing, Meta(description='"calls", "info" or "both"')] = Showing.CALLS
    farthest_seat_m: Metres = 6.0
    zones: Listed = ()
    counters: Listed = ()
    diagonal_in: Inches = 43.0
    sound: SoundConfig = field(default_factory=SoundConfig)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackConfig(ScreenConfig):
    """A tablet with faces; without ``counter`` it stands free.

    The same press again within ``double_press_ms`` is a trembling hand's.
    """

    counter: Text | None = None
    diagonal_in: Inches = 10.1
    double_press_ms: PressMs = 500
    sound: SoundConfig = field(default_factory=SoundConfig)


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreConfig:
    """The centre's server. ``catalogue`` is taken from beside the file that names it.

    To ``hub_key`` tablets seal what only the hub may read: a hub's own once it is enrolled; without
    any they do not offer that. ``hub_authority`` is a certificate to believe the hub by, beside the
    file that names it; without it one of those that the system believes. What lies from before is
    sent to the hub with ``hub_kbit_s`` at most.
    The journal's lines older than ``keep_days`` go; without it all are kept. ``prefix`` stands
    before every number of an outreach, so that none is the same as its centre's at home.
    """

    catalogue: Text | None = None
    host: Host = "127.0.0.1"
    port: Port = PORT
    tls_port: Port | None = None
    trust_loopback: Yes = False
    open_all_day: Yes = False
    hub_key: HubKey | None = None
    hub_authority: Text | None = None
    hub_kbit_s: KbitS = 512
    keep_days: KeptDays | None = None
    prefix: Prefix | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HubConfig:
    """The hub. ``dsn`` is a PostgreSQL to use; without it one of its own is started.

    ``public_url`` is where centres and citizens reach it. With ``tls_certificate`` and ``tls_key``,
    files beside this one, it speaks https itself at ``tls_port``. ``proxies`` are addresses of
    machines that do so before it: what they say of whoever asks is believed.
    """

    dsn: Text | None = None
    host: Host = "127.0.0.1"
    port: Port = HUB_PORT
    tls_port: Port = HUB_TLS_PORT
    public_url: Url | None = None
    tls_certificate: Text | None = None
    tls_key: Text | None = None
    proxies: Listed = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AllInOneConfig:
    """`python main.py`: which monitor is whose. ``board`` may be "auto" or "none" too."""

    kiosk: Text | None = None
    board: Text = "auto"


def read_settings(path: Path, kind: type[Settings]) -> Settings:
    """What ``path`` says, as a ``kind``; raises ``ConfigMistake`` for the first thing wrong."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise ConfigMistake(path, "", "there is no such file; name another") from error
    except OSError as error:
        raise ConfigMistake(path, "", f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ConfigMistake(path, "", "is no text; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigMistake(path, "", f"is not TOML; put right: {error}") from error
    _refuse_unknown(path, given, kind, "")
    try:
        return msgspec.convert(given, kind)
    except msgspec.ValidationError as error:
        key, remedy = _told(str(error), kind)
        raise ConfigMistake(path, key, remedy) from error


def _refuse_unknown(path: Path, given: Mapping[str, object], kind: type, prefix: str) -> None:
    fields = _fields(kind)
    for key, value in given.items():
        if key not in fields:
            near = get_close_matches(key, fields, n=1, cutoff=0.6)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(fields)}"
            raise ConfigMistake(path, prefix + key, f"no such setting; {hint}")
        table = _table(fields[key])
        if table is None:
            continue
        if isinstance(value, dict):
            _refuse_unknown(path, value, table, f"{prefix}{key}.")
        elif isinstance(value, list):
            for place, each in enumerate(value):
                if isinstance(each, dict):
                    _refuse_unknown(path, each, table, f"{prefix}{key}[{place}].")


def _told(reason: str, kind: type) -> tuple[str, str]:
    """The key and the remedy in msgspec's ``… - at `$.printer.port```."""
    if missing := re.search(r"required field `(\w+)`(?: - at `\$\.([\w.\[\]]+)`)?", reason):
        key = ".".join(part for part in (missing[2], missing[1]) if part)
        return key, f"is missing; give {_wanted(kind, key)}"
    found = re.search(r" - at `\$\.([\w.\[\]]+)`$", reason)
    key = found[1] if found else ""
    return key, f"give {_wanted(kind, key)}"


def _wanted(kind: type, key: str) -> str:
    """What the setting takes, in its declaration's words."""
    hint: object = kind
    for part in re.sub(r"\[\d*\]", "", key).split("."):
        table = _table(hint)
        if table is not None:
            hint = _fields(table)[part]
    for option in (hint, *get_args(hint)):
        if get_origin(option) is Annotated:
            for meta in get_args(option):
                if isinstance(meta, Meta) and meta.description:
                    return meta.description
    return f"a table: [{key}]"


def _fields(kind: type) -> dict[str, object]:
    return get_type_hints(kind, include_extras=True)


def _table(hint: object) -> type | None:
    """The dataclass behind a field's type or its elements', if there is one."""
    options = get_args(hint) if get_origin(hint) in (UnionType, tuple) else (hint,)
    return next((o for o in options if isinstance(o, type) and dataclasses.is_dataclass(o)), None)
