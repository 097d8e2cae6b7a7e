"""What nobody tells is looked for; and what a centre does beside answering goes on."""

import asyncio
import json
import os
from pathlib import Path

from kiosk.centre.outlook import ForesightState
from kiosk.centre.troubles import TroubleCode, Troubles
from kiosk.centre.watch import kept_on
from kiosk.client.reply import Declined, Done
from kiosk.client.session import Session
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.ids import Language
from tests.centre.running import RunningCentre
from tests.domain.hall import ID_NEW, TEN

ISSUE = c.IssueTicket(service=ID_NEW, language=Language("en"))


def wrong(session: Session) -> set[str]:
    told = json.loads(session.fetch("GET", "/health"))["troubles"]
    return {trouble["code"] for trouble in told if trouble["until"] is None}


def test_foresight_and_a_clock_that_was_set_back_are_told_while_they_are_wrong(
    tmp_path: Path,
) -> None:
    with RunningCentre(tmp_path) as centre, centre.session(Role.KIOSK) as kiosk:
        centre.parts.live.lookout.state = ForesightState.DOWN
        centre.wall.now_s -= 3600
        centre.looked()
        assert wrong(kiosk) == {"FORESIGHT_DOWN", "CLOCK_BEHIND"}
        centre.parts.live.lookout.state = ForesightState.RUNNING
        centre.wall.now_s += 3600
        centre.looked()
        assert wrong(kiosk) == set()


def test_a_file_that_was_replaced_takes_no_promise(tmp_path: Path) -> None:
    with RunningCentre(tmp_path) as centre, centre.session(Role.KIOSK) as kiosk:
        assert isinstance(kiosk.send(ISSUE), Done)
        store, aside = tmp_path / "centre.db", tmp_path / "aside.db"
        os.replace(store, aside)  # noqa: PTH105 - as another program does it
        store.write_bytes(b"another")
        centre.looked()
        assert wrong(kiosk) == {"STORE_GONE"}
        assert isinstance(kiosk.send(ISSUE), Declined)
        assert len(kiosk.floor().tickets) == 1
        os.replace(aside, store)  # noqa: PTH105
        centre.looked()
        assert wrong(kiosk) == set()
        assert isinstance(kiosk.send(ISSUE), Done)


def test_a_chore_that_fails_is_begun_again_and_told() -> None:
    runs: list[int] = []

    async def chore() -> None:
        runs.append(len(runs))
        if len(runs) < 3:
            raise RuntimeError("a mistake of ours")

    troubles = Troubles(now=lambda: TEN)
    asyncio.run(kept_on(chore, troubles, again_s=0))
    assert runs == [0, 1, 2]
    assert [(t.code, t.times) for t in troubles.told] == [(TroubleCode.PROGRAM_MISTAKE, 2)]
