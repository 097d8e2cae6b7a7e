"""A visitor follows the turn on a phone: a real browser, a real centre, and both may fail."""

import signal
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import zxingcpp
from PIL import ImageOps

from kiosk.client.reply import Done
from kiosk.client.session import Session
from kiosk.domain import commands as c
from kiosk.domain.commands import Command, Role
from kiosk.domain.ids import AgentId, Language
from kiosk.printer.qr import draw_qr
from kiosk.ui.paper import SlipMaker
from kiosk.wire.codec import Issued
from tests.journeys.browser import Browser, browser, chromium
from tests.journeys.centre_process import CentreProcess

__all__ = ["browser", "chromium"]

pytestmark = pytest.mark.journey

AT_ONCE = "window.dispatchEvent(new Event('online'))"
"""What a phone says when it is back on the network: the page asks now, and not in ten seconds."""


class Place:
    """A centre as a process, which can be killed and comes back; its kiosk and one counter."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._running = ExitStack()
        self._process = self._running.enter_context(CentreProcess(data))
        self.url = self._process.url
        self._kiosk = self._running.enter_context(Session(self.url).enrol(Role.KIOSK, "kiosk"))
        self._agent = self._running.enter_context(Session(self.url).enrol(Role.COUNTER, "agent"))
        self.catalogue = self._kiosk.catalogue()
        self._service = self.catalogue.services[0].id
        self.counter = self.catalogue.counters[2]

    def ticket(self, language: str = "en") -> Issued:
        done = self.kiosk(c.IssueTicket(service=self._service, language=Language(language)))
        assert done.issued
        return done.issued

    def page(self, ticket: Issued) -> str:
        """Where the slip's code leads."""
        return f"{self.url}/T/{ticket.token}"

    def kiosk(self, command: Command) -> Done:
        return _done(self._kiosk, command)

    def agent(self, command: Command) -> Done:
        return _done(self._agent, command)

    def open(self) -> None:
        services = (self._service,)
        self.agent(c.OpenCounter(counter=self.counter.id, agent=AgentId("7"), services=services))

    def call(self) -> None:
        self.agent(c.CallNext(counter=self.counter.id))

    def serve(self) -> None:
        self.call()
        self.agent(c.StartService(counter=self.counter.id))
        self.agent(c.FinishService(counter=self.counter.id))

    def kill(self) -> None:
        self._process.process.send_signal(signal.SIGKILL)
        self._process.process.wait()
        for session in (self._kiosk, self._agent):
            session.close()

    def come_back(self, data: Path | None = None) -> None:
        """Start again with what it knew, or with other ``data``."""
        made = CentreProcess(data or self._data, port=self.port)
        self._process = self._running.enter_context(made)

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    def close(self) -> None:
        self._running.close()


def _done(session: Session, command: Command) -> Done:
    reply = session.send(command)
    assert isinstance(reply, Done), reply
    return reply


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    yield made
    made.close()


def test_the_code_on_the_slip_opens_the_page(browser: Browser, place: Place) -> None:
    mine = place.ticket("sw")
    maker = SlipMaker(catalogue=place.catalogue, page_url=place.url)
    printed = draw_qr(maker.code(mine.token), 300)
    paper = ImageOps.expand(printed.picture.convert("L"), printed.quiet_zone, 255)
    (scanned,) = zxingcpp.read_barcodes(paper)
    assert scanned.text == f"{place.url}/T/{mine.token}".upper()
    browser.open(scanned.text)
    browser.says(mine.number, "Wewe ndiye unayefuata")


def test_a_call_appears_by_itself_within_its_ten_seconds(browser: Browser, place: Place) -> None:
    place.open()
    mine = place.ticket()
    browser.open(place.page(mine))
    browser.says("You are next", "refreshes by itself")
    browser.run("window.before = true")
    place.call()
    browser.says("It is your turn", place.counter.label)
    assert browser.title == f"Counter {place.counter.label} · A001"
    said = browser.run("return document.getElementById('said').textContent")
    assert said == f"It is your turn. Counter {place.counter.label}"
    assert browser.run("return window.before"), "it was never loaded anew"
    assert browser.complaints() == []


def test_a_phone_that_was_touched_shakes_at_every_call(browser: Browser, place: Place) -> None:
    place.open()
    browser.open(place.page(place.ticket()))
    browser.run("window.felt = 0; navigator.vibrate = function () { window.felt += 1 }")
    browser.tap_on("label")
    place.call()
    browser.run(AT_ONCE)
    browser.says("It is your turn")
    place.agent(c.Recall(counter=place.counter.id))
    browser.run(AT_ONCE)
    browser.says("2nd call")
    browser.run(AT_ONCE)
    assert browser.run("return window.felt") == 2


def test_what_was_ticked_and_where_one_stood_is_kept_when_the_page_changes(
    browser: Browser, place: Place
) -> None:
    place.open()
    place.ticket()
    browser.open(place.page(place.ticket()))
    browser.run("document.querySelector('input').click(); document.getElementById('leave').focus()")
    place.call()
    browser.run(AT_ONCE)
    browser.says("You are next")
    assert browser.run("return document.querySelector('input').checked")
    assert browser.run("return document.activeElement.id") == "leave"


def test_a_centre_that_is_gone_is_said_and_one_that_is_back_is_caught_up_with(
    browser: Browser, place: Place
) -> None:
    place.open()
    mine = place.ticket()
    browser.open(place.page(mine))
    browser.says("You are next")
    place.kill()
    browser.run(AT_ONCE)
    browser.says("Not up to date since", "We keep trying.", "You are next")
    assert "refreshes by itself" not in browser.text
    place.come_back()
    place.call()
    browser.run(AT_ONCE)
    browser.says("It is your turn", "refreshes by itself")
    assert "Not up to date" not in browser.text


class SignInPage(BaseHTTPRequestHandler):
    """A hotspot that answers for everybody."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<h1>Sign in to this Wi-Fi</h1>")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's
        pass


def test_a_hotspots_sign_in_page_is_no_answer(browser: Browser, place: Place) -> None:
    browser.open(place.page(place.ticket()))
    browser.says("You are next")
    place.kill()
    hotspot = ThreadingHTTPServer(("127.0.0.1", place.port), SignInPage)
    thread = Thread(target=hotspot.serve_forever)
    thread.start()
    browser.run(AT_ONCE)
    browser.says("Not up to date since", "You are next")
    assert "Sign in" not in browser.text
    hotspot.shutdown()
    thread.join()
    hotspot.server_close()


def test_a_ticket_nobody_knows_any_more_is_said_and_not_asked_for_again(
    browser: Browser, place: Place, tmp_path: Path
) -> None:
    browser.open(place.page(place.ticket()))
    browser.says("You are next")
    place.kill()
    place.come_back(tmp_path / "another")
    browser.run(AT_ONCE)
    browser.says("This ticket is not known here today", "Tiketi hii haijulikani hapa leo")
    browser.traffic()
    browser.run(AT_ONCE)
    assert browser.traffic() == {}


def test_leaving_is_asked_and_then_done(browser: Browser, place: Place) -> None:
    mine = place.ticket("sw")
    browser.open(place.page(mine))
    browser.tap("leave")
    browser.says("Ungependa kuondoka kwenye foleni?", mine.number)
    browser.tap("stay")
    browser.says("Wewe ndiye unayefuata")
    browser.tap("leave")
    browser.tap("leave")
    browser.says("Umeondoka kwenye foleni")
    browser.tap("to-en")
    browser.says("You have left the queue", "To be served, take a new ticket.")
    assert "refreshes by itself" not in browser.text
    assert browser.complaints() == []


def test_a_visit_is_rated_and_explained(browser: Browser, place: Place) -> None:
    place.open()
    mine = place.ticket()
    browser.open(place.page(mine))
    place.serve()
    browser.run(AT_ONCE)
    browser.says("How was our service today?", "Very bad", "Very good")
    browser.tap("face-2")
    browser.says("What was not good?")
    browser.tap("reason-1")
    browser.tap("send")
    browser.says("Thank you for your feedback.")
    assert "Very bad" not in browser.text


def test_everything_can_be_done_without_scripts(browser: Browser, place: Place) -> None:
    browser.scripts(run=False)
    place.open()
    leaving, staying = place.ticket(), place.ticket()
    browser.open(place.page(staying))
    browser.says("1 person ahead", "Bring with you", "As of", "Refresh")
    assert "refreshes by itself" not in browser.text
    browser.open(place.page(leaving))
    browser.tap("leave")
    browser.tap("leave")
    browser.says("You have left the queue")
    browser.open(place.page(staying))
    place.call()
    browser.tap("refresh")
    browser.says("It is your turn")
    place.agent(c.StartService(counter=place.counter.id))
    place.agent(c.FinishService(counter=place.counter.id))
    browser.tap("refresh")
    browser.tap("face-1")
    browser.tap("reason-1")
    browser.tap("send")
    browser.says("Thank you for your feedback.")


def test_a_first_load_is_one_request_of_30_kb_at_most(browser: Browser, place: Place) -> None:
    url = place.page(place.ticket())
    browser.open(url)
    browser.says("You are next")
    traffic = browser.traffic()
    assert list(traffic) == [url]
    assert 5_000 < traffic[url] <= 30_000


def test_a_poll_without_news_brings_next_to_nothing(browser: Browser, place: Place) -> None:
    browser.open(place.page(place.ticket()))
    browser.says("You are next")
    browser.traffic()
    found: dict[str, int] = {}

    def polled() -> bool:
        found.update(browser.traffic())
        return any(found.values())

    browser.run(AT_ONCE)
    browser.until(polled)
    (poll,) = found.values()
    assert poll < 1_000
