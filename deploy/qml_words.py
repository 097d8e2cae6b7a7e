"""Finds words in QML that stand in the code instead of in assets/texts.

Every string of every file is looked at, wherever it stands: in a sum, behind a question mark,
inside a template. One that has a letter must be something else than words: a sentence's key, a
picture, a name that the program gives to a thing, or what something is compared with.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

TOKEN = re.compile(
    r"""
    (?P<comment>//[^\n]*|/\*.*?\*/)
  | (?P<regex>(?<=[(,=:\[!&|?{};])\s*/(?![*/])(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\\\n\[])+/[a-z]*)
  | (?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
  | (?P<template>`(?:\\.|[^`\\])*`)
  | (?P<name>[A-Za-z_$][\w$.]*)
  | (?P<sign>[^\s])
    """,
    re.VERBOSE | re.DOTALL,
)
COMPARED = {"==", "===", "!=", "!=="}
NAMED_BY_PROGRAM = frozenset(
    {"objectName", "name", "iconName", "tone", "color", "border.color", "property", "role", "state"}
    | {
        "wordFont",
        "numberFont",
        "parts",
        "part",
        "page",
        "does",
        "key",
        "font.family",
        "type",
        "target",
        "symbol",
        "view",
    }
)
"""Properties whose strings nobody reads."""
LETTERS = re.compile(r"[^\W\d_]")
CODE_IN_TEMPLATE = re.compile(r"\$\{[^}]*\}")
TECHNICAL = re.compile(r"#[0-9A-Fa-f]{3,8}|transparent|image://\w+/|';[a-z-]+:")
"""Colours, the addresses of pictures, and what styles a number inside a sentence."""
ESCAPE = re.compile(r"\\.")
MARKS = re.compile(r"<[^>]*(?:>|$)|^[^<]*>|&\w+;")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One piece of a file, and the line it stands on."""

    kind: str
    text: str
    line: int


def tokens(source: str) -> list[Token]:
    """Everything but comments and regular expressions, as JavaScript has it."""
    made = []
    for found in TOKEN.finditer(source):
        kind = found.lastgroup or ""
        if kind not in ("comment", "regex"):
            line = source.count("\n", 0, found.start()) + 1
            made.append(Token(kind=kind, text=found[0], line=line))
    return made


def fixed_words(file: Path, *, known: Callable[[str], bool]) -> Iterator[str]:
    """Each string of ``file`` that people would read; ``known`` says what is a key or a picture."""
    read = tokens(file.read_text(encoding="utf-8"))
    for place, token in enumerate(read):
        if token.kind not in ("string", "template"):
            continue
        said = token.text[1:-1]
        if token.kind == "template":
            said = CODE_IN_TEMPLATE.sub("", said)
        shown = MARKS.sub("", ESCAPE.sub(" ", said))
        if not LETTERS.search(shown) or TECHNICAL.fullmatch(said) or known(said):
            continue
        if _is_import(read, place) or _is_compared(read, place) or _is_index(read, place):
            continue
        if _property_of(read, place) in NAMED_BY_PROGRAM:
            continue
        yield f"{file.name}:{token.line}: {token.text} stands in the code; move it to assets/texts"


def _is_import(read: Sequence[Token], place: int) -> bool:
    return place > 0 and read[place - 1].text == "import"


def _is_compared(read: Sequence[Token], place: int) -> bool:
    before = "".join(token.text for token in read[max(0, place - 3) : place])
    after = "".join(token.text for token in read[place + 1 : place + 4])
    beside = before[-3:], before[-2:], after[:3], after[:2]
    return bool(COMPARED & set(beside)) or read[place - 1].text == "case"


def _is_index(read: Sequence[Token], place: int) -> bool:
    """What picks a field: ``{"tnum": 1}``, ``thing["tnum"]``."""
    after = read[place + 1].text if place + 1 < len(read) else ""
    before = read[place - 1].text if place else ""
    return (before in "{," and after == ":") or (before == "[" and after == "]")


def _property_of(read: Sequence[Token], place: int) -> str:
    """The property that this string's binding belongs to, as far as the line of brackets tells."""
    depth = 0
    for back in range(place - 1, 0, -1):
        text = read[back].text
        if text in ")]}":
            depth += 1
        elif text in "([{":
            if depth == 0 and text == "{":
                return ""
            depth = max(0, depth - 1)
        elif text == ":" and depth == 0 and read[back - 1].kind == "name":
            name = read[back - 1].text
            earlier = read[back - 2].text if back > 1 else ""
            if earlier != "?" and not _in_choice(read, back):
                return name
    return ""


def _in_choice(read: Sequence[Token], colon: int) -> bool:
    """Whether this colon is the second half of ``a ? b : c``."""
    line = read[colon].line
    before = [token.text for token in read[max(0, colon - 12) : colon]]
    same = [token.text for token in read[:colon] if token.line == line]
    return "?" in (same or before)
