"""``GET /replica``: what a copy of this centre needs beside the journal's lines."""

import asyncio
import logging
import re
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs

from starlette.types import Receive, Scope

from kiosk import __version__
from kiosk.centre.devices import Reading
from kiosk.centre.followers import Followers
from kiosk.centre.gate import Gate
from kiosk.centre.live import Live
from kiosk.centre.say import BUSY, Say
from kiosk.centre.settings import HUB_KBIT_S, CentreSettings
from kiosk.db.opening import Database, StoreFailed, open_reader, reading
from kiosk.db.replica import ANSWERS_PAGE, ReplicaSource
from kiosk.web.answer import Answer
from kiosk.web.errors import Stopped, unavailable, unfit
from kiosk.wire.codec import encode
from kiosk.wire.paths import PORT, TLS_PORT
from kiosk.wire.replica import (
    ANSWERS_PARAMETER,
    CATALOGUE_FILE,
    GENERATED_BY,
    KEYS,
    KNOWN_PARAMETER,
    SEQ_PARAMETER,
    SETTINGS_FILE,
    Replica,
    State,
    is_place,
)

log = logging.getLogger(__name__)

GENERATED = f"{GENERATED_BY}; without this line it stays as it is.\n"
_SEQ = re.compile(r"[0-9]{1,18}")
_EVERYWHERE = "0.0.0.0"
HUB_AUTHORITY = f"{KEYS}/hub_authority.pem"
"""Where a copy keeps the certificate that its centre believes the hub by."""
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class ReplicaReader:
    """Reads the store and the files beside it, in a thread and over a connection of its own."""

    def __init__(self, settings: CentreSettings, store: Path, *, centre: str) -> None:
        """``centre`` is its code."""
        self._settings = settings
        self._store = store
        self._centre = centre
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="replica")
        self._db: Database | None = None

    async def read(self, seq: int, answers: int, known: str) -> Replica:
        """What a follower lacks that has these. Raises ``StoreFailed``."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._read, seq, answers, known)

    def close(self) -> None:
        """End the thread and its connection."""
        self._thread.shutdown()
        if self._db is not None:
            self._db.close()

    def _read(self, seq: int, answers: int, known: str) -> Replica:
        with reading():
            if self._db is None:
                self._db = open_reader(self._store)
            source = ReplicaSource(self._db)
            with source.at_one_moment():
                state = State(tables=source.tables(), meta=source.meta(), files=self._files())
                chain = source.chain_at(seq)
                page = source.answers_after(answers)
                anchor = source.anchor
                last_seq, epoch, term = source.last_seq(), source.epoch, source.term
        name = sha256(encode(state)).hexdigest()
        return Replica(
            centre=self._centre,
            version=__version__,
            epoch=epoch,
            term=term,
            seq=last_seq,
            chain=chain.hex() if chain is not None else None,
            begins=anchor.seq,
            begins_chain=anchor.chain.hex(),
            answers=page,
            more_answers=len(page) == ANSWERS_PAGE,
            state=name,
            whole=None if name == known else state,
        )

    def _files(self) -> dict[str, bytes]:
        """The catalogue, the settings and the keys; what is not there is left out."""
        keys = self._settings.data / KEYS
        found = sorted(keys.iterdir()) if keys.is_dir() else []
        places = {CATALOGUE_FILE: self._settings.catalogue}
        places |= {place: key for key in found if is_place(place := f"{KEYS}/{key.name}")}
        files = {place: path.read_bytes() for place, path in places.items() if path.is_file()}
        if self._settings.hub_authority is not None:
            files[HUB_AUTHORITY] = self._settings.hub_authority.encode()
        files[SETTINGS_FILE] = settings_text(self._settings).encode()
        return files


class ReplicaReading:
    """Answers followers, who so tell how far their copies reach."""

    def __init__(
        self, *, gate: Gate, live: Live, followers: Followers, reader: ReplicaReader, say: Say
    ) -> None:
        self._gate = gate
        self._live = live
        self._followers = followers
        self._reader = reader
        self._say = say

    async def answer(self, scope: Scope, _: Receive) -> Answer:
        """For a follower alone. Raises ``Stopped``."""
        device = self._gate.reader(scope, Reading.REPLICA)
        self._live.check_begun()
        query = parse_qs(scope["query_string"].decode("latin-1"))
        seq, answers = _number(query, SEQ_PARAMETER), _number(query, ANSWERS_PARAMETER)
        known = query.get(KNOWN_PARAMETER, [""])[0]
        try:
            replica = await self._reader.read(seq, answers, known)
        except (OSError, StoreFailed) as failure:
            log.warning("replica_not_read", extra={"cause": failure})
            raise Stopped(unavailable(BUSY, self._say.error(BUSY))) from failure
        # A copy of another journal counts for nothing.
        if replica.chain is not None:
            self._followers.note(device.id, seq)
        return Answer(body=encode(replica))


def settings_text(settings: CentreSettings) -> str:
    """Settings with which a copy can go on in the centre's place, as TOML."""
    # Another machine has other addresses.
    host = settings.host if settings.host in _LOOPBACK else _EVERYWHERE
    lines = [
        f'catalogue = "{CATALOGUE_FILE}"',
        f'host = "{host}"',
        f"port = {settings.port or PORT}",
        f"tls_port = {settings.tls_port or TLS_PORT}",
        f"trust_loopback = {str(settings.trust_loopback).lower()}",
        f"open_all_day = {str(settings.open_all_day).lower()}",
    ]
    if settings.keep_days is not None:
        lines.append(f"keep_days = {settings.keep_days}")
    if settings.prefix:
        lines.append(f'prefix = "{settings.prefix}"')
    if settings.hub_key is not None:
        lines.append(f'hub_key = "{settings.hub_key}"')
    if settings.hub_authority is not None:
        lines.append(f'hub_authority = "{HUB_AUTHORITY}"')
    if settings.hub_kbit_s != HUB_KBIT_S:
        lines.append(f"hub_kbit_s = {settings.hub_kbit_s}")
    return GENERATED + "\n".join(lines) + "\n"


def _number(query: dict[str, list[str]], name: str) -> int:
    given = query.get(name, ["0"])[0]
    if _SEQ.fullmatch(given) is None:
        raise Stopped(unfit(name, "a whole number, from 0"))
    return int(given)
