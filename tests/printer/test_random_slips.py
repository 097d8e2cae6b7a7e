from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageDraw

from kiosk.centre.catalogue_file import read_catalogue
from kiosk.domain.catalogue import Catalogue
from kiosk.printer import escpos
from kiosk.printer.layout import SlipPainter
from kiosk.printer.press import SlipPress
from kiosk.printer.profile import PAPER_80_MM, Cut
from kiosk.printer.sheet import LINES_KEPT, TEXTS_KEPT
from kiosk.printer.slip import Slip, wording
from kiosk.printer.typecase import LETTERS_KEPT
from kiosk.texts import Texts
from tests.printer.random_slips import (
    HOSTILE,
    PAPERS,
    REAL_TIME,
    Paper,
    Trial,
    picture_of,
    qr_codes_in,
    trials,
    wrong_with,
)

MOST_SIZES = 24
"""Of letters on slips of one width, those that stand in for missing ones included."""
SAMPLE = 63
"""Seven of each width; ``python -m bench slips`` tries a thousand."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(Path(__file__).parents[2] / "assets/catalogue/huduma.toml")


@pytest.fixture(scope="module")
def paper(fonts: Path, texts: Texts) -> Paper:
    return Paper(fonts=fonts, texts=texts)


def test_random_slips_are_read_whole_and_harmless(catalogue: Catalogue, paper: Paper) -> None:
    wrong = {
        (n, trial.width_dots, trial.dpi): faults
        for n, trial in enumerate(trials(catalogue, seed=20, count=SAMPLE))
        if (faults := paper.wrong_with(trial))
    }
    assert wrong == {}


def test_every_width_is_tried_with_the_worst_names(catalogue: Catalogue) -> None:
    tried = list(trials(catalogue, seed=20, count=1000))
    for name in HOSTILE:
        assert any(name in trial.slip.service.values() for trial in tried)
    hostile = {trial.width_dots for trial in tried if set(trial.slip.service.values()) & {*HOSTILE}}
    assert hostile == {width for width, _ in PAPERS}
    assert {trial.slip.code is None for trial in tried} == {True, False}
    assert len({trial.slip.service.get("en") for trial in tried}) > len(catalogue.services)


def test_what_is_wrong_with_a_slip_is_found(slip: Slip, paper: Paper) -> None:
    """The judge of all random slips, judged."""
    trial = Trial(width_dots=576, dpi=203, slip=slip)
    whole = paper.painted(trial)
    assert wrong_with(whole, trial) == []
    assert any("reads" in wrong for wrong in wrong_with(Image.new("1", whole.size, 1), trial))
    edge = whole.copy()
    edge.paste(0, (575, 40, 576, 41))
    assert wrong_with(edge, trial) == ["ink from 18 to 576 of 576"]
    (found,) = qr_codes_in(whole)
    corner, noisy = found.position.top_left, whole.copy()
    noisy.paste(0, (corner.x - 20, corner.y + 60, corner.x - 18, corner.y + 62))
    assert wrong_with(noisy, trial) == ["less than four white modules around the QR"]


def test_a_code_is_read_though_its_dots_spell_commands(
    slip: Slip, fonts: Path, texts: Texts
) -> None:
    chance = Random(7)
    painted = SlipPainter(fonts=fonts, width_dots=576).paint(wording(slip, texts))
    (found,) = qr_codes_in(painted)
    corner = found.position.top_left
    pen = ImageDraw.Draw(painted)
    for _ in range(60):
        x = (corner.x // 8 + chance.randrange(24)) * 8
        y = corner.y + chance.randrange(200)
        second = chance.choice((0x04, 0x05, 0x14))
        for bit in range(16):
            black = (0x1000 | second) >> (15 - bit) & 1
            pen.point((x + bit, y), 0 if black else 255)
    assert REAL_TIME.search(painted.tobytes("raw", "1;I"))
    job = escpos.job(painted, Cut.PART)
    assert not REAL_TIME.search(job)
    (read,) = qr_codes_in(picture_of(job))
    assert read.text == slip.code


@pytest.mark.parametrize("rows_per_band", [1, 7, 128, 255])
def test_no_command_begins_in_one_row_and_ends_in_the_next(rows_per_band: int) -> None:
    row = b"\x04" + bytes(7) + b"\x10"
    picture = Image.frombytes("1", (72, 300), row * 300, "raw", "1;I")
    job = escpos.job(picture, Cut.PART, rows_per_band)
    assert not REAL_TIME.search(job)
    assert not REAL_TIME.search(picture_of(job).tobytes("raw", "1;I"))


def test_nothing_but_dots_and_their_heads_reaches_a_printer(
    slip: Slip, fonts: Path, texts: Texts
) -> None:
    """Whatever a name holds, a job is bands of the announced size and one cut."""
    press = SlipPress(fonts=fonts, texts=texts, profile=PAPER_80_MM)
    for name in HOSTILE:
        names = {"en": name, "sw": name}
        job = press.press(
            replace(slip, service=names, hall=names, place=names, bring=(names,), for_kiosk=name)
        )
        at = 0
        while job.startswith(b"\x1dv0\x00\x48\x00", at):
            rows = int.from_bytes(job[at + 6 : at + 8], "little")
            assert 0 < rows <= escpos.ROWS_PER_BAND
            at += 8 + 72 * rows
        assert job[at:] == b"\x1dVB\x00"


def test_what_a_painter_keeps_for_the_next_slips_stops_growing(
    catalogue: Catalogue, slip: Slip, fonts: Path, texts: Texts
) -> None:
    painter = SlipPainter(fonts=fonts, width_dots=576)
    for trial in trials(catalogue, seed=4, count=40):
        painter.paint(wording(trial.slip, texts))
    kept = []
    for first in range(0x4E00, 0x4E00 + 3200, 40):
        name = " ".join(chr(first + n) for n in range(40))
        painter.paint(wording(replace(slip, service={"en": name}, for_kiosk=name), texts))
        kept.append(painter.kept)
    assert max(kept) <= MOST_SIZES * LETTERS_KEPT + LINES_KEPT + 2 * TEXTS_KEPT
    assert kept[-10] == kept[-1]
