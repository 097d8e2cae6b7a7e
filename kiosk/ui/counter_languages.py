"""The languages a visitor may be called in, to choose one at a counter."""

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.domain.catalogue import Catalogue
from kiosk.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageRow:
    """A language the visitor may be called in; ``key`` chooses it."""

    code: str
    name: str
    key: str
    chosenNow: bool


def language_rows(catalogue: Catalogue, texts: Texts, chosen: str) -> list[LanguageRow]:
    """Every language of the centre, each by its own name."""
    return [
        LanguageRow(
            code=code,
            name=texts.say(code, "language-name"),
            key=str(place),
            chosenNow=code == chosen,
        )
        for place, code in enumerate(catalogue.centre.languages, start=1)
    ]


def with_key(rows: Iterable[LanguageRow], text: str) -> str | None:
    """The language that this key chooses, if it does."""
    return next((row.code for row in rows if row.key == text), None)
