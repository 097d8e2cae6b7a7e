"""Who is still waiting when a centre ends is told to try again, and never of a mistake."""

import asyncio
from datetime import UTC, datetime

from starlette.types import Message, Receive, Scope, Send

from kiosk.centre.app import CentreApp
from kiosk.centre.troubles import Troubles
from kiosk.web.answer import Answer
from kiosk.wire import paths
from tests.centre.running import sentences

COMMAND: Scope = {
    "type": "http",
    "method": "POST",
    "path": paths.COMMANDS,
    "headers": [],
    "scheme": "https",
    "client": ("10.0.0.7", 50000),
}


async def never(_: Scope, __: Receive) -> Answer:
    await asyncio.Event().wait()
    raise AssertionError


async def no_feed(_: Scope, __: Receive, ___: Send) -> None:
    raise AssertionError


async def nothing() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


def test_a_command_that_is_cut_off_by_the_end_is_answered_503() -> None:
    app = CentreApp(
        commands=never,
        feed=no_feed,
        phone=never,
        manager=never,
        others={},
        say=sentences(),
        troubles=Troubles(now=lambda: datetime.now(UTC)),
    )
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def ending() -> None:
        answering = asyncio.create_task(app(COMMAND, nothing, send))
        await asyncio.sleep(0)
        answering.cancel()
        await asyncio.wait({answering})

    asyncio.run(ending())
    assert sent[0]["status"] == 503
    assert b"retry-after" in dict(sent[0]["headers"])
