"""How long a slip takes from its words to the bytes for the printer, and on paper."""

import gc
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

import psutil

from bench.figures import Figure, latencies
from bench.scope import Scope
from kiosk.centre.catalogue_file import read_catalogue
from kiosk.printer.press import SlipPress
from kiosk.printer.profile import PAPER_80_MM, PrinterProfile
from kiosk.printer.slip import Slip, wording
from kiosk.roles.places import FONTS, SAMPLE_CATALOGUE, TEXTS
from kiosk.texts import Texts

MB = 1_000_000
MM_PER_INCH = 25.4
PRESSED_MS = 10.0
GROWTH_MB = 2.0
"""What the allocator's mood may add in 9,000 slips."""
SEED = 2026


def measure(scope: Scope) -> Iterator[Figure]:
    """Each press warmed up, one slip after the other; then how long, how much, how readable."""
    texts = Texts.load(TEXTS)
    yield from _at_80_mm(scope, texts)
    yield from _at_every_width(scope, texts)
    yield from _memory(scope, texts)
    yield _misread(scope, texts)


def _at_80_mm(scope: Scope, texts: Texts) -> Iterator[Figure]:
    press = SlipPress(fonts=FONTS, texts=texts, profile=PAPER_80_MM)
    begin = time.perf_counter()
    press.warm_up()
    yield Figure(name="slip: warming up", value=(time.perf_counter() - begin) * 1000, unit="ms")
    begin = time.perf_counter()
    job = press.press(_slip(0))
    first_s = time.perf_counter() - begin
    yield Figure(name="slip: painted, the first", value=first_s * 1000, unit="ms")
    times = _pressed(press, scope.count(300, 30))
    yield from latencies("slip: painted", times, p50=PRESSED_MS, p95=None)
    yield Figure(name="slip: bytes", value=len(job) / 1000, unit="kB")


def _at_every_width(scope: Scope, texts: Texts) -> Iterator[Figure]:
    # Imported here and below: warming up, which loads Pillow, is measured first.
    from kiosk.printer.layout import SlipPainter  # noqa: PLC0415
    from tests.printer.random_slips import PAPERS  # noqa: PLC0415

    for dots, dpi in PAPERS:
        paper = PrinterProfile(name="", width_dots=dots, dpi=dpi)
        press = SlipPress(fonts=FONTS, texts=texts, profile=paper)
        press.press(_slip(0))
        times = _pressed(press, scope.count(100, 15))
        name = f"slip: painted, {dots} dots at {dpi} dpi"
        yield from latencies(name, times, p50=PRESSED_MS)
        painter = SlipPainter(fonts=FONTS, width_dots=dots, dpi=dpi)
        height_mm = painter.paint(wording(_slip(0), texts)).height * MM_PER_INCH / dpi
        yield Figure(name=f"slip: length, {dots} dots at {dpi} dpi", value=height_mm, unit="mm")


def _pressed(press: SlipPress, count: int) -> Sequence[float]:
    """Seconds for each of ``count`` slips."""
    times = []
    for number in range(count):
        slip = _slip(number)
        begin = time.perf_counter()
        press.press(slip)
        times.append(time.perf_counter() - begin)
    return times


def _memory(scope: Scope, texts: Texts) -> Iterator[Figure]:
    """A press that prints whatever a centre could ask of it, hostile names included."""
    from tests.printer.random_slips import trials  # noqa: PLC0415

    few, many = scope.count(1_000, 300), scope.count(10_000, 900)
    press = SlipPress(fonts=FONTS, texts=texts, profile=PAPER_80_MM)
    slips = trials(read_catalogue(SAMPLE_CATALOGUE), seed=SEED, count=many)
    after = []
    for count in (few, many - few):
        for trial in islice(slips, count):
            press.press(trial.slip)
        gc.collect()
        after.append(psutil.Process().memory_info().rss / MB)
    yield Figure(name=f"slip: memory after {few:,} slips", value=after[0], unit="MB")
    name = f"slip: memory, more after {many:,} slips"
    yield Figure(name=name, value=after[1] - after[0], unit="MB", aim=GROWTH_MB)


def _misread(scope: Scope, texts: Texts) -> Figure:
    """Random tickets at every width whose code, quiet zone or edges are not as they should be."""
    from tests.printer.random_slips import Paper, trials  # noqa: PLC0415

    count, paper = scope.count(1_000, 90), Paper(fonts=FONTS, texts=texts)
    tickets = trials(read_catalogue(SAMPLE_CATALOGUE), seed=SEED, count=count)
    wrong = sum(bool(paper.wrong_with(trial)) for trial in tickets)
    name = f"slip: not read, or cut off, of {count:,} random tickets"
    return Figure(name=name, value=wrong, unit="", aim=0)


def _slip(number: int) -> Slip:
    """A different number and code each time, as for visitors."""
    token = f"MOLO-{number:026}"
    return Slip(
        languages=("sw", "en"),
        centre_name={"en": "Huduma Centre", "sw": "Huduma Centre"},
        place={"en": "Molo", "sw": "Molo"},
        number=f"A{number + 1:03}",
        service={"sw": "Kitambulisho", "en": "National ID"},
        issued_at=datetime.now(UTC),
        ahead=12,
        wait_min=(15, 25),
        hall={"sw": "Ukumbi 2", "en": "Hall 2"},
        code=f"HTTPS://HUDUMA.EXAMPLE.KE/T/{token}",
        phone_page=True,
        bring=({"sw": "Abstrakti ya polisi", "en": "Police abstract"},),
    )
