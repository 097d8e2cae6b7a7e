"""No sentence is written that nothing says, and nothing says one that is not written."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import kiosk
from kiosk.centre.say import (
    BUSY,
    CODE_UNKNOWN,
    DISK_FULL,
    NOT_SIGNED_IN,
    STARTING,
    WRONG_PIN,
)
from kiosk.centre.troubles import TroubleCode
from kiosk.domain.counter import CounterState
from kiosk.domain.errors import Reason
from kiosk.domain.feedback import SMILEYS
from kiosk.domain.obeying import OF_THE_HUB
from kiosk.domain.ticket import TicketState
from kiosk.hub.catalogues import Stage
from kiosk.hub.centres import KeyState
from kiosk.hub.findings import FindingCode
from kiosk.hub.inbox_standing import State
from kiosk.hub.office_people_page import ACTS
from kiosk.printer.outcome import Level
from kiosk.speech.spelling import CLIPS
from kiosk.texts import Texts
from kiosk.web.office_wish import SORTS

SOURCE = Path(kiosk.__file__).parent
TEXTS = Texts.load(SOURCE.parent / "assets" / "texts")
KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
OF_THE_OFFICE = (
    *("settle", "new-code", "cut-off", "add-centre"),
    *(f"person-{what}" for what in ACTS),
)
"""What head office does itself."""
SAYING = {"say", "_say", "both", "each"}
"""The functions that take a sentence's key."""
QML_SAYING = re.compile(r"\b(?:say|both)\(")
TEMPLATE_SAYING = re.compile(r"\bsay\(\"([a-z0-9-]+)\"")
QML_NO_KEY = re.compile(r"objectName:.*|[=!]== \"[^\"\n]*\"|//.*")
QML_STRING = re.compile(r"\"([^\"\n]*)\"")
WAITS = ("wait", "wait-about", "wait-figures")


def _kebab(command: type) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", command.__name__).lower()


def composed() -> Iterator[str]:
    """The keys that are put together while the program runs."""
    kinds: dict[str, Iterable[str]] = {
        "finding": FindingCode,
        "office-counter": CounterState,
        "office-state": State,
        "office-stage": Stage,
        "office-key": KeyState,
        "office-did": (*map(_kebab, OF_THE_HUB), *OF_THE_OFFICE),
        "office-col": set(SORTS) - {"oldest"},
        "office-column": set(SORTS) - {"oldest"},
        "refused": Reason,
        "error": (BUSY, CODE_UNKNOWN, DISK_FULL, NOT_SIGNED_IN, STARTING, WRONG_PIN),
        "trouble": TroubleCode,
        "state": TicketState,
        "printer-level": Level,
        "feedback": map(str, SMILEYS),
        "say": CLIPS,
        **dict.fromkeys(WAITS, ("range", "under", "over", "unknown")),
    }
    for kind, codes in kinds.items():
        for code in codes:
            yield f"{kind}-{code.lower().replace('_', '-')}"


@cache
def python() -> tuple[ast.AST, ...]:
    """Every node of every module."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py"))
    return tuple(node for tree in trees for node in ast.walk(tree))


@cache
def qml() -> str:
    """Every component, without what only looks like a sentence's key."""
    written = (path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.qml"))
    return QML_NO_KEY.sub("", "\n".join(written))


def literals(node: ast.expr) -> Iterator[str]:
    """The whole strings this expression may come to."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def python_said() -> Iterator[str]:
    """What Python hands to a function that says it, as far as it stands there."""
    for node in python():
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in SAYING:
            for argument in node.args:
                yield from literals(argument)
        for keyword in node.keywords:
            if keyword.arg == "words":
                yield from literals(keyword.value)


def qml_said() -> Iterator[str]:
    """What QML hands to a function that says it, as far as it stands there."""
    source = qml()
    for call in QML_SAYING.finditer(source):
        depth, end = 1, call.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(source[end], 0)
            end += 1
        arguments = source[call.end() : end]
        if not re.search(r"\" \+|\+ \"", arguments):
            yield from QML_STRING.findall(arguments)


def templates_said() -> Iterator[str]:
    """What the pages' templates say."""
    for path in (SOURCE.parent / "assets" / "web").rglob("*.html"):
        yield from TEMPLATE_SAYING.findall(path.read_text(encoding="utf-8"))


def said() -> set[str]:
    """Every key that stands where it is said."""
    spoken = {*python_said(), *qml_said(), *templates_said()}
    spoken = {text for text in spoken if KEY.fullmatch(text)}
    return spoken - set(TEXTS.languages)


def named() -> set[str]:
    """Every string that may be a key. A single word is one only where it is said."""
    anywhere = {
        text for node in python() if isinstance(node, ast.Constant) for text in literals(node)
    }
    return {text for text in anywhere | set(QML_STRING.findall(qml())) if "-" in text}


def test_every_sentence_is_said_somewhere() -> None:
    assert TEXTS.keys("en") - named() - said() - set(composed()) == set()


def test_every_sentence_said_somewhere_is_written() -> None:
    assert (said() | set(composed())) - TEXTS.keys("en") == set()


def test_the_search_finds_what_screens_paper_and_panel_say() -> None:
    assert said() >= {"back", "kiosk-take-my-ticket", "slip-helpline", "counter-close"}
