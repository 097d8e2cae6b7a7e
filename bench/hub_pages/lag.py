"""How far the phone's page from the hub is behind the hall."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from random import Random
from time import monotonic, sleep

import msgspec

from bench.figures import Figure, latencies
from bench.hub_pages.stage import OK, SEEN_WITHIN_S, Asker, Pages
from kiosk.client.reply import Done
from kiosk.client.session import Session
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.ids import AgentId, CounterId, Language, ServiceId

AIM_MS = 3000.0
POLL_S = 0.05
APART_S = 1.5


class _Now(msgspec.Struct):
    state: str


def measure(pages: Pages, calls: int) -> Iterator[Figure]:
    """So many calls at every counter, each looked for on the page of the one who is called."""
    work = partial(_at_counter, pages, calls)
    with ThreadPoolExecutor(len(pages.counters)) as threads:
        lags_s = [lag_s for found in threads.map(work, pages.counters) for lag_s in found]
    yield Figure(name="calls looked for on the hub's page", value=len(lags_s), unit="")
    yield from latencies("called in the hall → on the page from the hub", lags_s, p50=None)
    yield from latencies("called in the hall → on the page from the hub", lags_s, p95=AIM_MS)
    yield from latencies("called in the hall → on the page from the hub", lags_s, p99=None)


def _at_counter(pages: Pages, calls: int, counter: str) -> list[float]:
    chance, lags_s, at = Random(counter), [], CounterId(counter)
    # A service of this counter's own: nobody else calls those who come for it.
    service = ServiceId(pages.services[pages.counters.index(counter)])
    with Session(pages.centre.url) as session, Asker(pages.hub, chance) as asker:
        session.enrol(Role.COUNTER, f"counter {counter}")
        opening = c.OpenCounter(counter=at, agent=AgentId(f"A{counter}"), services=(service,))
        session.send(opening)
        for _ in range(calls):
            # Not in step with what goes up.
            sleep(chance.uniform(0, APART_S))
            reply = session.send(c.IssueTicket(service=service, language=Language("sw")))
            if not isinstance(reply, Done) or reply.issued is None:
                raise RuntimeError(f"no ticket: {reply}")
            _seen(asker.another(), reply.issued.token, "waiting")
            sleep(chance.uniform(0, APART_S))
            session.send(c.CallNext(counter=at))
            called_s = monotonic()
            _seen(asker.another(), reply.issued.token, "called")
            lags_s.append(monotonic() - called_s)
            session.send(c.StartService(counter=at))
            session.send(c.FinishService(counter=at))
    return lags_s


def _seen(asker: Asker, code: str, state: str) -> None:
    """Return once the hub's page says so. No more than a page may be asked for."""
    end, wait_s = monotonic() + SEEN_WITHIN_S, POLL_S
    while monotonic() < end:
        # Whoever asks for what is not there yet may not do so for long.
        got = asker.another().get(f"/t/{code}.json")
        if got.status == OK and msgspec.json.decode(got.body, type=_Now).state == state:
            return
        sleep(wait_s)
        wait_s = min(0.2, wait_s * 1.1)
    raise RuntimeError(f"the page never said {state}")
