"""Installing a printer, third part: its name, the screens that print on it, and their order."""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.config import (
    ConfigMistake,
    CounterConfig,
    KioskConfig,
    PrintingConfig,
    Road,
    read_settings,
)
from kiosk.printer.known import PrinterPlace
from kiosk.printer.outcome import Level
from kiosk.roles.check_group import keep_where_nobody_works
from kiosk.roles.check_printers_end import undisturbed
from kiosk.roles.check_printers_file import (
    BYTE_ORDER_MARK,
    CannotWrite,
    NewPrinter,
    OldPrinter,
    block,
    printers_in,
    with_printer,
)
from kiosk.roles.check_printers_talk import NotUnderstood, Talk
from kiosk.roles.check_printers_try import Tried
from kiosk.roles.check_printers_write import write_whole
from kiosk.roles.places import TEXTS, data_home
from kiosk.roles.screen import SETTINGS_FILE
from kiosk.texts import Texts

LONGEST_NAME = 40
"""As the centre takes it in reports."""
SCREEN_NAMES = re.compile(r"(kiosk|counter)(-[\w.-]+)?")
KIOSK = "kiosk"
EXAMPLES = {"en": "the information desk", "sw": "dawati la maelezo"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A screen of this machine that prints, and its settings file as it is now."""

    name: str
    file: Path
    text: str
    old: tuple[OldPrinter, ...]

    @property
    def data(self) -> Path:
        """Where it keeps its store."""
        return self.file.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """On which screen, and as which number of its printers, from 0."""

    screen: Screen
    at: int


def screens_here(config: Path | None) -> list[Screen]:
    """The screens of this machine that print, or that of ``config``; a kiosk in any case.

    Raises ``CannotWrite`` where a file cannot be read or has a mistake.
    """
    if config is not None:
        return [read_screen(config.name, config.expanduser())]
    home = data_home() / "foleni"
    try:
        there = [each.name for each in home.iterdir() if each.is_dir()]
    except FileNotFoundError:
        there = []
    except OSError as error:
        raise CannotWrite(f"{home} cannot be read ({error.strerror})") from error
    names = {KIOSK} | {name for name in there if SCREEN_NAMES.fullmatch(name)}
    # A kiosk of the sample centre comes last: it is for practice.
    ordered = sorted(names, key=lambda name: (name.endswith("-sample"), name != KIOSK, name))
    return [read_screen(name, home / name / SETTINGS_FILE) for name in ordered]


def read_screen(name: str, file: Path) -> Screen:
    """A screen with what stands in its file; raises ``CannotWrite`` with the file's name."""
    try:
        text = file.read_bytes().decode("utf-8")
        old = tuple(printers_in(text))
    except FileNotFoundError:
        text, old = "", ()
    except (OSError, UnicodeDecodeError) as error:
        raise CannotWrite(f"{file} cannot be read: {error}") from error
    except CannotWrite as reason:
        raise CannotWrite(f"{file}: {reason}") from reason
    return Screen(name=name, file=file, text=text, old=old)


def assign(talk: Talk, tried: Tried, screens: Sequence[Screen]) -> bool:
    """Ask for everything else and write it; whether anything was written. Raises ``Ended``."""
    chosen = _chosen(talk, screens)
    new = new_printer(tried, _named(talk, tried, chosen))
    turns = [Assignment(screen=each, at=_turn(talk, each, new)) for each in chosen]
    if any(turn.at > 0 for turn in turns):
        talk.say(
            "It stands in when the printers before it are in trouble; the screen then says where"
            " the slip comes out. Where is it? Enter leaves that out."
        )
        said = {language: talk.ask(hint, _words) for language, hint in _hints().items()}
        new = replace(new, place={key: text for key, text in said.items() if text})
    return _confirm_and_write(talk, tried, new, turns)


def _hints() -> dict[str, str]:
    """How each language is asked for."""
    texts = Texts.load(TEXTS)
    hints = {}
    for language in texts.languages:
        example = f" ({EXAMPLES[language]})" if language in EXAMPLES else ""
        hints[language] = f"in {texts.say(language, 'language-name')}{example}"
    return hints


def new_printer(tried: Tried, name: str) -> NewPrinter:
    """What is written down. Only what no probe could find out again has its level there."""
    return NewPrinter(
        name=name,
        host=tried.place.host,
        port=tried.place.port,
        dots=tried.dots,
        dpi=tried.dpi,
        knife=tried.knife.value,
        level=Level.MUTE.value if tried.level is Level.MUTE else None,
        about=tried.model,
    )


def _confirm_and_write(
    talk: Talk, tried: Tried, new: NewPrinter, turns: Sequence[Assignment]
) -> bool:
    talk.say("This is what will stand there:")
    for line in block(new).splitlines():
        talk.show(f"    {line}")
    for turn in turns:
        talk.show(f"  in {turn.screen.file}, as printer {turn.at + 1} of {turn.screen.name}")
    if not talk.ask_yes("Write it?", default=True):
        return False
    with undisturbed():
        written = [turn for turn in turns if _written(talk, turn, tried, new)]
    if written:
        names = ", ".join(turn.screen.name for turn in written)
        talk.say(f"It counts from the next start of {names}: end it and start it again, or type:")
        talk.show("  sudo systemctl restart foleni-kiosk")
        talk.say("How the printer is, you see with:")
        talk.show("  python main.py check")
    return bool(written)


def _written(talk: Talk, turn: Assignment, tried: Tried, new: NewPrinter) -> bool:
    try:
        write(turn, new)
    except CannotWrite as reason:
        talk.say(f"{turn.screen.file} stays as it was: {reason}")
        return False
    talk.say(f"Written: {turn.screen.file}")
    if tried.found.level is not None:
        place = PrinterPlace(name=new.name, road=Road.LAN.value, address=new.address)
        keep_where_nobody_works(turn.screen.data, place, tried.found)
    return True


def write(turn: Assignment, new: NewPrinter) -> None:
    """Put ``new`` into the screen's file as it is by now. Raises ``CannotWrite``."""
    file = turn.screen.file
    now = read_screen(turn.screen.name, file)
    text = with_printer(now.text, new, min(turn.at, len(now.old)))
    counters = turn.screen.name.startswith("counter") or "counter" in tomllib.loads(
        text.removeprefix(BYTE_ORDER_MARK)
    )
    kind = CounterConfig if counters else KioskConfig
    write_whole(file, text, lambda beside: _check(beside, kind, file))


def _check(beside: Path, kind: type[PrintingConfig], file: Path) -> None:
    """What a screen would refuse at its start is not written at all."""
    try:
        read_settings(beside, kind)
    except ConfigMistake as mistake:
        raise CannotWrite(str(mistake).replace(str(beside), str(file))) from mistake


def _chosen(talk: Talk, screens: Sequence[Screen]) -> list[Screen]:
    if len(screens) == 1:
        talk.say(f"It is for {screens[0].name} ({screens[0].file}).")
        return list(screens)
    talk.say("The screens of this machine that print:")
    for n, screen in enumerate(screens, start=1):
        now = ", ".join(each.name for each in screen.old) or "no printer yet"
        sample = " (practice)" if screen.name.endswith("-sample") else ""
        talk.show(f"  {n:2}  {screen.name}{sample}: {now}")
    numbers = talk.ask(
        "Which of them print on it? One number, or several as in 1,2", _numbers(len(screens)), "1"
    )
    return [screens[n - 1] for n in numbers]


def _turn(talk: Talk, screen: Screen, new: NewPrinter) -> int:
    for n, each in enumerate(screen.old):
        if new.address == each.address or new.name == each.name:
            talk.say(f"{screen.name} has it already, as {each.name}: that entry is renewed.")
            return n
    if not screen.old:
        return 0
    talk.say(f"{screen.name} tries its printers in this order:")
    for n, each in enumerate(screen.old, start=1):
        talk.show(f"  {n:2}  {each.name}")
    last = len(screen.old) + 1
    return talk.ask("Which number is the new one?", _number(last), str(last)) - 1


def _usual(tried: Tried) -> str:
    return f"Printer {tried.place.host}"[:LONGEST_NAME]


def _named(talk: Talk, tried: Tried, screens: Sequence[Screen]) -> str:
    """What it is called; no other printer of these screens has that name."""
    default = tried.model[:LONGEST_NAME] or _usual(tried)
    while True:
        name = talk.ask("What is it called?", _name, default)
        others = {
            each.address
            for screen in screens
            for each in screen.old
            if each.name == name and each.address != tried.place.address
        }
        if not others or talk.ask_yes(
            f"There is a printer {name} at {', '.join(others)}. Is it the same one, moved?",
            default=False,
        ):
            return name
        talk.say("Then it needs a name of its own.")


def _name(text: str) -> str:
    if not 0 < len(text) <= LONGEST_NAME:
        raise NotUnderstood(f"A name has 1 to {LONGEST_NAME} letters.")
    return text


def _words(text: str) -> str:
    if len(text) > LONGEST_NAME:
        raise NotUnderstood(f"At most {LONGEST_NAME} letters: it stands on the screen in one line.")
    return text


def _numbers(most: int) -> Callable[[str], list[int]]:
    each = _number(most)

    def understand(text: str) -> list[int]:
        return sorted({each(part) for part in re.split(r"[,\s]+", text.strip(", "))})

    return understand


def _number(most: int) -> Callable[[str], int]:
    def understand(text: str) -> int:
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
            raise NotUnderstood(f"Please type a number from 1 to {most}.")
        return int(text)

    return understand
