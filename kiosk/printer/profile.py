"""What is known about a model of receipt printer: its dots and its knife."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, unique
from importlib.metadata import distribution
from pathlib import Path
from typing import TypedDict, cast

DEFAULT_DPI = 203


@unique
class Cut(StrEnum):
    """What the printer's knife can do."""

    FULL = "full"
    PART = "part"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterProfile:
    """One model: ``width_dots`` across the printable width, at ``dpi`` in both directions."""

    name: str
    width_dots: int
    dpi: int = DEFAULT_DPI
    cut: Cut = Cut.PART


PAPER_80_MM = PrinterProfile(name="80 mm", width_dots=576)
PAPER_58_MM = PrinterProfile(name="58 mm", width_dots=384, cut=Cut.NONE)


class UnknownProfile(Exception):
    """No such model, or its width is not known; the message says what to do instead."""


class _Width(TypedDict, total=False):
    pixels: int | str


class _Media(TypedDict, total=False):
    dpi: int | str
    width: _Width


class _Model(TypedDict):
    features: Mapping[str, bool]
    media: _Media


def known_profiles() -> tuple[str, ...]:
    """The models python-escpos knows the width of and that print raster pictures."""
    return tuple(
        name
        for name, model in _models().items()
        if isinstance(model["media"].get("width", {}).get("pixels"), int)
        and model["features"]["bitImageRaster"]
    )


def read_profile(name: str) -> PrinterProfile:
    """The profile python-escpos has under ``name`` (``TM-T20II``, ``POS-5890`` …).

    Raises ``UnknownProfile`` for a name it does not know, or knows without a width.
    """
    model = _models().get(name)
    width_dots = model["media"].get("width", {}).get("pixels") if model else None
    if model is None or not isinstance(width_dots, int) or not model["features"]["bitImageRaster"]:
        known = ", ".join(known_profiles())
        raise UnknownProfile(f"printer profile {name!r} has no width; use one of: {known}")
    dpi = model["media"].get("dpi")
    return PrinterProfile(
        name=name,
        width_dots=width_dots,
        dpi=dpi if isinstance(dpi, int) else DEFAULT_DPI,
        cut=_cut(model["features"]),
    )


def _cut(features: Mapping[str, bool]) -> Cut:
    # A partial cut leaves the slip hanging, so that it does not fall on the floor.
    if features["paperPartCut"]:
        return Cut.PART
    return Cut.FULL if features["paperFullCut"] else Cut.NONE


def _models() -> Mapping[str, _Model]:
    # Read as a file: importing the package takes up to 0.6 s, leaves temporary directories
    # behind and adds a handler to the root logger.
    path = Path(str(distribution("python-escpos").locate_file("escpos/capabilities.json")))
    profiles = json.loads(path.read_text(encoding="utf-8"))["profiles"]
    return cast("Mapping[str, _Model]", profiles)
