"""The people of a centre who sign in: agents and managers, and who is signed in where."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from kiosk.db.opening import Database
from kiosk.domain.ids import AgentId, CounterId, DeviceId

_LIVING = """
    SELECT n, role, name, secret, created_at FROM person WHERE revoked_at IS NULL ORDER BY n
"""
_HELD = "SELECT n, misses, locked_until_s FROM person WHERE revoked_at IS NULL AND misses > 0"
_TAKEN = "SELECT 1 FROM person WHERE role = ? AND name = ? AND revoked_at IS NULL"
_ADD = "INSERT INTO person (role, name, secret, created_at) VALUES (?, ?, ?, ?) RETURNING n"
_RESET = "UPDATE person SET secret = ?, misses = 0, locked_until_s = 0 WHERE n = ?"
_NOTE = "UPDATE person SET misses = ?, locked_until_s = ? WHERE n = ?"
_REVOKE = "UPDATE person SET revoked_at = ?, secret = '' WHERE n = ? AND revoked_at IS NULL"
_SIGNED_IN = "SELECT device, person, day, counter FROM sign_in"
_SIGN_IN = "INSERT OR REPLACE INTO sign_in (device, person, day, at) VALUES (?, ?, ?, ?)"
_AT_COUNTER = "UPDATE sign_in SET counter = ? WHERE device = ?"
_SIGN_OUT = "DELETE FROM sign_in WHERE device = ?"
_SIGN_OUT_PERSON = "DELETE FROM sign_in WHERE person = ?"


class Duty(StrEnum):
    """What a person signs in as."""

    AGENT = "agent"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who signs in; ``name`` is a code of theirs, no name that people call them.

    ``secret`` is what is kept of a PIN or password.
    """

    n: int
    duty: Duty
    name: AgentId
    secret: str = field(repr=False)
    created_at: datetime

    @property
    def id(self) -> DeviceId:
        """What stands as ``by`` in the events this person causes: ``manager-p3``."""
        return DeviceId(f"{self.duty}-p{self.n}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is held against person ``n``: nobody may try until ``locked_until_s``, from 1970."""

    n: int
    misses: int
    locked_until_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """Who is signed in at a device on ``day``, and at which counter they have opened since."""

    device: DeviceId
    person: int
    day: date
    counter: CounterId | None = None


class PeopleTable:
    """The table ``person``; everything but ``living`` and ``held`` belongs inside a transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def living(self) -> tuple[Person, ...]:
        """Everybody who is not revoked, the longest known first."""
        return tuple(
            Person(
                n=n,
                duty=Duty(duty),
                name=AgentId(name),
                secret=secret,
                created_at=datetime.fromisoformat(created_at),
            )
            for n, duty, name, secret, created_at in self._db.execute(_LIVING).fetchall()
        )

    def held(self) -> tuple[Held, ...]:
        """Against whom something is held."""
        return tuple(
            Held(n=n, misses=misses, locked_until_s=until_s)
            for n, misses, until_s in self._db.execute(_HELD).fetchall()
        )

    def add(self, duty: Duty, name: AgentId, secret: str, at: datetime) -> Person | None:
        """A new person; ``None`` where somebody of that duty has the name, in any case."""
        if self._db.execute(_TAKEN, (duty, name)).fetchone() is not None:
            return None
        n = self._db.execute(_ADD, (duty, name, secret, at.isoformat())).fetchone()[0]
        return Person(n=n, duty=duty, name=name, secret=secret, created_at=at)

    def reset(self, n: int, secret: str) -> None:
        """Another PIN or password, and nothing held against this person."""
        self._db.execute(_RESET, (secret, n))

    def note(self, n: int, misses: int, locked_until_s: float) -> None:
        """How often this person's secret was missed, and until when nobody may try it."""
        self._db.execute(_NOTE, (misses, locked_until_s, n))

    def revoke(self, n: int, at: datetime) -> None:
        """Nobody signs in as this person any more; what is kept of the secret is forgotten."""
        self._db.execute(_REVOKE, (at.isoformat(), n))


class SignInTable:
    """The table ``sign_in``; everything but ``all`` belongs inside a transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> tuple[SignIn, ...]:
        """Who was signed in where, those of days that are over too."""
        return tuple(
            SignIn(
                device=DeviceId(device),
                person=person,
                day=date.fromisoformat(day),
                counter=CounterId(counter) if counter is not None else None,
            )
            for device, person, day, counter in self._db.execute(_SIGNED_IN).fetchall()
        )

    def begin(self, device: DeviceId, person: int, day: date, at: datetime) -> None:
        """This person works at this device now; whoever did before does not any more."""
        self._db.execute(_SIGN_IN, (device, person, day.isoformat(), at.isoformat()))

    def opened(self, device: DeviceId, counter: CounterId) -> None:
        """Who is signed in there has opened this counter."""
        self._db.execute(_AT_COUNTER, (counter, device))

    def end(self, device: DeviceId) -> None:
        """Nobody is signed in there."""
        self._db.execute(_SIGN_OUT, (device,))

    def end_of(self, person: int) -> None:
        """This person is signed in nowhere."""
        self._db.execute(_SIGN_OUT_PERSON, (person,))
