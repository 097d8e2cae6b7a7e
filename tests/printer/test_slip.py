from dataclasses import replace

import pytest

from kiosk.printer.slip import QR_LIMIT, Slip, fits_qr, wording
from kiosk.texts import Texts


def test_the_visitors_language_comes_first(slip: Slip, texts: Texts) -> None:
    assert wording(slip, texts).services == ("Kitambulisho", "National ID")
    english_first = wording(replace(slip, languages=("en", "sw")), texts)
    assert english_first.services == ("National ID", "Kitambulisho")
    assert english_first.ahead_labels == ("Ahead of you", "Mbele yako")


def test_what_is_the_same_in_both_languages_is_printed_once(slip: Slip, texts: Texts) -> None:
    passport = replace(slip, service={"en": "eCitizen", "sw": "eCitizen"})
    assert wording(passport, texts).services == ("eCitizen",)


def test_a_wait_that_is_not_known_is_said_to_be_not_known(slip: Slip, texts: Texts) -> None:
    assert wording(slip, texts).wait == "15–25"
    unknown = wording(replace(slip, wait_min=None), texts)
    assert unknown.wait == ""
    assert "Not known yet" in unknown.wait_unknown


def test_a_phone_page_is_promised_only_where_there_is_one(slip: Slip, texts: Texts) -> None:
    assert "Follow your turn by phone." in wording(slip, texts).follow
    bare = wording(replace(slip, code="MOLO-K7M2", phone_page=False), texts)
    assert "Scan it at any kiosk to see where you stand." in bare.follow
    assert not any("phone" in text or "simu" in text for text in bare.follow)


def test_people_read_the_token_and_not_the_address(slip: Slip, texts: Texts) -> None:
    assert wording(slip, texts).readable_code == "MOLO-K7M2QXPAK7M2QXPAK7M2QXPAZZ"


def test_a_copy_and_a_stand_in_say_so(slip: Slip, texts: Texts) -> None:
    assert wording(slip, texts).banners == ()
    marked = wording(replace(slip, copy=True, for_kiosk="Kiosk 2"), texts)
    assert marked.banners[0] == ("NAKALA", "COPY")
    assert all("Kiosk 2" in text for text in marked.banners[1])


def test_the_time_is_the_centres_own_and_no_receipt_is_promised(slip: Slip, texts: Texts) -> None:
    words = wording(slip, texts)
    assert (words.day, words.time) == ("20/11/2026", "10:24")
    assert words.footer == ("Si risiti", "Not a receipt", "1919 · *191#")
    assert words.heading == "Huduma Centre Molo"


def test_a_name_missing_in_one_language_is_taken_from_another(slip: Slip, texts: Texts) -> None:
    assert wording(replace(slip, service={"en": "National ID"}), texts).services == ("National ID",)
    assert wording(replace(slip, hall={}), texts).where == ()


@pytest.mark.parametrize(
    ("code", "fits"),
    [("MOLO-K7M2", True), ("A" * QR_LIMIT, True), ("A" * (QR_LIMIT + 1), False), ("a", False)],
)
def test_a_code_fits_the_qr_or_is_said_not_to(code: str, fits: bool) -> None:  # noqa: FBT001
    assert fits_qr(code) is fits


def test_of_what_people_wrote_only_letters_and_signs_are_kept(slip: Slip, texts: Texts) -> None:
    hostile = "Dar\x1b@ \x10\x14\x01es\r\nSalaam\u202e \ud800\x00\u200b\u2028E\u0303"
    words = wording(
        replace(slip, service={"en": hostile, "sw": "\x1b\x00"}, for_kiosk=hostile), texts
    )
    assert words.services == ("Dar@ es Salaam Ẽ",)
    assert words.banners[0][-1] == "Printed for Dar@ es Salaam Ẽ"


def test_an_item_to_bring_without_a_name_is_left_out(slip: Slip, texts: Texts) -> None:
    assert wording(replace(slip, bring=({}, {"en": "\x07"}, {"en": "ID"})), texts).bring == (
        ("ID",),
    )
