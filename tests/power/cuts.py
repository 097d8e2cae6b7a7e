"""What a disk may hold after a power cut, by the record of what was written and made safe."""

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

HEAD = struct.Struct("<BBHIq")
SECTOR = 512
"""What a disk writes whole or not at all, at least: of a longer write any part may be missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """One record of the shim: see there."""

    kind: str
    file: int
    offset: int
    data: bytes


class Kept(StrEnum):
    """What became of that which nobody had made safe when the power went."""

    NOTHING = "nothing"
    SOME = "some"
    """Any of it, whatever came before or after."""
    TORN = "torn"
    """Any sectors of it."""
    ALL = "all"


def read_record(path: Path) -> list[Noted]:
    """All of it; the process may have been killed in the middle of the last."""
    bytes_, noted, at = path.read_bytes(), [], 0
    while at + HEAD.size <= len(bytes_):
        kind, file, _, length, offset = HEAD.unpack_from(bytes_, at)
        at += HEAD.size
        if at + length > len(bytes_):
            break
        data = bytes_[at : at + length]
        noted.append(Noted(kind=chr(kind), file=file, offset=offset, data=data))
        at += length
    return noted


@dataclass(slots=True, eq=False)
class _File:
    """What is safe of a file, and what was done to it since."""

    safe: bytearray | None = None
    since: list[Noted] = field(default_factory=list)

    def made_safe(self) -> None:
        self.safe = self._with(self.since)
        self.since = []

    def _with(self, since: list[Noted]) -> bytearray:
        content = bytearray(self.safe or b"")
        for noted in since:
            _do(content, noted)
        return content

    def after_cut(self, kept: Kept, chance: random.Random) -> bytes | None:
        """What stands there when the power is back; ``None``: no such file."""
        if kept is Kept.NOTHING or not self.since:
            return None if self.safe is None else bytes(self.safe)
        if kept is Kept.ALL:
            return bytes(self._with(self.since))
        survivors = [noted for noted in self.since if chance.random() < 1 / 2]
        if kept is Kept.TORN:
            survivors = [part for noted in survivors for part in _sectors(noted, chance)]
        return bytes(self._with(survivors))


def _do(content: bytearray, noted: Noted) -> None:
    if noted.kind == "T":
        del content[noted.offset :]
        content.extend(bytes(max(0, noted.offset - len(content))))
        return
    end = noted.offset + len(noted.data)
    content.extend(bytes(max(0, end - len(content))))
    content[noted.offset : end] = noted.data


def _sectors(noted: Noted, chance: random.Random) -> Iterator[Noted]:
    """Those sectors of a write that reached the disk."""
    if noted.kind == "T":
        yield noted
        return
    at = 0
    while at < len(noted.data):
        edge = SECTOR - (noted.offset + at) % SECTOR
        if chance.random() < 1 / 2:
            part = noted.data[at : at + edge]
            yield Noted(kind="W", file=noted.file, offset=noted.offset + at, data=part)
        at += edge


class Replayed:
    """A disk on which everything happens again, step by step, and the power may go at any."""

    def __init__(self) -> None:
        self._files: dict[int, _File] = {}
        self._names: dict[str, _File] = {}
        self._safe_names: dict[str, _File] = {}
        self.said: dict[int, bytearray] = {}
        """What left the process until now, by descriptor."""

    def step(self, noted: Noted) -> None:
        """Let one more thing happen."""
        match noted.kind:
            case "C":
                self._create(noted.file, noted.data.decode())
            case "W" | "T":
                self._files[noted.file].since.append(noted)
            case "S":
                self._make_safe(noted.file)
            case "N":
                self.said.setdefault(noted.offset, bytearray()).extend(noted.data)
            case "R":
                old, new = (name.decode() for name in noted.data.split(b"\0"))
                self._names[new] = self._names.pop(old)
            case "U":
                del self._names[noted.data.decode()]
            case kind:
                raise AssertionError(kind)

    def _create(self, number: int, name: str) -> None:
        self._files[number] = self._names[name] = _File()

    def _make_safe(self, number: int) -> None:
        file = self._files.get(number)
        if file is None:  # a directory, which nothing creates here
            self._safe_names = dict(self._names)
            return
        file.made_safe()
        # A file that is made safe for the first time is found again afterwards.
        if file not in self._safe_names.values():
            self._safe_names |= {n: f for n, f in self._names.items() if f is file}

    def cut(self, into: Path, kept: Kept, chance: random.Random) -> None:
        """Lay out below ``into`` what is there when the power is back."""
        for name in sorted(self._names | self._safe_names):
            now, safe = self._names.get(name), self._safe_names.get(name)
            if kept is Kept.NOTHING:
                file = safe
            else:
                file = now if kept is Kept.ALL else chance.choice((now, safe))
            content = file.after_cut(kept, chance) if file is not None else None
            if content is not None:
                path = into / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
