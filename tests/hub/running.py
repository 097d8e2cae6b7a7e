"""A real hub on loopback, in a thread of the test."""

import asyncio
import os
import threading
import time
from collections.abc import Coroutine
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Self, TypeVar

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


class RunningHub:
    """Starts with ``with`` and answers at ``url`` until the block ends."""

    def __init__(
        self, dsn: str, data: Path, *, port: int = 0, surroundings: Surroundings | None = None
    ) -> None:
        self.settings = HubSettings(
            data=data,
            texts=ASSETS / "texts",
            web=ASSETS / "web",
            dsn=dsn,
            port=port,
            password_cost=Cost(memory_kib=8, passes=1),
        )
        self.url = self.tls_url = ""
        self._dsn = dsn
        self._surroundings = surroundings or Surroundings()
        self._thread = threading.Thread(target=self._run, name="hub")
        self._ready = threading.Event()
        self._failure: BaseException | None = None
        self._sessions: list[HubSession] = []
        self._parts: Parts | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None

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
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_S)

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

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(PATIENCE_S)
        if self._failure is not None:
            raise self._failure
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        for session in self._sessions:
            session.close()
        if self._loop is not None and self._task is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive()

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

    def _run(self) -> None:
        factory = uvicorn.Config("", log_config=None).get_loop_factory()
        try:
            with asyncio.Runner(loop_factory=factory) as runner:
                runner.run(self._serve())
        except BaseException as failure:  # noqa: BLE001 - told to whoever started it
            self._failure = failure
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.current_task()
        self._parts = build(
            self.settings, self._dsn, self._surroundings, texts=_texts(self.settings.texts)
        )
        with hub_listening(self.settings) as listeners:
            try:
                certificate = certificate_of(self.settings)
                await run(self._parts, listeners, self._is_ready, certificate=certificate)
            except asyncio.CancelledError:
                return

    def _is_ready(self, url: str, tls_url: str) -> None:
        self.url, self.tls_url = url, tls_url
        self._ready.set()
