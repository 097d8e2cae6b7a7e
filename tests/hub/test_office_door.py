"""Who comes in to head office's pages, and what is tried by those who should not."""

import re
import threading
from collections.abc import Iterator

import pytest

from kiosk.hub.foundation import Surroundings
from kiosk.hub.office_rights import RIGHTS, OfficeRole, Right
from kiosk.hub.office_totp import STEP_S, code_at
from kiosk.web.sessions import QUIET_S
from tests.centre.phoning import Page
from tests.hub.offices import OWN, OfficeDesk, Person, country
from tests.hub.running import Later, RunningHub
from tests.hub.server import TestServer

SIGN_IN = "/office/sign-in"
CENTRE = "centres/MOL001"
PAGES: dict[str, Right] = {
    "centres": Right.SEE,
    "centres?part=now": Right.SEE,
    CENTRE: Right.SEE,
    "findings": Right.SEE,
    "exports": Right.EXPORT,
    "services": Right.SUSPEND,
    "services/id-first": Right.SUSPEND,
    "enrol": Right.CENTRES,
    "people": Right.PEOPLE,
    "people/1": Right.PEOPLE,
}
FORMS: dict[str, Right] = {
    f"{CENTRE}/settle": Right.SETTLE,
    f"{CENTRE}/devices/kiosk-1": Right.DEVICES,
    f"{CENTRE}/catalogue": Right.CATALOGUES,
    f"{CENTRE}/code": Right.CENTRES,
    f"{CENTRE}/revoke": Right.CENTRES,
    "services/id-first/suspend": Right.SUSPEND,
    "services/id-first/restore": Right.SUSPEND,
    "enrol": Right.CENTRES,
    "people/add": Right.PEOPLE,
    "people/2/anew": Right.PEOPLE,
    "people/2/unlock": Right.PEOPLE,
    "people/2/role": Right.PEOPLE,
    "people/2/revoke": Right.PEOPLE,
}
"""Every form there is, and what somebody must have to send it."""
SURE = {"sure": "yes", "where": "*", "reason": "agency_system", "name": "x", "code": "NEW9"}


class Office:
    """One hub with people of every role, for all tests of this module."""

    def __init__(self, hub: RunningHub, clock: Later) -> None:
        self.hub, self.clock = hub, clock
        country(hub, 6)
        self.people = {role: Person(hub, f"a-{role.value}", role) for role in reversed(OfficeRole)}

    def inside(self, role: OfficeRole, *, ahead_s: float = 25 * 3600) -> OfficeDesk:
        self.clock.ahead_s += ahead_s  # what was missed in another test is forgotten
        person = self.people[role]
        if not person.paper:
            person = self.people[role] = Person(self.hub, f"b-{person.n}", role)
        return OfficeDesk(self.hub).enter(person)

    def counted(self) -> tuple[int, ...]:
        """What could have been done: commands, people, centres, codes, catalogues, acts."""

        async def count() -> tuple[int, ...]:
            async with self.hub.store.reading() as connection:
                rows = await connection.execute(
                    """
                    SELECT (SELECT count(*) FROM inbox), (SELECT count(*) FROM office_person),
                        (SELECT count(*) FROM centre), (SELECT count(*) FROM centre_code),
                        (SELECT count(*) FROM catalogue), (SELECT count(*) FROM office_act)
                    """
                )
                found = await rows.fetchone()
                assert found is not None
                return tuple(map(int, found))

        return self.hub.do(count())


@pytest.fixture(scope="module")
def office(hub_server: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    clock = Later()
    dsn = hub_server.fresh()
    with RunningHub(
        dsn, tmp_path_factory.mktemp("office"), surroundings=Surroundings(steady_s=clock)
    ) as hub:
        yield Office(hub, clock)
    hub_server.drop(dsn)


@pytest.fixture
def desk(office: Office) -> Iterator[OfficeDesk]:
    """A browser that nobody has signed in with."""
    office.clock.ahead_s += 25 * 3600
    made = OfficeDesk(office.hub)
    yield made
    made.close()


@pytest.fixture
def inside(office: Office) -> Iterator[OfficeDesk]:
    """An admin's browser, on the page of all centres."""
    made = office.inside(OfficeRole.ADMIN)
    assert made.at("centres").status == 200
    yield made
    made.close()


def new_code(office: Office, n: int) -> str:
    """What the telephone of somebody shows who is not set up yet."""
    now = office.hub.parts.ground.base.surroundings.now()
    secret = office.hub.parts.ground.people._new[n]
    return code_at(secret, int(now.timestamp() // STEP_S))


def tried(desk: OfficeDesk, person: Person, *, secret: str = OWN, code: str = "000000") -> Page:
    return desk.send(SIGN_IN, name=person.name, secret=secret, code=code, lang="en")


def test_nobody_sees_or_does_anything_without_signing_in(desk: OfficeDesk, office: Office) -> None:
    before = office.counted()
    for page in PAGES:
        answer = desk.at(page)
        if "part=now" in page:
            assert answer.status == 401
        else:
            assert (answer.status, answer.headers["location"]) == (303, SIGN_IN)
        assert answer.body == b""
    for form in FORMS:
        assert desk.send(f"/office/{form}", **SURE).headers["location"] == SIGN_IN
    assert office.counted() == before


@pytest.mark.parametrize("role", OfficeRole)
def test_everybody_may_exactly_what_the_table_of_rights_says(
    office: Office, role: OfficeRole
) -> None:
    desk = office.inside(role)
    for page, right in PAGES.items():
        wanted = 200 if right in RIGHTS[role] else 403
        assert desk.at(page).status == wanted, page
    desk.at("centres")
    before = office.counted()
    if not desk.csrf:
        desk.at(CENTRE)
    for form, right in FORMS.items():
        if right not in RIGHTS[role]:
            answer = desk.send(f"/office/{form}", csrf=desk.csrf, once="x", **SURE)
            assert answer.status == 403, form
            assert "Your role may not do this" in answer.text
    assert office.counted() == before
    desk.close()


def test_no_page_shows_a_form_that_its_reader_may_not_send(office: Office) -> None:
    for role in OfficeRole:
        desk = office.inside(role)
        for page, right in PAGES.items():
            if right not in RIGHTS[role]:
                continue
            for action in re.findall(r'method="post" action="/office/([^"]+)"', desk.at(page).html):
                if action in {"sign-out"}:
                    continue
                named = re.sub(r"people/\d+/", "people/2/", action)
                assert FORMS[named] in RIGHTS[role], (role, page, action)
        desk.close()


def test_signing_in_takes_name_password_and_code_and_says_no_more_when_one_is_wrong(
    desk: OfficeDesk, office: Office
) -> None:
    person = office.people[OfficeRole.VIEWER]
    said = set()
    for name, secret, code in (
        (person.name, OWN, "000000"),
        (person.name, "wrong wrong wrong", person.paper[0]),
        ("nobody", OWN, "123456"),
        (person.name, OWN, ""),
    ):
        answer = desk.send(SIGN_IN, name=name, secret=secret, code=code, lang="en")
        assert answer.status == 403
        assert "set-cookie" not in answer.headers
        said.add(answer.html.replace(f'value="{name}"', ""))
        office.hub.do(office.hub.parts.ground.people.unlock(person.n))
    assert len(said) == 1
    assert "Name, password and code do not fit." in said.pop()


def test_a_code_is_good_once_and_guessing_locks_person_and_address(
    desk: OfficeDesk, office: Office
) -> None:
    person = Person(office.hub, "guessed", OfficeRole.VIEWER)
    code = person.code
    assert tried(desk, person, code=code).status == 303
    desk.cookie = ""
    assert tried(desk, person, code=code).status == 403
    for guess in range(4):
        assert tried(desk, person, code=f"{guess:06}").status == 403
    locked = tried(desk, person, code=person.paper[0])
    assert (locked.status, locked.headers["retry-after"]) == (429, "60")
    assert "Too many wrong tries" in locked.text


def test_a_hundred_guesses_at_once_are_five(office: Office) -> None:
    office.clock.ahead_s += 25 * 3600
    person = Person(office.hub, "rushed", OfficeRole.VIEWER)
    came: list[int] = []

    def guess(number: int) -> None:
        browser = OfficeDesk(office.hub)
        came.append(tried(browser, person, code=f"{number:06}").status)
        browser.close()

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert came.count(403) == 5
    assert came.count(429) == 15


def test_a_planted_cookie_never_becomes_anybodys_and_signing_in_makes_a_new_one(
    desk: OfficeDesk, office: Office
) -> None:
    planted = "foleni-office=" + "A" * 43
    desk.cookie = planted
    desk.enter(office.people[OfficeRole.VIEWER])
    first = desk.cookie
    assert first != planted
    desk.cookie = planted
    assert desk.at("centres").status == 303
    desk.cookie = first
    desk.enter(office.people[OfficeRole.VIEWER])
    second, desk.cookie = desk.cookie, first
    assert desk.at("centres").status == 303, "the session before is over"
    desk.cookie = second
    assert desk.at("centres").status == 200


def test_the_first_time_leads_to_the_set_up_and_nowhere_else(
    desk: OfficeDesk, office: Office
) -> None:
    people = office.hub.parts.ground.people
    first = office.hub.do(people.add("new-one", OfficeRole.ADMIN))
    answer = desk.send(SIGN_IN, name="new-one", secret=first.password, code="", lang="en")
    assert answer.status == 303
    before, half = office.counted(), desk.cookie
    for place in PAGES:
        assert desk.at(place).headers.get("location", "") == "/office/set-up", place
    for form in FORMS:
        assert desk.send(f"/office/{form}", **SURE).headers["location"] == "/office/set-up"
    assert office.counted() == before
    page = desk.at("set-up")
    assert "Your first time" in page.text
    spelled = re.search(r'id="spelled">([A-Z2-7 ]+)<', page.html)
    assert spelled is not None
    assert desk.at("set-up").html.count(spelled[1]) == 1, "the same when it is looked at again"
    assert "That is not the code" in desk.post("/office/set-up", secret=OWN, code="000000").text
    assert "twelve characters" in desk.post("/office/set-up", secret="short", code="1").text
    code = new_code(office, first.person.n)
    done = desk.send("/office/set-up", csrf=desk.csrf, secret=OWN, code=code)
    assert done.status == 200
    assert len(re.findall(r"<li>[A-Z2-9]{5}-[A-Z2-9]{5}</li>", done.html)) == 8
    assert desk.cookie != half, "a new session begins"
    assert desk.at("centres").status == 200
    assert desk.at("set-up").headers["location"] == "/office/centres"
    desk.cookie = half
    assert desk.at("centres").status == 303, "whoever knew the first password is out"


def test_a_page_that_renews_itself_keeps_nobody_signed_in(
    inside: OfficeDesk, office: Office
) -> None:
    for _ in range(4):
        office.clock.ahead_s += QUIET_S / 4 - 1
        assert inside.ask("GET", "/office/centres?part=now").status == 200
    office.clock.ahead_s += 8
    assert inside.ask("GET", "/office/centres?part=now").status == 401
    assert inside.at("centres").headers["location"] == SIGN_IN + "?ended=1"


def test_another_role_or_none_at_all_ends_a_session_at_once(office: Office) -> None:
    desk = office.inside(OfficeRole.OFFICER)
    people, person = office.hub.parts.ground.people, office.people[OfficeRole.OFFICER]
    assert desk.at("services").status == 200
    office.hub.do(people.change_role(person.n, OfficeRole.VIEWER))
    assert desk.at("services").status == 303
    office.hub.do(people.change_role(person.n, OfficeRole.OFFICER))
    again = OfficeDesk(office.hub).enter(person)
    office.hub.do(people.revoke(person.n))
    assert again.at("centres").status == 303
    again.close()
    desk.close()
    office.people[OfficeRole.OFFICER] = Person(office.hub, "a-officer-2", OfficeRole.OFFICER)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_that_another_sites_page_sends_does_nothing(
    inside: OfficeDesk, office: Office, headers: dict[str, str]
) -> None:
    inside.at(CENTRE)
    before = office.counted()
    for form in (*FORMS, "sign-out", "sign-in", "set-up"):
        answer = inside.send(f"/office/{form}", headers, csrf=inside.csrf, once=inside.once, **SURE)
        assert answer.status == 403, form
        assert "set-cookie" not in answer.headers
    assert office.counted() == before
    assert inside.at("centres").status == 200


def test_a_form_without_its_sessions_token_does_nothing(inside: OfficeDesk, office: Office) -> None:
    other = office.inside(OfficeRole.ADMIN, ahead_s=0)
    other.at(CENTRE)
    inside.at(CENTRE)
    before = office.counted()
    for csrf in ("", "x", other.csrf, inside.csrf[:-1]):
        for form in (*FORMS, "sign-out"):
            sent = {"csrf": csrf, "once": inside.once, **SURE}
            assert inside.send(f"/office/{form}", **sent).status == 403, form
    assert office.counted() == before
    assert inside.at("centres").status == 200
    other.close()


def test_no_answer_is_kept_framed_or_lets_a_foreign_script_run(inside: OfficeDesk) -> None:
    answers = [inside.at(page) for page in PAGES]
    answers += [inside.at("nothing"), inside.get(SIGN_IN), inside.send(SIGN_IN, name="x")]
    answers += [inside.send("/office/people/add", {}), inside.get("/office")]
    for answer in answers:
        headers = answer.headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        policy = set(headers["content-security-policy"].split("; "))
        assert {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"} <= policy
        assert "unsafe" not in headers["content-security-policy"]


def test_no_page_has_a_script_or_a_style_of_its_own(inside: OfficeDesk) -> None:
    for page in (*PAGES, f"{CENTRE}/devices/kiosk-1"):
        html = inside.at(page).html
        assert inside.page.status == 200, page
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son[a-z]+=|javascript:", html)
        assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', html) == []


def test_a_browser_is_told_to_keep_the_cookie_to_itself(desk: OfficeDesk, office: Office) -> None:
    person = office.people[OfficeRole.ADMIN]
    said = tried(desk, person, code=person.code).headers["set-cookie"]
    assert re.fullmatch(
        r"foleni-office=[\w-]{43}; HttpOnly; SameSite=Strict; Path=/office", said
    ), said


def test_another_name_that_leads_to_this_machine_gets_nothing(desk: OfficeDesk) -> None:
    for host in ("evil.example", "192.168.1.9", "", "a:b:c", "[::1"):
        for path in ("/office/centres", SIGN_IN):
            assert desk.ask("GET", path, headers={"Host": host}).status == 403


def test_every_other_path_and_method_is_answered_plainly(inside: OfficeDesk) -> None:
    for path in (
        "nothing",
        "centres/NOBODY",
        f"{CENTRE}/x",
        f"{CENTRE}/devices/nothing",
        "centres/%00",
        "centres/%C3%A9",
        "services/nothing",
        "people/99",
        "people/x",
        "findings/x",
        "static/office.css",
        "static/../layout.html",
    ):
        assert inside.at(path).status == 404, path
    inside.at(CENTRE)
    for path in ("nothing", "centres", "centres/NOBODY/revoke", f"{CENTRE}/x", "people/99/revoke"):
        answer = inside.send(f"/office/{path}", csrf=inside.csrf, once=inside.once, sure="yes")
        assert answer.status in (303, 404), path
    for method in ("PUT", "DELETE", "PATCH"):
        assert inside.ask(method, "/office/centres").status == 405
    assert inside.ask("HEAD", "/office/centres").status == 200


@pytest.mark.parametrize(
    "body", ["", "csrf", "=&=&=", "%", "csrf=%ff%fe", "a" * 4000, "&".join(["x=1"] * 99), "\0"]
)
def test_a_form_that_makes_no_sense_is_refused_clearly(inside: OfficeDesk, body: str) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": inside.origin}
    assert inside.ask("POST", "/office/people/add", body, headers).status in (403, 413)
    assert inside.ask("POST", SIGN_IN, body, headers).status in (403, 413, 429)


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=x",
        'multipart/form-data; boundary="' + "x" * 5000,
        "multipart/form-data; boundary=\x00",
    ],
)
def test_a_form_with_a_file_that_makes_no_sense_is_refused_clearly(
    inside: OfficeDesk, kind: str
) -> None:
    headers = {"Content-Type": kind, "Origin": inside.origin}
    for body in (
        "",
        "--x",
        "--x\r\n\r\n--x--",
        "--x\r\nContent-Disposition: form-data\r\n\r\n" * 99,
    ):
        answer = inside.ask("POST", f"/office/{CENTRE}/catalogue", body, headers)
        assert answer.status in (400, 403), (kind, body)


def test_a_file_beyond_all_measure_is_not_read(inside: OfficeDesk) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Origin": inside.origin}
    answer = inside.ask("POST", f"/office/{CENTRE}/catalogue", "x" * 700_000, headers)
    assert answer.status == 413


def test_a_link_changes_the_language_and_no_address_keeps_it(inside: OfficeDesk) -> None:
    assert inside.at("people?lang=sw").headers["location"] == "/office/people"
    assert "Watu" in inside.at("people").text
    assert '<html lang="sw">' in inside.page.html
    inside.at("people?lang=en")


def test_without_anybody_the_page_says_how_to_make_the_first(hub: RunningHub) -> None:
    desk = OfficeDesk(hub)
    assert "main.py head-office --person NAME --role admin" in desk.get(SIGN_IN + "?lang=en").text
    assert "<form" not in desk.page.html
    desk.close()


def test_a_new_start_asks_everybody_again_and_knows_them(
    hub_dsn: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = tmp_path_factory.mktemp("again")
    with RunningHub(hub_dsn, data) as hub:
        person = Person(hub, "stays", OfficeRole.ADMIN)
        desk = OfficeDesk(hub).enter(person)
        cookie = desk.cookie
        desk.close()
    with RunningHub(hub_dsn, data) as hub:
        desk = OfficeDesk(hub)
        desk.cookie = cookie
        assert desk.at("centres").status == 303
        desk.enter(person)
        desk.close()
