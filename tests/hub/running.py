"""A real hub on loopback, in a thread of the test."""

import os
import time
from collections.abc import Coroutine
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TypeVar

import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hub.centres import Centre, Centres, Kind
from kiosk.hub.foundation import Surroundings
from kiosk.hub.listening import certificate_of, hub_listening
from kiosk.hub.parts import Parts, build
from kiosk.hub.server import run
from kiosk.hub.settings import HubSettings
from kiosk.hub.store import Store
from kiosk.sync.hub_session import Around, HubSession
from kiosk.sync.membership import Membership
from kiosk.texts import Texts
from kiosk.web.sign_in import Cost
from kiosk.wire.signed import Speaker, key_id
from tests.in_thread import InThread

T = TypeVar("T")

ASSETS = Path(__file__).parents[2] / "assets"
PATIENCE_S = 30.0
INSTANCE = "11" * 16
RUN = "22" * 8


class Later:
    """An even clock that can be moved on: then nobody has asked for long."""

    def __init__(self) -> None:
        self.ahead_s = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead_s


@cache
def _texts(directory: Path) -> Texts:
    """Read once for all hubs of a run: that takes longer than all else at their start."""
    return Texts.load(directory)


class RunningHub(InThread):
    """Starts with ``with`` and answers at ``url`` until the block ends."""

    def __init__(
        self, dsn: str, data: Path, *, port: int = 0, surroundings: Surroundings | None = None
    ) -> None:
        super().__init__("hub", uvicorn.Config("", log_config=None).get_loop_factory())
        self.settings = HubSettings(
            data=data,
            texts=ASSETS / "texts",
            web=ASSETS / "web",
            dsn=dsn,
            port=port,
            password_cost=Cost(memory_kib=8, passes=1),
        )
        self._dsn = dsn
        self._surroundings = surroundings or Surroundings()
        self._sessions: list[HubSession] = []
        self._parts: Parts | None = None

    @property
    def parts(self) -> Parts:
        assert self._parts is not None
        return self._parts

    @property
    def store(self) -> Store:
        """Its store, which belongs to its loop: use it inside ``do``."""
        return self.parts.store

    def do(self, work: Coroutine[object, object, T]) -> T:
        """Have ``work`` done on the hub's loop, and wait for it."""
        return self.on_loop(work)

    def membership(self, code: str) -> Membership:
        """A centre's place at this hub, made without a code's travel."""
        key = Ed25519PrivateKey.generate()
        public = key.public_key().public_bytes_raw()
        centre_id = self.do(self._add(code, public))
        keys = self.parts.ground.keys
        return Membership(
            url=self.url,
            centre=code,
            centre_id=centre_id,
            name=code.title(),
            key=key.private_bytes_raw(),
            hub_key=keys.signing.public_key().public_bytes_raw(),
            sealing_key=keys.sealing_text,
            public_url=self.url,
        )

    def enrolled(self, code: str, *, around: Around | None = None) -> HubSession:
        """A session of a new centre of that code."""
        return self.session(self.membership(code), around=around)

    def session(
        self,
        membership: Membership,
        *,
        instance: str = INSTANCE,
        run: str | None = None,
        term: int = 1,
        around: Around | None = None,
    ) -> HubSession:
        """A session of a centre that is known here."""
        speaker = Speaker(instance=instance, run=run or os.urandom(8).hex(), term=term)
        session = HubSession(lambda: membership, speaker, around=around)
        self._sessions.append(session)
        return session

    def stop(self) -> None:
        for session in self._sessions:
            session.close()
        super().stop()

    async def _add(self, code: str, public: bytes) -> int:
        now = datetime.now(UTC)
        async with self.store.transaction() as connection:
            centres = Centres(connection)
            centre = await centres.of(code) or await centres.add(
                Centre(
                    centre_id=0,
                    code=code,
                    name=code.title(),
                    kind=Kind.CENTRE,
                    parent=None,
                    prefix="",
                    public=True,
                    added_at=now,
                )
            )
            await centres.enrolled(centre.centre_id, key_id(public), public, now)
        self.parts.ground.known.forget(code)
        return centre.centre_id

    async def serve(self) -> None:
        self._parts = build(
            self.settings, self._dsn, self._surroundings, texts=_texts(self.settings.texts)
        )
        with hub_listening(self.settings) as listeners:
            certificate = certificate_of(self.settings)
            await run(self._parts, listeners, self.say_ready, certificate=certificate)
