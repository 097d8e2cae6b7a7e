import logging
import sys

from kiosk.log import KeyValueFormatter


def line_of(message: str, **extra: object) -> str:
    record = logging.makeLogRecord({"msg": message, "levelname": "INFO", **extra})
    return KeyValueFormatter("kiosk").format(record)


def test_a_line_has_time_level_role_fact_and_what_belongs_to_it() -> None:
    line = line_of("printer_unreachable", printer="10.0.0.7:9100")
    at, rest = line.split(" ", 1)
    assert at[10] == "T"
    assert rest == "INFO kiosk printer_unreachable printer=10.0.0.7:9100"


def test_a_value_with_a_space_or_a_line_break_stays_on_its_line() -> None:
    assert line_of("x", cause='no "route"\nto host').endswith(r'cause="no \"route\"\nto host"')


def test_a_traceback_follows_whole() -> None:
    try:
        raise ValueError("a mistake of ours")
    except ValueError:
        record = logging.makeLogRecord({"msg": "fault", "exc_info": sys.exc_info()})
    text = KeyValueFormatter("kiosk").format(record)
    assert text.endswith("ValueError: a mistake of ours")
    assert "Traceback" in text
