"""The first of head office is made at the hub's own machine, by whoever can read its directory."""

from kiosk.hub.centre_desk import NotDone
from kiosk.hub.office_people import OfficePeople
from kiosk.hub.office_refusals import LastAdmin, NameTaken, NameUnfit, NobodyOfThat
from kiosk.hub.office_rights import OfficeRole
from kiosk.web.sign_in import TooManyAtOnce


class AddOfficePerson:
    """Adds somebody, or begins somebody anew who lost password or telephone."""

    def __init__(self, people: OfficePeople) -> None:
        self._people = people

    async def __call__(self, name: str, role: str) -> str:
        """The first password, told this once. Raises ``NotDone`` and ``HubStoreFailed``."""
        if role not in set(OfficeRole):
            raise NotDone("ROLE", f"{role!r} is no role: viewer, officer or admin")
        # Whoever begins the hub may ask before it has read who there is.
        await self._people.begin()
        try:
            return await self._given(name, OfficeRole(role))
        except NameUnfit:
            raise NotDone(
                "NAME", f"{name!r} will not do: 1 to 16 letters, digits and hyphens"
            ) from None
        except LastAdmin:
            raise NotDone("LAST_ADMIN", "one admin has to stay: make another first") from None
        except (NameTaken, NobodyOfThat):
            raise NotDone("CHANGED", f"{name} was changed just now: look again") from None
        except TooManyAtOnce:
            raise NotDone("BUSY", "many sign in at this moment: try again") from None

    async def _given(self, name: str, role: OfficeRole) -> str:
        known = self._people.named(name)
        if known is None:
            return (await self._people.add(name, role)).password
        if known.role is not role:
            await self._people.change_role(known.n, role)
        return (await self._people.begin_anew(known.n)).password
