"""A manager's browser, without any script, for the tests of the manager's pages."""

import html
import re
import ssl
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from typing import Protocol
from urllib.parse import urlencode, urlsplit

from kiosk.db.people import Duty
from tests.centre.phoning import FORM, Page
from tests.centre.running import RunningCentre

MANAGER, PASSWORD = "Wanjiru-1", "milango miwili"


def add_person(centre: RunningCentre, duty: Duty, name: str, secret: str) -> int:
    """Somebody who may sign in; their number."""
    return centre.on_loop(centre.parts.people.add(duty, name, secret)).n


class Answers(Protocol):
    """Whatever answers browsers."""

    @property
    def url(self) -> str: ...

    @property
    def tls_url(self) -> str: ...


class Desk:
    """Keeps its cookie, fills in what a page's form has hidden, and sends it as a browser would."""

    def __init__(self, house: Answers, *, tls: bool = False) -> None:
        self.origin = house.tls_url if tls else house.url
        parts = urlsplit(self.origin)
        host, port = parts.hostname or "", parts.port
        self._line: HTTPConnection
        if tls:
            trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            trust.check_hostname = False
            trust.verify_mode = ssl.CERT_NONE  # the pages are looked at here, not the certificate
            self._line = HTTPSConnection(host, port, timeout=10, context=trust)
        else:
            self._line = HTTPConnection(host, port, timeout=10)
        self.cookie = ""
        self.page = Page(status=0, headers={}, body=b"")

    def get(self, path: str, **headers: str) -> Page:
        """A page, kept as the one that is looked at."""
        self.page = self.ask("GET", path, headers=headers)
        return self.page

    def sign_in(self, name: str = MANAGER, secret: str = PASSWORD) -> Page:
        """Through the form."""
        return self.send("/manager/sign-in", name=name, secret=secret, lang="en")

    def post(self, path: str, **fields: str) -> Page:
        """A form of the page that is looked at, and the page that follows."""
        hidden = {"csrf": self.csrf, "once": self.once}
        answer = self.send(path, **{**hidden, **fields})
        if answer.status == 303:
            return self.get(answer.headers["location"])
        return answer

    def send(self, path: str, headers: dict[str, str] | None = None, /, **fields: str) -> Page:
        """A form as it is; ``headers`` stand in the place of a browser's own."""
        given = {"Origin": self.origin, "Sec-Fetch-Site": "same-origin"}
        sent = {"Content-Type": FORM, **(given if headers is None else headers)}
        return self.ask("POST", path, urlencode(fields), sent)

    def ask(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> Page:
        sent = dict(headers or {})
        if self.cookie:
            sent.setdefault("Cookie", self.cookie)
        self._line.request(method, path, body, sent)
        page = _page(self._line.getresponse())
        kept = page.headers.get("set-cookie", "")
        if kept:
            self.cookie = kept.partition(";")[0]
        return page

    @property
    def csrf(self) -> str:
        return self._hidden("csrf")

    @property
    def once(self) -> str:
        return self._hidden("once")

    def _hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page.html)
        return html.unescape(found[1]) if found else ""

    def close(self) -> None:
        self._line.close()


def _page(answer: HTTPResponse) -> Page:
    headers = {name.lower(): value for name, value in answer.getheaders()}
    return Page(status=answer.status, headers=headers, body=answer.read())
