"""A centre dies, its copy takes over, and the hub goes on with it: by the keys it was given."""

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.centre.troubles import TroubleCode
from kiosk.db.machine import Traits
from kiosk.hub.centres import Centres
from kiosk.roles import takeover
from kiosk.sync.enrolling import asking_as, turn_key
from kiosk.sync.hub_session import HubSaysNo
from kiosk.sync.membership import Membership, new_key
from kiosk.wire.signed import Speaker
from kiosk.wire.uplink import CURSOR
from tests.centre.running import RunningCentre
from tests.hub.put_back import put_back
from tests.hub.running import RunningHub
from tests.sync.hall import Ended, Followed
from tests.waiting import until

OLD, NEW = Traits(id="old-machine"), Traits(id="new-machine")


def speaks(hub: RunningHub, centre_id: int) -> tuple[int, str, str] | None:
    async def read() -> tuple[int, str, str] | None:
        async with hub.store.reading() as connection:
            return await Centres(connection).speaker(centre_id)

    return hub.do(read())


def lines(hub: RunningHub, centre_id: int) -> int:
    async def read() -> int:
        counted = "SELECT count(*) FROM ledger WHERE centre_id = %s"
        async with hub.store.reading() as connection:
            row = await (await connection.execute(counted, (centre_id,))).fetchone()
        return int(row[0]) if row else 0

    return hub.do(read())


def on(machine: Traits, centre: RunningCentre) -> RunningCentre:
    centre.settings = replace(
        centre.settings, machine=machine, membership=Membership.load(centre.settings.data)
    )
    return centre


@pytest.fixture
def place(hub: RunningHub) -> Membership:
    return replace(hub.membership("MOLO"), prefix="K")


def ended(hub: RunningHub, place: Membership, tmp_path: Path) -> Ended:
    """A centre in the hub's care that gave a ticket, and its copy."""
    followed = Followed(tmp_path)
    place.keep(followed.data)
    on(OLD, followed.centre)
    with followed:
        assert followed.issued().number.startswith("K")
        followed.copied()
        until(lambda: lines(hub, place.centre_id) >= followed.kiosk.floor().seq)
        (followed.copy / "token").write_text(followed.token)
        return followed.ended()


def test_a_copy_that_took_over_goes_on_at_the_hub_and_the_old_machine_is_sent_away(
    hub: RunningHub, place: Membership, tmp_path: Path
) -> None:
    left = ended(hub, place, tmp_path)
    assert Membership.load(left.copy) == place
    assert not (left.copy / "machine.json").exists()
    before = lines(hub, place.centre_id)
    spoke = speaks(hub, place.centre_id)
    assert spoke is not None

    assert takeover.main(["--data", str(left.copy), "--no-run"]) == 0

    with on(NEW, left.running(left.copy)) as second, left.same_kiosk(second.url) as kiosk:
        kiosk.send(left.issue)
        until(lambda: lines(hub, place.centre_id) > before)
        now = speaks(hub, place.centre_id)
        assert now is not None
        assert now[0] == spoke[0] + 1
        assert now[1] != spoke[1]
        old = Speaker(instance=spoke[1], run=spoke[2], term=spoke[0])
        with asking_as(old)(place) as session, pytest.raises(HubSaysNo) as no:
            session.ask("GET", CURSOR)
        assert no.value.error == "SUPERSEDED"


def test_a_copy_that_had_not_heard_of_the_last_key_goes_on_too(
    hub: RunningHub, place: Membership, tmp_path: Path
) -> None:
    left = ended(hub, place, tmp_path)
    spoke = speaks(hub, place.centre_id)
    assert spoke is not None
    same = Speaker(instance=spoke[1], run=spoke[2], term=spoke[0])
    turn_key(place.turning(new_key()), left.data, asking=asking_as(same))
    assert Membership.load(left.copy) == place

    takeover.main(["--data", str(left.copy), "--no-run"])

    with on(NEW, left.running(left.copy)):
        until(lambda: (now := speaks(hub, place.centre_id)) is not None and now[0] == spoke[0] + 1)


def test_a_centres_directory_on_another_machine_is_found_to_be_a_copy(
    hub: RunningHub, place: Membership, tmp_path: Path
) -> None:
    left = ended(hub, place, tmp_path)
    spoke = speaks(hub, place.centre_id)
    with on(NEW, left.running(left.data)) as clone:
        until(lambda: clone.parts.troubles.is_on(TroubleCode.HUB_CLONED))
    # The one that was there before is who speaks, and whoever looks at the hub is told.
    assert speaks(hub, place.centre_id) == spoke


def test_a_running_centre_turns_its_key_and_tells_it_again_to_a_hub_that_was_put_back(
    hub: RunningHub, place: Membership, tmp_path: Path
) -> None:
    followed = Followed(tmp_path)
    place.keep(followed.data)
    on(OLD, followed.centre)

    def now() -> Membership:
        membership = Membership.load(followed.data)
        assert membership is not None
        return membership

    def all_up() -> bool:
        return lines(hub, place.centre_id) >= followed.kiosk.floor().seq

    with followed:
        followed.issued()
        until(all_up)
        place.turning(new_key()).keep(followed.data)
        followed.issued()
        until(lambda: now().key != place.key)
        turned = now()
        put_back(hub, place, turned)
        followed.issued()
        until(all_up)
        assert now().key == turned.key
