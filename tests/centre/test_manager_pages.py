"""What managers see on their pages, and what becomes of what they ask there."""

import dataclasses
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.centre.troubles import TroubleCode
from kiosk.centre.writer import Unavailable
from kiosk.client.session import CentreSaysNo, Session
from kiosk.db.people import Duty
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.events import PrinterState
from kiosk.domain.ids import AgentId, CounterId, Language
from kiosk.web.errors import Stopped, unavailable
from tests.centre.admitting import admit
from tests.centre.desks import MANAGER, PASSWORD, Desk, add_person
from tests.centre.phoning import Door, door
from tests.centre.running import RunningCentre
from tests.domain.hall import BIRTH, ID_LOST, ID_NEW, ONE, TWO, catalogue

HOME = "/manager/live"
ID_PAGE = f"/manager/services/{ID_NEW}"
EVIL = "<img src=x onerror=alert(1)>\"'&"


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningCentre]:
    """A centre with hours, quotas and two managers."""
    with RunningCentre(tmp_path, open_all_day=False) as running:
        add_person(running, Duty.MANAGER, MANAGER, PASSWORD)
        yield running


@pytest.fixture
def desk(centre: RunningCentre) -> Iterator[Desk]:
    made = Desk(centre)
    made.sign_in()
    yield made
    made.close()


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentre]:
    """A centre for the tests that change nothing in it."""
    with RunningCentre(tmp_path_factory.mktemp("calm"), open_all_day=False) as running:
        add_person(running, Duty.MANAGER, MANAGER, PASSWORD)
        yield running


@pytest.fixture
def calm_desk(calm: RunningCentre) -> Iterator[Desk]:
    made = Desk(calm)
    made.sign_in()
    yield made
    made.close()


@pytest.fixture
def hall(centre: RunningCentre) -> Iterator[Door]:
    with door(centre) as made:
        yield made


def floor(centre: RunningCentre) -> "dict[str, object]":
    with centre.session(Role.BOARD) as board:
        told: dict[str, object] = json.loads(board.fetch("GET", "/floor"))
        return told


def minutes_pass(centre: RunningCentre, minutes: float) -> None:
    centre.wall.now_s += timedelta(minutes=minutes).total_seconds()


# The live page


def test_the_live_page_counts_who_waits_and_for_how_long(
    desk: Desk, hall: Door, centre: RunningCentre
) -> None:
    hall.open()
    hall.ticket()
    hall.at_counter(c.CallNext(counter=ONE))
    hall.at_counter(c.StartService(counter=ONE))
    hall.ticket()
    minutes_pass(centre, 6)
    hall.ticket(ID_LOST)
    text = desk.get(HOME).text
    for said in (
        "Friday 20 November, 10:06",
        "Waiting now 2 longest 6 min",
        "Median wait 0 min target 15 min",
        "Served today 0 1 of 3 counters open",
        "Satisfied – too few answers to say",
        "No-shows – 0 tickets",
        "A id-new All 1 6 min",
        "A id-lost All 1 0 min",
        "Nobody waits for 2 more services.",
        "Agent 7 serving for 6 min · longer than planned A001",
    ):
        assert said in text, text


def test_a_wait_beyond_the_target_is_said_in_words_too(
    desk: Desk, hall: Door, centre: RunningCentre
) -> None:
    hall.ticket()
    minutes_pass(centre, 16)
    text = desk.get(HOME).text
    assert "16 min over target" in text
    assert "no open counter offers it" in text


def test_a_call_for_help_is_seen_and_answered_once(
    desk: Desk, centre: RunningCentre, hall: Door
) -> None:
    with centre.session(Role.KIOSK, "Entrance") as kiosk:
        kiosk.send(c.CallForHelp())
        text = desk.get(HOME).text
        assert "Help wanted: Entrance · just now" in text
        (call,) = centre.parts.live.floor.helps
        text = desk.post("/manager/live/help", help=call).text
        assert "The call is answered: you are on the way." in text
        assert "Help wanted" not in text
        seq = centre.parts.live.floor.seq
        desk.post("/manager/live/help", help=call)
        assert centre.parts.live.floor.seq == seq


def test_a_printer_and_a_trouble_of_the_centre_stand_at_the_top(
    desk: Desk, centre: RunningCentre
) -> None:
    with centre.session(Role.KIOSK) as kiosk:
        kiosk.send(c.ReportPrinter(printer="Hall left", state=PrinterState.LOW))
    centre.parts.troubles.begin(TroubleCode.DISK_LOW)
    text = desk.get(HOME).text
    assert "Hall left: paper low" in text
    assert "The centre's disk is nearly full." in text.replace("&#39;", "'")


def test_copies_and_what_was_wrong_before_are_told(tmp_path: Path) -> None:
    token = admit(tmp_path, Role.FOLLOWER)
    with RunningCentre(tmp_path) as centre, door(centre) as hall:
        add_person(centre, Duty.MANAGER, MANAGER, PASSWORD)
        desk = Desk(centre)
        desk.sign_in()
        troubles = centre.parts.troubles
        troubles.begin(TroubleCode.CONNECTIONS_FULL)
        minutes_pass(centre, 3)
        troubles.end(TroubleCode.CONNECTIONS_FULL)
        hall.ticket()
        with Session(centre.url, token=token) as follower:
            follower.fetch("GET", "/replica?seq=1&answers=0&known=")
        text = desk.get(HOME).text
        assert "Copy follower-1: 1 record behind" in text
        assert "What was wrong in the last 24 hours 10:00–10:03 There are too many" in text
        minutes_pass(centre, 1)
        assert "Copy follower-1: not heard of since 10:03" in desk.get(HOME).text
        desk.close()


def test_a_store_that_does_not_answer_is_said_on_a_page(
    desk: Desk, centre: RunningCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def none(_: object) -> None:
        raise Stopped(unavailable("BUSY", {}))

    monkeypatch.setattr(centre.parts.trust.admitting, "devices", lambda: none(0))
    page = desk.get("/manager/devices", **{"Accept-Language": "en"})
    assert (page.status, page.headers["retry-after"]) == (503, "1")
    assert page.headers["content-type"].startswith("text/html")
    assert "The centre is busy." in page.text


def test_a_centre_that_starts_says_so_on_a_page(
    desk: Desk, centre: RunningCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NotYet:
        def done(self) -> bool:
            return False

    monkeypatch.setattr(centre.parts.live, "begun", NotYet())
    page = desk.get(HOME, **{"Accept-Language": "en"})
    assert (page.status, "The centre is starting." in page.text) == (503, True)


def test_a_poll_that_brings_nothing_new_is_304(desk: Desk, hall: Door) -> None:
    first = desk.ask("GET", HOME + "?part=now")
    tag = first.headers["etag"]
    assert "<html" not in first.html
    assert first.headers["foleni-time"] == "10:00"
    same = desk.ask("GET", HOME + "?part=now", headers={"If-None-Match": tag})
    assert (same.status, same.body, same.headers["foleni-time"]) == (304, b"", "10:00")
    hall.ticket()
    changed = desk.ask("GET", HOME + "?part=now", headers={"If-None-Match": tag})
    assert changed.status == 200
    assert changed.headers["etag"] != tag


def test_last_weeks_day_is_what_today_is_compared_with(tmp_path: Path) -> None:
    week_s = timedelta(weeks=1).total_seconds()
    before = RunningCentre(tmp_path)
    before.wall.now_s -= week_s
    with before, door(before) as hall:
        hall.open()
        for _ in range(12):
            hall.ticket()
        minutes_pass(before, 9)
        for _ in range(12):
            hall.serve()
    centre = RunningCentre(tmp_path)
    with centre:
        add_person(centre, Duty.MANAGER, MANAGER, PASSWORD)
        minutes_pass(centre, 30)
        desk = Desk(centre)
        desk.sign_in()
        text = desk.get(HOME).text
        assert "target 15 · last week 9" in text
        assert "outlined: a usual Friday" in text
        assert "Hour Today Usually 8 – – 9 – – 10 – 9 11" in text
        desk.close()


# Services and counters


def test_a_suspended_service_says_why_until_it_is_restored(
    desk: Desk, centre: RunningCentre, hall: Door
) -> None:
    desk.get(ID_PAGE)
    text = desk.post(f"{ID_PAGE}/suspend", reason="system").text
    assert "id-new is suspended. Kiosks say why." in text
    assert "suspended: system" in text
    assert floor(centre)["suspended"] == {ID_NEW: "system"}
    assert "suspended: system" in desk.get(HOME).text
    desk.get(ID_PAGE)
    assert "id-new runs again." in desk.post(f"{ID_PAGE}/restore").text
    assert floor(centre)["suspended"] == {}
    assert desk.page.html.count('role="status"') == 1
    assert 'role="status"' not in desk.get(ID_PAGE).html, "it is said once"


def test_what_a_manager_did_stands_in_the_journal_under_their_number(
    desk: Desk, centre: RunningCentre
) -> None:
    desk.get(ID_PAGE)
    with centre.session(Role.KIOSK) as kiosk:
        after = kiosk.floor().seq
        desk.post(f"{ID_PAGE}/suspend", reason="system")
        lines = kiosk.follow(after)
        line = json.loads(next(lines).text)
        lines.close()
    assert (line["type"], line["by"]) == ("ServiceSuspended", "manager-p1")


def test_a_form_that_is_sent_twice_is_done_once(desk: Desk, centre: RunningCentre) -> None:
    desk.get(ID_PAGE)
    fields = {"csrf": desk.csrf, "once": desk.once, "reason": "system"}
    assert desk.send(f"{ID_PAGE}/suspend", **fields).status == 303
    seq = centre.parts.live.floor.seq
    assert desk.send(f"{ID_PAGE}/suspend", **fields).status == 303
    assert "is suspended" in desk.get(ID_PAGE).text
    assert centre.parts.live.floor.seq == seq


def test_a_refusal_is_said_and_nothing_happens(calm_desk: Desk, calm: RunningCentre) -> None:
    calm_desk.get(ID_PAGE)
    seq = calm.parts.live.floor.seq
    assert "This service is not stopped." in calm_desk.post(f"{ID_PAGE}/restore").text
    assert 'role="alert"' in calm_desk.page.html
    for reason in ("", "nothing-like-that", EVIL):
        assert "That did not work." in calm_desk.post(f"{ID_PAGE}/suspend", reason=reason).text
    for once in ("", "x", "../..", "0" * 31):
        answer = calm_desk.post(f"{ID_PAGE}/suspend", reason="system", once=once)
        assert "That did not work." in answer.text
    assert calm.parts.live.floor.seq == seq


def test_todays_quota_and_last_tickets_are_set_and_taken_back(
    desk: Desk, centre: RunningCentre, hall: Door
) -> None:
    page = f"/manager/services/{BIRTH}"
    desk.get(page)
    assert "The catalogue says 3." in desk.page.text
    desk.post(f"{page}/quota", quota="2")
    assert floor(centre)["quotas"] == {BIRTH: 2}
    hall.ticket(BIRTH)
    assert "1 of 2" in desk.get("/manager/services").text
    desk.get(page)
    desk.post(f"{page}/quota", quota="")
    assert floor(centre)["quotas"] == {BIRTH: None}
    assert "16:30" in desk.get("/manager/services").text
    desk.get(page)
    assert "Tickets until 16:00" in desk.post(f"{page}/cut-off", minutes="60").text
    assert floor(centre)["cut_offs"] == {BIRTH: 60}
    assert "Tickets until 16:30" in desk.post(f"{page}/cut-off", minutes="").text
    assert floor(centre)["cut_offs"] == {}


@pytest.mark.parametrize(
    "typed", ["-1", "1.5", "ten", "\uff11\uff12", "1e9", "9999999", "0x1", EVIL]
)
def test_what_is_no_whole_number_sets_nothing(
    calm_desk: Desk, calm: RunningCentre, typed: str
) -> None:
    calm_desk.get(ID_PAGE)
    seq = calm.parts.live.floor.seq
    for what, field in (("quota", "quota"), ("cut-off", "minutes")):
        text = calm_desk.post(f"{ID_PAGE}/{what}", **{field: typed}).text
        assert "That is no whole number." in text
    assert "That did not work." in calm_desk.post(f"{ID_PAGE}/cut-off", minutes="1441").text
    assert calm.parts.live.floor.seq == seq


def test_a_counter_that_was_left_open_is_closed_and_one_with_a_visitor_is_not(
    desk: Desk, centre: RunningCentre, hall: Door
) -> None:
    hall.open()
    assert f'id="close-{ONE}"' in desk.get("/manager/services").html
    hall.ticket()
    hall.at_counter(c.CallNext(counter=ONE))
    text = desk.post("/manager/services/close", counter=ONE).text
    assert "A visitor is still at this counter." in text
    assert f'id="close-{ONE}"' not in desk.page.html
    hall.at_counter(c.StartService(counter=ONE))
    hall.at_counter(c.FinishService(counter=ONE))
    desk.get("/manager/services")
    assert "The counter is closed." in desk.post("/manager/services/close", counter=ONE).text
    assert "That did not work." in desk.post("/manager/services/close", counter="99").text


def test_a_service_of_a_centre_that_is_closed_today_says_so(tmp_path: Path) -> None:
    sunday = RunningCentre(tmp_path, open_all_day=False)
    sunday.wall.now_s += timedelta(days=2).total_seconds()
    with sunday:
        add_person(sunday, Duty.MANAGER, MANAGER, PASSWORD)
        desk = Desk(sunday)
        desk.sign_in()
        assert desk.get("/manager/services").text.count("closed today") == 4
        assert "Tickets until –" in desk.get(ID_PAGE).text
        desk.close()


def test_a_disk_that_takes_nothing_is_said_and_the_page_stays(
    desk: Desk, centre: RunningCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> Unavailable:
        return Unavailable(disk_full=True)

    desk.get(ID_PAGE)
    monkeypatch.setattr(centre.parts.live, "order", full)
    text = desk.post(f"{ID_PAGE}/suspend", reason="system").text
    assert "The centre's disk is full." in text.replace("&#39;", "'")


# Staff


def test_an_agent_is_added_and_signs_in_at_a_counter(tmp_path: Path) -> None:
    with RunningCentre(tmp_path, trust_loopback=False) as centre:
        add_person(centre, Duty.MANAGER, MANAGER, PASSWORD)
        desk = Desk(centre)
        desk.sign_in()
        desk.get("/manager/staff")
        text = desk.post("/manager/staff/add", duty="agent", name="07", secret="4711").text
        assert "07 may sign in now." in text
        with _joined(centre, desk, "counter", "Counter 1") as counter:
            assert _signed_in(counter, "07", "4712") == 403
            assert _signed_in(counter, "07", "4711") == 200
            desk.get("/manager/staff/2")
            text = desk.post("/manager/staff/2/reset", secret="8256").text
            assert "07 has a new PIN or password." in text
            assert _signed_in(counter, "07", "4711") == 403
            assert _signed_in(counter, "07", "8256") == 200
        desk.close()


def _signed_in(counter: Session, agent: str, pin: str) -> int:
    body = json.dumps({"agent": agent, "pin": pin}).encode()
    return counter.ask("POST", "/sign-in", body)[0]


@pytest.mark.parametrize(
    ("duty", "name", "secret", "said"),
    [
        ("agent", "07", "123", "A PIN has 4 to 8 digits."),
        ("agent", "07", "1234", "This would be guessed at once."),
        ("agent", "07", "7777", "This would be guessed at once."),
        ("manager", "07", "47113", "A manager's password has at least 8 characters"),
        ("manager", "07", "short", "A manager's password has at least 8 characters"),
        ("agent", "Jane Doe", "4711", "A name is a code of 1 to 16 letters"),
        ("agent", EVIL, "4711", "A name is a code of 1 to 16 letters"),
        ("agent", "", "4711", "A name is a code of 1 to 16 letters"),
        ("manager", MANAGER.upper(), "milango miwili", "Somebody has this name already."),
        ("kiosk", "07", "4711", "That did not work."),
        ("", "", "", "That did not work."),
    ],
)
def test_who_cannot_be_added_is_told_why(
    calm_desk: Desk, calm: RunningCentre, duty: str, name: str, secret: str, said: str
) -> None:
    calm_desk.get("/manager/staff")
    text = calm_desk.post("/manager/staff/add", duty=duty, name=name, secret=secret).text
    assert said in text.replace("&#39;", "'")
    assert secret == "" or f'value="{secret}"' not in calm_desk.page.html
    assert len(calm.parts.people.list()) == 1


def test_who_is_revoked_is_signed_out_at_once_and_others_stay(
    desk: Desk, centre: RunningCentre
) -> None:
    other = add_person(centre, Duty.MANAGER, "Otieno", "milango mitatu")
    theirs = Desk(centre)
    theirs.sign_in("Otieno", "milango mitatu")
    assert theirs.get(HOME).status == 200
    desk.get(f"/manager/staff/{other}")
    text = desk.post(f"/manager/staff/{other}/revoke").text
    assert "Nothing was done: tick the box first." in text
    assert theirs.get(HOME).status == 200
    text = desk.post(f"/manager/staff/{other}/revoke", sure="yes").text
    assert "Otieno signs in no more." in text
    assert theirs.get(HOME).status == 303
    assert theirs.sign_in("Otieno", "milango mitatu").status == 403
    assert desk.get(HOME).status == 200
    theirs.close()


def test_a_new_password_signs_out_whoever_has_the_old_one(
    desk: Desk, centre: RunningCentre
) -> None:
    again = Desk(centre)
    again.sign_in()
    again.get("/manager/staff/1")
    sent = {"csrf": again.csrf, "secret": " mlango mmoja "}
    assert again.send("/manager/staff/1/reset", **sent).status == 303
    assert desk.get(HOME).status == 303
    assert again.get(HOME).status == 303
    assert desk.sign_in(secret="mlango mmoja").status == 403, "its spaces count"
    assert desk.sign_in(secret=" mlango mmoja ").status == 303
    again.close()


def test_nobody_revokes_themselves(calm_desk: Desk) -> None:
    assert 'id="revoke"' not in calm_desk.get("/manager/staff/1").html
    text = calm_desk.post("/manager/staff/1/revoke", sure="yes").text
    assert "Nobody revokes themselves" in text
    assert calm_desk.get(HOME).status == 200


def test_who_is_locked_is_seen_and_unlocked(desk: Desk, centre: RunningCentre) -> None:
    add_person(centre, Duty.MANAGER, "Otieno", "milango mitatu")
    for _ in range(5):
        desk.send("/manager/sign-in", name="Otieno", secret="wrong wrong")
    assert "locked for a minute" in desk.get("/manager/staff").text
    desk.get("/manager/staff/2")
    assert "Otieno is unlocked." in desk.post("/manager/staff/2/unlock").text
    assert "locked for" not in desk.get("/manager/staff").text


@pytest.mark.parametrize("who", ["0", "99", "-1", "x", "9" * 40, "1/2", "%00"])
def test_nobody_of_that_number_is_changed(calm_desk: Desk, who: str) -> None:
    calm_desk.get("/manager/staff")
    for what in ("reset", "unlock", "revoke"):
        answer = calm_desk.post(f"/manager/staff/{who}/{what}", secret="4711", sure="yes")
        assert answer.status in (200, 404)
        assert "That did not work." in answer.text or answer.status == 404


# Devices


def _joined(centre: RunningCentre, desk: Desk, role: str, name: str) -> Session:
    """A device that was admitted through the page."""
    device = Session(centre.url)
    code = device.join(role, name)
    desk.get("/manager/devices")
    assert name in desk.page.text
    assert code not in desk.page.html, "it is on the device's own screen alone"
    said = desk.post("/manager/devices/admit", code=f"{code[:3]} {code[3:]}", role="", name="").text
    assert f"{name} is admitted and goes on by itself." in said
    return device.admitted(within_s=10)


def test_a_device_is_admitted_by_the_code_on_its_screen_and_revoked_at_once(
    tmp_path: Path,
) -> None:
    with RunningCentre(tmp_path, trust_loopback=False) as centre:
        add_person(centre, Duty.MANAGER, MANAGER, PASSWORD)
        desk = Desk(centre)
        desk.sign_in()
        with _joined(centre, desk, "kiosk", "Entrance") as kiosk:
            assert kiosk.floor().day is None or kiosk.floor().seq >= 0
            text = desk.get("/manager/devices").text
            assert "Entrance kiosk-1 Kiosk just now 127.0.0.1" in text
            assert "900–924" in desk.get("/manager/devices/kiosk-1").text
            desk.post("/manager/devices/kiosk-1/revoke")
            assert "Nothing was done: tick the box first." in desk.page.text
            kiosk.floor()
            desk.get("/manager/devices/kiosk-1")
            desk.post("/manager/devices/kiosk-1/revoke", sure="yes")
            assert "kiosk-1 is out." in desk.page.text
            with pytest.raises(CentreSaysNo) as no:
                kiosk.floor()
            assert no.value.status == 401
            assert "Revoked on 20/11/2026" in desk.get("/manager/devices/kiosk-1").text
        desk.close()


def test_a_code_nobody_shows_admits_nobody_and_five_are_enough(desk: Desk) -> None:
    desk.get("/manager/devices")
    for code in ("000000", "999999", "abc", "", EVIL):
        text = desk.post("/manager/devices/admit", code=code).text
        assert "No device that waits shows this code." in text
    text = desk.post("/manager/devices/admit", code="000000").text
    assert "Too many codes that nobody shows. Wait a minute." in text


@pytest.mark.parametrize(
    "fields", [{"role": "manager"}, {"role": "hub"}, {"role": "centre"}, {"name": "a\x00b"}]
)
def test_no_page_makes_a_device_what_it_may_not_be(calm_desk: Desk, fields: dict[str, str]) -> None:
    calm_desk.get("/manager/devices")
    text = calm_desk.post("/manager/devices/admit", **{"code": "123456", **fields}).text
    assert "That did not work." in text


@pytest.mark.parametrize(
    ("role", "name"), [("manager", "Manager's program"), ("follower", "Backup")]
)
def test_what_asks_for_everything_is_not_admitted_as_it_asks(
    tmp_path: Path, role: str, name: str
) -> None:
    with RunningCentre(tmp_path, trust_loopback=False) as centre:
        add_person(centre, Duty.MANAGER, MANAGER, PASSWORD)
        desk = Desk(centre)
        desk.sign_in()
        with Session(centre.url) as program:
            code = program.join(role, "A program")
            assert name in desk.get("/manager/devices").text.replace("&#39;", "'")
            text = desk.post("/manager/devices/admit", code=code).text
            assert "is admitted at the centre" in text
            assert centre.on_loop(centre.parts.trust.admitting.devices()) == ()
            text = desk.post("/manager/devices/admit", code=code, role="watcher").text
            assert "A program is admitted" in text
            (device,) = centre.on_loop(centre.parts.trust.admitting.devices())
            assert device.role is Role.WATCHER
        desk.close()


def test_who_waits_may_be_turned_away(tmp_path: Path) -> None:
    with RunningCentre(tmp_path, trust_loopback=False) as centre:
        add_person(centre, Duty.MANAGER, MANAGER, PASSWORD)
        desk = Desk(centre)
        desk.sign_in()
        with Session(centre.url) as stranger:
            stranger.join("kiosk", EVIL)
            html = desk.get("/manager/devices").html
            assert EVIL not in html
            found = re.search(r'name="waiting" value="(\d+)"', html)
            assert found is not None
            text = desk.post("/manager/devices/refuse", waiting=found[1]).text
            assert "The device was turned away." in text
            text = desk.post("/manager/devices/refuse", waiting=found[1]).text
            assert "That device waits no more." in text
            for waiting in ("", "-1", "x", "9" * 50):
                assert desk.post("/manager/devices/refuse", waiting=waiting).status == 200
        desk.close()


def test_printers_that_need_somebody_are_listed_with_their_device(
    desk: Desk, centre: RunningCentre
) -> None:
    assert "No printer needs anybody." in desk.get("/manager/devices").text
    with centre.session(Role.KIOSK, "Entrance") as kiosk:
        out = c.ReportPrinter(printer=EVIL, state=PrinterState.NOT_READY, cause="paper_out")
        kiosk.send(out)
    html = desk.get("/manager/devices").html
    assert EVIL not in html
    assert ": no paper</b> · Entrance · just now" in html


# Feedback


def test_feedback_of_a_few_is_told_of_nobody(desk: Desk, hall: Door, centre: RunningCentre) -> None:
    hall.open()
    with centre.session(Role.FEEDBACK) as tablet:
        for _ in range(9):
            _visit(hall, tablet, centre)
        minutes_pass(centre, 1)
        text = desk.get("/manager/feedback").text
        assert "All visits – too few answers to say 9" in text
        assert "Very good" not in text
        _visit(hall, tablet, centre)
        minutes_pass(centre, 1)
        text = desk.get("/manager/feedback").text
        assert "All visits 100% 72–100% 10 10" in text
        assert "Very good 10" in text
        assert "id-new 100% 72–100% 10 10" in text
        assert "Counter 1" not in text, "behind a counter sits one person"
        assert "Satisfied 100% 72–100% · 10 of 10 answered" in desk.get(HOME).text
        for _ in range(20):
            _visit(hall, tablet, centre)
        minutes_pass(centre, 1)
        assert "Counter 1 100%" in desk.get("/manager/feedback").text
        html = desk.page.html
        assert not any(ticket in html for ticket in centre.parts.live.floor.tickets)
        assert "Agent 7" not in desk.page.text


def _visit(hall: Door, tablet: Session, centre: RunningCentre) -> None:
    ticket = hall.ticket()
    hall.serve()
    minutes_pass(centre, 0.5)
    tablet.send(c.GiveFeedback(smiley=5, ticket=ticket.ticket, counter=ONE))


# Words of others


def test_no_name_of_anybody_becomes_markup(tmp_path: Path) -> None:
    evil = {"en": EVIL, "sw": EVIL}
    plain = catalogue()
    offers = dataclasses.replace(
        plain,
        centre=dataclasses.replace(plain.centre, name=evil),
        groups=tuple(dataclasses.replace(one, name=evil) for one in plain.groups),
        services=tuple(dataclasses.replace(one, name=evil) for one in plain.services),
        counters=tuple(dataclasses.replace(one, label=EVIL) for one in plain.counters),
        suspend_reasons=tuple(dataclasses.replace(one, name=evil) for one in plain.suspend_reasons),
        pause_reasons=tuple(dataclasses.replace(one, name=evil) for one in plain.pause_reasons),
    )
    with RunningCentre(tmp_path, offers=offers) as centre, door(centre) as hall:
        add_person(centre, Duty.MANAGER, MANAGER, PASSWORD)
        desk = Desk(centre)
        desk.sign_in()
        hall.open()
        hall.at_counter(c.OpenCounter(counter=TWO, agent=AgentId("8"), services=(ID_NEW,)))
        hall.at_counter(c.PauseCounter(counter=CounterId(TWO), reason="tea"))
        hall.at_kiosk(c.IssueTicket(service=BIRTH, language=Language("en")))
        with centre.session(Role.KIOSK, EVIL) as kiosk:
            kiosk.send(c.CallForHelp())
            kiosk.send(c.ReportPrinter(printer=EVIL, state=PrinterState.LOW))
        desk.get(ID_PAGE)
        desk.post(f"{ID_PAGE}/suspend", reason="system")
        pages = [desk.page, desk.get("/manager/sign-in?lang=en"), desk.get("/manager/nothing")]
        every = ("live", "feedback", "services", f"services/{ID_NEW}", "staff", "devices")
        pages += [desk.get(f"/manager/{page}") for page in every]
        pages += [desk.get("/manager/devices/kiosk-3"), desk.ask("GET", HOME + "?part=now")]
        for page in pages:
            assert "<img" not in page.html
            assert "onerror=alert(1)>" not in page.html
        desk.close()
