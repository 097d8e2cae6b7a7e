"""The catalogues that head office gives to centres, and what each centre says it runs with."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import LoadCatalogue
from kiosk.domain.ids import CommandId
from kiosk.hub.inbox import Inbox
from kiosk.hub.inbox_giving import lock
from kiosk.hub.inbox_standing import Standing, State
from kiosk.hub.store import Connection, Store
from kiosk.wire.codec import decode_catalogue
from kiosk.wire.inbox import MOST_CATALOGUE_BYTES, Runs, catalogue_statement

LATER = "a later version took its place"

_LAST = "SELECT coalesce(max(version), 0) FROM catalogue WHERE centre_id = %s"
_PUT = """
    INSERT INTO catalogue (
        centre_id, version, sha256, signature, body, made_at, made_by, command
    ) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""
_BODY = "SELECT body FROM catalogue WHERE centre_id = %s AND version = %s"
_FETCHED = """
    UPDATE catalogue SET fetched_at = %s
    WHERE centre_id = %s AND version = %s AND fetched_at IS NULL
"""
_VERSIONS = """
    SELECT version, sha256, made_at, made_by, command::text, fetched_at FROM catalogue
    WHERE centre_id = %s ORDER BY version DESC LIMIT %s
"""
_UNANSWERED = """
    SELECT catalogue.command::text FROM catalogue JOIN inbox
    ON inbox.centre_id = catalogue.centre_id AND inbox.id = catalogue.command
    WHERE catalogue.centre_id = %s AND inbox.state = 'waiting'
"""
_TOLD = """
    INSERT INTO running_catalogue (centre_id, sha256, version, body, told_at)
    VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (centre_id) DO UPDATE SET
        sha256 = excluded.sha256, version = excluded.version, body = excluded.body,
        told_at = excluded.told_at
"""
_RUNS = "SELECT sha256, version FROM running_catalogue WHERE centre_id = %s"
_RUNNING = "SELECT body FROM running_catalogue WHERE centre_id = %s AND sha256 = %s"


class CatalogueUnfit(ValueError):
    """This text cannot be any centre's catalogue; the sentence says why."""


class Stage(StrEnum):
    """How far a catalogue has come."""

    OFFERED = "offered"
    """It waits for its centre."""
    FETCHED = "fetched"
    """The centre has its text, and is about to try it."""
    LOADED = "loaded"
    REFUSED = "refused"
    """The centre says why in ``say``."""
    DROPPED = "dropped"
    """A later version took its place before the centre came for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a centre's catalogue, and how the command to load it stands."""

    version: int
    sha256: str
    made_at: datetime
    made_by: str
    fetched_at: datetime | None
    command: CommandId
    standing: Standing | None

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        state = self.standing.state if self.standing is not None else State.WAITING
        match state:
            case State.WAITING:
                return Stage.OFFERED if self.fetched_at is None else Stage.FETCHED
            case State.DONE:
                return Stage.LOADED
            case State.EXPIRED:
                return Stage.DROPPED
            case State.REFUSED | State.UNFIT:
                return Stage.REFUSED


class Catalogues:
    """All catalogues of one hub. Belongs to its event loop."""

    def __init__(self, store: Store, inbox: Inbox, *, sign: Callable[[bytes], bytes]) -> None:
        """``sign`` makes the hub's Ed25519 signature."""
        self._store = store
        self._inbox = inbox
        self._sign = sign
        self._known: dict[int, Runs] = {}
        self._read: dict[int, tuple[str, Catalogue]] = {}

    async def upload(self, centre_id: int, code: str, text: bytes, *, by: str) -> int:
        """Sign a catalogue and offer it to its centre; the version it got.

        ``code`` is the centre's, ``text`` TOML in UTF-8. Whether it fits, the centre will say.
        Raises ``CatalogueUnfit`` or ``HubStoreFailed``.
        """
        body = checked_text(text)
        digest = sha256(text).hexdigest()
        async with self._store.transaction() as connection:
            await lock(connection, centre_id)
            for earlier in await self._unanswered(connection, centre_id):
                await self._inbox.drop(connection, centre_id, earlier, reason=LATER)
            version = await self._last(connection, centre_id) + 1
            statement = catalogue_statement(centre=code, version=version, sha256=digest)
            signature = self._sign(statement).hex()
            command = LoadCatalogue(version=version, sha256=digest, signature=signature)
            new = await self._inbox.put(connection, centre_id, command, by=by)
            values = (version, digest, signature, body, self._inbox.now(), by, new)
            await connection.execute(_PUT, (centre_id, *values))
        self._inbox.wake(centre_id)
        return version

    async def text(self, centre_id: int, version: int) -> bytes | None:
        """The text of a version, which its centre has come for; ``None``: there is none."""
        async with self._store.transaction() as connection:
            found = await connection.execute(_BODY, (centre_id, version))
            row = await found.fetchone()
            await connection.execute(_FETCHED, (self._inbox.now(), centre_id, version))
        return str(row[0]).encode() if row is not None else None

    async def versions(
        self, connection: Connection, centre_id: int, *, limit: int = 50
    ) -> tuple[Version, ...]:
        """A centre's versions, the newest first."""
        found = await connection.execute(_VERSIONS, (centre_id, limit))
        return tuple(
            [
                Version(
                    version=version,
                    sha256=digest,
                    made_at=made_at,
                    made_by=made_by,
                    fetched_at=fetched_at,
                    command=CommandId(command),
                    standing=await self._inbox.standing(connection, centre_id, CommandId(command)),
                )
                for version, digest, made_at, made_by, command, fetched_at in await found.fetchall()
            ]
        )

    async def has(self, connection: Connection, centre_id: int, runs: Runs) -> bool:
        """Whether it is known here what that centre runs with."""
        if centre_id not in self._known:
            row = await (await connection.execute(_RUNS, (centre_id,))).fetchone()
            if row is None:
                return False
            self._known[centre_id] = Runs(sha256=row[0], version=row[1])
        return self._known[centre_id] == runs

    async def told(self, centre_id: int, body: bytes, *, version: int) -> None:
        """A centre says what it runs with, as its ``/catalogue`` has it. Raises ``WrongShape``."""
        catalogue = decode_catalogue(body)
        runs = Runs(sha256=sha256(body).hexdigest(), version=version)
        values = (centre_id, runs.sha256, version, body.decode(), self._inbox.now())
        async with self._store.transaction() as connection:
            await connection.execute(_TOLD, values)
        self._known[centre_id] = runs
        self._read[centre_id] = (runs.sha256, catalogue)

    async def running(self, centre_id: int) -> Catalogue | None:
        """What a centre runs with, as it last said; ``None``: it has not said yet.

        Raises ``HubStoreFailed``.
        """
        read = self._read.get(centre_id)
        async with self._store.reading() as connection:
            row = await (await connection.execute(_RUNS, (centre_id,))).fetchone()
            if row is None:
                return None
            if read is not None and read[0] == row[0]:
                return read[1]
            body = await (await connection.execute(_RUNNING, (centre_id, row[0]))).fetchone()
        if body is None:
            return None
        self._read[centre_id] = (row[0], decode_catalogue(body[0].encode()))
        return self._read[centre_id][1]

    async def _last(self, connection: Connection, centre_id: int) -> int:
        """The last version there was, given here or, before a copy was put back, there."""
        given = await (await connection.execute(_LAST, (centre_id,))).fetchone()
        runs = await (await connection.execute(_RUNS, (centre_id,))).fetchone()
        return max(given[0] if given is not None else 0, runs[1] if runs is not None else 0)

    async def _unanswered(self, connection: Connection, centre_id: int) -> list[CommandId]:
        found = await connection.execute(_UNANSWERED, (centre_id,))
        return [CommandId(row[0]) for row in await found.fetchall()]


def checked_text(text: bytes) -> str:
    """What every catalogue is: a file of that size, TOML, in UTF-8. Raises ``CatalogueUnfit``."""
    if len(text) > MOST_CATALOGUE_BYTES:
        raise CatalogueUnfit(f"a catalogue has {MOST_CATALOGUE_BYTES // 1024} KiB at most")
    try:
        body = text.decode()
        given = tomllib.loads(body)
    except UnicodeDecodeError as error:
        raise CatalogueUnfit("the file is not UTF-8 text; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise CatalogueUnfit(f"this is not TOML: {error}; correct that line") from error
    except RecursionError as error:
        raise CatalogueUnfit("this is nested too deeply to be a catalogue") from error
    if not given:
        raise CatalogueUnfit("the file is empty")
    return body
