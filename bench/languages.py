"""The sentences no native speaker has read yet, for docs/languages.md: `make languages`.

A sentence's comment in its file ends with how sure we are of it: `confidence: H`, `M` or `L`.
"""

from collections.abc import Iterator
from pathlib import Path

from fluent.syntax import FluentSerializer, ast, parse

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ROOT / "assets" / "texts"
PAGE = ROOT / "docs" / "languages.md"
BEGIN, END = "<!-- begin: unread sentences -->", "<!-- end: unread sentences -->"
MARK = "confidence: "
UNSURE = {
    "L": "Look at these first: we are not sure of the word",
    "M": "Standard words, put together by us",
}


def messages(language: str) -> dict[str, ast.Message]:
    """Every sentence of a language, in the order of its file."""
    resource = parse((TEXTS / f"{language}.ftl").read_text(encoding="utf-8"))
    return {entry.id.name: entry for entry in resource.body if isinstance(entry, ast.Message)}


def confidence(message: ast.Message) -> str:
    """``H``, ``M`` or ``L``; empty where nothing is said of it."""
    comment = message.comment.content or "" if message.comment else ""
    return comment.rpartition(MARK)[2][:1] if MARK in comment else ""


def page(language: str = "sw") -> str:
    """What docs/languages.md says, its list made anew."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    tables = "\n".join(_tables(language))
    return f"{before}{BEGIN}\n\n{tables}\n{END}{after}"


def _tables(language: str) -> Iterator[str]:
    english, translated = messages("en"), messages(language)
    for grade, heading in UNSURE.items():
        rows = [
            f"| `{key}` | {_words(english[key])} | {_words(message)} |"
            for key, message in translated.items()
            if key in english and confidence(message) == grade
        ]
        yield f"### {heading} ({grade}, {len(rows)})\n"
        yield "| key | English | Kiswahili |\n|---|---|---|"
        yield "\n".join(rows) + "\n"


def _words(message: ast.Message) -> str:
    """A sentence on one line, as its file writes it."""
    written = FluentSerializer().serialize_entry(
        ast.Message(id=message.id, value=message.value), state=0
    )
    words = " ".join(written.partition("=")[2].split())
    return words.replace("|", "\\|").replace("*[", "\\*[")


def main() -> None:
    """Write the list."""
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} lists the sentences to be read.")


if __name__ == "__main__":
    main()
