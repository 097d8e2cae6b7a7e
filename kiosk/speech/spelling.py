"""Numbers, letters, times and money as words, in whatever language: the words stand in its .ftl.

A ticket's number is spelt digit by digit, so that no zero is lost and no language but the
sentence's own is heard in it: ``A012`` is "A, zero, one, two" and "ei, sifuri, moja, mbili".
"""

import datetime
import re
from collections.abc import Iterable
from string import ascii_uppercase

from kiosk.texts import LONGEST_WAIT_MIN, Texts, WaitMin

TICKET = re.compile(r"([A-Z]{1,2})([0-9]{1,4})")
"""A queue's letter, before it the prefix of an outreach, and the digits."""
_LABEL = re.compile(r"[A-Z0-9]{1,4}")
_SMALL = 20
"""Below it every number has a word of its own."""
_TWO_DIGITS = 100
_THREE_DIGITS = 1_000
_MOST = 1_000_000
_LONGEST = 8

LETTERS = tuple(f"letter-{letter.lower()}" for letter in ascii_uppercase)
NUMBERS = tuple(f"number-{number}" for number in (*range(_SMALL), *range(_SMALL, _TWO_DIGITS, 10)))
PHRASES = (
    "ticket-number",
    "please-go-to-counter",
    "counter",
    "second-call",
    "third-call",
    "called-again",
)
CLIPS = (*LETTERS, *NUMBERS, "and", *PHRASES)
"""The pieces of every call, in every language: ``say-<piece>`` is its words, ``<piece>.flac`` its
recording. A piece with no letter in its words is not said in that language ("and" in English)."""


def pieces_of_ticket(number: str) -> tuple[str, ...]:
    """``A012`` digit by digit: ``letter-a number-0 number-1 number-2``.

    Raises ``ValueError`` for what is no ticket's number.
    """
    letters, digits = _taken_apart(number)
    return (*_pieces_of_letters(letters), *(f"number-{digit}" for digit in digits))


def pieces_of_ticket_briefly(number: str) -> tuple[str, ...]:
    """``A012`` as "A twelve", where that is shorter: below 100. Raises ``ValueError``."""
    letters, digits = _taken_apart(number)
    if not 0 < int(digits) < _TWO_DIGITS:
        return pieces_of_ticket(number)
    return (*_pieces_of_letters(letters), *pieces_of_number(int(digits)))


def pieces_of_number(number: int) -> tuple[str, ...]:
    """A whole number below 100; raises ``ValueError`` for others."""
    if not 0 <= number < _TWO_DIGITS:
        raise ValueError(f"{number} has no pieces")
    if number < _SMALL or number % 10 == 0:
        return (f"number-{number}",)
    return (f"number-{number // 10 * 10}", "and", f"number-{number % 10}")


def pieces_of_counter(label: str) -> tuple[str, ...] | None:
    """``3``, ``15``, ``B2``; ``None`` for a label of words, which only an engine can speak."""
    label = label.strip().upper()
    if not _LABEL.fullmatch(label):
        return None
    pieces: list[str] = []
    for run in re.findall(r"[A-Z]|\d+", label):
        if not run.isdigit():
            pieces.append(f"letter-{run.lower()}")
        elif run.startswith("0") or int(run) >= _TWO_DIGITS:
            pieces.extend(f"number-{digit}" for digit in run)
        else:
            pieces.extend(pieces_of_number(int(run)))
    return tuple(pieces)


def _pieces_of_letters(letters: str) -> tuple[str, ...]:
    return tuple(f"letter-{letter.lower()}" for letter in letters)


def _taken_apart(number: str) -> tuple[str, str]:
    found = TICKET.fullmatch(number)
    if found is None:
        raise ValueError(f"{number!r} is no ticket's number")
    return found[1], found[2]


class Spelling:
    """One language's words."""

    def __init__(self, texts: Texts, language: str) -> None:
        self._texts = texts
        self._language = language
        minutes = re.escape(texts.say(language, "minutes-short"))
        span = r"(?:(?P<{0}low>\d+)\s?[–-]\s?)?(?P<{0}high>\d+)"
        self._written = re.compile(
            r"(?P<ticket>\b[A-Z]{1,2}\d{3,4}\b)"
            r"|(?P<time>\b\d{1,2}:\d{2}\b)"
            r"|KSh\s?(?P<money>\d[\d,]*)"
            rf"|\b{minutes}\s+{span.format('m')}\b|\b{span.format('n')}\s+{minutes}\b"
            r"|\b(?P<low>\d{1,3})\s?–\s?(?P<high>\d{1,3})\b"
            r"|(?P<code>\b(?=[A-Z0-9-]*\d)[A-Z0-9]+(?:-[A-Z0-9]+)+\b|\b(?=\w*\d)(?=\w*[A-Z])[A-Z0-9]{2,}\b)"
            r"|(?P<number>\d{1,3}(?:,\d{3})+|\d+)"
            r"|(?P<pause>\s[·—–]\s)",
            re.ASCII,
        )

    def piece(self, name: str) -> str:
        """The words of one of ``CLIPS``; empty where the language leaves it out."""
        words = self._say(f"say-{name}")
        return words if any(map(str.isalnum, words)) else ""

    def pieces(self, names: Iterable[str]) -> str:
        """The words of several in a row, with a breath between them."""
        return ", ".join(word for word in map(self.piece, names) if word)

    def ticket(self, number: str) -> str:
        """``A, zero, one, two``; as it stands when it is no ticket's number."""
        return self.pieces(pieces_of_ticket(number)) if TICKET.fullmatch(number) else number

    def counter(self, label: str) -> str:
        """``three``, ``B two``; a label of words as it stands."""
        pieces = pieces_of_counter(label)
        if pieces is None:
            return self.aloud(label)
        return " ".join(word for word in map(self.piece, pieces) if word)

    def code(self, code: str) -> str:
        """Letters and digits one by one; hyphens and the like are passed over."""
        known = (letter for letter in code.upper() if letter.isascii() and letter.isalnum())
        return self.pieces(
            f"number-{letter}" if letter.isdigit() else f"letter-{letter.lower()}"
            for letter in known
        )

    def digits(self, digits: str) -> str:
        """One by one, as telephone numbers are said."""
        return self.code(digits)

    def number(self, number: int) -> str:
        """A whole number in words; from a million on its digits one by one."""
        if not 0 <= number < _MOST:
            return self.digits(str(abs(number)))
        if number < _TWO_DIGITS:
            return " ".join(word for word in map(self.piece, pieces_of_number(number)) if word)
        if number < _THREE_DIGITS:
            return self._hundreds(number)
        thousands = self._say("say-thousands", count=self.number(number // _THREE_DIGITS))
        rest = number % _THREE_DIGITS
        if not rest:
            return thousands
        return self._say("say-thousands-and", thousands=thousands, rest=self.number(rest))

    def money(self, amount_kes: int) -> str:
        """``one thousand shillings``."""
        return self._say("say-money", amount=self.number(amount_kes))

    def minutes(self, minutes: int) -> str:
        """``ten minutes``."""
        return self._say("say-minutes", minutes=self.number(minutes))

    def seconds(self, seconds: int) -> str:
        """``twenty seconds``."""
        return self._say("say-seconds", seconds=self.number(seconds))

    def wait(self, wait_min: WaitMin | None) -> str:
        """``ten to twenty minutes``, or less, or more, or not known yet; as `Texts.wait` shows."""
        if wait_min is None:
            return self._say("wait-unknown")
        low, high = wait_min
        if high is None or high > LONGEST_WAIT_MIN:
            return self._say("say-over", amount=self.minutes(min(low, LONGEST_WAIT_MIN)))
        if low <= 0:
            return self._say("say-under", amount=self.minutes(max(high, 5)))
        return self._say("say-minutes", minutes=self._range(low, high))

    def time(self, hour: int, minute: int) -> str:
        """The time of the day as people say it: 08:30 is *saa mbili* and thirty minutes.

        ``say-first-hour`` is the hour by the clock from which a language counts its hours.
        """
        first = int(self._say("say-first-hour"))
        said = self.number((hour - first) % 12 or 12)
        part = next(name for until, name in _PARTS if hour < until)
        if minute == 0:
            return self._say("say-hour", hour=said, part=part)
        return self._say("say-time", hour=said, minutes=self.number(minute), part=part)

    def aloud(self, written: str) -> str:
        """What stands on a screen, with everything that is not a word made into words."""
        return self._written.sub(self._aloud, written)

    def _aloud(self, found: re.Match[str]) -> str:
        match found.lastgroup, found[0]:
            case "ticket", written:
                return self.ticket(written)
            case "time", written:
                return self._clock(written)
            case "money", _:
                return self.money(int(found["money"].replace(",", "")))
            case ("mhigh" | "nhigh") as group, _:
                low, high = found[group[0] + "low"], int(found[group])
                span = self.number(high) if low is None else self._range(int(low), high)
                return self._say("say-minutes", minutes=span)
            case "high", _:
                return self._range(int(found["low"]), int(found["high"]))
            case "code", written:
                return self.code(written)
            case "number", written:
                return self._plain(written)
            case _:
                return ", "

    def _clock(self, written: str) -> str:
        try:
            time = datetime.time.fromisoformat(written.zfill(len("00:00")))
        except ValueError:
            # A length, a score: whatever it is, it is no time of the day.
            return self.digits(written)
        return self.time(time.hour, time.minute)

    def _plain(self, written: str) -> str:
        # Without commas a long number is one to be dialled.
        if len(written) > 1 and written.startswith("0"):
            return self.digits(written)
        if "," not in written and int(written[:_LONGEST]) >= _THREE_DIGITS:
            return self.digits(written)
        return self.number(int(written.replace(",", "")))

    def _range(self, low: int, high: int) -> str:
        return self._say("say-range", low=self.number(low), high=self.number(high))

    def _hundreds(self, number: int) -> str:
        hundreds = self._say("say-hundreds", count=self.number(number // _TWO_DIGITS))
        rest = number % _TWO_DIGITS
        if not rest:
            return hundreds
        return self._say("say-hundreds-and", hundreds=hundreds, rest=self.number(rest))

    def _say(self, key: str, **arguments: str) -> str:
        return self._texts.say(self._language, key, **arguments)


_PARTS = (
    (5, "night"),
    (12, "morning"),
    (16, "noon"),
    (19, "evening"),
    (24, "night"),
)
