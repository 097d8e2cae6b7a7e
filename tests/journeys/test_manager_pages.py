"""A manager runs the hall from a real browser: by keyboard, over TLS, and while things go wrong."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from selenium.webdriver.common.keys import Keys

from kiosk.client.session import Session
from kiosk.db.people import Duty
from kiosk.domain import commands as c
from kiosk.domain.ids import Language
from kiosk.web.sessions import QUIET_S
from tests.centre.desks import MANAGER, PASSWORD, add_person
from tests.centre.running import RunningCentre
from tests.domain.hall import ID_LOST, ID_NEW
from tests.journeys.browser import Browser, browser, chromium

__all__ = ["browser", "chromium"]

pytestmark = pytest.mark.journey

AT_ONCE = "window.dispatchEvent(new Event('online'))"
"""What a browser says when it is back on the network: the page asks now, not in five seconds."""
FIGURE = "return document.querySelector('.figures b').textContent"
STEPS = 40
"""No page has more to step over by Tab before what a manager came for."""


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningCentre]:
    with RunningCentre(tmp_path, trust_loopback=False) as running:
        add_person(running, Duty.MANAGER, MANAGER, PASSWORD)
        yield running


@pytest.fixture
def desk(browser: Browser, centre: RunningCentre) -> Browser:
    """Signed in, on the live page; nothing of a test before is left."""
    browser.desk()
    browser.open(f"{centre.url}/manager/sign-in?lang=en")
    browser.run("document.getElementById('name').focus()")
    browser.press(MANAGER, Keys.TAB, PASSWORD, Keys.ENTER)
    browser.until(lambda: browser.url.endswith("/manager/live"), "not signed in")
    return browser


def step_to(browser: Browser, wanted: str) -> None:
    """By Tab alone."""
    for _ in range(STEPS):
        if browser.focused == wanted:
            return
        browser.press(Keys.TAB)
    raise AssertionError(f"the keyboard does not come to {wanted}, but to {browser.focused}")


def test_a_service_is_suspended_and_restored_by_keyboard_alone(
    desk: Browser, centre: RunningCentre
) -> None:
    desk.open(f"{centre.url}/manager/services")
    step_to(desk, f"change-{ID_NEW}")
    desk.press(Keys.ENTER)
    desk.says("Suspend the service")
    step_to(desk, "reason-1")
    desk.press(Keys.SPACE)
    step_to(desk, "suspend")
    desk.press(Keys.ENTER)
    desk.says("id-new is suspended. Kiosks say why.", "Suspended: system")
    assert centre.parts.live.floor.suspended == {ID_NEW: "system"}
    step_to(desk, "restore")
    desk.press(Keys.SPACE)
    desk.says("id-new runs again.")
    assert centre.parts.live.floor.suspended == {}
    assert desk.complaints() == []


def test_the_way_past_the_links_is_the_first_step(desk: Browser, centre: RunningCentre) -> None:
    desk.open(f"{centre.url}/manager/services")
    desk.press(Keys.TAB)
    assert desk.run("return document.activeElement.className") == "skip"
    desk.press(Keys.ENTER)
    assert desk.focused == "main"
    desk.press(Keys.TAB)
    assert desk.focused == f"change-{ID_NEW}"


def test_a_device_is_admitted_from_its_code_over_tls_and_revoked(
    browser: Browser, centre: RunningCentre
) -> None:
    browser.desk(1024, 768)
    browser.trust_anybody()
    browser.open(f"{centre.tls_url}/manager/sign-in?lang=en")
    browser.press(MANAGER, Keys.TAB, PASSWORD, Keys.ENTER)
    browser.until(lambda: browser.url.endswith("/manager/live"), "not signed in over TLS")
    with Session(centre.tls_url) as kiosk:
        code = kiosk.join("kiosk", "Entrance")
        browser.open(f"{centre.tls_url}/manager/devices")
        browser.says("Entrance", "Kiosk")
        assert code not in browser.text
        browser.run("document.getElementById('code').focus()")
        browser.press(code, Keys.ENTER)
        browser.says("Entrance is admitted and goes on by itself.")
        kiosk.admitted(within_s=10)
        kiosk.floor()
        browser.tap("see-kiosk-1")
        browser.tap("revoke")
        assert "kiosk-1 is out" not in browser.text, "the browser asks for the tick first"
        browser.tap("sure")
        browser.tap("revoke")
        browser.says("kiosk-1 is out.")
        assert kiosk.ask("GET", "/floor")[0] == 401
    assert browser.complaints() == []


def test_the_live_page_renews_itself_and_keeps_the_place_of_whoever_works(
    desk: Browser, centre: RunningCentre
) -> None:
    with _kiosk(centre) as kiosk:
        kiosk.send(c.CallForHelp())
        desk.run(AT_ONCE)
        desk.says("Help wanted: Entrance")
        desk.until(lambda: "Entrance" in _announced(desk), "a listener is not told")
        (call,) = centre.parts.live.floor.helps
        desk.run(f"document.getElementById('answer-{call}').focus()")
        kiosk.send(c.IssueTicket(service=ID_LOST, language=Language("en")))
        desk.run(AT_ONCE)
        desk.until(lambda: desk.run(FIGURE) == "1", "the figures stand still")
        assert desk.focused == f"answer-{call}"
        desk.press(Keys.ENTER)
        desk.says("The call is answered: you are on the way.")
        assert centre.parts.live.floor.helps == {}
    assert desk.complaints() == []


def _announced(desk: Browser) -> str:
    return str(desk.run("return document.getElementById('said').textContent"))


def _kiosk(centre: RunningCentre) -> Session:
    """A kiosk that a manager has let in."""
    kiosk = Session(centre.url)
    code = kiosk.join("kiosk", "Entrance")
    centre.on_loop(centre.parts.trust.admitting.admit(code, by="test"))
    return kiosk.admitted(within_s=10)


def test_a_second_click_sends_nothing_twice(desk: Browser, centre: RunningCentre) -> None:
    desk.open(f"{centre.url}/manager/staff")
    desk.run(
        "document.getElementById('name').value = '07';"
        "document.getElementById('secret').value = '4711';"
        "const button = document.getElementById('add'); button.click(); button.click()"
    )
    desk.says("07 may sign in now.")
    desk.run("history.back()")
    desk.says("Somebody new")
    desk.run("document.getElementById('name').value = '08'")
    desk.run("document.getElementById('secret').value = '4711'")
    desk.tap("add")
    desk.says("08 may sign in now.")


def test_a_centre_that_is_gone_is_said_and_found_again(desk: Browser) -> None:
    desk.run("document.getElementById('now').dataset.from = '/manager/static/none'")
    desk.run(AT_ONCE)
    desk.says("Not up to date since 10:00. We keep trying.")
    desk.run("document.getElementById('now').dataset.from = '/manager/live?part=now'")
    desk.run(AT_ONCE)
    desk.until(lambda: "Not up to date" not in desk.text, "it does not come back")


def test_whoever_was_signed_out_is_led_to_sign_in_and_sees_nothing_more(
    desk: Browser, centre: RunningCentre
) -> None:
    centre.steady.now_s += QUIET_S
    desk.run(AT_ONCE)
    desk.says("You were signed out, because nothing was done for a while.")
    assert "Waiting now" not in desk.text
    assert desk.focused == "name"


def test_everything_works_without_scripts(desk: Browser, centre: RunningCentre) -> None:
    desk.scripts(run=False)
    desk.open(f"{centre.url}/manager/live")
    assert "Refresh" in desk.source
    desk.open(f"{centre.url}/manager/services/{ID_NEW}")
    desk.tap("reason-1")
    desk.tap("suspend")
    desk.until(lambda: "is suspended" in desk.source, "nothing was done")
    desk.tap("sign-out")
    desk.until(lambda: desk.url.endswith("/manager/sign-in"), "still there")


class _Trap(BaseHTTPRequestHandler):
    """Another site: sends a form to the centre as soon as somebody looks at it, or frames it."""

    page = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(self.page)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's
        """Says nothing."""


@pytest.fixture
def trap() -> Iterator[tuple[type[_Trap], str]]:
    """Another site's page, and where it stands: the same machine, but no place of ours."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Trap)
    serving = Thread(target=server.serve_forever)
    serving.start()
    yield _Trap, f"http://localhost:{server.server_address[1]}/"
    server.shutdown()
    serving.join()
    server.server_close()


def test_another_sites_page_can_neither_send_our_forms_nor_frame_us(
    desk: Browser, centre: RunningCentre, trap: tuple[type[_Trap], str]
) -> None:
    csrf = desk.run("return document.querySelector('[name=csrf]').value")
    seq = centre.parts.live.floor.seq
    # Even with a token that was somehow seen, the browser says whose page it is.
    site, place = trap
    form = (
        f"<form method=post action='{centre.url}/manager/services/{ID_NEW}/suspend'>"
        f"<input name=csrf value='{csrf}'><input name=reason value=system>"
        "<input name=once value=00000000-0000-4000-8000-000000000000></form>"
        "<script>document.forms[0].submit()</script>"
    )
    site.page = form.encode()
    desk.open(place)
    desk.until(lambda: desk.url.startswith(centre.url), "nothing was sent")
    assert centre.parts.live.floor.seq == seq
    assert centre.parts.live.floor.suspended == {}
    site.page = f"<iframe src='{centre.url}/manager/live'></iframe>".encode()
    desk.open(place)
    refused = [said for said in desk.complaints() if "frame" in said.lower()]
    assert refused, "the browser showed us in a frame"
    desk.open(f"{centre.url}/manager/live")
    assert "Waiting now" in desk.text
