"""Paper by ePOS-Print: what the printer says, what is made of it, and what lies in the tray."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Thread

import pytest
import zxingcpp
from PIL import Image

from kiosk.printer import epos
from kiosk.printer.epos import EposAnswer, NotAnAnswer, document, envelope, read_answer
from kiosk.printer.epos_road import EposPatience, EposPrinter
from kiosk.printer.outcome import (
    Cause,
    Level,
    NotPrinted,
    Outcome,
    Printed,
    PrinterNotReady,
    Sent,
    Unconfirmed,
)
from kiosk.printer.press import SlipPress
from kiosk.printer.profile import PAPER_80_MM, Cut, PrinterProfile
from kiosk.printer.slip import Slip
from kiosk.printer.status import PrinterStatus
from kiosk.texts import Texts
from tests.printer.conftest import ASSETS
from tests.printer.fake_epos import FakeEpos, Faults
from tests.printer.slips import CODE

UNHURRIED = EposPatience(
    connect_s=30.0, status_s=60.0, stall_s=60.0, print_s=60.0, grace_s=60.0, follow_s=0.02
)
SOON_MUTE = replace(UNHURRIED, status_s=0.1, grace_s=0.1)
SOON_SILENT = replace(UNHURRIED, print_s=0.1, grace_s=0.1)
SOON_STALLED = replace(UNHURRIED, stall_s=0.1, print_s=0.6, grace_s=0.1)
HEAD = b"HTTP/1.1 200 OK\r\n"
NS = epos.NAMESPACE
READY = f'<response xmlns="{NS}" success="true" code="" status="251658262" battery="0"/>'.encode()


@pytest.fixture
def printer() -> Iterator[FakeEpos]:
    with FakeEpos() as printer:
        yield printer


@pytest.fixture(scope="session")
def ticket(texts: Texts) -> Callable[[Slip], bytes]:
    press = SlipPress(fonts=ASSETS / "fonts", texts=texts, profile=PAPER_80_MM, encode=document)
    return press.press


@pytest.fixture
def job(ticket: Callable[[Slip], bytes], slip: Slip) -> bytes:
    return ticket(slip)


def road_to(printer: FakeEpos, patience: EposPatience = UNHURRIED) -> EposPrinter:
    return EposPrinter(host="127.0.0.1", port=printer.port, patience=patience)


def printed_on(printer: FakeEpos, job: bytes, patience: EposPatience = UNHURRIED) -> Outcome:
    session = road_to(printer, patience).open()
    try:
        return session.send(job)
    finally:
        session.close()


def refused_by(printer: FakeEpos, patience: EposPatience = UNHURRIED) -> Cause:
    with pytest.raises(PrinterNotReady) as refused:
        road_to(printer, patience).open()
    return refused.value.cause


def codes_on(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]


def with_code(answer: bytes) -> bytes:
    return HEAD + b"Content-Length: %d\r\n\r\n" % len(answer) + answer


# What it is sent


def test_a_slip_is_one_picture_and_one_cut() -> None:
    assert (
        document(Image.new("1", (12, 2), 1), Cut.PART)
        == (
            f'<epos-print xmlns="{NS}"><image width="12" height="2" color="color_1" mode="mono">'
            'AAAAAA==</image><cut type="feed"/></epos-print>'
        ).encode()
    )


def test_a_printer_without_a_knife_feeds_to_the_tear_bar() -> None:
    assert b'</image><feed line="4"/></epos-print>' in document(Image.new("1", (8, 1), 1), Cut.NONE)


def test_black_dots_are_ink() -> None:
    picture = Image.new("1", (8, 1), 1)
    picture.putpixel((0, 0), 0)
    assert b">gA==<" in document(picture, Cut.FULL)


def test_a_picture_in_grey_is_refused() -> None:
    with pytest.raises(ValueError, match="mode 1"):
        document(Image.new("L", (8, 1)), Cut.FULL)


def test_a_document_sent_twice_cuts_once_each_time(printer: FakeEpos, job: bytes) -> None:
    assert isinstance(printed_on(printer, job), Printed)
    assert isinstance(printed_on(printer, job), Printed)
    assert printer.cuts == len(printer.slips) == 2


def test_a_printer_without_a_spooler_is_sent_no_job_id(printer: FakeEpos, job: bytes) -> None:
    printed_on(printer, job)
    assert not any(b"printjobid" in request for request in printer.requests)


# What it answers


@pytest.mark.parametrize(
    ("bit", "status"),
    [
        (0x00000001, PrinterStatus(offline=True)),
        (0x00000008, PrinterStatus(offline=True)),
        (0x00000020, PrinterStatus(cover_open=True)),
        (0x00000400, PrinterStatus(error=True)),
        (0x00000800, PrinterStatus(cutter_error=True)),
        (0x00002000, PrinterStatus(error=True)),
        (0x00004000, PrinterStatus(error=True)),
        (0x00020000, PrinterStatus(paper_low=True)),
        (0x00080000, PrinterStatus(paper_out=True)),
        (0x00000002, PrinterStatus()),
        (0x00000004, PrinterStatus()),
        (0x00000040, PrinterStatus()),
        (0x00000100, PrinterStatus()),
        (0x00000200, PrinterStatus()),
        (0x01000000, PrinterStatus()),
        (0x40000000, PrinterStatus()),
        (0x80000000, PrinterStatus()),
    ],
)
def test_each_bit_of_the_status_means_one_thing(bit: int, status: PrinterStatus) -> None:
    assert epos.status_of(0x0F000014 | bit) == status


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        ("EPTR_COVER_OPEN", Cause.COVER_OPEN),
        ("EPTR_REC_EMPTY", Cause.PAPER_OUT),
        ("EPTR_CUTTER", Cause.CUTTER),
        ("EPTR_MECHANICAL", Cause.ERROR),
    ],
)
def test_a_code_tells_what_the_bits_leave_out(code: str, trouble: Cause) -> None:
    answer = EposAnswer(success=False, code=code, status=0x0F000014)
    assert answer.printer.trouble is trouble


def test_the_answer_of_epsons_manual_is_understood() -> None:
    answer = read_answer(
        f'<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="{epos.SOAP}"><s:Header>'
        f'<parameter xmlns="{NS}"><devid>local_printer</devid><printjobid>ABC123</printjobid>'
        f'</parameter></s:Header><s:Body><response xmlns="{NS}" success="1" code="" '
        'status="251854870" battery="0"/></s:Body></s:Envelope>'.encode()
    )
    assert answer == EposAnswer(success=True, code="", status=251854870, job="ABC123")
    assert answer.printed
    assert answer.printer.paper_low


@pytest.mark.parametrize("status", [0x2, 0x80000000, 0])
def test_a_job_that_was_only_stored_is_not_printed(status: int) -> None:
    answer = EposAnswer(success=True, code="", status=status)
    assert not answer.printed
    assert answer.spooled


LAUGHS = b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\x00\xff",
        b"<html><body>Log in</body></html>",
        LAUGHS + READY,
        b"<r>" * 1000,
        b"<r>" + READY + READY + b"</r>",
        READY.replace(NS.encode(), b"http://elsewhere.example/epos"),
        READY.replace(b'success="true"', b'success="maybe"'),
        READY.replace(b'success="true" ', b""),
        READY[:-3],
    ],
)
def test_what_is_no_answer_is_none(said: bytes) -> None:
    with pytest.raises(NotAnAnswer):
        read_answer(said)


def test_a_status_that_is_no_number_says_nothing() -> None:
    answer = read_answer(READY.replace(b"251658262", b"-0x1e99999999999999999"))
    assert answer.status == 0
    assert not answer.printed


# Asking first


def test_a_ready_printer_says_so_and_prints_nothing(printer: FakeEpos) -> None:
    session = road_to(printer).open()
    assert session.status == PrinterStatus()
    assert (printer.slips, printer.pieces, printer.cuts) == ([], [], 0)


@pytest.mark.parametrize(
    ("faults", "trouble"),
    [
        (Faults(bits=0x80000 | 0x8, code="EPTR_REC_EMPTY"), Cause.PAPER_OUT),
        (Faults(bits=0x20 | 0x8, code="EPTR_COVER_OPEN"), Cause.COVER_OPEN),
        (Faults(bits=0x800 | 0x8, code="EPTR_CUTTER"), Cause.CUTTER),
        (Faults(bits=0x2008), Cause.ERROR),
        (Faults(bits=0x8), Cause.OFFLINE),
    ],
)
def test_nothing_is_sent_to_a_printer_in_trouble(
    printer: FakeEpos, job: bytes, faults: Faults, trouble: Cause
) -> None:
    printer.faults = faults
    session = road_to(printer).open()
    assert session.status.trouble is trouble
    assert session.send(job) == NotPrinted(cause=trouble)
    assert len(printer.requests) == 1


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        ("EX_DEVICE_BUSY", Cause.BUSY),
        ("TooManyRequests", Cause.BUSY),
        ("EX_ENPC_TIMEOUT", Cause.BUSY),
        ("EX_TIMEOUT", Cause.MUTE),
        ("EX_BADPORT", Cause.UNREACHABLE),
        ("PrintSystemError", Cause.ERROR),
        ("SomethingNew", Cause.ERROR),
    ],
)
def test_a_service_without_its_printer_is_not_ready(
    printer: FakeEpos, code: str, cause: Cause
) -> None:
    printer.faults = Faults(code=code)
    assert refused_by(printer) is cause


def test_another_device_id_is_a_printer_that_is_not_there() -> None:
    with FakeEpos(device="kitchen") as printer:
        assert refused_by(printer) is Cause.UNREACHABLE


def test_a_device_id_may_hold_anything(job: bytes) -> None:
    with FakeEpos(device="a&b=c é") as printer:
        road = EposPrinter(host="127.0.0.1", port=printer.port, device="a&b=c é")
        assert isinstance(road.open().send(job), Printed)


def test_nobody_listening_is_unreachable(printer: FakeEpos) -> None:
    with FakeEpos() as other:
        port = other.port
    with pytest.raises(PrinterNotReady) as refused:
        EposPrinter(host="127.0.0.1", port=port).open()
    assert refused.value.cause is Cause.UNREACHABLE


@pytest.mark.parametrize("host", ["no.such.host.invalid", "a" * 300, "é\r\nX: y", "::1::"])
def test_a_host_that_is_none_is_unreachable(host: str) -> None:
    with pytest.raises(PrinterNotReady) as refused:
        EposPrinter(host=host).open()
    assert refused.value.cause is Cause.UNREACHABLE


HOSTILE = {
    "login page": (with_code(b"<html><body>Log in</body></html>"), Cause.GARBAGE),
    "not found": (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", Cause.GARBAGE),
    "forbidden": (b"HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n", Cause.GARBAGE),
    "broken": (b"HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\nno", Cause.GARBAGE),
    "overloaded": (b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", Cause.BUSY),
    "elsewhere": (
        b"HTTP/1.1 302 Go\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
        Cause.GARBAGE,
    ),
    "no HTTP": (b"\x12\x12\x12\x12" * 40 + b"\n", Cause.GARBAGE),
    "endless line": (b"HTTP/1.1 200 " + b"x" * 70_000, Cause.GARBAGE),
    "endless heads": (HEAD + b"A: b\r\n" * 500 + b"\r\n", Cause.GARBAGE),
    "endless body": (HEAD + b"\r\n" + b"<a/>" * 100_000, Cause.GARBAGE),
    "a thousand gigabytes": (HEAD + b"Content-Length: 1000000000000\r\n\r\n<", Cause.GARBAGE),
    "a huge chunk": (HEAD + b"Transfer-Encoding: chunked\r\n\r\nfffffffffff\r\n<", Cause.HUNG_UP),
    "no chunk": (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", Cause.HUNG_UP),
    "cut short": (HEAD + b"Content-Length: 400\r\n\r\n" + READY[:-9], Cause.HUNG_UP),
    "cut without a length": (HEAD + b"\r\n" + READY[:-9], Cause.GARBAGE),
    "entities": (with_code(LAUGHS + READY), Cause.GARBAGE),
    "nothing": (b"", Cause.HUNG_UP),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_device_that_is_no_epos_printer_is_found_out(printer: FakeEpos, kind: str) -> None:
    said, cause = HOSTILE[kind]
    printer.faults = Faults(says=said)
    assert refused_by(printer) is cause


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_strange_answer_to_a_ticket_leaves_it_unconfirmed(
    printer: FakeEpos, job: bytes, kind: str
) -> None:
    said, cause = HOSTILE[kind]
    printer.faults = Faults(says=said, while_printing_only=True)
    outcome = printed_on(printer, job)
    assert isinstance(outcome, Unconfirmed)
    assert outcome.cause is cause
    assert outcome.bytes_sent >= len(job)


def test_an_answer_in_chunks_is_an_answer(printer: FakeEpos) -> None:
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(READY), READY)
    printer.faults = Faults(says=HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks)
    assert road_to(printer).open().status == PrinterStatus()


def test_an_answer_without_a_length_ends_with_its_connection(printer: FakeEpos) -> None:
    printer.faults = Faults(says=b"HTTP/1.0 200 OK\r\n\r\n" + READY)
    assert road_to(printer).open().status == PrinterStatus()


def test_an_answer_that_drips_is_not_waited_for_forever(printer: FakeEpos) -> None:
    printer.faults = Faults(says=b"H", drips=True)
    assert refused_by(printer, replace(UNHURRIED, status_s=0.4, grace_s=0.4)) is Cause.GARBAGE


def test_a_printer_that_says_nothing_is_mute(printer: FakeEpos) -> None:
    printer.faults = Faults(hangs=True)
    assert refused_by(printer, SOON_MUTE) is Cause.MUTE


def test_a_printer_that_reads_nothing_is_mute(printer: FakeEpos) -> None:
    printer.faults = Faults(reads_nothing=True)
    assert refused_by(printer, SOON_MUTE) is Cause.MUTE


# Printing


def test_what_it_says_it_printed_lies_in_the_tray_and_reads(printer: FakeEpos, job: bytes) -> None:
    assert printed_on(printer, job) == Printed(level=Level.PRINTED)
    assert [codes_on(slip) for slip in printer.slips] == [[CODE]]


def test_paper_that_is_low_is_told_with_the_ticket(printer: FakeEpos, job: bytes) -> None:
    printer.faults = Faults(bits=0x20000)
    assert printed_on(printer, job) == Printed(level=Level.PRINTED, low=True)


@pytest.mark.parametrize(
    ("name", "dots", "dpi", "cut"),
    [
        ("80 mm, 203 dpi", 576, 203, Cut.PART),
        ("80 mm, 180 dpi", 512, 180, Cut.FULL),
        ("58 mm, 203 dpi", 384, 203, Cut.NONE),
        ("58 mm, 203 dpi, wide", 420, 203, Cut.PART),
        ("58 mm, 180 dpi", 360, 180, Cut.PART),
    ],
)
def test_every_width_prints_and_reads(
    printer: FakeEpos, texts: Texts, slip: Slip, name: str, dots: int, dpi: int, cut: Cut
) -> None:
    profile = PrinterProfile(name=name, width_dots=dots, dpi=dpi, cut=cut)
    press = SlipPress(fonts=ASSETS / "fonts", texts=texts, profile=profile, encode=document)
    assert isinstance(printed_on(printer, press.press(slip)), Printed)
    assert printer.slips[0].width == dots
    assert codes_on(printer.slips[0]) == [CODE]


@pytest.mark.parametrize("code", sorted(epos.REFUSALS))
def test_a_document_that_is_turned_away_can_go_elsewhere(
    printer: FakeEpos, job: bytes, code: str
) -> None:
    printer.faults = Faults(code=code, while_printing_only=True)
    assert printed_on(printer, job) == NotPrinted(cause=epos.CAUSES[code])
    assert printer.slips == []


@pytest.mark.parametrize("code", sorted({*epos.CAUSES, "SomethingNew"} - epos.REFUSALS))
def test_any_other_error_leaves_a_doubt(printer: FakeEpos, job: bytes, code: str) -> None:
    printer.faults = Faults(code=code, while_printing_only=True)
    cause = epos.CAUSES.get(code, Cause.ERROR)
    assert printed_on(printer, job) == Unconfirmed(bytes_sent=len(job), cause=cause)


def test_a_roll_that_ends_in_the_middle_leaves_a_doubt_and_a_piece(
    printer: FakeEpos, job: bytes
) -> None:
    printer.faults = Faults(
        bits=0x80008, code="EPTR_REC_EMPTY", ends_after_rows=90, while_printing_only=True
    )
    session = road_to(printer).open()
    assert session.send(job) == Unconfirmed(bytes_sent=len(job), cause=Cause.PAPER_OUT)
    assert session.status.paper_out
    assert (len(printer.slips), len(printer.pieces)) == (0, 1)


@pytest.mark.parametrize(
    ("faults", "cause", "slips"),
    [
        (Faults(loses="before"), Cause.HUNG_UP, 0),
        (Faults(loses="after"), Cause.HUNG_UP, 1),
        (Faults(loses="half"), Cause.HUNG_UP, 1),
        (Faults(says=HEAD + b"Transfer-Encoding: chunked\r\n\r\n99\r\n<"), Cause.HUNG_UP, 0),
    ],
)
def test_a_lost_answer_is_a_doubt_and_nothing_is_sent_again(
    printer: FakeEpos, job: bytes, faults: Faults, cause: Cause, slips: int
) -> None:
    printer.faults = replace(faults, while_printing_only=True)
    outcome = printed_on(printer, job)
    assert isinstance(outcome, Unconfirmed)
    assert outcome.cause is cause
    assert (len(printer.slips), len(printer.requests)) == (slips, 2)


def test_a_printer_that_prints_and_never_answers_leaves_a_doubt(
    printer: FakeEpos, job: bytes
) -> None:
    printer.faults = Faults(hangs=True, while_printing_only=True)
    outcome = printed_on(printer, job, SOON_SILENT)
    assert isinstance(outcome, Unconfirmed)
    assert outcome.cause is Cause.SILENT
    assert len(printer.requests) == 2


def test_a_printer_that_went_away_since_it_was_asked_printed_nothing(job: bytes) -> None:
    with FakeEpos() as printer:
        session = road_to(printer).open()
    assert session.send(job) == NotPrinted(cause=Cause.UNREACHABLE)


def test_success_without_the_printers_own_status_is_no_proof(printer: FakeEpos, job: bytes) -> None:
    bare = READY.replace(b"251658262", b"2")
    printer.faults = Faults(says=with_code(bare), while_printing_only=True)
    assert printed_on(printer, job) == Sent(level=Level.STATUS)


# Giving up


def test_giving_up_ends_a_question_under_way(printer: FakeEpos) -> None:
    printer.faults = Faults(hangs=True)
    road = road_to(printer, UNHURRIED)
    causes: list[Cause] = []

    def ask() -> None:
        with pytest.raises(PrinterNotReady) as refused:
            road.open()
        causes.append(refused.value.cause)

    asking = Thread(target=ask)
    asking.start()
    printer.wait_for_requests(1)
    road.give_up()
    asking.join(10)
    assert causes == [Cause.INTERRUPTED]


def test_giving_up_ends_a_ticket_under_way_with_a_doubt(printer: FakeEpos, job: bytes) -> None:
    printer.faults = Faults(hangs=True, while_printing_only=True)
    road = road_to(printer, UNHURRIED)
    session = road.open()
    outcomes: list[Outcome] = []
    sending = Thread(target=lambda: outcomes.append(session.send(job)))
    sending.start()
    printer.wait_for_requests(2)
    road.give_up()
    sending.join(10)
    assert [(type(each), each.cause) for each in outcomes if isinstance(each, Unconfirmed)] == [
        (Unconfirmed, Cause.INTERRUPTED)
    ]


def test_a_road_given_up_opens_no_more(printer: FakeEpos) -> None:
    road = road_to(printer)
    road.give_up()
    with pytest.raises(PrinterNotReady) as refused:
        road.open()
    assert refused.value.cause is Cause.INTERRUPTED
    assert printer.requests == []


# A printer with a spooler of its own


def spooling_road(printer: FakeEpos, patience: EposPatience = UNHURRIED) -> EposPrinter:
    def new_job() -> str:
        return "job-1"

    return EposPrinter(host="127.0.0.1", port=printer.port, patience=patience, new_job=new_job)


def sent_while_it_works(printer: FakeEpos, job: bytes) -> Outcome:
    """The outcome of ``job`` at a printer that prints once it was asked for it."""
    session = spooling_road(printer).open()
    outcomes: list[Outcome] = []
    sending = Thread(target=lambda: outcomes.append(session.send(job)))
    sending.start()
    printer.wait_for_requests(3)
    printer.faults = Faults()
    printer.work()
    sending.join(10)
    return outcomes[0]


def test_a_stored_job_is_asked_for_until_it_is_printed(job: bytes) -> None:
    with FakeEpos(spooler=True) as printer:
        assert sent_while_it_works(printer, job) == Printed(level=Level.PRINTED)
        assert len(printer.slips) == printer.cuts == 1
        assert b"<printjobid>job-1</printjobid>" in printer.requests[1]


def test_a_lost_answer_is_asked_for_again_by_the_jobs_id(job: bytes) -> None:
    with FakeEpos(spooler=True) as printer:
        printer.faults = Faults(loses="after", while_printing_only=True)
        assert sent_while_it_works(printer, job) == Printed(level=Level.PRINTED)
        assert len(printer.slips) == 1


def test_a_job_that_stays_in_its_spooler_is_a_doubt(job: bytes) -> None:
    with FakeEpos(spooler=True) as printer:
        outcome = spooling_road(printer, SOON_STALLED).open().send(job)
        assert outcome == Unconfirmed(bytes_sent=len(job), cause=Cause.STALLED)


def test_a_job_its_spooler_never_got_is_a_doubt_all_the_same(job: bytes) -> None:
    with FakeEpos(spooler=True) as printer:
        printer.faults = Faults(loses="before", while_printing_only=True)
        assert isinstance(spooling_road(printer).open().send(job), Unconfirmed)
        assert printer.slips == []


def test_a_stored_job_that_fails_is_a_doubt_with_its_cause(job: bytes) -> None:
    with FakeEpos(spooler=True) as printer:
        session = spooling_road(printer).open()
        outcomes: list[Outcome] = []
        sending = Thread(target=lambda: outcomes.append(session.send(job)))
        sending.start()
        printer.wait_for_requests(3)
        printer.faults = Faults(bits=0x80008, code="EPTR_REC_EMPTY", ends_after_rows=50)
        printer.work()
        sending.join(10)
        assert outcomes == [Unconfirmed(bytes_sent=len(job), cause=Cause.PAPER_OUT)]


def test_an_envelope_names_a_job_only_where_there_is_one() -> None:
    assert b"Header" not in envelope(epos.EMPTY)
    assert b"<printjobid>a-1</printjobid>" in envelope(epos.EMPTY, "a-1")


# Slips and claims


FAULTS = (
    Faults(),
    Faults(bits=0x20000),
    Faults(bits=0x80008, code="EPTR_REC_EMPTY"),
    Faults(bits=0x28, code="EPTR_COVER_OPEN"),
    Faults(loses="before", while_printing_only=True),
    Faults(loses="after", while_printing_only=True),
    Faults(loses="half", while_printing_only=True),
    Faults(code="EX_DEVICE_BUSY", while_printing_only=True),
    Faults(code="EPTR_REC_EMPTY", ends_after_rows=40, while_printing_only=True),
    Faults(says=HOSTILE["login page"][0], while_printing_only=True),
)


def test_of_two_hundred_tickets_not_one_claim_is_a_lie(printer: FakeEpos) -> None:
    road = road_to(printer)
    lies: list[str] = []
    for number in range(200):
        picture = Image.new("1", (64, 48), 1)
        picture.putpixel((number % 64, number // 64), 0)
        printer.faults = FAULTS[number % len(FAULTS)]
        before = len(printer.slips)
        outcome: Outcome
        try:
            outcome = road.open().send(document(picture, Cut.PART))
        except PrinterNotReady as refused:
            outcome = NotPrinted(cause=refused.cause)
        came = [slip.tobytes() for slip in printer.slips[before:]]
        match outcome:
            case Printed():
                true = came == [picture.tobytes()]
            case NotPrinted():
                true = came == []
            case _:
                true = len(came) <= 1
        if not true:
            lies.append(f"{number}: {outcome} but {len(came)} slips")
    assert lies == []
