"""How long a slip takes from its words to the bytes for the printer."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

from bench.figures import Figure, latencies
from bench.scope import Scope
from kiosk.printer.press import SlipPress
from kiosk.printer.profile import PAPER_80_MM
from kiosk.printer.slip import Slip
from kiosk.roles.places import FONTS, TEXTS
from kiosk.texts import Texts


def measure(scope: Scope) -> Iterator[Figure]:
    """The press of an 80 mm printer, warmed up, one slip after the other."""
    press = SlipPress(fonts=FONTS, texts=Texts.load(TEXTS), profile=PAPER_80_MM)
    begin = time.perf_counter()
    press.warm_up()
    yield Figure(name="slip: warming up", value=(time.perf_counter() - begin) * 1000, unit="ms")
    times = []
    for number in range(scope.count(60, 15)):
        begin = time.perf_counter()
        job = press.press(_slip(number))
        times.append(time.perf_counter() - begin)
    yield from latencies("slip: painted", times, p50=None, p95=None)
    yield Figure(name="slip: bytes", value=len(job) / 1000, unit="kB")


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
