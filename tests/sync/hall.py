"""A centre with the sample's catalogue, today, and a copy of it."""

import shutil
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Self

from kiosk.centre.catalogue_file import read_catalogue
from kiosk.client.reply import Done
from kiosk.client.session import Session, fresh_id
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.ids import CommandId, Language, ServiceId
from kiosk.wire.codec import Issued
from tests.centre.admitting import admit
from tests.centre.running import ASSETS, RunningCentre
from tests.sync.following import Copying

SAMPLE = ASSETS / "catalogue" / "huduma.toml"


class Followed:
    """The centre runs while the block does; ``copied`` brings the copy up to date."""

    def __init__(self, tmp_path: Path) -> None:
        self.data, self.copy = tmp_path / "centre", tmp_path / "copy"
        self.token = admit(self.data, Role.FOLLOWER)
        (self.data / "not-read.toml").write_bytes(SAMPLE.read_bytes())
        self.centre = _centre_in(self.data)
        self._given: list[tuple[CommandId, Issued]] = []

    def __enter__(self) -> Self:
        self.centre.__enter__()
        self.kiosk = self.centre.session(Role.KIOSK)
        self.service = ServiceId(self.kiosk.catalogue().services[0].id)
        return self

    def __exit__(self, *_: object) -> None:
        self.kiosk.close()
        self.centre.stop()

    @property
    def issue(self) -> IssueTicket:
        return IssueTicket(service=self.service, language=Language("en"))

    def issued(self, command: CommandId | None = None) -> Issued:
        """A ticket more."""
        asked = command or fresh_id()
        reply = self.kiosk.send(self.issue, again=asked)
        assert isinstance(reply, Done), reply
        assert reply.issued
        self._given.append((asked, reply.issued))
        return reply.issued

    def copied(self) -> None:
        """Have all of it in the copy too."""
        now = partial(datetime.now, UTC)
        with Copying(self.copy, self.centre.url, self.token, now=now) as copying:
            copying.until_line(self.kiosk.floor().seq)

    def taken_over(self) -> RunningCentre:
        """The centre that the copy has become; not yet running."""
        return _centre_in(self.copy)

    def ended(self) -> "Ended":
        """What is left when the centre has ended."""
        left = self.ended_soon()
        self.centre.stop()
        return left

    def ended_soon(self) -> "Ended":
        """The same while it still runs."""
        numbers = frozenset(ticket.number for ticket in self.kiosk.floor().tickets)
        return Ended(
            data=self.data,
            copy=self.copy,
            token=self.kiosk.token or "",
            issue=self.issue,
            numbers=numbers,
            given=tuple(self._given),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A centre that has ended and its copy: two directories, and a kiosk's token.

    ``given`` are its tickets in order, each with the command that asked for it.
    """

    data: Path
    copy: Path
    token: str
    issue: IssueTicket
    numbers: frozenset[str]
    given: tuple[tuple[CommandId, Issued], ...]

    def copied_to(self, there: Path) -> "Ended":
        """The same elsewhere, for a test to change."""
        shutil.copytree(self.data, there / "centre")
        shutil.copytree(self.copy, there / "copy")
        return replace(self, data=there / "centre", copy=there / "copy")

    def running(self, directory: Path) -> RunningCentre:
        """A centre in one of the two; not yet running."""
        return _centre_in(directory)

    def same_kiosk(self, url: str) -> Session:
        return Session(url, token=self.token)


def _centre_in(data: Path) -> RunningCentre:
    centre = RunningCentre(data, offers=read_catalogue(SAMPLE))
    centre.wall.now_s = time.time()
    return centre
