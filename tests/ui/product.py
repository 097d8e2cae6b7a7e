"""What comes with the product and never changes: read once for all tests of screens."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import kiosk
from kiosk.centre.catalogue_file import read_catalogue
from kiosk.domain.catalogue import Catalogue
from kiosk.texts import Texts

ASSETS = Path(kiosk.__file__).resolve().parent.parent / "assets"

_instead: list[tuple[Texts, Catalogue]] = []


def sentences() -> Texts:
    """Every sentence in both languages, or in those of another product."""
    return _instead[-1][0] if _instead else _sentences()


def huduma() -> Catalogue:
    """The sample centre's catalogue."""
    return _instead[-1][1] if _instead else _huduma()


@contextmanager
def another_product(texts: Texts, catalogue: Catalogue) -> Iterator[None]:
    """Every screen made inside speaks these sentences, in a centre of this catalogue."""
    _instead.append((texts, catalogue))
    try:
        yield
    finally:
        _instead.pop()


@cache
def _sentences() -> Texts:
    return Texts.load(ASSETS / "texts")


@cache
def _huduma() -> Catalogue:
    read = read_catalogue(ASSETS / "catalogue" / "huduma.toml")
    # As a centre gives it that is enrolled at no hub.
    return replace(read, rules=replace(read.rules, hub_share_pct=0))
