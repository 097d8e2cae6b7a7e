"""No sentence that a person sees stands in the code: each stands in assets/texts, by a key."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kiosk
from deploy.qml_words import fixed_words
from kiosk.texts import Texts

SOURCE = Path(kiosk.__file__).parent
ASSETS = SOURCE.parent / "assets"
KEYS = Texts.load(ASSETS / "texts").keys("en")
ICONS = {path.stem for path in (ASSETS / "icons").glob("*.svg")}
QML = sorted((SOURCE / "ui" / "qml").rglob("*.qml"))
PYTHON = sorted(
    [
        *SOURCE.glob("ui/*.py"),
        *SOURCE.glob("speech/*.py"),
        *SOURCE.glob("web/*.py"),
        *SOURCE.glob("centre/phone*.py"),
        *SOURCE.glob("hub/public_[ap]*.py"),
        *SOURCE.glob("hub/public_f*.py"),
        *SOURCE.glob("hub/public_ch*.py"),
        *SOURCE.glob("hub/tracking.py"),
        SOURCE / "printer" / "slip.py",
    ]
)
SENTENCE = re.compile(r"[^\W\d_]{2,}[ ,]+[^\W\d_]{2,}|^[A-Z][a-z]+[.!?…]?$")
"""Two words, or one as a sentence begins."""
FOR_INSTALLERS = {
    "reach.py": "what `check` prints of a board",
    "errors.py": "what programs are answered that ask wrongly",
    "espeak.py": "what `check` prints of speech",
    "jack.py": "why there is no sound, for the log",
    "recital.py": "the same",
    "soundcard.py": "what `check` prints of sound",
}
"""Modules with sentences in English for who sets a centre up, never for who stands before it."""
TECHNICAL = {
    "Atkinson Hyperlegible Next",  # fonts
    "Inter",
    "Main",  # types of QML and Python
    "Row",
    "Theme",
    "Visit",
    "Wish",
    "Secure",  # of a cookie
    "Changed",  # the end of a signal's name
    "the keyboard",  # what was waited for in vain, in an error
    "img-src data:",  # a page's rule
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789 ().,-",
    "Python makes it",  # for whoever writes QML
}
LOGGED = {"warning", "info", "error", "debug", "critical", "exception", "compile"}


def _id(file: Path) -> str:
    return f"{file.parent.name}-{file.name}"


def known(said: str) -> bool:
    """A sentence's key, the beginning of several, or a picture."""
    begins = said.endswith("-") and any(key.startswith(said) for key in KEYS)
    return said in KEYS or said in ICONS or begins


@pytest.mark.parametrize("file", QML, ids=_id)
def test_no_component_has_words_of_its_own(file: Path) -> None:
    assert list(fixed_words(file, known=known)) == []


@pytest.mark.parametrize(
    "line",
    [
        'text: "Help"',
        'say: page.on ? "On" : "Off"',
        'say: page.on ? root.say("back") : "Off"',
        'say: "Page " + page.number',
        "say: `Page ${page.number}`",
        "say: 'Wait here'",
        'Accessible.name: "Close"',
        'Accessible.description: [name, "closed"].join(", ")',
        'function told(): string { return "It is open"; }',
        'text: /[/"]/.test(name) ? name : "No name"',
        'say: words.say(language, "back") + " now"',
        'property string title: "Welcome"',
    ],
)
def test_words_are_found_wherever_they_stand(tmp_path: Path, line: str) -> None:
    file = tmp_path / "Sample.qml"
    file.write_text(f"import QtQuick\nItem {{\n    {line}\n}}\n", encoding="utf-8")
    assert len(list(fixed_words(file, known=known))) >= 1


@pytest.mark.parametrize(
    "line",
    [
        'say: words.say(language, "back")',
        'say: "feedback-" + index',
        'objectName: "tile-" + group',
        'visible: page.state === "closed"',
        'iconName: on ? "bell" : "check"',
        'color: "#FFB81C"',
        'say: [first, second].join(" · ")',
        '// says "Hello" to nobody',
        'font.features: ({ "tnum": 1 })',
    ],
)
def test_what_nobody_reads_is_passed_over(tmp_path: Path, line: str) -> None:
    file = tmp_path / "Sample.qml"
    file.write_text(f"import QtQuick\nItem {{\n    {line}\n}}\n", encoding="utf-8")
    assert list(fixed_words(file, known=known)) == []


@pytest.mark.parametrize("file", PYTHON, ids=_id)
def test_no_module_of_a_screen_has_words_of_its_own(file: Path) -> None:
    if file.name not in FOR_INSTALLERS:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        assert [text for text in _strings(tree) if text not in TECHNICAL] == []


def _strings(node: ast.AST) -> Iterator[str]:
    """What reads as a sentence; not what is documented, raised, logged or only of types."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Raise):
            continue
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if isinstance(child, ast.Call) and getattr(child.func, "attr", "") in LOGGED:
            continue
        if isinstance(child, ast.Constant):
            if isinstance(child.value, str) and SENTENCE.search(child.value):
                yield child.value
            continue
        yield from _strings(child)
