"""What comes with the product and never changes: read once for all tests of screens."""

from functools import cache
from pathlib import Path

import kiosk
from kiosk.centre.catalogue_file import read_catalogue
from kiosk.domain.catalogue import Catalogue
from kiosk.texts import Texts

ASSETS = Path(kiosk.__file__).resolve().parent.parent / "assets"


@cache
def sentences() -> Texts:
    """Every sentence in both languages."""
    return Texts.load(ASSETS / "texts")


@cache
def huduma() -> Catalogue:
    """The sample centre's catalogue."""
    return read_catalogue(ASSETS / "catalogue" / "huduma.toml")
