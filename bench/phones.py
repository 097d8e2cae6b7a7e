"""What phones cost their centre: each asks every ten seconds, mostly for nothing new."""

from collections.abc import Iterator
from contextlib import ExitStack
from http import HTTPStatus
from http.client import HTTPConnection
from urllib.parse import urlsplit

from bench.figures import Figure
from bench.processes import centre, cpu_of, enrolled
from bench.scope import Scope
from kiosk.client.reply import Done
from kiosk.client.session import Session
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.ids import AgentId, Language
from kiosk.wire.codec import Issued

PHONES = 300
EVERY_S = 10
AIM_SHARE = 1.0
"""Per cent of one core that a hall full of phones may take."""


def measure(scope: Scope) -> Iterator[Figure]:
    """300 visitors of one queue, each with a connection kept open, as a browser keeps it."""
    with centre(scope.room("phones") / "centre") as running, ExitStack() as stack:
        kiosk = stack.enter_context(enrolled(running.word, Role.KIOSK, "door"))
        agent = stack.enter_context(enrolled(running.word, Role.COUNTER, "agent"))
        counter = kiosk.catalogue().counters[0].id
        service = kiosk.catalogue().services[0].id
        agent.send(c.OpenCounter(counter=counter, agent=AgentId("7"), services=(service,)))
        issue = c.IssueTicket(service=service, language=Language("sw"))
        at = urlsplit(running.word).netloc
        phones = [_Phone(at, _issued(kiosk, issue)) for _ in range(PHONES)]
        for phone in phones:
            stack.callback(phone.close)
            phone.poll()
        same = _cpu_us(running.process.pid, phones, scope.count(20, 5), HTTPStatus.NOT_MODIFIED)
        yield Figure(name="a poll without news: the centre's CPU", value=same, unit="µs")
        share = same / 1e6 * PHONES / EVERY_S * 100
        name = f"{PHONES} phones, each every {EVERY_S} s: of one core"
        yield Figure(name=name, value=share, unit="%", aim=AIM_SHARE)
        news_us = []
        for _ in range(scope.count(5, 2)):
            agent.send(c.CallNext(counter=counter))
            news_us.append(_cpu_us(running.process.pid, phones, 1, HTTPStatus.OK))
            agent.send(c.StartService(counter=counter))
            for phone in phones:
                phone.poll()
            phones.pop(0)  # nothing new comes to who is served
        news = sum(news_us) / len(news_us)
        yield Figure(name="a poll that brings a call: the centre's CPU", value=news, unit="µs")


class _Phone:
    """One page that is open somewhere in the hall."""

    def __init__(self, at: str, ticket: Issued) -> None:
        self._line = HTTPConnection(at)
        self._path = f"/t/{ticket.token}?part=now&lang=sw"
        self._tag = ""

    def poll(self) -> int:
        """Ask as the page's script does; the status."""
        self._line.request("GET", self._path, headers={"If-None-Match": self._tag})
        answer = self._line.getresponse()
        answer.read()
        self._tag = answer.headers["ETag"]
        return answer.status

    def close(self) -> None:
        self._line.close()


def _issued(kiosk: Session, issue: c.IssueTicket) -> Issued:
    reply = kiosk.send(issue)
    if not isinstance(reply, Done) or reply.issued is None:
        raise RuntimeError(f"no ticket: {reply}")
    return reply.issued


def _cpu_us(process: int, phones: list[_Phone], rounds: int, wanted: int) -> float:
    """Microseconds of the centre's CPU for one poll of one phone."""
    before = cpu_of(process)
    for _ in range(rounds):
        for phone in phones:
            if (status := phone.poll()) != wanted:
                raise RuntimeError(f"a poll was answered {status} and not {wanted}")
    return (cpu_of(process) - before) / (rounds * len(phones)) * 1e6
