"""``/people``: a manager lists agents and managers, adds, resets, unlocks and revokes them."""

from collections.abc import Awaitable
from typing import Annotated, assert_never

import msgspec
from starlette.types import Receive, Scope

from kiosk.centre.devices import Act, Reading
from kiosk.centre.gate import Gate
from kiosk.centre.live import Live
from kiosk.centre.people import NameTaken, NameUnfit, NobodyOfThat, People, PersonNow
from kiosk.db.people import Duty
from kiosk.web.answer import Answer
from kiosk.web.body import SHORT_BODY_BYTES, read_shape
from kiosk.web.errors import Stopped, too_many, unfit
from kiosk.web.sign_in import SecretUnfit, TooManyAtOnce
from kiosk.wire.codec import encode

_Text = Annotated[str, msgspec.Meta(max_length=256)]


class _Wish(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="do"):
    duty: Duty
    name: _Text


class AddPerson(_Wish, frozen=True, tag="add"):
    """Somebody new."""

    secret: _Text


class ResetPerson(_Wish, frozen=True, tag="reset"):
    """Another PIN or password for somebody, who is unlocked by it."""

    secret: _Text


class UnlockPerson(_Wish, frozen=True, tag="unlock"):
    """Somebody may try again at once."""


class RevokePerson(_Wish, frozen=True, tag="revoke"):
    """Somebody may sign in no more."""


Wish = AddPerson | ResetPerson | UnlockPerson | RevokePerson
"""What can be wished with ``POST /people``."""

_WISH: msgspec.json.Decoder[Wish] = msgspec.json.Decoder(Wish)


class Staff(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody who may sign in; secrets are told to nobody."""

    people: tuple[PersonNow, ...]


class PeopleAsking:
    """Answers managers and the console. Belongs to the event loop."""

    def __init__(self, *, gate: Gate, live: Live, people: People) -> None:
        self._gate = gate
        self._live = live
        self._people = people

    async def listed(self, scope: Scope, _: Receive) -> Answer:
        """What ``GET /people`` is answered. Raises ``Stopped``."""
        self._gate.reader(scope, Reading.PEOPLE)
        return self._everybody()

    async def change(self, scope: Scope, receive: Receive) -> Answer:
        """What ``POST /people`` is answered: everybody, as they are now. Raises ``Stopped``."""
        self._gate.actor(scope, Act.KEEP_PEOPLE)
        self._live.check_begun()
        wish = await read_shape(scope, receive, _WISH, limit_bytes=SHORT_BODY_BYTES)
        try:
            await self._fulfil(wish)
        except NameUnfit:
            raise _unfit("name", "a name has 1 to 16 letters, digits and hyphens") from None
        except NameTaken:
            raise _unfit("name", "somebody has this name already") from None
        except NobodyOfThat:
            raise _unfit("name", f"there is no {wish.duty} of this name") from None
        except SecretUnfit as error:
            raise _unfit("secret", str(error)) from None
        except TooManyAtOnce:
            raise Stopped(too_many()) from None
        return self._everybody()

    def _fulfil(self, wish: Wish) -> Awaitable[object]:
        match wish:
            case AddPerson(duty=duty, name=name, secret=secret):
                return self._people.add(duty, name, secret)
            case ResetPerson(secret=secret):
                return self._people.reset(self._n_of(wish), secret)
            case UnlockPerson():
                return self._people.unlock(self._n_of(wish))
            case RevokePerson():
                return self._people.revoke(self._n_of(wish))
            case _:
                assert_never(wish)

    def _n_of(self, wish: Wish) -> int:
        person = self._people.named(wish.duty, wish.name)
        if person is None:
            raise NobodyOfThat
        return person.n

    def _everybody(self) -> Answer:
        return Answer(body=encode(Staff(people=self._people.list())))


def _unfit(where: str, what: str) -> Stopped:
    return Stopped(unfit(where, what))
