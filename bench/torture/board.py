"""A board of the tortured hall: follows the feed from where its last life had come to."""

from collections.abc import Generator
from contextlib import closing
from pathlib import Path

from bench.torture.device import CANNOT_TELL, Device
from bench.torture.notes import ANEW, AWAY, LINE, NOTES, Note, check_sum, last_notes
from kiosk.client.mirror import Gap, Mirror
from kiosk.client.session import CentreSaysNo, FeedLine
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.snapshot import take_snapshot
from kiosk.wire import paths
from kiosk.wire.codec import WrongShape, encode_floor

FLOOR = "floor.json"
LAST_SEQ = "last_seq"
"""How far the journal has come: written where all boards find it before they are told to end."""
LATER_S = 0.1
EPOCH = "epoch"
GONE = 410
OWN_FLOOR = 0.5
"""Half of the lives begin with a floor of their own, as real boards do; half read on."""


class Board:
    """Its mirror, and a note of each line."""

    def __init__(self, device: Device, catalogue: Catalogue) -> None:
        self._device = device
        self._catalogue = catalogue
        self._mirror = Mirror()
        self._epoch_file = device.directory / EPOCH
        self._behind = 0
        """Lines up to this one were read in an earlier life, whose mirror is gone."""

    def begin(self) -> None:
        """From the floor, or after the last line that an earlier life has noted."""
        last = _last_seq(self._device.directory)
        self._behind = last if last and self._device.chance.random() < OWN_FLOOR else 0
        while not self._device.ending and not self._installed():
            self._device.rest(LATER_S)
        if self._behind and self._epoch_file.read_text() != self._mirror.epoch:
            self._begin_anew("another epoch")
        elif not self._behind:
            self._begin_anew("")

    def follow(self) -> None:
        """Read until the line breaks or the day ends."""
        try:
            with closing(self._lines()) as lines:
                for line in lines:
                    self._take(line)
                    if self.is_done:
                        return
        except CentreSaysNo as answer:
            if answer.status == GONE:
                self._again(f"{GONE}")
        except (Gap, WrongShape) as fault:
            self._again(repr(fault))
        except CANNOT_TELL as fault:
            self._device.note(Note(kind=AWAY, why=type(fault).__name__))
        self._device.rest(LATER_S)

    @property
    def is_done(self) -> bool:
        """Whether the day is over and everything was read."""
        told = self._device.directory.parent / LAST_SEQ
        return self._device.ending and told.exists() and self._mirror.seq >= int(told.read_text())

    def tell(self) -> None:
        """What stands on this board at the end."""
        snapshot = take_snapshot(self._mirror.floor, self._catalogue)
        told = encode_floor(self._mirror.epoch or "", snapshot)
        (self._device.directory / FLOOR).write_bytes(told)

    def _lines(self) -> Generator[FeedLine, None, None]:
        after = self._behind or self._mirror.seq
        return self._device.session.follow(after=after, epoch=self._mirror.epoch)

    def _take(self, line: FeedLine) -> None:
        if line.seq > self._behind:
            self._device.note(Note(kind=LINE, line=(line.seq, check_sum(line.text))))
            self._behind = 0 if line.seq >= self._mirror.seq else line.seq
        self._mirror.apply(line.text)

    def _again(self, why: str) -> None:
        """Whoever made us begin anew has lost something, or a new epoch began."""
        while not self._device.ending and not self._installed():
            self._device.rest(LATER_S)
        self._begin_anew(why)

    def _begin_anew(self, why: str) -> None:
        self._behind = 0
        self._epoch_file.write_text(self._mirror.epoch or "")
        self._device.note(Note(kind=ANEW, line=(self._mirror.seq, 0), why=why))

    def _installed(self) -> bool:
        try:
            body = self._device.session.fetch("GET", paths.FLOOR)
            self._mirror.install_floor(body)
        except CANNOT_TELL:
            self._device.session.close()
            return False
        return True


def _last_seq(directory: Path) -> int:
    """The last line that an earlier life has noted; 0: none."""
    seqs = [note.line[0] for note in last_notes(directory / NOTES) if note.kind in (LINE, ANEW)]
    return seqs[-1] if seqs else 0


def run(directory: Path) -> None:
    """A board's life, to be killed at any moment."""
    with Device.at_work(directory) as device:
        catalogue = device.catalogue()
        if catalogue is None:
            return
        board = Board(device, catalogue)
        board.begin()
        while not board.is_done:
            board.follow()
        board.tell()
