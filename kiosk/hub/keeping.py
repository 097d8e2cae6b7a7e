"""Keeps the hub's own PostgreSQL running: one that was killed is started again."""

import asyncio
import logging

from kiosk.hub.postgres import Postgres, PostgresUnfit

log = logging.getLogger(__name__)

LOOK_S = 0.25
AGAIN_S = 2.0


async def keep_running(postgres: Postgres) -> None:
    """Look every quarter of a second until cancelled; a start that fails is tried again."""
    while True:
        await asyncio.sleep(LOOK_S)
        if postgres.lives():
            continue
        try:
            if await asyncio.to_thread(postgres.start):
                log.warning("postgres_started_again")
        except PostgresUnfit as reason:
            log.error("postgres_away", extra={"cause": str(reason)})  # noqa: TRY400 - not our mistake
            await asyncio.sleep(AGAIN_S)
