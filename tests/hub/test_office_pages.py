"""What head office sees of its centres, and what becomes of what it asks there."""

import gzip
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from kiosk.domain.commands import RestoreService
from kiosk.domain.ids import ServiceId
from kiosk.hub.findings import FindingCode, note
from kiosk.hub.foundation import Surroundings
from kiosk.hub.inbox_standing import Standing
from kiosk.hub.office_rights import OfficeRole
from kiosk.wire.uplink import DeviceVital, TroubleVital, Vitals
from tests.hub.offices import NAIROBI, OfficeDesk, Person, country
from tests.hub.running import ASSETS, Later, RunningHub
from tests.hub.server import TestServer

EVIL = "<img src=x onerror=alert(1)>\"'&"
SERVICE = "services/id-first"
MOST_BYTES = 100_000
FORM = "multipart/form-data; boundary=line"


@pytest.fixture
def clock() -> Later:
    return Later()


@pytest.fixture
def office(
    hub_dsn: str, tmp_path_factory: pytest.TempPathFactory, clock: Later
) -> Iterator[RunningHub]:
    """A hub with six centres."""
    surroundings = Surroundings(steady_s=clock)
    with RunningHub(hub_dsn, tmp_path_factory.mktemp("hub"), surroundings=surroundings) as hub:
        country(hub, 6)
        yield hub


@pytest.fixture(scope="module")
def calm(hub_server: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    """One for all the tests that change no centre."""
    dsn = hub_server.fresh()
    with RunningHub(dsn, tmp_path_factory.mktemp("calm")) as hub:
        country(hub, 6)
        yield hub
    hub_server.drop(dsn)


@pytest.fixture(scope="module")
def calm_person(calm: RunningHub) -> Person:
    return Person(calm, "Wanjiru", OfficeRole.ADMIN)


@pytest.fixture(scope="module")
def _calm_desk(calm: RunningHub, calm_person: Person) -> Iterator[OfficeDesk]:
    made = OfficeDesk(calm).enter(calm_person)
    yield made
    made.close()


@pytest.fixture
def calm_desk(_calm_desk: OfficeDesk) -> Iterator[OfficeDesk]:
    """An admin's browser there; whatever a test did with its cookie, the next has it again."""
    cookie = _calm_desk.cookie
    yield _calm_desk
    _calm_desk.cookie = cookie


@pytest.fixture
def desk(office: RunningHub) -> Iterator[OfficeDesk]:
    """An admin's browser."""
    made = OfficeDesk(office).enter(Person(office, "Wanjiru", OfficeRole.ADMIN))
    yield made
    made.close()


def put(hub: RunningHub, statement: str, *values: object) -> None:
    async def work() -> None:
        async with hub.store.transaction() as connection:
            await connection.execute(statement.encode(), values)

    hub.do(work())


def inbox(hub: RunningHub, centre_id: int) -> tuple[Standing, ...]:
    """What was asked of a centre, the newest first."""

    async def read() -> tuple[Standing, ...]:
        async with hub.store.reading() as connection:
            return await hub.parts.ground.inbox.recent(connection, centre_id)

    return hub.do(read())


def rows(desk: OfficeDesk) -> list[str]:
    """The centres of the table, in their order."""
    return re.findall(r'<tr id="r-(\w+)"', desk.page.html)


def row_of(desk: OfficeDesk, code: str) -> str:
    found = re.search(rf'<tr id="r-{code}".*?</tr>', desk.page.html, re.DOTALL)
    assert found is not None, desk.page.text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])).strip()


# All centres at a glance


def test_one_row_says_all_there_is_to_say_of_a_centre(office: RunningHub, desk: OfficeDesk) -> None:
    now = datetime.now(UTC)
    vitals = Vitals(
        disk_free_bytes=41 * 1024**3,
        clock="RIGHT",
        devices=(
            DeviceVital(id="kiosk-1", role="kiosk", trouble="paper_out"),
            DeviceVital(id="board-1", role="board"),
        ),
    )
    put(
        office,
        "UPDATE heard SET at = %s, clock_ahead_ms = 400, seq = 10000, version = '0.6.1',"
        " vitals = %s WHERE centre_id = 1",
        now,
        msgspec.json.encode(vitals).decode(),
    )
    put(
        office,
        "UPDATE centre_day SET waiting = 17, last_seq = 10000,"
        " verified = '{1,1,2,6,30}' WHERE centre_id = 1",
    )
    put(office, "DELETE FROM counter WHERE centre_id = 1")
    for counter, state in (("1", "serving"), ("2", "closed")):
        put(
            office,
            "INSERT INTO counter"
            " (centre_id, day, counter, state, since, services, served, no_shows)"
            " SELECT 1, day, %s, %s, %s, '{}', 0, 0 FROM centre_now WHERE centre_id = 1",
            counter,
            state,
            now,
        )
    desk.at("centres")
    row = row_of(desk, "MOL001")
    assert row.startswith("Molo MOL001 ")
    for said in (" 17 ", "1 of 2", "90% 77–96%", "1 of 2 in trouble", "now", "0.6.1", "+0.4 s"):
        assert said in row, row
    assert row.endswith("41 GB")
    assert "6 of 6 centres" in desk.page.text


def test_whoever_is_not_heard_is_said_to_be_and_stands_first(
    office: RunningHub, desk: OfficeDesk
) -> None:
    put(office, "DELETE FROM finding")
    then = datetime.now(UTC) - timedelta(minutes=12)
    put(office, "UPDATE heard SET at = now()")
    put(office, "UPDATE heard SET at = %s WHERE centre_id = 6", then)
    assert "Nyeri: not heard" in desk.at("centres").html
    assert "Not heard 1" in desk.page.text
    row = row_of(desk, "NYE006")
    assert "not heard" in row
    assert "12 min" in row
    assert rows(desk).index("NYE006") < 2
    assert "Not heard for 12 min, since" in desk.at("centres/NYE006").text


def test_yesterdays_figures_are_none_of_todays(office: RunningHub, desk: OfficeDesk) -> None:
    put(office, "UPDATE centre_now SET day = day - 1 WHERE centre_id = 1")
    put(office, "UPDATE centre_day SET day = day - 1 WHERE centre_id = 1")
    desk.at("centres")
    assert "Molo MOL001 – – – " in row_of(desk, "MOL001").replace("target 15 ", "")


def test_a_clock_a_disk_and_a_line_that_are_wrong_are_said_in_words_too(
    office: RunningHub, desk: OfficeDesk
) -> None:
    vitals = Vitals(
        disk_free_bytes=10**9,
        clock="JUMPED",
        troubles=(TroubleVital(code="DISK_LOW", since_ms=1), TroubleVital(code="NEW", since_ms=1)),
    )
    put(
        office,
        "UPDATE heard SET clock_ahead_ms = -400000, seq = 10900, vitals = %s WHERE centre_id = 2",
        msgspec.json.encode(vitals).decode(),
    )
    put(
        office,
        "UPDATE centre_day SET last_at = %s WHERE centre_id = 2",
        datetime.now(UTC) - timedelta(minutes=9),
    )
    desk.at("centres")
    row = row_of(desk, "NAK002")
    for said in (
        "2 troubles",
        "−6 min its clock is wrong",
        "0.9 GB its disk is nearly full",
        "900 9 min what is shown is old",
    ):
        assert said in row, row
    text = desk.at("centres/NAK002").text
    assert "disk is nearly full. Make room before it is." in text
    assert "NEW (unknown here)" in text


def test_the_table_is_sorted_by_its_heads_both_ways_and_filtered(calm_desk: OfficeDesk) -> None:
    by_name = ["ELD003", "KIS004", "MOL001", "MOM005", "NAK002", "NYE006"]
    calm_desk.at("centres?sort=centre&dir=up")
    assert rows(calm_desk) == by_name
    assert 'class="c-centre" aria-sort="ascending"' in calm_desk.page.html
    calm_desk.at("centres?sort=centre&dir=down")
    assert rows(calm_desk) == by_name[::-1]
    assert calm_desk.page.html.count("aria-sort=") == 1
    head = re.search(r'id="by-waiting" href="([^"]+)"', calm_desk.page.html)
    assert head is not None
    calm_desk.at("centres" + head[1].replace("&amp;", "&").partition("#")[0])
    waiting = [
        int(one) for one in re.findall(r'<td class="c-waiting"[^>]*>(\d+)', calm_desk.page.html)
    ]
    assert len(waiting) == 6
    assert waiting == sorted(waiting, reverse=True)
    calm_desk.at("centres?find=n")
    assert set(rows(calm_desk)) == {"NAK002", "NYE006"}
    calm_desk.at("centres?find=mol001")
    assert rows(calm_desk) == ["MOL001"]
    calm_desk.at("centres?find=xyz")
    assert "No centre is like that." in calm_desk.page.text
    for odd in ("?sort=nothing", "?sort=waiting&dir=%00", "?find=" + "x" * 3000, "?problems=yes"):
        assert calm_desk.at("centres" + odd).status == 200


def test_only_where_something_is_wrong(office: RunningHub, desk: OfficeDesk) -> None:
    put(office, "DELETE FROM finding")
    put(office, "UPDATE heard SET clock_ahead_ms = 0, vitals = NULL, at = now() + interval '9 s'")
    put(office, "UPDATE centre_day SET waits = '{9}'")
    put(office, "UPDATE heard SET clock_ahead_ms = 90000 WHERE centre_id = 4")
    desk.at("centres?problems=1")
    assert rows(desk) == ["KIS004"]
    assert 'value="1" checked' in desk.page.html


def test_the_part_that_changes_is_sent_when_it_has_changed(
    office: RunningHub, desk: OfficeDesk, clock: Later
) -> None:
    put(office, "UPDATE heard SET at = now() + interval '20 s'")
    clock.ahead_s += 3
    first = desk.ask("GET", "/office/centres?part=now")
    tag = first.headers["etag"]
    again = desk.ask("GET", "/office/centres?part=now", headers={"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")
    assert re.fullmatch(r"\d\d:\d\d", again.headers["foleni-time"])
    put(office, "UPDATE centre_day SET waiting = 99 WHERE centre_id = 1")
    clock.ahead_s += 3
    changed = desk.ask("GET", "/office/centres?part=now", headers={"If-None-Match": tag})
    assert changed.status == 200
    assert "<html" not in changed.html


def test_three_hundred_and_fourteen_centres_are_a_light_page(hub: RunningHub) -> None:
    country(hub, 314)
    desk = OfficeDesk(hub).enter(Person(hub, "Wanjiru", OfficeRole.VIEWER))
    page = desk.ask("GET", "/office/centres", headers={"Accept-Encoding": "gzip"})
    assert page.headers["content-encoding"] == "gzip"
    assert len(page.body) < MOST_BYTES
    html = gzip.decompress(page.body).decode()
    assert html.count('<tr id="r-') == 314
    assert html.count('scope="row"') == 314
    assert '<caption class="heard"' in html
    assert "sha-" not in html
    desk.close()


# One centre, and what can be done


def test_a_name_a_device_and_a_sentence_from_a_centre_are_words_and_never_markup(
    office: RunningHub, desk: OfficeDesk
) -> None:
    vitals = Vitals(
        disk_free_bytes=1,
        clock=EVIL,
        devices=(DeviceVital(id=EVIL, role=EVIL, name=EVIL, trouble=EVIL),),
        troubles=(TroubleVital(code=EVIL, about=EVIL, since_ms=2**52),),
    )
    put(office, "UPDATE centre SET name = %s WHERE centre_id = 1", EVIL)
    put(
        office,
        "UPDATE heard SET version = %s, vitals = %s WHERE centre_id = 1",
        EVIL,
        msgspec.json.encode(vitals).decode(),
    )

    async def found() -> None:
        async with office.store.transaction() as connection:
            now = datetime.now(UTC)
            await note(connection, 1, FindingCode.GAP, about=EVIL, detail=EVIL, at=now)

    office.do(found())
    office.do(office.parts.ground.inbox.send(1, RestoreService(service=ServiceId(EVIL)), by=EVIL))
    put(
        office,
        "UPDATE inbox SET state = 'refused', reason = 'X', say = %s WHERE centre_id = 1",
        msgspec.json.encode({"en": EVIL, "sw": EVIL}).decode(),
    )
    for page in ("centres", "centres/MOL001", "findings", "services", SERVICE, "enrol"):
        html = desk.at(page).html
        assert desk.page.status == 200, page
        assert "<img" not in html, page
        assert "onerror=alert(1)>" not in html, page
    assert "&lt;img src=x onerror=alert(1)&gt;" in desk.at("centres/MOL001").html


def test_vitals_of_another_version_hide_no_centre(office: RunningHub, desk: OfficeDesk) -> None:
    put(office, "UPDATE heard SET vitals = '[]' WHERE centre_id = 1")
    put(office, "UPDATE heard SET vitals = '{\"disk_free_bytes\": -1}' WHERE centre_id = 2")
    assert desk.at("centres").status == 200
    assert desk.at("centres/MOL001").status == 200
    assert desk.at("centres/NAK002").status == 200


def test_a_service_is_stopped_wherever_it_is_given_and_the_list_says_so(
    office: RunningHub, desk: OfficeDesk
) -> None:
    assert "Runs wherever it is given (6)" in desk.at(SERVICE).text
    reason = re.findall(r'name="reason" id="reason-\d" value="([^"]+)"', desk.page.html)[0]
    there = f"/office/{SERVICE}/suspend"
    assert (
        "Tick the box" in desk.post(there, where="*", reason=reason).text or inbox(office, 1) == ()
    )
    desk.at(SERVICE)
    once = desk.once
    said = desk.post(there, where="*", reason=reason, sure="yes").text
    assert "6 centres are asked to stop it." in said
    assert said.count("asked to stop") == 7
    for centre_id in range(1, 7):
        (asked,) = inbox(office, centre_id)
        assert (asked.type, asked.made_by) == ("SuspendService", "office-p1")
        assert reason.encode() in asked.command
    again = desk.post(there, where="*", reason=reason, sure="yes", once=once).text
    assert "That did not work" in again
    assert len(inbox(office, 1)) == 1, "a form that is sent twice is one act"
    put(
        office,
        "INSERT INTO service_now (centre_id, service, reason, since, quota_set)"
        " VALUES (3, 'id-first', %s, now(), false)",
        reason,
    )
    put(office, "UPDATE inbox SET state = 'done'")
    assert "Stopped at 1 of 6" in desk.at(SERVICE).text
    assert (
        "1 centre is asked to let it run."
        in desk.post(f"/office/{SERVICE}/restore", where="*", sure="yes").text
    )
    assert [one.type for one in inbox(office, 3)] == ["RestoreService", "SuspendService"]
    assert len(inbox(office, 1)) == 1, "where it runs nobody is asked"
    text = desk.at("centres/ELD003").text
    assert "Suspend a service" in text
    assert "waits for the centre" in text


def test_a_service_is_stopped_at_one_centre_alone(office: RunningHub, desk: OfficeDesk) -> None:
    desk.at(f"{SERVICE}?centre=KIS004")
    assert '<option value="KIS004" selected>' in desk.page.html
    reason = re.findall(r'name="reason" id="reason-\d" value="([^"]+)"', desk.page.html)[0]
    there = f"/office/{SERVICE}/suspend"
    for where, why in (("NOBODY", reason), ("", reason), ("KIS004", "no such reason")):
        desk.at(SERVICE)
        assert "asked to stop it" not in desk.post(there, where=where, reason=why).text
    desk.at(SERVICE)
    assert "1 centre is asked to stop it." in desk.post(there, where="KIS004", reason=reason).text
    assert [len(inbox(office, n)) for n in range(1, 7)] == [0, 0, 0, 1, 0, 0]


def test_a_reason_that_only_some_centres_know_stops_it_there_alone(
    office: RunningHub, desk: OfficeDesk
) -> None:
    other = {
        "services": [{"id": "id-first", "name": {"en": EVIL}}],
        "suspend_reasons": [{"id": "power", "name": {"en": "no power"}}],
    }
    body = msgspec.json.encode(other).decode()
    put(office, "UPDATE running_catalogue SET sha256 = 'b', body = %s WHERE centre_id = 2", body)
    put(office, "UPDATE running_catalogue SET sha256 = 'c', body = '[]' WHERE centre_id = 3")
    assert "no power" in desk.at(SERVICE).text
    there = f"/office/{SERVICE}/suspend"
    said = desk.post(there, where="*", reason="power", sure="yes").text
    assert "1 centre is asked to stop it." in said
    assert [len(inbox(office, n)) for n in range(1, 7)] == [0, 1, 0, 0, 0, 0]
    desk.at(SERVICE)
    assert "Choose why." in desk.post(there, where="MOL001", reason="power").text


def test_a_device_is_put_out_after_somebody_is_sure(office: RunningHub, desk: OfficeDesk) -> None:
    there = "/office/centres/MOL001/devices/kiosk-1"
    desk.get(there)
    desk.post(there)
    assert inbox(office, 1) == ()
    desk.get(there)
    assert "is asked to put Kiosk 1 out" in desk.post(there, sure="yes").text
    (asked,) = inbox(office, 1)
    assert (asked.type, b'"kiosk-1"' in asked.command) == ("RevokeDevice", True)


def test_a_finding_that_is_understood_is_open_no_more(office: RunningHub, desk: OfficeDesk) -> None:
    put(office, "DELETE FROM finding")

    async def found() -> None:
        async with office.store.transaction() as connection:
            now = datetime.now(UTC)
            await note(connection, 1, FindingCode.CLONED, about="a/b", detail="two", at=now)

    office.do(found())
    assert "Two machines speak for this centre." in desk.at("centres").text
    assert "Two machines" in desk.at("findings").text
    desk.at("centres/MOL001")
    said = desk.post("/office/centres/MOL001/settle", code="CLONED", about="a/b").text
    assert "Noted." in said
    assert "Two machines" not in said
    assert "Finding understood" in said
    assert "Nothing is open." in desk.at("findings").text


def upload(desk: OfficeDesk, text: bytes) -> str:
    """Send a catalogue as a browser sends a file."""
    desk.at("centres/MOL001")
    fields = "".join(
        f'--line\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in (("csrf", desk.csrf), ("once", desk.once))
    )
    file = (
        '--line\r\nContent-Disposition: form-data; name="file"; filename="molo.toml"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    body = (fields + file).encode() + text + b"\r\n--line--\r\n"
    headers = {"Content-Type": FORM, "Origin": desk.origin, "Sec-Fetch-Site": "same-origin"}
    answer = desk.ask("POST", "/office/centres/MOL001/catalogue", body.decode("latin-1"), headers)
    assert answer.status == 303, answer.text
    return desk.get(answer.headers["location"].partition("#")[0]).text


def test_a_catalogue_is_signed_and_offered_byte_for_byte(
    office: RunningHub, desk: OfficeDesk
) -> None:
    text = (ASSETS / "catalogue" / "huduma.toml").read_bytes()
    assert "Version 4 waits for the centre." in upload(desk, text)
    (asked,) = inbox(office, 1)
    assert asked.type == "LoadCatalogue"

    async def stored() -> bytes | None:
        return await office.parts.ground.catalogues.text(1, 4)

    assert office.do(stored()) == text
    assert "waits for the centre" in desk.at("centres/MOL001").text


def test_one_version_of_a_catalogue_is_in_use_and_those_before_it_were(
    office: RunningHub, desk: OfficeDesk
) -> None:
    text = (ASSETS / "catalogue" / "huduma.toml").read_bytes()
    for _ in range(2):
        upload(desk, text)
        put(office, "UPDATE inbox SET state = 'done', answered_at = now() WHERE centre_id = 1")
    put(office, "UPDATE running_catalogue SET version = 5 WHERE centre_id = 1")
    page = desk.at("centres/MOL001").text
    stages = re.findall(r"Version (\d) [^V]*?((?:was )?in use)", page)
    assert stages == [("5", "in use"), ("4", "was in use")]


@pytest.mark.parametrize(
    ("text", "said"),
    [(b"", "Choose a file first."), (b"[[", "this is not TOML"), (b"\xff\xfe", "not UTF-8")],
)
def test_a_file_that_is_no_catalogue_is_refused_in_a_sentence(
    calm: RunningHub, calm_desk: OfficeDesk, text: bytes, said: str
) -> None:
    assert said in upload(calm_desk, text)
    assert inbox(calm, 1) == ()


# Centres and people


def test_a_centre_is_added_and_its_code_shown_once(office: RunningHub, desk: OfficeDesk) -> None:
    desk.at("enrol")
    once = desk.once
    page = desk.post("/office/enrol", code="lamu", name="Lamu", public="yes")
    code = re.search(r'id="the-code">(http://127\.0\.0\.1:\d+/LAMU-[A-Z2-7-]{19})<', page.html)
    assert code is not None, page.text
    assert page.html.count("<path d=") > 3
    assert "python main.py enrol" in page.text
    assert code[1] not in desk.at("centres/LAMU").html
    assert "not enrolled yet" in desk.page.text
    assert "A code waits to be used" in desk.page.text
    desk.at("enrol")
    assert "LAMU" in desk.page.text
    desk.post("/office/enrol", code="lam2", name="Lamu", once=once)
    assert desk.at("centres/LAM2").status == 404, "one form is one centre"
    desk.at("enrol")
    assert (
        "there is a centre LAMU already" in desk.post("/office/enrol", code="LAMU", name="L").text
    )
    for bad in ("", "x", "TOO-LONG-CODE", "<b>"):
        desk.at("enrol")
        assert "will not do" in desk.post("/office/enrol", code=bad, name="L").text


def test_a_lost_machine_is_cut_off_and_a_new_code_lets_another_in(
    office: RunningHub, desk: OfficeDesk
) -> None:
    there = "/office/centres/MOL001"
    desk.get(there)
    desk.post(f"{there}/revoke")
    assert "cut off" not in row_of_centre(desk)
    desk.get(there)
    assert "Molo is cut off." in desk.post(f"{there}/revoke", sure="yes").text
    assert "cut off" in row_of_centre(desk)
    desk.get(there)
    assert "MOL001-" in desk.post(f"{there}/code").text


def row_of_centre(desk: OfficeDesk) -> str:
    desk.at("centres")
    return row_of(desk, "MOL001")


def test_people_are_added_begun_anew_given_roles_and_revoked(
    office: RunningHub, desk: OfficeDesk
) -> None:
    desk.at("people")
    page = desk.post("/office/people/add", name="Otieno", role="viewer")
    first = re.search(r'id="password">([A-Z2-9-]{17})<', page.html)
    assert first is not None, page.text
    assert first[1] not in desk.at("people").html
    assert "Not set up yet, until" in desk.page.text
    assert (
        "Somebody has this name"
        in desk.post("/office/people/add", name="otieno", role="viewer").text
        or "name" in desk.page.text
    )
    desk.at("people/2")
    assert "Wanjiru (office-p1) Add somebody Otieno" in desk.at("people").text
    desk.at("people/2")
    assert "Otieno has another role" in desk.post("/office/people/2/role", role="officer").text
    desk.at("people/2")
    again = desk.post("/office/people/2/anew", sure="yes").html
    assert re.search(r'id="password">([A-Z2-9-]{17})<', again)
    assert first[1] not in again
    desk.at("people/2")
    desk.post("/office/people/2/revoke")
    assert len(office.parts.ground.people.list()) == 2, "nobody said that they are sure"
    desk.at("people/2")
    desk.post("/office/people/2/revoke", sure="yes")
    assert [one.name for one in office.parts.ground.people.list()] == ["Wanjiru"]
    desk.at("people/1")
    assert "revoke" not in re.findall(r'action="[^"]*/people/1/(\w+)"', desk.page.html)
    for what in ("revoke", "role"):
        desk.at("people/1")
        desk.post(f"/office/people/1/{what}", sure="yes", role="viewer")
        assert desk.at("people").status == 200, "nobody locks themselves out"


# Taking figures away


def test_an_export_is_a_file_and_nothing_that_a_browser_runs(calm_desk: OfficeDesk) -> None:
    today = datetime.now(NAIROBI).date().isoformat()
    assert f'value="{today}"' in calm_desk.at("exports").html
    asked = f"export?what=days&form=csv&first={today}&last={today}&centre="
    page = calm_desk.at(asked)
    assert page.status == 200
    assert page.headers["content-type"] == "text/csv; charset=utf-8"
    assert page.headers["content-disposition"] == (
        f'attachment; filename="foleni-days-{today}-{today}.csv"'
    )
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["cache-control"] == "no-store"
    lines = page.html.splitlines()
    assert lines[0].startswith("centre,day,service")
    assert len(lines) == 1 + 6 * 4
    assert len(calm_desk.at(asked + "MOL001").html.splitlines()) == 1 + 4
    assert calm_desk.at(asked.replace("csv", "parquet")).body[:4] == b"PAR1"
    assert calm_desk.ask("HEAD", f"/office/{asked}").body == b""


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "what=people&form=csv&first=2026-01-01&last=2026-01-02",
        "what=days&form=exe&first=2026-01-01&last=2026-01-02",
        "what=days&form=csv&first=2026-01-02&last=2026-01-01",
        "what=days&form=csv&first=2020-01-01&last=2026-01-01",
        "what=days&form=csv&first=x&last=2026-01-01",
        "what=days&form=csv&first=2026-01-01&last=2026-01-02&centre=NOBODY",
    ],
)
def test_an_export_of_nothing_is_said_on_the_page(calm_desk: OfficeDesk, asked: str) -> None:
    answer = calm_desk.at(f"export?{asked}")
    assert answer.headers["location"] == "/office/exports?unfit=1"
    assert "Choose two days" in calm_desk.get(answer.headers["location"]).text


def test_nobody_exports_without_signing_in_or_under_another_name(calm_desk: OfficeDesk) -> None:
    asked = "/office/export?what=tickets&form=csv&first=2026-01-01&last=2026-01-02"
    evil = calm_desk.ask("GET", asked, headers={"Host": "evil.example"})
    assert evil.status == 403
    calm_desk.cookie = ""
    assert calm_desk.get(asked).headers["location"] == "/office/sign-in"
    assert calm_desk.ask("POST", asked).status in (403, 405)


def test_a_store_that_is_gone_is_said_on_a_page_and_nothing_is_done(
    office: RunningHub, desk: OfficeDesk
) -> None:
    desk.at("people")
    office.do(office.store.close())
    answer = desk.ask("GET", "/office/centres/MOL001")
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    assert "Head office cannot be shown now." in answer.text
    sent = desk.send("/office/people/add", csrf=desk.csrf, once=desk.once, name="x", role="viewer")
    assert sent.status == 503
