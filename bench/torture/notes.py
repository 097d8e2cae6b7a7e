"""What a device has seen, line by line on disk: a witness that a SIGKILL cannot silence."""

import os
from collections.abc import Iterator
from pathlib import Path
from time import time
from typing import Self
from zlib import crc32

import msgspec

NOTES = "notes.jsonl"
TAIL_BYTES = 16 * 1024
_encoder = msgspec.json.Encoder()


class Note(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing seen: ``kind`` says what, the rest what belongs to it.

    ``at_s`` is this machine's clock, which no fault touches. ``lines`` are seq and check sum of the
    journal's lines in an answer; ``line`` of one line of the feed.
    """

    kind: str
    at_s: float = 0.0
    id: str = ""
    device: str = ""
    lines: list[tuple[int, int]] = []
    line: tuple[int, int] = (0, 0)
    ticket: str = ""
    number: str = ""
    day: str = ""
    why: str = ""
    command: str = ""


SENT = "sent"
DONE = "done"
REFUSED = "refused"
PUT_OFF = "put off"
SILENT = "silent"
ODD = "odd"
"""An answer that the contract does not know."""
PRINTED = "printed"
"""A number stands on paper."""
OWN = "own"
"""Why a paper bears the number it does: it is of the kiosk's reserve."""
UNTOLD = "untold"
"""A number on paper that the centre did not take."""
LINE = "line"
ANEW = "anew"
"""A follower had to fetch the floor: what it had read does not go on."""
AWAY = "away"
"""The feed ended, or did not begin."""


class Notes:
    """Each note is one write at the end of a file, so that it is there whole or not at all."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._file)

    def add(self, note: Note) -> None:
        """Keep it, as of now."""
        dated = msgspec.structs.replace(note, at_s=round(time(), 4))
        os.write(self._file, _encoder.encode(dated) + b"\n")


def read_notes(path: Path) -> Iterator[Note]:
    """Everything noted so far, in order; nothing where nobody has noted anything."""
    if not path.exists():
        return
    decoder = msgspec.json.Decoder(Note)
    with path.open("rb") as file:
        for line in file:
            yield decoder.decode(line)


def last_notes(path: Path) -> list[Note]:
    """The last of them, in order: a reader who only goes on need not read a whole day."""
    if not path.exists():
        return []
    decoder = msgspec.json.Decoder(Note)
    with path.open("rb") as file:
        begin = max(0, path.stat().st_size - TAIL_BYTES)
        file.seek(begin)
        lines = file.read().split(b"\n")
    if begin:
        # The first may be the end of one that began before.
        lines = lines[1:]
    return [decoder.decode(line) for line in lines if line]


def check_sum(line: bytes) -> int:
    """What stands for a line's bytes in a note."""
    return crc32(line)
