"""Head office in a browser without any script, and a country full of centres to look at."""

import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

import msgspec
from psycopg import sql

from kiosk.centre.catalogue_file import read_catalogue
from kiosk.hub.figures_waits import EDGES_S, place_of
from kiosk.hub.office_door import ROOT
from kiosk.hub.office_rights import OfficeRole
from kiosk.hub.office_totp import STEP_S, code_at
from kiosk.hub.projecting_rows import MADE_BY
from kiosk.hub.store import Connection
from kiosk.wire.uplink import DeviceVital, TroubleVital, Vitals
from tests.centre.desks import Desk
from tests.centre.phoning import Page
from tests.hub.running import ASSETS, RunningHub

OWN = "milango miwili ya bluu"
NAIROBI = ZoneInfo("Africa/Nairobi")
# fmt: off
NAMES = (
    "Molo", "Nakuru", "Eldoret", "Kisumu", "Mombasa", "Nyeri", "Machakos", "Kakamega", "Embu",
    "Garissa", "Thika", "Kitale", "Kericho", "Bungoma", "Busia", "Siaya", "Homa", "Migori",
    "Kisii", "Nyamira", "Narok", "Kajiado", "Makueni", "Kitui", "Meru", "Isiolo", "Marsabit",
    "Wajir", "Mandera", "Lamu", "Kilifi", "Kwale", "Voi", "Taveta", "Murang’a", "Kerugoya",
    "Nyahururu", "Maralal", "Kapsabet", "Kabarnet", "Iten", "Lodwar", "Kapenguria", "Bomet",
    "Chuka", "Mwingi", "Naivasha", "Gilgil", "Limuru", "Ruiru", "Makadara", "Kibra", "Eastleigh",
    "City", "GPO", "Cheptais", "Mumias", "Webuye", "Malindi", "Watamu",
)
# fmt: on


SEEN_BY_HOUR = 5
"""The centre of which single tickets are known too."""


class Person:
    """Somebody at head office, with a telephone that shows codes."""

    def __init__(self, hub: RunningHub, name: str, role: OfficeRole) -> None:
        self.name = name
        people = hub.parts.ground.people
        self._at = hub.parts.ground.base.surroundings.now
        first = hub.do(people.add(name, role))
        self.n = first.person.n
        people.begin_set_up(self.n)
        self.secret = people._new[self.n]
        self._last = self._step()
        done = hub.do(people.set_up(self.n, OWN, code_at(self.secret, self._last)))
        self.paper = list(done)

    def _step(self) -> int:
        return int(self._at().timestamp() // STEP_S)

    @property
    def code(self) -> str:
        """One that was not used yet: the telephone's, half a minute early at most, or on paper."""
        wanted = max(self._step(), self._last + 1)
        if wanted > self._step() + 1:
            return self.paper.pop()
        self._last = wanted
        return code_at(self.secret, wanted)


class OfficeDesk(Desk):
    """A browser at head office."""

    def __init__(self, hub: RunningHub, *, tls: bool = False) -> None:
        super().__init__(hub, tls=tls)

    def enter(self, person: Person) -> Self:
        """Through the form."""
        answer = self.send(
            f"{ROOT}/sign-in", name=person.name, secret=OWN, code=person.code, lang="en"
        )
        assert answer.status == 303, answer.text
        return self

    def at(self, path: str) -> Page:
        """A page of head office's."""
        return self.get(f"{ROOT}/{path}")


class Rows:
    """Rows of many tables, put in together: some thousands in a moment."""

    def __init__(self) -> None:
        self._rows: defaultdict[tuple[str, ...], list[Sequence[object]]] = defaultdict(list)

    def put(self, table: str, **row: object) -> None:
        self._rows[table, *row].append(list(row.values()))

    async def insert(self, connection: Connection) -> None:
        for (table, *columns), rows in self._rows.items():
            statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
                sql.Identifier(table),
                sql.SQL(", ").join(map(sql.Identifier, columns)),
                sql.SQL(", ").join([sql.Placeholder()] * len(columns)),
            )
            await connection.cursor().executemany(statement, rows)


def country(hub: RunningHub, count: int, *, seed: int = 7, at: datetime | None = None) -> None:
    """So many centres on a busy morning, some of them in trouble, as the hub's tables have them."""
    hub.do(_fill(hub, count, random.Random(seed), at or datetime.now(UTC)))


async def _fill(hub: RunningHub, count: int, chance: random.Random, at: datetime) -> None:
    catalogue = read_catalogue(ASSETS / "catalogue" / "huduma.toml")
    body = msgspec.json.encode(catalogue).decode()
    rows = Rows()
    for number in range(1, count + 1):
        _centre(rows, number, chance, at)
        rows.put(
            "running_catalogue",
            centre_id=number,
            sha256="0" * 64,
            version=3,
            body=body,
            told_at=at,
        )
    async with hub.store.transaction() as connection:
        await rows.insert(connection)


def _centre(rows: Rows, number: int, chance: random.Random, at: datetime) -> None:
    name = NAMES[(number - 1) % len(NAMES)].replace("-", " ")
    again = (number - 1) // len(NAMES)
    mood = chance.random()
    rows.put(
        "centre",
        centre_id=number,
        code=f"{name[:3].upper()}{number:03}",
        name=f"{name} {again + 1}" if again else name,
        kind="outreach" if mood > 0.97 else "centre",
        parent=1 if mood > 0.97 else None,
        prefix="K" if mood > 0.97 else "",
        public=True,
        added_at=at - timedelta(days=30),
    )
    if number % 47 == 0:
        return  # never enrolled
    _machine(rows, number, chance, at)
    _hall(rows, number, chance, at)
    if number % 23 == 5:
        rows.put(
            "finding",
            centre_id=number,
            code=chance.choice(["CLONED", "ROLLED_BACK", "GAP", "FORK"]),
            about="branch 0",
            detail="the centre's chain at line 41,207 is not the hub's",
            first_at=at - timedelta(minutes=chance.randint(9, 500)),
            last_at=at - timedelta(minutes=chance.randint(0, 8)),
            times=chance.randint(1, 4),
        )


def _machine(rows: Rows, number: int, chance: random.Random, at: datetime) -> None:
    silent = number % 31 == 3
    heard = at - timedelta(minutes=chance.randint(2, 300) if silent else 0, seconds=4)
    ms = int(heard.timestamp() * 1000)
    devices = tuple(
        DeviceVital(
            id=f"{role}-{n}",
            role=role,
            name=f"{role.title()} {n}",
            seen_ms=ms - 2000,
            trouble="paper_out" if chance.random() < 0.02 else "",
        )
        for n, role in enumerate(["kiosk"] * 2 + ["board"] * 2 + ["counter"] * 8, 1)
    )
    is_full = number % 29 == 7
    troubles = (TroubleVital(code="DISK_LOW", since_ms=ms - 3_600_000),) if is_full else ()
    vitals = Vitals(
        disk_free_bytes=chance.randint(
            1 if number % 29 == 7 else 20, 2 if number % 29 == 7 else 400
        )
        * 10**9,
        clock="RIGHT",
        lag_lines=chance.randint(1, 900) if silent else 0,
        devices=devices,
        troubles=troubles,
    )
    rows.put(
        "heard",
        centre_id=number,
        at=heard,
        version="0.6.0" if chance.random() < 0.9 else "0.5.0",
        epoch="e",
        term=1,
        seq=10_000 + (chance.randint(1, 900) if silent else 0),
        clock_ahead_ms=chance.randint(-900, 900) + (240_000 if number % 37 == 9 else 0),
        rtt_ms=90,
        catalogue="0" * 64,
        vitals=msgspec.json.encode(vitals).decode(),
        vitals_at=heard,
    )


def _hall(rows: Rows, number: int, chance: random.Random, at: datetime) -> None:
    day = at.astimezone(NAIROBI).date()
    served, slow = chance.randint(40, 600), chance.choice([1, 1, 1, 2, 4])
    waits = [0] * len(EDGES_S)
    for _ in range(served):
        waits[place_of(chance.expovariate(1 / (240 * slow)))] += 1
    faces = [round(served * share * 0.4) for share in (0.03, 0.05, 0.1, 0.32, 0.5)]
    common = {
        "issued": served + 20,
        "waiting": chance.randint(0, 30 * slow),
        "served": served,
        "unserved": 3,
        "no_shows": 4,
        "cancelled": 2,
        "expired": 0,
        "priority": 9,
        "timed": served,
        "serve_s": served * 400,
    }
    if number == SEEN_BY_HOUR:
        _tickets(rows, number, chance, at)
    rows.put("centre_now", centre_id=number, branch=0, day=day, opened_seq=1, made_by=MADE_BY)
    rows.put(
        "centre_day",
        centre_id=number,
        day=day,
        **common,
        waits=waits,
        last_seq=10_000,
        last_at=at - timedelta(seconds=7),
        verified=faces,
        unverified=[0] * 5,
        flagged=0,
    )
    for n, service in enumerate(("id-first", "id-lost", "sha-join", "kra-pin")):
        part = {name: value // (n + 2) for name, value in common.items()}
        rows.put(
            "service_day",
            centre_id=number,
            day=day,
            service=service,
            **part,
            waits=[one // (n + 2) for one in waits],
        )
    for counter in range(1, chance.randint(5, 10)):
        state = chance.choice(["serving", "serving", "free", "called", "paused", "closed"])
        rows.put(
            "counter",
            centre_id=number,
            day=day,
            counter=str(counter),
            state=state,
            since=at - timedelta(minutes=chance.randint(0, 9)),
            services=["id-first"],
            served=served // 8,
            no_shows=0,
        )


def _tickets(rows: Rows, number: int, chance: random.Random, at: datetime) -> None:
    """A hundred and fifty who came over the last hours and were called."""
    day = at.astimezone(NAIROBI).date()
    begins = max(
        at - timedelta(hours=7), datetime.combine(day, datetime.min.time(), tzinfo=NAIROBI)
    )
    for ticket in range(150):
        came = begins + (at - begins) * chance.random()
        rows.put(
            "ticket",
            centre_id=number,
            day=day,
            ticket=f"t{ticket}",
            branch=0,
            abandoned=False,
            number=f"A{ticket:03}",
            service="id-first",
            queue="id",
            language="en",
            priority=False,
            assist=False,
            token_hash=b"",
            issued_at=came,
            virtual_arrival=came,
            state="served",
            calls=1,
            first_called_at=came + timedelta(minutes=chance.expovariate(1 / 6)),
            ended_at=at,
        )
