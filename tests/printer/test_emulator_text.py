"""What other programs send is printed as it was meant: text, codes, pictures, and nonsense."""

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.printer.emulator.commands import LONGEST_BYTES
from kiosk.printer.emulator.condition import Make
from kiosk.printer.emulator.letters import NATIONAL
from kiosk.printer.emulator.works import LONGEST_STRIP_ROWS, Receipt, Works

CUT = b"\x1dV\x00"
AT_ONCE = 10_000_000
CHUNK = 4096


def paper(data: bytes, make: Make | None = None) -> tuple[list[Receipt], Works]:
    """Every piece of paper these bytes make, and the printer after it."""
    receipts: list[Receipt] = []
    works = Works(make or Make(), answer=lambda _: None, receipt=receipts.append)
    for at in range(0, len(data), CHUNK):
        rest = data[at : at + CHUNK]
        while rest:
            room = works.room
            assert room, "the buffer stays full"
            works.receive(rest[:room])
            rest = rest[room:]
            works.work(AT_ONCE)
    return receipts, works


def slip(data: bytes, make: Make | None = None) -> Receipt:
    (receipt,), works = paper(data + CUT, make)
    assert works.unknown == b""
    return receipt


def box(picture: Image.Image) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is black."""
    found = Image.eval(picture.convert("L"), lambda level: 255 - level).getbbox()
    assert found is not None
    return found


def test_a_line_is_thirty_rows_high_and_reads_as_it_was_sent() -> None:
    receipt = slip(b"Habari\n\nA042\n")
    assert receipt.picture.size == (576, 90)
    assert receipt.text == "Habari\n\nA042"


def test_what_does_not_fit_goes_to_the_next_line() -> None:
    assert slip(b"x" * 50 + b"\n").text == "x" * 48 + "\nxx"
    assert slip(b"\x1bM\x01" + b"x" * 65 + b"\n").text == "x" * 64 + "\nx"


@pytest.mark.parametrize(
    ("page", "data", "said"),
    [
        (0, b"Zo\x89 \xda\xc4\xbf", "Zoë ┌─┐"),
        (2, b"M\x81ller", "Müller"),
        (16, b"\x80 \x96", "€ –"),
        (19, b"\xd5", "€"),
        (1, b"\x9c\x95\x9d\xb1", "╭─╮ｱ"),
    ],
)
def test_a_code_page_says_what_a_byte_means(page: int, data: bytes, said: str) -> None:
    assert slip(b"\x1bt" + bytes((page,)) + data + b"\n").text == said


def test_each_nation_has_twelve_letters_of_its_own() -> None:
    assert {len(letters) for letters in NATIONAL.values()} == {12}
    assert slip(b"\x1bR\x02[\\]\n").text == "ÄÖÜ"


def test_letters_grow_stand_and_turn_as_they_are_told() -> None:
    small, large = slip(b"\xdb\n").picture, slip(b"\x1d!\x12\xdb\n").picture
    assert (box(large)[2], large.height) == (2 * box(small)[2], 72)
    right = slip(b"\x1ba\x02A\n").picture
    assert box(right)[2] > 570
    centred = box(slip(b"\x1ba\x01AA\n").picture)
    assert abs(centred[0] + centred[2] - 576) <= 4
    bold, plain = slip(b"\x1bE\x01HHH\n").picture, slip(b"HHH\n").picture
    assert bold.convert("L").histogram()[0] > plain.convert("L").histogram()[0]
    reverse = slip(b"\x1dB\x01 \n").picture
    assert box(reverse) == (0, 0, 12, 24)
    assert box(slip(b"\x1b-\x02  \n").picture) == (0, 22, 24, 24)
    assert box(slip(b"\x1b{\x01  I\n").picture)[0] > 500


def test_margins_tabs_and_positions_are_kept() -> None:
    assert box(slip(b"\x1dL\x64\x00\x1dB\x01 \n").picture)[0] == 100
    assert slip(b"\x1dW\x78\x00" + b"x" * 11 + b"\n").text == "x" * 10 + "\nx"
    assert box(slip(b"\x1b$\x0a\x00\x1dB\x01 \n").picture)[0] == 10
    assert slip(b"a\tb\n").text == "a       b"
    assert slip(b"\x1bD\x04\x00a\tb\n").text == "a   b"


def test_feeds_have_their_length() -> None:
    assert slip(b"\x1b3\x3ca\n\x1b2b\n").picture.height == 60 + 30
    assert slip(b"\x1bJ\x07a\n").picture.height == 7 + 30
    assert slip(b"a\x1bd\x03").picture.height == 90
    (receipt,), _ = paper(b"a\n\x1dVB\x0a")
    assert receipt.picture.height == 30 + 10


def test_initialising_sets_everything_back() -> None:
    assert slip(b"\x1d!\x77\x1ba\x02\x1bt\x10\x1b@\x80\n").text == "Ç"


def test_a_code_is_drawn_and_read() -> None:
    data = b"HTTPS://HUDUMA.EXAMPLE.KE/T/MOLO-K7M2"
    store = b"\x1d(k" + (len(data) + 3).to_bytes(2, "little") + b"1P0" + data
    picture = slip(b"\x1ba\x01\x1bJ\x20\x1d(k\x03\x001C\x06" + store + b"\x1d(k\x03\x001Q0").picture
    bordered = Image.new("L", (picture.width, picture.height + 60), 255)
    bordered.paste(picture, (0, 0))
    (code,) = zxingcpp.read_barcodes(bordered)
    assert code.text.encode() == data


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (b"\x1dkI\x07{BA-042", "A-042"),
        (b"\x1dkI\x05{C\x01\x02\x03", "010203"),
        (b"\x1dkC\x0c400638133393", "4006381333931"),
        (b"\x1dk\x02400638133393\x00", "4006381333931"),
        (b"\x1dk\x04A042\x00", "A042"),
        (b"\x1dkF\x041234", "1234"),
    ],
)
def test_a_barcode_is_drawn_and_read(command: bytes, said: str) -> None:
    picture = slip(b"\x1ba\x01\x1dH\x02\x1dh\x50" + command).picture
    (code,) = zxingcpp.read_barcodes(picture.convert("L"))
    assert code.text == said


def test_pictures_come_in_columns_rows_and_graphics() -> None:
    columns = slip(b"\x1b*\x21\x02\x00" + b"\xff\x00\x00\x00\x00\xff" + b"\n").picture
    assert [columns.getpixel(at) for at in ((0, 0), (0, 23), (1, 0), (1, 23))] == [0, 255, 255, 0]
    double = slip(b"\x1dv0\x03\x01\x00\x01\x00\x80").picture
    assert (double.height, box(double)) == (2, (0, 0, 2, 2))
    stored = b"\x30\x70\x30\x02\x01\x31\x08\x00\x01\x00\x81"
    graphic = slip(b"\x1d(L\x0b\x00" + stored + b"\x1d(L\x02\x000\x32").picture
    assert (graphic.height, box(graphic)) == (1, (0, 0, 16, 1))
    long = slip(b"\x1d8L\x0b\x00\x00\x00" + stored + b"\x1d(L\x02\x000\x32").picture
    assert long.tobytes() == graphic.tobytes()


def test_a_raster_stands_where_the_line_would() -> None:
    assert box(slip(b"\x1ba\x02\x1dv0\x00\x01\x00\x01\x00\xff").picture) == (568, 0, 576, 1)
    assert box(slip(b"\x1dL\x10\x00\x1dv0\x00\x01\x00\x01\x00\xff").picture)[0] == 16


def test_what_is_wider_than_the_paper_is_cut_off() -> None:
    picture = slip(b"\x1dv0\x00\x00\x02\x01\x00" + b"\xff" * 512, Make(width_dots=384)).picture
    assert picture.size == (384, 1)


LIES = (
    b"\x1d8L\xff\xff\xff\xff",
    b"\x1dv0\x00\xff\xff\xff\xff",
    b"\x1d(L\xff\xff",
    b"\x1b*\x21\xff\xff",
    b"\x1b&\xff\x00\xff" + b"\xff",
    b"\x1cq\xff\xff\xff\xff\xff",
    b"\x1d*\xff\xff",
    b"\x1dk\x04",
    b"\x1dkI\xff",
    b"\x1bD",
    b"\x10\x14",
    b"\x1d(k\xff\xff1P0",
)


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie[:3].hex())
def test_a_length_that_lies_neither_stops_it_nor_fills_its_memory(lie: bytes) -> None:
    receipts, works = paper(lie + bytes(300_000), Make(buffer_bytes=8192))
    assert works.room
    assert len(works.unknown) <= 64 * 1024 + LONGEST_BYTES
    assert all(receipt.picture.height <= LONGEST_STRIP_ROWS for receipt in receipts)


def test_paper_nobody_cuts_falls_off_by_its_own_weight() -> None:
    receipts, _ = paper(b"\x1b3\xff\x1bd\xff" * 2)
    assert {receipt.picture.height for receipt in receipts} == {LONGEST_STRIP_ROWS}


def test_printing_over_the_same_place_for_ever_takes_no_more_room() -> None:
    receipt = slip(b"\x1b$\x00\x00A" * 5000 + b"\n")
    assert receipt.picture.height == 30


_COMMANDS = st.sampled_from(
    [
        b"\x1b",
        b"\x1d",
        b"\x1c",
        b"\x10",
        b"\x1dv0",
        b"\x1d(k",
        b"\x1d(L",
        b"\x1dk",
        b"\x1b*",
        b"\x1bD",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(_COMMANDS, st.binary(max_size=24)), max_size=40), st.integers(1, 7))
def test_whatever_comes_in_pieces_of_any_size_it_goes_on(parts: list[bytes], size: int) -> None:
    data = b"".join(parts)
    receipts: list[Receipt] = []
    works = Works(Make(buffer_bytes=512), answer=lambda _: None, receipt=receipts.append)
    for at in range(0, len(data), size):
        works.receive(data[at : at + size])
        works.work(AT_ONCE)
        assert works.room
    works.power_off()
    works.receive(b"\x1b@A042\n" + CUT)
    works.work(AT_ONCE)
    assert receipts[-1].text.endswith("A042")
