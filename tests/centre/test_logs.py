"""A whole day at a centre, and what its log says of people: nothing."""

import http.client
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from kiosk.client.reply import Done
from kiosk.client.session import Session
from kiosk.domain import commands as c
from kiosk.domain.ids import AgentId, CounterId, Language, ServiceId
from kiosk.web.console_key import read_key
from kiosk.wire.codec import Issued
from tests.centre.running import RunningCentre
from tests.kept_logs import Kept, everything_kept

COUNTER, SERVICE = CounterId("1"), ServiceId("id-new")
PIN, WRONG_PIN, PASSWORD = "48205173", "91746028", "mti wa mbuyu"
AGENT, MANAGER = "AMINA-OTIENO", "WANJIKU"


@pytest.fixture
def kept() -> Iterator[Kept]:
    with everything_kept("centre") as handler:
        yield handler


class Day:
    """What happened, and everything of it that no log may say."""

    def __init__(self, centre: RunningCentre, data: Path) -> None:
        self._centre = centre
        key = read_key(data)
        assert key is not None
        self._console = Session(key.url, token=key.token)
        self.secrets = {PIN, WRONG_PIN, PASSWORD, AGENT, AGENT.lower(), MANAGER, key.token}

    def run(self) -> None:
        """From the first manager to the last complaint."""
        self._add("manager", MANAGER, PASSWORD)
        self._add("agent", AGENT, PIN)
        kiosk, counter = self._join("kiosk"), self._join("counter")
        self._sign_in(counter)
        self._serve(kiosk, counter)
        self._ask_by_phone(self._issued(kiosk))
        self._visit_manager_pages()
        self._guess(kiosk)
        self._go_wrong(kiosk)
        for session in (kiosk, counter, self._console):
            session.close()

    def _add(self, duty: str, name: str, secret: str) -> None:
        wish = {"do": "add", "duty": duty, "name": name, "secret": secret}
        self._console.fetch("POST", "/people", json.dumps(wish).encode())

    def _join(self, role: str) -> Session:
        """Admitted with its code, as a device from anywhere is."""
        applied = json.dumps({"role": role, "name": f"{role} ya Amina"}).encode()
        with Session(self._centre.url) as stranger:
            status, body = stranger.ask("POST", "/enrol", applied)
            assert status == 202
            told = json.loads(body)
            self._console.fetch("POST", "/admit", json.dumps({"code": told["code"]}).encode())
            token = json.loads(stranger.fetch("GET", f"/enrol/{told['claim']}"))["token"]
        self.secrets |= {told["claim"], told["code"], token}
        return Session(self._centre.url, token=token)

    def _sign_in(self, counter: Session) -> None:
        for pin in (WRONG_PIN, PIN):
            counter.ask("POST", "/sign-in", json.dumps({"agent": AGENT, "pin": pin}).encode())
        opening = c.OpenCounter(counter=COUNTER, agent=AgentId(AGENT), services=(SERVICE,))
        assert isinstance(counter.send(opening), Done)

    def _issued(self, kiosk: Session) -> Issued:
        reply = kiosk.send(c.IssueTicket(service=SERVICE, language=Language("sw"), priority=True))
        assert isinstance(reply, Done)
        assert reply.issued is not None
        self.secrets |= {reply.issued.token, reply.issued.token.lower(), reply.issued.number}
        return reply.issued

    def _serve(self, kiosk: Session, counter: Session) -> None:
        self._issued(kiosk)
        for command in (c.CallNext, c.StartService, c.FinishService):
            counter.send(command(counter=COUNTER))
        kiosk.send(c.CallForHelp())
        kiosk.send(c.GiveFeedback(smiley=1, counter=COUNTER))

    def _ask_by_phone(self, issued: Issued) -> None:
        for path in (f"/T/{issued.token}", f"/t/{issued.token}.json", "/T/MOLO-" + "A" * 26):
            self._ask("GET", path)
        self._ask("POST", f"/t/{issued.token}/leave")
        self._ask("POST", f"/t/{issued.token}/rate", json.dumps({"smiley": 2}))

    def _visit_manager_pages(self) -> None:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Sec-Fetch-Site": "same-origin",
        }
        for secret in (WRONG_PIN, PASSWORD):
            form = urlencode({"name": MANAGER, "secret": secret, "language": "en"})
            cookies = self._ask("POST", "/manager/sign-in", form, headers)
            self.secrets |= {one.partition("=")[2].partition(";")[0] for one in cookies}

    def _guess(self, kiosk: Session) -> None:
        for n in range(120):
            guessed = f"guessed-token-{n:03}-" + "x" * 24
            self.secrets.add(guessed)
            with Session(self._centre.url, token=guessed) as thief:
                thief.ask("GET", "/floor")
        kiosk.send(c.CancelTicket(ticket=self._issued(kiosk).ticket))

    def _go_wrong(self, kiosk: Session) -> None:
        """Mistakes of ours, in the middle of requests that carry what nobody may read."""
        issued = self._issued(kiosk)
        live = self._centre.parts.live
        begun, live.begun = live.begun, None  # type: ignore[assignment]
        for path in (f"/t/{issued.token}", "/enrol/" + "c" * 43, "/floor"):
            self._ask("GET", path, headers={"Authorization": f"Bearer {kiosk.token}"})
        kiosk.ask("POST", "/commands", json.dumps({"id": AGENT, "type": PIN}).encode())
        live.begun = begun
        kiosk.ask("POST", "/commands", json.dumps({"id": AGENT, "type": PIN}).encode())

    def _ask(
        self,
        method: str,
        path: str,
        body: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> list[str]:
        line = http.client.HTTPConnection(urlsplit(self._centre.url).netloc, timeout=10)
        line.request(method, path, body, headers or {})
        answer = line.getresponse()
        answer.read()
        line.close()
        return answer.headers.get_all("Set-Cookie") or []


def test_of_a_whole_day_no_log_line_says_who_with_what_or_which_number(
    tmp_path: Path, kept: Kept
) -> None:
    with RunningCentre(tmp_path, trust_loopback=False) as centre:
        day = Day(centre, tmp_path)
        day.run()
    said = kept.text
    for fact in ("person_added", "admitted", "sign_in_wrong", "signed_in", "request_failed"):
        assert fact in said
    assert "[hidden]" not in said  # nothing had to be
    assert len(day.secrets) > len({PIN, PASSWORD}) + 120
    assert [secret for secret in day.secrets if _says(said, secret)] == []


def _says(text: str, secret: str) -> bool:
    """As a word of its own: the digits of a code may stand in the middle of an address."""
    return bool(secret) and re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", text) is not None
