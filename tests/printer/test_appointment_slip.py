"""What the paper of an appointment says, and that a kiosk reads it."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import zxingcpp
from PIL import Image

from kiosk.domain.appointment import Share
from kiosk.domain.appointment_code import code_from, code_in, qr_text
from kiosk.printer.appointment_slip import AppointmentSlip, appointment_wording, words_of
from kiosk.printer.layout import SlipPainter
from kiosk.printer.press import SlipPress
from kiosk.printer.profile import PAPER_80_MM
from kiosk.printer.slip import wording
from kiosk.texts import Texts
from tests.printer.slips import molo

HALF_PAST_TEN = datetime(2026, 11, 24, 10, 30, tzinfo=ZoneInfo("Africa/Nairobi"))
DIGITS = code_from(bytes(16), Share.CENTRE, ())


@pytest.fixture
def appointment() -> AppointmentSlip:
    return AppointmentSlip(
        languages=("sw", "en"),
        centre_name={"en": "Huduma Centre", "sw": "Huduma Centre"},
        place={"en": "Molo", "sw": "Molo"},
        service={"sw": "Pasipoti", "en": "Passport"},
        slot=HALF_PAST_TEN,
        on_time_until=HALF_PAST_TEN + timedelta(minutes=15),
        lost_from=HALF_PAST_TEN + timedelta(minutes=30),
        hall={"sw": "Ukumbi 2", "en": "Hall 2"},
        digits=DIGITS,
        code=qr_text("MOLO", DIGITS),
        bring=({"sw": "Kitambulisho", "en": "Your ID"},),
    )


@pytest.mark.parametrize(("width", "dpi"), [(576, 203), (384, 203), (512, 180)])
def test_a_kiosk_of_the_centre_reads_the_code_on_the_paper(
    width: int, dpi: int, appointment: AppointmentSlip, texts: Texts, fonts: Path
) -> None:
    painter = SlipPainter(fonts=fonts, width_dots=width, dpi=dpi)
    for languages in (("sw", "en"), ("en", "sw")):
        for copy in (True, False):
            slip = replace(appointment, languages=languages, copy=copy, for_kiosk="Mlango")
            picture = painter.paint(appointment_wording(slip, texts))
            (found,) = zxingcpp.read_barcodes(picture.convert("L"))
            assert code_in("MOLO", found.text) == DIGITS
            box = Image.eval(picture.convert("L"), lambda grey: 255 - grey).getbbox()
            assert box is not None
            assert box[0] > 0
            assert box[2] < width


def test_it_says_when_until_when_and_what_to_bring_in_both_languages(
    appointment: AppointmentSlip, texts: Texts
) -> None:
    words = appointment_wording(appointment, texts)
    assert words.number == "10:30"
    assert words.wait == "10:45"
    assert words.banners == (("MIADI", "APPOINTMENT"),)
    assert words.services == ("Pasipoti", "Passport")
    assert words.bring == (("Kitambulisho", "Your ID"),)
    assert words.readable_code == DIGITS
    assert words.ahead == "24/11"
    assert "11:00" in words.footer[0]


def test_a_press_prints_appointments_and_tickets(
    appointment: AppointmentSlip, texts: Texts, fonts: Path
) -> None:
    press = SlipPress(fonts=fonts, texts=texts, profile=PAPER_80_MM)
    assert press.press(appointment) != press.press(molo())
    assert words_of(molo(), texts) == wording(molo(), texts)
