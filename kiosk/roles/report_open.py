"""`main.py report --open`: who is still open in a centre's directory, whether it runs or not."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from kiosk.db.journal import Journal
from kiosk.db.opening import DatabaseUnfit, StoreFailed, open_for_reports
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.floor import Floor
from kiosk.printer.hand_list import list_words, made_from
from kiosk.roles.places import TEXTS
from kiosk.roles.start import CannotStart
from kiosk.texts import Texts
from kiosk.wire.codec import WrongShape, decode_entry

WIDTH = 76
BETWEEN = "   "


def open_lines(store: Path, catalogue: Catalogue) -> Sequence[str]:
    """The hand list of the last day, as text to be printed. Raises ``CannotStart``."""
    floor = Floor()
    try:
        with closing(open_for_reports(store)) as db:
            for line in Journal(db).since_day_opened():
                floor.apply(decode_entry(line))
    except (DatabaseUnfit, StoreFailed, WrongShape) as reason:
        raise CannotStart(f"There is no list: {reason}") from reason
    if floor.at is None:
        return ["Nothing has happened in this centre yet."]
    language = catalogue.centre.languages[0]
    made = made_from(floor, catalogue, language=language, as_of=floor.at)
    words = list_words(made, Texts.load(TEXTS))
    lines = [words.heading, words.stamp, *words.banners]
    for name, begun, waiting in words.parts:
        lines += ["", name, *_wrapped(begun), *_wrapped(waiting)]
    return lines


def _wrapped(texts: Sequence[str]) -> Iterator[str]:
    """As many on a line as fit."""
    line = ""
    for text in texts:
        longer = f"{line}{BETWEEN}{text}" if line else text
        if line and len(longer) > WIDTH:
            yield line
            longer = text
        line = longer
    if line:
        yield line
