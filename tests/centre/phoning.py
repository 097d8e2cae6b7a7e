"""A visitor's phone, and the hall around it, for the tests of the phone's page."""

import dataclasses
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode

from kiosk.client.reply import Done
from kiosk.client.session import Session
from kiosk.domain import commands as c
from kiosk.domain.catalogue import Catalogue, Fee
from kiosk.domain.commands import Command, Role
from kiosk.domain.ids import AgentId, Language, ServiceId
from kiosk.wire.codec import Issued
from tests.centre.running import RunningCentre
from tests.domain.hall import FRIDAY, ID_LOST, ID_NEW, ONE, catalogue

FORM = "application/x-www-form-urlencoded"


def offers(fee: Fee | None = None) -> Catalogue:
    """The tests' catalogue, with papers to bring and a fee for a new ID card."""
    plain = catalogue()
    fee = fee or Fee(amount_kes=1000, valid_from=FRIDAY, valid_until=date(2026, 12, 31))
    new = dataclasses.replace(
        plain.service[ID_NEW],
        bring=({"en": "Birth <certificate>", "sw": "Cheti cha kuzaliwa"},),
        fees=(fee,),
    )
    rest = tuple(service for service in plain.services if service.id != ID_NEW)
    return dataclasses.replace(plain, services=(new, *rest))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The page's words, without what is no word."""
        bare = re.sub(
            r"(?s)<style>.*?</style>|<script>.*?</script>|<noscript>.*?</noscript>", "", self.html
        )
        return " ".join(re.sub(r"<[^>]+>", " ", bare).split())

    @property
    def html(self) -> str:
        return self.body.decode()


class Phone:
    """Asks like a browser that runs no script."""

    def __init__(self, url: str, token: str = "") -> None:
        self.path = f"/t/{token}"
        self._line = HTTPConnection(url.removeprefix("http://"), timeout=10)

    def get(self, more: str = "", **headers: str) -> Page:
        return self.ask("GET", self.path + more, headers=headers)

    def post(self, more: str, headers: dict[str, str] | None = None, **fields: object) -> Page:
        body = urlencode(fields, doseq=True)
        return self.ask("POST", self.path + more, body, {"Content-Type": FORM, **(headers or {})})

    def follow(self, page: Page) -> Page:
        """Where a 303 leads."""
        assert page.status == 303, (page.status, page.body)
        return self.ask("GET", page.headers["location"])

    def ask(
        self,
        method: str,
        path: str,
        body: str | bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Page:
        self._line.request(method, path, body, headers or {})
        return _page(self._line.getresponse())

    def close(self) -> None:
        self._line.close()


def _page(answer: HTTPResponse) -> Page:
    headers = {name.lower(): value for name, value in answer.getheaders()}
    return Page(status=answer.status, headers=headers, body=answer.read())


class Door:
    """A kiosk and a counter at a running centre, which the tests drive."""

    def __init__(self, centre: RunningCentre, kiosk: Session, counter: Session) -> None:
        self._centre = centre
        self._kiosk = kiosk
        self._counter = counter
        self._phones: list[Phone] = []

    def ticket(self, service: ServiceId = ID_NEW, language: str = "en") -> Issued:
        done = self.at_kiosk(c.IssueTicket(service=service, language=Language(language)))
        assert done.issued
        return done.issued

    def phone(self, ticket: Issued | None = None) -> Phone:
        phone = Phone(self._centre.url, ticket.token if ticket else "")
        self._phones.append(phone)
        return phone

    def open(self) -> None:
        """Counter 1 opens for ID cards."""
        self.at_counter(c.OpenCounter(counter=ONE, agent=AgentId("7"), services=(ID_NEW, ID_LOST)))

    def serve(self) -> None:
        """The next visitor is called, comes and is served."""
        for command in (c.CallNext, c.StartService, c.FinishService):
            self.at_counter(command(counter=ONE))

    def at_kiosk(self, command: Command) -> Done:
        done = self._kiosk.send(command)
        assert isinstance(done, Done), done
        return done

    def at_counter(self, command: Command) -> Done:
        done = self._counter.send(command)
        assert isinstance(done, Done), done
        return done

    def close(self) -> None:
        for phone in self._phones:
            phone.close()


@contextmanager
def door(centre: RunningCentre) -> Iterator[Door]:
    """A door to ``centre``; everybody hangs up in the end."""
    with centre.session(Role.KIOSK) as kiosk, centre.session(Role.COUNTER) as counter:
        made = Door(centre, kiosk, counter)
        yield made
        made.close()
