"""A centre is found by its devices, by real multicast on loopback."""

import asyncio
import queue
from contextlib import suppress

import pytest

from kiosk.centre.announcing import LONGEST_TEXT, Calling, announce
from kiosk.client.finding import Finder
from kiosk.client.found_centre import FoundCentre

HERE = "127.0.0.1"
PRINT = bytes(range(32))


def calling(code: str) -> Calling:
    return Calling(
        code=code,
        name="Huduma Molo",
        port=8443,
        fingerprint=PRINT,
        epoch="e",
        term=3,
        version="9",
    )


def test_devices_find_it_with_its_authority_and_term() -> None:
    rounds: queue.Queue[list[FoundCentre]] = queue.Queue()
    finder = Finder(rounds.put, interfaces=[HERE])

    def heard() -> FoundCentre:
        while True:
            for each in rounds.get(timeout=30):
                if each.code == "H1MOLO":
                    return each

    async def both() -> FoundCentre:
        task = asyncio.create_task(announce(calling("H1MOLO"), addresses=lambda: (HERE,)))
        finder.start()
        try:
            return await asyncio.to_thread(heard)
        finally:
            finder.stop()
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    found = asyncio.run(both())
    assert found.urls == (f"https://{HERE}:8443",)
    assert (found.name, found.fingerprint, found.term) == ("Huduma Molo", PRINT.hex()[:16], 3)


def test_a_network_that_refuses_is_logged_and_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    asked: list[int] = []
    twice = asyncio.Event()

    def nowhere() -> tuple[str, ...]:
        asked.append(1)
        if len(asked) >= 2:
            twice.set()
        return ("192.0.2.77",)

    async def tried() -> None:
        task = asyncio.create_task(announce(calling("X"), addresses=nowhere, again_s=0.01))
        await asyncio.wait_for(twice.wait(), 30)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    asyncio.run(tried())
    assert "not_announced" in caplog.text


def test_a_name_is_cut_where_a_record_ends() -> None:
    long = Calling(
        code="X", name="é" * 500, port=1, fingerprint=PRINT, epoch="e", term=1, version="9"
    )
    assert long.texts()["name"].decode() == "é" * (LONGEST_TEXT // 2)
