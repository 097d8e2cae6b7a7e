"""A screen's settings file with one printer more, and everything else in it as it was."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array, Table

from kiosk.printer.epos_road import EPOS_PORT
from kiosk.printer.lan import RAW_PORT

BYTE_ORDER_MARK = "\ufeff"

_SINGLE = re.compile(r"(?m)^([ \t]*)\[([ \t]*)printer([ \t]*)\]")
_SINGLE_PART = re.compile(r"(?m)^([ \t]*\[[ \t]*)printer([ \t]*\.)")
_EACH = re.compile(r"(?m)^[ \t]*\[\[[ \t]*printers[ \t]*\]\]")
_COMMENT_ABOVE = re.compile(r"(?:^[ \t]*#[^\n]*\n)+\Z", re.MULTILINE)


class CannotWrite(Exception):
    """The file stays as it is; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPrinter:
    """What is known of a printer when it is installed. ``level`` only where a person said it."""

    name: str
    host: str
    port: int
    dots: int
    dpi: int
    knife: str
    level: str | None = None
    place: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    """A comment: maker and model."""

    @property
    def address(self) -> str:
        """As people write it down."""
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OldPrinter:
    """A printer that stands in a file already."""

    name: str
    address: str


def printers_in(text: str) -> list[OldPrinter]:
    """The printers of a file, in their order. Raises ``CannotWrite`` where it is no TOML."""
    return [
        OldPrinter(name=str(each.get("name") or _address(each)), address=_address(each))
        for each in _tables(_loaded(text))
    ]


def with_printer(text: str, new: NewPrinter, at: int) -> str:
    """``text`` with ``new`` as number ``at`` (from 0) of its printers.

    One of the same address or name is brought up to date where it stands. A single ``[printer]``
    becomes the first of ``[[printers]]``. Raises ``CannotWrite``.
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    text = text.removeprefix(BYTE_ORDER_MARK)
    before = _loaded(text)
    tables = _tables(before)
    place = _place_of(new, tables)
    wanted = deepcopy(before)
    wanted.pop("printer", None)
    printers = deepcopy(tables)
    wanted["printers"] = printers
    try:
        made = _as_list(text, before)
        if place is None:
            printers.insert(at, _values(new))
            made = _inserted(made, new, at)
        else:
            printers[place] = _renewed(tables[place], new)
            made = _updated(made, place, new)
        right = tomllib.loads(made) == wanted
    except (TOMLKitError, tomllib.TOMLDecodeError, TypeError, ValueError):
        right = False
    if not right:
        raise CannotWrite(f"its layout is too unusual for this; add to it by hand:\n{block(new)}")
    return mark + made


def block(new: NewPrinter) -> str:
    """The lines that stand for ``new`` in a settings file."""
    document = tomlkit.document()
    several = tomlkit.aot()
    table = tomlkit.table()
    if new.about:
        table.add(tomlkit.comment(new.about))
    for key, value in _values(new).items():
        table[key] = _inline(value) if isinstance(value, Mapping) else value
    several.append(table)
    document["printers"] = several
    return tomlkit.dumps(document).strip() + "\n"


def _loaded(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text.removeprefix(BYTE_ORDER_MARK))
    except tomllib.TOMLDecodeError as error:
        raise CannotWrite(f"it is not TOML; put right: {error}") from error


def _tables(loaded: Mapping[str, object]) -> list[dict[str, object]]:
    """``[printer]`` is the first where both are there, as for whoever reads the settings."""
    single = [loaded["printer"]] if "printer" in loaded else []
    several = loaded.get("printers", [])
    if not isinstance(several, list):
        several = [several]
    tables = [each for each in (*single, *several) if isinstance(each, dict)]
    if len(tables) < len(single) + len(several):
        raise CannotWrite("a printer in it is no table: take that out")
    return tables


def _address(table: Mapping[str, object]) -> str:
    if "host" not in table:
        return str(table.get("queue", ""))
    by_itself = EPOS_PORT if table.get("road") == "epos" else RAW_PORT
    return f"{table['host']}:{table.get('port', by_itself)}"


def _place_of(new: NewPrinter, tables: Sequence[Mapping[str, object]]) -> int | None:
    """Where it stands already: at the same address, or under the same name at another."""
    by_address = [n for n, each in enumerate(tables) if _address(each) == new.address]
    by_name = [n for n, each in enumerate(tables) if each.get("name") == new.name]
    if by_address and by_name and by_address[0] != by_name[0]:
        raise CannotWrite(f"another printer in it is called {new.name}: give this one another name")
    return next(iter((*by_address, *by_name)), None)


def _values(new: NewPrinter) -> dict[str, object]:
    values: dict[str, object] = {"name": new.name, "host": new.host}
    if new.port != RAW_PORT:
        values["port"] = new.port
    if new.place:
        values["place"] = dict(new.place)
    values |= {"dots": new.dots, "dpi": new.dpi, "knife": new.knife}
    if new.level is not None:
        values["level"] = new.level
    return values


def _outdated(new: NewPrinter) -> set[str]:
    """What would speak against what was just seen: a model's dots, an older level, a port."""
    return {"model", "level", "port", "road", "queue", "device"} - set(_values(new))


def _renewed(old: Mapping[str, object], new: NewPrinter) -> dict[str, object]:
    kept = {key: value for key, value in old.items() if key not in _outdated(new)}
    return kept | _values(new)


def _as_list(text: str, before: Mapping[str, object]) -> str:
    """``text`` with its single ``[printer]``, however it is written, as the first of several."""
    if "printer" not in before:
        return text
    made = _SINGLE_PART.sub(r"\1printers\2", _SINGLE.sub(r"\1[[\2printers\3]]", text))
    wanted = {**before, "printers": _tables(before)}
    del wanted["printer"]
    with suppress(tomllib.TOMLDecodeError):
        if tomllib.loads(made) == wanted:
            return made
    document = tomlkit.parse(text)
    single = _inline(document.pop("printer").unwrap())
    several = document.setdefault("printers", tomlkit.aot())
    if isinstance(several, AoT):
        table = tomlkit.table()
        table.update(single)
        several.insert(0, table)
    else:
        several.insert(0, single)
    return tomlkit.dumps(document)


def _inserted(text: str, new: NewPrinter, at: int) -> str:
    document = tomlkit.parse(text)
    several = document.get("printers")
    if isinstance(several, Array):
        several.insert(at, _inline(_values(new)))
        return tomlkit.dumps(document)
    headers = [found.start() for found in _EACH.finditer(text)]
    lines = "\r\n" if "\r\n" in text else "\n"
    own = block(new).replace("\n", lines)
    if at < len(headers):
        here = headers[at]
        # A comment right above a printer goes with it.
        if above := _COMMENT_ABOVE.search(text[:here]):
            here = above.start()
        return f"{text[:here]}{own}{lines}{text[here:]}"
    end = text.rstrip()
    return f"{end}{lines}{lines}{own}" if end else own


def _updated(text: str, place: int, new: NewPrinter) -> str:
    document = tomlkit.parse(text)
    several = document["printers"]
    if not isinstance(several, AoT | Array):
        raise TypeError(type(several))
    table = several[place]
    if not isinstance(table, Table | tomlkit.items.InlineTable):
        raise TypeError(type(table))
    for key in _outdated(new):
        table.pop(key, None)
    for key, value in _values(new).items():
        table[key] = _inline(value) if isinstance(value, Mapping) else value
    return tomlkit.dumps(document)


def _inline(values: Mapping[str, object]) -> tomlkit.items.InlineTable:
    table = tomlkit.inline_table()
    table.update(
        {key: _inline(each) if isinstance(each, Mapping) else each for key, each in values.items()}
    )
    return table
