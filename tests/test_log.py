import io
import logging
import sys
from collections.abc import Iterator

import pytest

from kiosk.log import KeyValueFormatter, start_logging


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


@pytest.mark.parametrize(
    "secret",
    [
        "MOLO-K7M2ABCDEFGHIJKLMNOPQRSTUV",
        "molo-" + "k" * 26,
        "9V1dPswKwDE4a7nnwGdhcad6Mp8SrHET9xa4Gtc1tL0",
        "757807782efccf3afdf674168eb56b862d663d010131780c344f144b9b3e4193",
    ],
)
def test_what_opens_something_is_hidden_whoever_logs_it(secret: str) -> None:
    try:
        raise ValueError(f"no such path: /t/{secret.lower() if '-' in secret[:5] else secret}")
    except ValueError:
        record = logging.makeLogRecord(
            {"msg": f"GET /t/{secret} failed", "exc_info": sys.exc_info(), "token": secret}
        )
    text = KeyValueFormatter("kiosk").format(record)
    assert secret not in text
    assert secret.lower() not in text
    assert "[hidden]" in text


@pytest.mark.parametrize(
    "plain",
    [
        "/home/foleni/.local/share/foleni/centre/centre.db",
        "epoch=" + "0f" * 16,
        "kiosk.domain.issuing.refusal_of_a_service_that_is_suspended",
        "2026-11-02T08:14:07.123+03:00",
    ],
)
def test_what_opens_nothing_is_not_hidden(plain: str) -> None:
    assert plain in line_of("x", cause=plain)


class Terminal(io.StringIO):
    """Standard error that people read."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def quiet_again() -> Iterator[None]:
    """Logging as it was before a test started it."""
    root, ours, access = (logging.getLogger(name) for name in (None, "kiosk", "uvicorn.access"))
    before = root.handlers[:], root.level, ours.level, access.disabled, access.propagate
    yield
    root.handlers[:], level, our_level, access.disabled, access.propagate = before
    root.setLevel(level)
    ours.setLevel(our_level)


@pytest.mark.usefixtures("quiet_again")
@pytest.mark.parametrize(
    ("stream", "facts"), [(Terminal(), ["slow"]), (io.StringIO(), ["admitted", "slow"])]
)
def test_a_terminal_hears_only_what_is_wrong_and_a_file_everything(
    stream: io.StringIO, facts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    start_logging("kiosk")
    log = logging.getLogger("kiosk.roles.kiosk")
    log.info("admitted")
    log.warning("slow")
    assert [line.split()[-1] for line in stream.getvalue().splitlines()] == facts
