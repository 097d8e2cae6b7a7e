"""A centre with the sample's catalogue, today, and a copy of it."""

import time
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
        self._token = admit(self.data, Role.FOLLOWER)
        (self.data / "not-read.toml").write_bytes(SAMPLE.read_bytes())
        self.centre = RunningCentre(self.data, offers=read_catalogue(SAMPLE))
        self.centre.wall.now_s = time.time()

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
        reply = self.kiosk.send(self.issue, again=command or fresh_id())
        assert isinstance(reply, Done), reply
        assert reply.issued
        return reply.issued

    def copied(self) -> None:
        """Have all of it in the copy too."""
        with Copying(self.copy, self.centre.url, self._token) as copying:
            copying.until_line(self.kiosk.floor().seq)

    def taken_over(self) -> RunningCentre:
        """The centre that the copy has become; not yet running."""
        second = RunningCentre(self.copy, offers=read_catalogue(SAMPLE))
        second.wall.now_s = time.time()
        return second

    def same_kiosk(self, url: str) -> Session:
        return Session(url, token=self.kiosk.token)
