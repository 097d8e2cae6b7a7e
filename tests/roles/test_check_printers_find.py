import pytest

from kiosk.printer.emulator.condition import Condition
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.finding.found import CannotLook, Found, How
from kiosk.printer.outcome import Level
from kiosk.roles import check_printers_find as finding
from kiosk.roles.check_printers_find import (
    Place,
    Seen,
    ask_each,
    listed,
    listen,
    understand_address,
    unreachable,
)
from kiosk.roles.check_printers_talk import NotUnderstood, Talk


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "PAUSE_S", 0)


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("192.168.1.50", "192.168.1.50", 9100),
        ("192.168.1.50:9101", "192.168.1.50", 9101),
        ("http://192.168.1.50/", "192.168.1.50", 9100),
        ("printer-2.local", "printer-2.local", 9100),
    ],
)
def test_an_address_is_understood_as_people_type_it(text: str, host: str, port: int) -> None:
    assert understand_address(text) == Place(host=host, port=port)


@pytest.mark.parametrize(
    "text",
    ["", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.4:0", "1.2.3.4:65536", "a b", "[::1]", "-", "7"],
)
def test_what_is_no_address_is_told(text: str) -> None:
    with pytest.raises(NotUnderstood):
        understand_address(text)


def test_what_answered_a_scan_is_asked_what_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    seen = Seen()
    with VirtualPrinter() as printer, VirtualPrinter() as web:
        web.set(Condition(garbage=True))
        answered = [
            Found(host="127.0.0.1", port=each.port, how=How.SCANNED) for each in (printer, web)
        ]
        ask_each(Talk(), seen, answered)
    (only,) = seen.found
    assert only.port == printer.port
    assert seen.place(only).probed is not None
    assert "does not answer like a receipt printer" in told(capsys)
    listed(Talk(), seen)
    assert "answers on its port · Foleni virtual · It says when it has read" in told(capsys)


def test_a_machine_that_cannot_listen_says_so_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def deaf() -> list[Found]:
        raise CannotLook("this machine cannot listen for announcements (Network is unreachable)")

    monkeypatch.setattr(finding, "announced", deaf)
    seen = Seen()
    listen(Talk(), seen)
    assert seen.found == []
    assert "cannot listen for announcements" in told(capsys)


def test_an_office_printer_is_not_asked_anything() -> None:
    seen = Seen()
    with VirtualPrinter() as printer:
        laser = Found(host="127.0.0.1", port=printer.port, how=How.ANNOUNCED, office=True)
        seen.add([laser])
        ask_each(Talk(), seen, [Found(host="127.0.0.1", port=printer.port, how=How.SCANNED)])
        assert printer.wire == b""
    assert seen.found == [laser]


def test_a_level_that_a_scan_found_needs_no_second_probe() -> None:
    seen = Seen()
    with VirtualPrinter() as printer:
        found = Found(host="127.0.0.1", port=printer.port, how=How.SCANNED)
        ask_each(Talk(), seen, [found])
    probed = seen.place(found).probed
    assert probed is not None
    assert probed.level is Level.FENCE


def test_an_address_of_another_network_is_told_how_to_reach_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    unreachable(Talk(), Place(host="192.168.123.100", port=9100))
    said = told(capsys)
    assert "hold its FEED button" in said
    assert "a second address in its network" in said
    assert "192.168.123.250" in said


def test_a_name_that_is_unknown_gets_no_guess_at_a_network(
    capsys: pytest.CaptureFixture[str],
) -> None:
    unreachable(Talk(), Place(host="printer.local", port=9100))
    assert "second address" not in told(capsys)
