"""Where log lines go: standard error, one fact a line as key=value, never a person."""

import json
import logging
import re
import sys
from datetime import datetime

_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_SECRET = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z0-9]{1,16}-[A-Za-z2-7]{26}(?![A-Za-z0-9])"  # a slip's public token
    r"|(?<![\w-])[\w-]{43}(?![\w-])"  # 256 bits in base64: a device's token, a cookie
    r"|(?<![0-9A-Za-z])[0-9a-f]{64}(?![0-9A-Za-z])"  # and in hexadecimal: a claim
    r"|(?<![0-9A-Za-z])(?:[A-Z2-7]{4}-){3}[A-Z2-7]{4}(?![0-9A-Za-z])"  # a code that enrols a centre
    r"|(?<![\w+/])[A-Za-z0-9+/]{43}=",  # a key
    re.ASCII,
)
_HIDDEN = "[hidden]"
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-:/+%")


def start_logging(
    role: str, *, to_people: int = logging.WARNING, to_files: int = logging.INFO
) -> None:
    """Send this process's log lines to standard error; ``role`` stands in each of them.

    Our own from ``to_people`` on where standard error is a terminal, which people read, elsewhere
    from ``to_files`` on. Libraries' from WARNING on, and no line for each HTTP request.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(KeyValueFormatter(role))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    level = to_people if sys.stderr.isatty() else to_files
    logging.getLogger("kiosk").setLevel(level)
    # Paths carry public tokens: who reads a ticket's page is nobody's business.
    access = logging.getLogger("uvicorn.access")
    access.disabled = True
    access.propagate = False


class KeyValueFormatter(logging.Formatter):
    """``2026-11-02T08:14:07.123+03:00 INFO kiosk printer_unreachable printer=10.0.0.7``."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self._role = role

    def format(self, record: logging.LogRecord) -> str:
        """The whole line; a traceback follows on lines of its own."""
        at = datetime.fromtimestamp(record.created).astimezone()
        words = [at.isoformat(timespec="milliseconds"), record.levelname, self._role]
        words.append(record.getMessage())
        words += [
            f"{key}={_value(value)}" for key, value in vars(record).items() if key not in _OWN
        ]
        line = " ".join(words)
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        # Nothing of ours says one; a library's message, or a traceback's, one day might.
        return _SECRET.sub(_HIDDEN, line)


def _value(value: object) -> str:
    text = str(value)
    return text if text and _PLAIN.issuperset(text) else json.dumps(text, ensure_ascii=False)
