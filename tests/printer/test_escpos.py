import logging
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.printer.escpos import bands, job
from kiosk.printer.press import SlipPress
from kiosk.printer.profile import (
    PAPER_58_MM,
    Cut,
    PrinterProfile,
    UnknownProfile,
    known_profiles,
    read_profile,
)
from kiosk.printer.slip import Slip
from kiosk.texts import Texts

REAL_TIME = (b"\x10\x04", b"\x10\x05", b"\x10\x14")


class ReferenceProfile(Protocol):
    profile_data: dict[str, dict[str, dict[str, int]]]


class ReferencePrinter(Protocol):
    """As much of python-escpos' collecting printer as is compared with."""

    output: bytes
    profile: ReferenceProfile

    def image(self, picture: Image.Image, *, impl: str, fragment_height: int) -> None: ...

    def cut(self, *, feed: bool) -> None: ...


class Reference(Protocol):
    def __call__(self, *, profile: str) -> ReferencePrinter: ...


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    """python-escpos' collecting printer, imported without what it leaves behind."""
    with pytest.MonkeyPatch.context() as patch:
        own = str(tmp_path_factory.mktemp("capabilities"))
        patch.setenv("ESCPOS_CAPABILITIES_PICKLE_DIR", own)
        patch.setattr("tempfile.tempdir", own)
        handlers = list(logging.getLogger().handlers)
        from escpos.printer import Dummy  # noqa: PLC0415

        logging.getLogger().handlers[:] = handlers
    return cast("Reference", Dummy)


def noise(width: int, height: int) -> Image.Image:
    chance = random.Random(width * height)
    picture = Image.new("L", (width, height))
    picture.putdata([chance.randrange(256) for _ in range(width * height)])
    return picture.point(lambda grey: 255 if grey > 100 else 0, "1")


@pytest.mark.parametrize(
    ("profile", "width"), [("TM-T20II", 576), ("TM-T88V", 512), ("POS-5890", 384), ("RP326", 77)]
)
@pytest.mark.parametrize("height", [1, 127, 128, 129, 500])
@pytest.mark.parametrize("rows", [128, 255])
def test_bands_are_byte_for_byte_those_of_python_escpos(
    reference: Reference, profile: str, width: int, height: int, rows: int
) -> None:
    picture = noise(width, height)
    dummy = reference(profile=profile)
    dummy.image(picture, impl="bitImageRaster", fragment_height=rows)
    # Theirs may hold a real-time command; ours never does.
    assert without_real_time(dummy.output) == bands(picture, rows)


def without_real_time(data: bytes) -> bytes:
    for command in REAL_TIME:
        data = data.replace(command, b"\x18" + command[1:])
    return data


def test_a_real_slip_is_byte_for_byte_that_of_python_escpos(
    reference: Reference, job: bytes
) -> None:
    rows = b"".join(rows_of_bands(job))
    picture = Image.frombytes("1", (576, len(rows) // 72), rows, "raw", "1;I")
    dummy = reference(profile="TM-T20II")
    dummy.image(picture, impl="bitImageRaster", fragment_height=128)
    dummy.cut(feed=False)
    assert job == dummy.output


def rows_of_bands(data: bytes) -> Iterator[bytes]:
    at = 0
    while data.startswith(b"\x1dv0\x00", at):
        width, height = (int.from_bytes(data[at + n : at + n + 2], "little") for n in (4, 6))
        at += 8 + width * height
        yield data[at - width * height : at]


@given(st.binary(min_size=9, max_size=900))
def test_no_picture_can_ask_open_the_drawer_or_throw_the_job_away(ink: bytes) -> None:
    tempting = ink.replace(b"\x00", b"\x10\x14").replace(b"\x01", b"\x10\x10\x04")[:900]
    height = len(tempting) // 9
    picture = Image.frombytes("1", (72, height), tempting[: height * 9], "raw", "1;I")
    data = job(picture, Cut.FULL)
    assert not any(command in data for command in REAL_TIME)


def test_only_a_picture_of_dots_is_sent() -> None:
    with pytest.raises(ValueError, match="mode 1"):
        bands(Image.new("L", (8, 8)))


def test_a_printer_without_a_knife_feeds_to_its_tear_bar(
    fonts: Path, texts: Texts, slip: Slip
) -> None:
    press = SlipPress(fonts=fonts, texts=texts, profile=PAPER_58_MM)
    assert press.press(slip).endswith(b"\x1bd\x04")


def test_profiles_are_those_of_python_escpos(reference: Reference) -> None:
    assert read_profile("TM-T20II") == PrinterProfile(
        name="TM-T20II", width_dots=576, dpi=203, cut=Cut.PART
    )
    assert read_profile("TM-T88V").dpi == 180
    assert read_profile("POS-5890").cut is Cut.NONE
    for name in known_profiles():
        theirs = reference(profile=name).profile
        assert read_profile(name).width_dots == theirs.profile_data["media"]["width"]["pixels"]


@pytest.mark.parametrize("name", ["TM-T2000", "default", "RP326"])
def test_a_profile_without_a_width_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(UnknownProfile, match="TM-T20II"):
        read_profile(name)
