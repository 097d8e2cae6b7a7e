"""Numbers are spelt in the sentence's own language, and no zero is lost."""

import re
from pathlib import Path

import pytest

from kiosk.speech.spelling import (
    CLIPS,
    Spelling,
    pieces_of_counter,
    pieces_of_number,
    pieces_of_ticket,
    pieces_of_ticket_briefly,
)
from kiosk.texts import Texts

TEXTS = Texts.load(Path(__file__).parents[2] / "assets" / "texts")
EN, SW = Spelling(TEXTS, "en"), Spelling(TEXTS, "sw")
BOTH = pytest.mark.parametrize("spelling", [EN, SW], ids=["en", "sw"])
UNITS = ("sifuri", "moja", "mbili", "tatu", "nne", "tano", "sita", "saba", "nane", "tisa")
TENS: tuple[str, ...] = (
    "kumi",
    "ishirini",
    "thelathini",
    "arobaini",
    "hamsini",
    "sitini",
    "sabini",
)
TENS += ("themanini", "tisini")


def kiswahili(number: int) -> str:
    """The rule as reference grammars have it, apart from our own sentences."""
    if number < 10:
        return UNITS[number]
    if number < 100:
        rest = f" na {UNITS[number % 10]}" if number % 10 else ""
        return TENS[number // 10 - 1] + rest
    rest = f" na {kiswahili(number % 100)}" if number % 100 else ""
    return f"mia {UNITS[number // 100]}{rest}"


def test_numbers_in_kiswahili_follow_the_rule() -> None:
    assert [SW.number(n) for n in range(1000)] == [kiswahili(n) for n in range(1000)]
    assert SW.number(345) == "mia tatu na arobaini na tano"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "zero"),
        (12, "twelve"),
        (20, "twenty"),
        (45, "forty five"),
        (300, "three hundred"),
        (345, "three hundred and forty five"),
        (1000, "one thousand"),
        (4050, "four thousand fifty"),
        (999_999, "nine hundred and ninety nine thousand nine hundred and ninety nine"),
        (1_000_000, "one, zero, zero, zero, zero, zero, zero"),
    ],
)
def test_numbers_in_english(number: int, said: str) -> None:
    assert EN.number(number) == said


def test_a_tickets_number_is_spelt_digit_by_digit() -> None:
    assert EN.ticket("A012") == "A, zero, one, two"
    assert SW.ticket("A012") == "ei, sifuri, moja, mbili"
    assert SW.ticket("L1000") == "el, moja, sifuri, sifuri, sifuri"
    assert EN.ticket("KA012") == "K, A, zero, one, two"
    assert EN.ticket("no number") == "no number"


def test_every_number_has_all_its_digits_and_none_of_the_other_language() -> None:
    english = {EN.piece(f"number-{n}") for n in range(20)}
    for n in range(1000):
        said = SW.ticket(f"A{n:03}").split(", ")
        assert said == ["ei", *(UNITS[int(digit)] for digit in f"{n:03}")]
        assert not english & set(said)


@BOTH
def test_no_digit_is_left_in_what_is_spoken(spelling: Spelling) -> None:
    written = (
        "A012, 10–20 min, dak 5, 10–20 dak, KSh 1,000, 08:30, Hall 2, 12 people, MOLO-K7M2, 1919, 0"
    )
    assert not re.search(r"\d", spelling.aloud(written))


def test_briefly_is_shorter_below_a_hundred_only() -> None:
    assert EN.pieces(pieces_of_ticket_briefly("A012")) == "A, twelve"
    assert SW.pieces(pieces_of_ticket_briefly("A012")) == "ei, kumi na mbili"
    assert SW.pieces(pieces_of_ticket_briefly("A025")) == "ei, ishirini, na, tano"
    assert EN.pieces(pieces_of_ticket_briefly("A025")) == "A, twenty, five"
    assert pieces_of_ticket_briefly("A112") == pieces_of_ticket("A112")
    assert pieces_of_ticket_briefly("A000") == pieces_of_ticket("A000")


@pytest.mark.parametrize("number", ["", "012", "AAA12", "A", "a012", "A012 ", "A01234", "A٣"])
def test_what_is_no_tickets_number_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="no ticket's number"):
        pieces_of_ticket(number)


@pytest.mark.parametrize(
    ("label", "english", "kiswahili"),
    [
        ("3", "three", "tatu"),
        ("15", "fifteen", "kumi na tano"),
        ("42", "forty two", "arobaini na mbili"),
        ("B2", "B two", "bi mbili"),
        ("2b", "two B", "mbili bi"),
        ("07", "zero seven", "sifuri saba"),
        ("120", "one two zero", "moja mbili sifuri"),
        ("Cashier", "Cashier", "Cashier"),
        ("Room 4", "Room four", "Room nne"),
    ],
)
def test_counters(label: str, english: str, kiswahili: str) -> None:
    assert (EN.counter(label), SW.counter(label)) == (english, kiswahili)


@pytest.mark.parametrize("label", ["Cashier", "", "3 left", "É2", "٣"])
def test_a_counter_of_words_has_no_pieces(label: str) -> None:
    assert pieces_of_counter(label) is None


def test_a_number_beyond_two_digits_has_no_pieces() -> None:
    with pytest.raises(ValueError, match="no pieces"):
        pieces_of_number(100)


@BOTH
@pytest.mark.parametrize("n", range(100))
def test_every_piece_of_a_number_is_a_clip(spelling: Spelling, n: int) -> None:
    assert set(pieces_of_number(n)) <= set(CLIPS)
    assert " ".join(filter(None, map(spelling.piece, pieces_of_number(n)))) == spelling.number(n)


@pytest.mark.parametrize(
    ("hour", "minute", "english", "kiswahili"),
    [
        (8, 0, "eight o’clock in the morning", "saa mbili kamili asubuhi"),
        (
            8,
            30,
            "thirty minutes past eight in the morning",
            "saa mbili na dakika thelathini asubuhi",
        ),
        (12, 0, "twelve o’clock in the afternoon", "saa sita kamili mchana"),
        (13, 5, "five minutes past one in the afternoon", "saa saba na dakika tano mchana"),
        (17, 0, "five o’clock in the evening", "saa kumi na moja kamili jioni"),
        (0, 0, "twelve o’clock at night", "saa sita kamili usiku"),
        (7, 0, "seven o’clock in the morning", "saa moja kamili asubuhi"),
    ],
)
def test_hours_are_counted_as_the_language_counts_them(
    hour: int, minute: int, english: str, kiswahili: str
) -> None:
    assert (EN.time(hour, minute), SW.time(hour, minute)) == (english, kiswahili)


@pytest.mark.parametrize(
    ("wait", "english", "kiswahili"),
    [
        ((10, 20), "ten to twenty minutes", "dakika kumi hadi ishirini"),
        ((0, 5), "under five minutes", "chini ya dakika tano"),
        ((90, None), "over ninety minutes", "zaidi ya dakika tisini"),
        (None, "not known yet", "bado haujulikani"),
    ],
)
def test_waits(wait: tuple[int, int | None] | None, english: str, kiswahili: str) -> None:
    assert (EN.wait(wait), SW.wait(wait)) == (english, kiswahili)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Tiketi A042 · 10–20 dak", "Tiketi ei, sifuri, nne, mbili, dakika kumi hadi ishirini"),
        ("Subiri dak 5", "Subiri dakika tano"),
        ("Watu 12 wako mbele yako", "Watu kumi na mbili wako mbele yako"),
        ("KSh 1,000", "shilingi elfu moja"),
        ("Tutafungua 08:00", "Tutafungua saa mbili kamili asubuhi"),
        ("Piga 1919", "Piga moja, tisa, moja, tisa"),
        ("Ukumbi 2", "Ukumbi mbili"),
        ("Hakuna nambari", "Hakuna nambari"),
    ],
)
def test_what_stands_on_the_screen_is_read_aloud(written: str, said: str) -> None:
    assert SW.aloud(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("about 10–20 min", "about ten to twenty minutes"),
        ("under 5 min", "under five minutes"),
        ("MOLO-K7M2", "M, O, L, O, K, seven, M, two"),
        ("99:99", "nine, nine, nine, nine"),
        ("NHIF and SHA, e-Citizen", "NHIF and SHA, e-Citizen"),
        ("08:00 – 25:00", "eight o’clock in the morning, two, five, zero, zero"),
        ("Form B2 and B012", "Form B, two and B, zero, one, two"),
    ],
)
def test_english_is_read_aloud(written: str, said: str) -> None:
    assert EN.aloud(written) == said


@BOTH
def test_nothing_can_be_written_that_breaks_it(spelling: Spelling) -> None:
    for written in ("٣٤٥", "²³", "9" * 500, "-", "A-", "--1--", "\x00", "1,2,3", "1,0000", "é9"):
        assert isinstance(spelling.aloud(written), str)


@BOTH
def test_every_piece_has_words_or_is_left_out_on_purpose(spelling: Spelling) -> None:
    assert {name for name in CLIPS if not spelling.piece(name)} <= {"and"}


def test_a_third_language_needs_its_file_alone(tmp_path: Path) -> None:
    english = (Path(__file__).parents[2] / "assets" / "texts" / "en.ftl").read_text("utf-8")
    words = {"zero": "nul", "two": "twee", "forty": "veertig", "five": "vijf", "hundred": "honderd"}
    for word, said in words.items():
        english = re.sub(rf"\b{word}\b", said, english)
    # Half Dutch, half made up: what counts is that only the file knows the order of words.
    english = english.replace("say-and = –", "say-and = en")
    english = re.sub(r"say-hundreds = .*", "say-hundreds = honderd × { $count }", english)
    (tmp_path / "nl.ftl").write_text(english, "utf-8")
    dutch = Spelling(Texts.load(tmp_path), "nl")
    assert dutch.ticket("A025") == "A, nul, twee, vijf"
    assert dutch.number(245) == "honderd × twee and veertig en vijf"
    assert dutch.aloud("Hall 2") == "Hall twee"
