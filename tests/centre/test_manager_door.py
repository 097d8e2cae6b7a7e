"""Who comes in to the manager's pages, and what a browser is told to keep others out."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.db.people import Duty
from kiosk.domain.commands import Role
from kiosk.web.sessions import QUIET_S
from tests.centre.desks import MANAGER, PASSWORD, Desk, add_person
from tests.centre.running import RunningCentre

HOME, SIGN_IN = "/manager/live", "/manager/sign-in"
PAGES = ("live", "feedback", "services", "services/id-new", "staff", "staff/1", "devices")


@pytest.fixture(scope="module")
def open_centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentre]:
    """A centre whose managers all tests of the module share."""
    with RunningCentre(tmp_path_factory.mktemp("managers")) as centre:
        add_person(centre, Duty.MANAGER, MANAGER, PASSWORD)
        add_person(centre, Duty.AGENT, "07", "4711")
        yield centre


@pytest.fixture
def desk(open_centre: RunningCentre) -> Iterator[Desk]:
    open_centre.steady.now_s += 25 * 3600  # what was missed in another test is forgotten
    made = Desk(open_centre)
    yield made
    made.close()


@pytest.fixture
def inside(desk: Desk) -> Desk:
    """Signed in, on the live page."""
    assert desk.sign_in().status == 303
    assert desk.get(HOME).status == 200
    return desk


def test_nobody_sees_a_page_without_signing_in(desk: Desk) -> None:
    for page in PAGES:
        answer = desk.get(f"/manager/{page}")
        assert (answer.status, answer.headers["location"]) == (303, SIGN_IN)
        assert answer.body == b""
    assert desk.send("/manager/staff/add", name="x").headers["location"] == SIGN_IN
    assert "PIN or password" in desk.get(SIGN_IN + "?lang=en").text


def test_whoever_signs_in_sees_the_hall_and_whoever_signs_out_does_not(desk: Desk) -> None:
    answer = desk.sign_in(MANAGER.lower())
    assert (answer.status, answer.headers["location"]) == (303, HOME)
    assert "Waiting now" in desk.get(HOME).text
    assert f"Signed in: {MANAGER}" in desk.page.text
    kept = desk.cookie
    desk.post("/manager/sign-out")
    assert "Max-Age=0" not in desk.cookie
    desk.cookie = kept
    assert desk.get(HOME).headers["location"] == SIGN_IN + "?ended=1"


def test_the_cookie_is_the_browsers_alone(inside: Desk, open_centre: RunningCentre) -> None:
    said = inside.sign_in().headers["set-cookie"]
    assert re.fullmatch(
        r"foleni-manager=[\w-]{43}; HttpOnly; SameSite=Strict; Path=/manager", said
    ), said
    over_tls = Desk(open_centre, tls=True)
    said = over_tls.sign_in().headers["set-cookie"]
    assert re.fullmatch(
        r"__Host-foleni-manager=[\w-]{43}; HttpOnly; SameSite=Strict; Path=/; Secure", said
    ), said
    assert over_tls.get(HOME).status == 200
    over_tls.close()


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        (MANAGER, "milango mitatu"),
        ("nobody", PASSWORD),
        ("07", "4711"),  # an agent is no manager
        (MANAGER, ""),
        ("", ""),
        (MANAGER, PASSWORD + " "),
        ("x" * 500, "y" * 900),
    ],
)
def test_who_is_not_a_manager_is_not_let_in_and_not_told_why(
    desk: Desk, name: str, secret: str
) -> None:
    answer = desk.send(SIGN_IN, name=name, secret=secret, lang="en")
    assert answer.status == 403
    assert "Name and PIN or password do not fit." in answer.text
    assert "set-cookie" not in answer.headers
    assert "secret" not in answer.headers
    assert secret == "" or f'value="{secret}"' not in answer.html
    assert desk.get(HOME).status == 303


def test_after_five_misses_even_the_right_password_has_to_wait(desk: Desk) -> None:
    for _ in range(5):
        assert desk.sign_in(secret="wrong wrong").status == 403
    answer = desk.send(SIGN_IN, name=MANAGER, secret=PASSWORD, lang="en")
    assert (answer.status, answer.headers["retry-after"]) == (429, "60")
    assert "Too many wrong tries. Try again in a minute." in answer.text


def test_a_cookie_somebody_put_into_the_browser_never_becomes_a_managers(desk: Desk) -> None:
    planted = "foleni-manager=" + "A" * 43
    desk.cookie = planted
    desk.sign_in()
    mine = desk.cookie
    assert mine != planted
    desk.cookie = planted
    assert desk.get(HOME).status == 303


def test_signing_in_again_ends_the_session_before(inside: Desk) -> None:
    before = inside.cookie
    inside.sign_in()
    after, inside.cookie = inside.cookie, before
    assert inside.get(HOME).status == 303
    inside.cookie = after
    assert inside.get(HOME).status == 200


def test_half_an_hour_without_doing_anything_signs_out_whatever_the_page_renews(
    inside: Desk, open_centre: RunningCentre
) -> None:
    for _ in range(4):
        open_centre.steady.now_s += QUIET_S / 4 - 1
        assert inside.ask("GET", HOME + "?part=now").status == 200
    open_centre.steady.now_s += 8
    assert inside.ask("GET", HOME + "?part=now").status == 401
    inside.get(HOME)
    assert inside.page.headers["location"] == SIGN_IN + "?ended=1"
    assert "signed out" in inside.get(SIGN_IN + "?ended=1&lang=en").text


FROM_ELSEWHERE: list[dict[str, str]] = [
    {},
    {"Origin": "null"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://127.0.0.1"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "ours"},
]


@pytest.mark.parametrize("headers", FROM_ELSEWHERE)
def test_a_form_that_another_sites_page_sends_does_nothing(
    inside: Desk, open_centre: RunningCentre, headers: dict[str, str]
) -> None:
    given = {name: inside.origin if value == "ours" else value for name, value in headers.items()}
    seq = open_centre.parts.live.floor.seq
    inside.get("/manager/services/id-new")
    for path in ("/manager/services/id-new/suspend", "/manager/sign-out", SIGN_IN):
        fields = {"csrf": inside.csrf, "once": inside.once, "reason": "system"}
        answer = inside.send(path, given, **fields, name=MANAGER, secret=PASSWORD)
        assert answer.status == 403
        assert "set-cookie" not in answer.headers
    assert open_centre.parts.live.floor.seq == seq
    assert inside.get(HOME).status == 200


def test_a_browser_without_fetch_metadata_is_known_by_its_origin(inside: Desk) -> None:
    inside.get("/manager/services/id-new")
    fields = {"csrf": inside.csrf, "once": inside.once, "quota": "5"}
    path = "/manager/services/id-new/quota"
    assert inside.send(path, {"Origin": inside.origin}, **fields).status == 303


def test_a_form_without_its_sessions_token_does_nothing(
    inside: Desk, open_centre: RunningCentre
) -> None:
    other = Desk(open_centre)
    other.sign_in()
    other.get(HOME)
    inside.get("/manager/services/id-new")
    seq = open_centre.parts.live.floor.seq
    for csrf in ("", "x", other.csrf, inside.csrf[:-1]):
        for path in ("/manager/services/id-new/suspend", "/manager/staff/1/reset"):
            sent = {"csrf": csrf, "once": inside.once, "reason": "system", "secret": "x" * 9}
            assert inside.send(path, **sent).status == 403
    assert inside.send("/manager/sign-out", csrf="").status == 403
    assert open_centre.parts.live.floor.seq == seq
    assert inside.get(HOME).status == 200
    other.close()


def test_another_name_that_leads_to_this_machine_gets_nothing(desk: Desk) -> None:
    for host in ("evil.example", "evil.example:8400", "192.168.1.9", "", "a:b:c", "[::1"):
        for path in (HOME, SIGN_IN):
            answer = desk.ask("GET", path, headers={"Host": host})
            assert answer.status == 403
    assert desk.ask("GET", SIGN_IN, headers={"Host": "localhost:9"}).status == 200


def test_no_answer_is_kept_framed_or_lets_a_foreign_script_run(inside: Desk) -> None:
    answers = [inside.get(f"/manager/{page}") for page in PAGES]
    answers += [inside.ask("GET", HOME + "?part=now"), inside.get("/manager/nothing")]
    answers += [inside.send(SIGN_IN, name="x", secret="y"), inside.send("/manager/staff/add", {})]
    answers += [inside.ask("GET", "/manager"), inside.get(SIGN_IN)]
    for answer in answers:
        headers = answer.headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        policy = headers["content-security-policy"].split("; ")
        assert {"default-src 'none'", "script-src 'self'", "style-src 'self'"} <= set(policy)
        assert {"frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} <= set(policy)
        assert "unsafe" not in headers["content-security-policy"]


def test_no_page_has_a_script_or_a_style_of_its_own(inside: Desk) -> None:
    for page in PAGES:
        html = inside.get(f"/manager/{page}").html
        assert inside.page.status == 200, page
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son[a-z]+=|javascript:", html)
        assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', html) == []


def test_style_script_and_fonts_are_fetched_once_and_then_kept(desk: Desk) -> None:
    html = desk.get(SIGN_IN).html
    style, script = (
        re.search(rf'"(/manager/static/manager\.[0-9a-f]{{12}}\.{kind})"', html)
        for kind in ("css", "js")
    )
    assert style is not None
    assert script is not None
    fonts = re.findall(r"url\(([^)]+)\)", desk.ask("GET", style[1]).html)
    assert len(fonts) == 4
    for path in (style[1], script[1], *(f"/manager/static/{font}" for font in fonts)):
        answer = desk.ask("GET", path)
        assert answer.status == 200
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert len(answer.body) > 1000


@pytest.mark.parametrize(
    "path",
    [
        "/manager/static/",
        "/manager/static/manager.css",
        "/manager/static/../layout.html",
        "/manager/static/..%2f..%2fcentre.db",
        "/manager/static/%00",
        "/manager/static/live.html",
    ],
)
def test_there_are_no_other_files(desk: Desk, path: str) -> None:
    assert desk.ask("GET", path).status == 404


def test_every_other_path_and_method_is_answered_plainly(inside: Desk) -> None:
    for path in ("nothing", "live/x", "services/nothing", "staff/99", "staff/x", "devices/kiosk-0"):
        answer = inside.get(f"/manager/{path}?lang=")
        assert (answer.status, "There is no such page." in answer.text) == (404, True)
    inside.get("/manager/services")
    for path in ("live", "live/x", "feedback", "services", "services/id-new/x", "staff", "x/y"):
        assert inside.post(f"/manager/{path}").status == 404
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert inside.ask(method, HOME).status == 405
    assert inside.ask("HEAD", HOME).status == 200
    assert inside.ask("GET", "/managers").status == 404


@pytest.mark.parametrize(
    "body", ["", "csrf", "=&=&=", "%", "csrf=%ff%fe", "a" * 4000, "&".join(["x=1"] * 99), "\0"]
)
def test_a_form_that_makes_no_sense_is_refused_clearly(inside: Desk, body: str) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": inside.origin}
    answer = inside.ask("POST", "/manager/staff/add", body, headers)
    assert answer.status in (403, 413)
    answer = inside.ask("POST", SIGN_IN, body, headers)
    assert answer.status in (403, 413, 429)


def test_a_form_of_a_megabyte_is_not_read(inside: Desk) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": inside.origin}
    answer = inside.ask("POST", SIGN_IN, "name=" + "x" * 10_000, headers)
    assert answer.status == 413


def test_a_devices_token_opens_no_page_and_a_managers_cookie_sends_no_command(
    inside: Desk, open_centre: RunningCentre
) -> None:
    with open_centre.session(Role.KIOSK) as kiosk:
        bearer = {"Authorization": f"Bearer {kiosk.token}", "Cookie": ""}
        assert inside.ask("GET", HOME, headers=bearer).status == 303
    assert inside.ask("POST", "/commands", "{}").status == 401
    assert inside.ask("GET", "/floor").status == 401


def test_a_link_changes_the_language_and_no_address_keeps_it(inside: Desk) -> None:
    answer = inside.get("/manager/staff?lang=sw")
    assert (answer.status, answer.headers["location"]) == (303, "/manager/staff")
    assert "Wafanyakazi" in inside.get("/manager/staff").text
    assert '<html lang="sw">' in inside.page.html
    assert inside.get("/manager/staff?lang=fr").status == 200
    inside.get("/manager/staff?lang=en")
    assert "Staff" in inside.get("/manager/staff").text


def test_the_page_to_sign_in_speaks_what_the_browser_prefers(desk: Desk) -> None:
    assert "PIN or password" in desk.get(SIGN_IN, **{"Accept-Language": "en-GB,sw;q=0.8"}).text
    assert "PIN au nenosiri" in desk.get(SIGN_IN, **{"Accept-Language": "fr, sw"}).text
    assert desk.get(SIGN_IN, **{"Accept-Language": "\xff" * 3}).status == 200
    assert "PIN au nenosiri" in desk.get(SIGN_IN + "?lang=sw").text


def test_without_a_manager_the_page_says_how_to_make_one(tmp_path: Path) -> None:
    with RunningCentre(tmp_path) as centre:
        desk = Desk(centre)
        assert "main.py admit --manager" in desk.get(SIGN_IN + "?lang=en").text
        assert "<form" not in desk.page.html
        desk.close()


def test_a_new_start_asks_everybody_again(tmp_path: Path) -> None:
    with RunningCentre(tmp_path) as centre:
        add_person(centre, Duty.MANAGER, MANAGER, PASSWORD)
        desk = Desk(centre)
        desk.sign_in()
        cookie = desk.cookie
        desk.close()
    with RunningCentre(tmp_path) as centre:
        desk = Desk(centre)
        desk.cookie = cookie
        assert desk.get(HOME).status == 303
        assert desk.sign_in().headers["location"] == HOME
        desk.close()
