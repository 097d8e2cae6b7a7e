"""A third language made of the first: one file of sentences, and a catalogue that names it.

Every letter of English wears an accent in it. Where a letter without one is seen on a screen, on
paper or in a page of this language, words stand in the code instead of in a file.
"""

import re
from pathlib import Path

from fluent.syntax import FluentSerializer, ast, parse
from fluent.syntax.visitor import Transformer

CODE = "fr"
"""French counts 0 and 1 alike, unlike English; its days' names come from Babel."""

PLAIN = "ABCDEGHIKLNOPRSTUWYZabcdeghiklnoprstuwyz"
WORN = "ÀÅÇĎÈĞĦÌĶĻŇÒÞŘŠŤÙŴÝŽàåçďèğħìķļňòþřšťùŵýž"
WEAR = str.maketrans(PLAIN, WORN)
LEFT = re.compile(r"[A-Za-z]*[" + PLAIN + r"][A-Za-z]*")
"""A word with a letter that no third language has: F, J, M, Q, V and X wear none."""


def worn(english: str) -> str:
    """What the third language says for ``english``."""
    return english.translate(WEAR)


class _Wearing(Transformer):
    """Puts the accents on sentences, never on keys, arguments or the names of plural forms."""

    def visit_TextElement(self, node: ast.TextElement) -> ast.TextElement:  # noqa: N802
        node.value = worn(node.value)
        return node


def write_sentences(texts: Path) -> None:
    """Add the third language's one file to a folder that has English."""
    resource = parse((texts / "en.ftl").read_text(encoding="utf-8"))
    _Wearing().visit(resource)
    written = FluentSerializer().serialize(resource)
    (texts / f"{CODE}.ftl").write_text(written, encoding="utf-8")


def catalogue_text(original: str, languages: tuple[str, ...]) -> str:
    """The text of a catalogue with the third language's names, spoken in ``languages``."""
    named = re.sub(
        r'\ben = "([^"]*)"(,?)', lambda m: f"{m[0]}{_own(m[1], m[2])}", original, flags=re.MULTILINE
    )
    listed = ", ".join(f'"{language}"' for language in languages)
    return re.sub(r"^languages = .*$", f"languages = [{listed}]", named, flags=re.MULTILINE)


def _own(english: str, comma: str) -> str:
    """The third language's name, where a table stands on one line or on several."""
    pair = f'{CODE} = "{worn(english)}"'
    return f" {pair}," if comma else f"\n{pair}"
