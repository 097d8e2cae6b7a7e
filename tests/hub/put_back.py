"""A hub whose database was put back from a copy."""

from kiosk.sync.membership import Membership
from tests.hub.running import RunningHub


def put_back(hub: RunningHub, made: Membership, turned: Membership) -> None:
    """As the hub's database stood before the key was turned."""

    async def change() -> None:
        async with hub.store.transaction() as connection:
            where = (made.centre_id, turned.key_id)
            await connection.execute(
                "DELETE FROM centre_key WHERE centre_id = %s AND key_id = %s", where
            )
            await connection.execute(
                "UPDATE centre_key SET state = 'live', until = NULL WHERE centre_id = %s",
                (made.centre_id,),
            )
        hub.parts.ground.known.forget(made.centre)

    hub.do(change())


def put_back_to_before_it_was_cut_off(hub: RunningHub, code: str) -> None:
    """As the database stood before head office cut this centre off."""

    async def change() -> None:
        async with hub.store.transaction() as connection:
            await connection.execute("UPDATE centre SET revoked_at = NULL WHERE code = %s", (code,))
            await connection.execute(
                "UPDATE centre_key SET state = 'live', until = NULL WHERE centre_id ="
                " (SELECT centre_id FROM centre WHERE code = %s)",
                (code,),
            )
        hub.parts.ground.known.forget(code)

    hub.do(change())
