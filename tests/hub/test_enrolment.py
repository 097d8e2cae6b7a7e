"""A centre comes in by one code, once; keys turn wherever that is cut off; who is out is out."""

import base64
import http.client
import json
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kiosk.hub.centre_desk import NewCentre, NotDone
from kiosk.hub.centres import Centres
from kiosk.hub.cut_off import CutOff
from kiosk.hub.enrolment import TRIES_BURST
from kiosk.hub.keys import HubKeysUnfit
from kiosk.sync.enrolling import (
    NotEnrolling,
    asking_as,
    enrol,
    leave,
    tell_key_again,
    turn_key,
)
from kiosk.sync.hub_session import MOMENT, HubAway, HubNotTrusted, HubSaysNo
from kiosk.sync.membership import Membership, MembershipFile, new_key
from kiosk.wire.codec import encode
from kiosk.wire.enrol import ENROL, LIFE_S, EnrolCode, read_code
from kiosk.wire.inbox import INBOX, Asked
from kiosk.wire.signed import Speaker
from tests.hub.between import Between
from tests.hub.put_back import put_back, put_back_to_before_it_was_cut_off
from tests.hub.running import INSTANCE, RunningHub

SPEAKER = Speaker(instance=INSTANCE, run="ab" * 8, term=1)


@pytest.fixture
def hub(same_hub: RunningHub) -> RunningHub:
    return same_hub


@pytest.fixture
def given(hub: RunningHub, code: str) -> EnrolCode:
    """A code for a centre that was just added."""
    desk = hub.parts.ground.desk
    hub.do(desk.add(NewCentre(code=code, name="Molo")))
    return hub.do(desk.new_code(code))


def enrolled(given: EnrolCode, data: Path) -> Membership:
    return enrol(given, data=data, speaker=SPEAKER, epoch="e", version="1")


def ask(membership: Membership, speaker: Speaker = SPEAKER) -> int:
    with asking_as(speaker)(membership) as session:
        return session.ask("GET", MOMENT).status


def test_one_code_and_a_centre_is_the_hubs(given: EnrolCode, tmp_path: Path) -> None:
    made = enrolled(read_code(f"  {given.text.lower()} "), tmp_path)
    assert (made.centre, made.name, made.url) == (given.centre, "Molo", given.hub)
    assert Membership.load(tmp_path) == made
    assert (tmp_path / "keys" / "hub.json").stat().st_mode & 0o077 == 0
    assert ask(made) == 200


def test_an_answer_that_was_lost_comes_again_for_the_same_key(
    hub: RunningHub, given: EnrolCode, tmp_path: Path
) -> None:
    def cut(line: bytes) -> bytes:
        return b""

    with Between(hub.url, answer=cut) as between, pytest.raises(HubAway):
        enrolled(replace(given, hub=between.url), tmp_path)
    # Its address is part of a code; here the proxy's stands for the same hub.
    pending = tmp_path / "keys" / "enrolling.json"
    kept = json.loads(pending.read_bytes())
    kept["code_sha256"] = sha256(given.text.encode()).hexdigest()
    pending.write_text(json.dumps(kept))
    made = enrolled(given, tmp_path)
    assert ask(made) == 200
    assert not pending.exists()


def test_a_code_makes_one_key_and_no_second(given: EnrolCode, tmp_path: Path) -> None:
    made = enrolled(given, tmp_path / "one")
    with pytest.raises(NotEnrolling, match="used already"):
        enrolled(given, tmp_path / "two")
    assert ask(made) == 200


def test_two_that_use_one_code_at_once_are_one_centre(given: EnrolCode, tmp_path: Path) -> None:
    done: list[object] = []

    def use(name: str) -> None:
        try:
            done.append(enrolled(given, tmp_path / name))
        except NotEnrolling as no:
            done.append(no)

    threads = [threading.Thread(target=use, args=(str(n),)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sum(isinstance(each, Membership) for each in done) == 1
    assert len(done) == 4


def test_a_new_enrolment_ends_the_old_key_at_once(
    hub: RunningHub, given: EnrolCode, tmp_path: Path
) -> None:
    old = enrolled(given, tmp_path / "stolen")
    new = enrolled(hub.do(hub.parts.ground.desk.new_code(given.centre)), tmp_path / "new")
    with pytest.raises(HubSaysNo) as no:
        ask(old)
    assert no.value.error == "REVOKED"
    assert ask(new, replace(SPEAKER, instance="77" * 16)) == 200


def test_a_new_code_ends_the_one_that_nobody_used(
    hub: RunningHub, given: EnrolCode, tmp_path: Path
) -> None:
    newer = hub.do(hub.parts.ground.desk.new_code(given.centre))
    with pytest.raises(NotEnrolling, match="no such code"):
        enrolled(given, tmp_path)
    enrolled(newer, tmp_path)


def test_a_code_is_good_for_two_days(hub: RunningHub, given: EnrolCode, tmp_path: Path) -> None:
    async def age() -> None:
        past = datetime.now(UTC) - timedelta(seconds=LIFE_S + 1)
        async with hub.store.transaction() as connection:
            centre = await Centres(connection).of(given.centre)
            assert centre is not None
            until = past + timedelta(seconds=LIFE_S)
            await Centres(connection).put_code(centre.centre_id, given.key, at=past, until=until)

    async def forget() -> None:
        async with hub.store.transaction() as connection:
            await connection.execute("DELETE FROM centre_code")

    hub.do(forget())
    hub.do(age())
    with pytest.raises(NotEnrolling, match="48 hours"):
        enrolled(given, tmp_path)


def test_nothing_in_the_database_gives_the_code_away(hub: RunningHub, given: EnrolCode) -> None:
    async def kept() -> bytes:
        async with hub.store.reading() as connection:
            rows = await (await connection.execute("SELECT proof_key FROM centre_code")).fetchall()
        return b"".join(row[0] for row in rows)

    secret = given.secret.replace("-", "")
    assert base64.b32decode(secret) not in hub.do(kept())
    assert given.key in hub.do(kept())


def test_the_secret_never_travels(hub: RunningHub, given: EnrolCode, tmp_path: Path) -> None:
    with Between(hub.url) as between:
        enrolled(replace(given, hub=between.url), tmp_path)
    for said in (given.secret, given.secret.replace("-", ""), given.key.hex()):
        assert said.encode() not in between.seen
    assert b"public_key" in between.seen


def test_a_hub_that_does_not_know_the_code_is_not_believed(
    hub: RunningHub, given: EnrolCode, tmp_path: Path
) -> None:
    """Whoever stands between can change nothing of what the hub says of itself."""

    def swap(answer: bytes) -> bytes:
        head, _, body = answer.partition(b"\r\n\r\n")
        said = json.loads(body)
        said["hub_key"] = base64.b64encode(os.urandom(32)).decode()
        return head + b"\r\n\r\n" + json.dumps(said, separators=(",", ":")).encode()

    with Between(hub.url, answer=swap) as between, pytest.raises(HubNotTrusted):
        enrolled(replace(given, hub=between.url), tmp_path)
    assert Membership.load(tmp_path) is None


def test_whoever_guesses_codes_is_held_off_and_learns_nothing(
    hub: RunningHub, given: EnrolCode, tmp_path: Path
) -> None:
    wrong = replace(given, secret="AAAA-BBBB-CCCC-DDDD")
    nobody = replace(wrong, centre="NOBODY")
    said = []
    for code in (wrong, nobody):
        with pytest.raises(NotEnrolling) as no:
            enrolled(code, tmp_path)
        said.append(str(no.value).replace(code.centre, "-"))
    assert said[0] == said[1]
    for _ in range(TRIES_BURST - len(said)):
        with pytest.raises(NotEnrolling, match="no such code"):
            enrolled(wrong, tmp_path)
    with pytest.raises(NotEnrolling, match="Too many"):
        enrolled(given, tmp_path)
    assert Membership.load(tmp_path) is None


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[" * 50_000, b"\xff" * 100, b'{"centre": 7}', b"x" * 100_000]
)
def test_what_is_no_application_is_refused(hub: RunningHub, body: bytes) -> None:
    line = http.client.HTTPConnection(urlsplit(hub.url).netloc, timeout=10)
    line.request("POST", ENROL, body)
    assert line.getresponse().status in (400, 413, 422)
    line.close()


@pytest.mark.parametrize("where", ["before", "on the way", "after"])
def test_a_key_turns_wherever_it_is_cut_off(
    hub: RunningHub, given: EnrolCode, tmp_path: Path, where: str
) -> None:
    made = enrolled(given, tmp_path)
    turning = made.turning(new_key())
    turning.keep(tmp_path)
    if where == "on the way":
        with Between(hub.url, answer=lambda _: b"", after=1) as between:
            elsewhere = replace(turning, url=between.url)
            with pytest.raises(HubAway):
                turn_key(elsewhere, tmp_path, asking=asking_as(SPEAKER))
    if where == "after":
        turn_key(turning, tmp_path, asking=asking_as(SPEAKER))
        turning.keep(tmp_path)  # as if the last step had not reached the disk
    file = MembershipFile(tmp_path)
    pending = file()
    assert pending is not None
    assert turn_key(pending, tmp_path, asking=asking_as(SPEAKER))
    now = file()
    assert now is not None
    assert now.next_key is None
    assert now.key_id not in (made.key_id, None)
    assert ask(now) == 200
    with pytest.raises(HubSaysNo) as no:
        ask(made)
    assert no.value.error == "REVOKED"


def test_a_copy_that_has_the_key_before_the_last_can_still_take_over(
    given: EnrolCode, tmp_path: Path
) -> None:
    made = enrolled(given, tmp_path)
    assert ask(made) == 200
    turning = made.turning(new_key())
    turn_key(turning, tmp_path, asking=asking_as(SPEAKER))
    heir = Speaker(instance="55" * 16, run="cd" * 8, term=2)
    with ThreadPoolExecutor(4) as both_ways:
        said = list(both_ways.map(lambda _: ask(made, heir), range(4)))
    assert said == [200] * 4
    with pytest.raises(HubSaysNo) as no:
        ask(turning.turned())
    assert no.value.error == "REVOKED"
    assert ask(made, heir) == 200


def test_a_centre_that_was_cut_off_stays_out_of_a_hub_that_was_put_back(
    hub_dsn: str, tmp_path: Path
) -> None:
    with RunningHub(hub_dsn, tmp_path / "hub") as hub:
        lost = hub.membership("LOST")
        assert ask(lost) == 200
        hub.do(hub.parts.ground.desk.revoke("LOST"))
        put_back_to_before_it_was_cut_off(hub, "LOST")
        with pytest.raises(HubSaysNo, match="REVOKED"):
            ask(lost)
        port = int(hub.url.rpartition(":")[2])
    with RunningHub(hub_dsn, tmp_path / "hub", port=port) as again:
        with pytest.raises(HubSaysNo, match="REVOKED"):
            ask(lost)
        code = again.do(again.parts.ground.desk.new_code("LOST"))
        assert ask(enrolled(code, tmp_path / "new machine")) == 200
    (tmp_path / "hub" / "keys" / "cut-off").write_bytes(b"\xff")
    with pytest.raises(HubKeysUnfit, match="may come back"):
        CutOff(tmp_path / "hub")


def test_a_hub_that_was_put_back_to_before_a_key_turned_is_told_it_again(
    hub: RunningHub, given: EnrolCode, tmp_path: Path
) -> None:
    made = enrolled(given, tmp_path)
    turn_key(made.turning(new_key()), tmp_path, asking=asking_as(SPEAKER))
    turned = Membership.load(tmp_path)
    assert turned is not None
    put_back(hub, made, turned)
    with pytest.raises(HubSaysNo, match="UNKNOWN_KEY"):
        ask(turned)

    assert tell_key_again(turned, tmp_path, asking=asking_as(SPEAKER))

    now = Membership.load(tmp_path)
    assert now is not None
    assert now.key == turned.key
    assert ask(now) == 200
    hub.do(hub.parts.ground.desk.revoke(given.centre))
    with pytest.raises(HubSaysNo, match="REVOKED"):
        tell_key_again(now, tmp_path, asking=asking_as(SPEAKER))
    assert Membership.load(tmp_path) == now


def test_a_new_key_must_be_signed_by_itself(
    hub: RunningHub, given: EnrolCode, tmp_path: Path
) -> None:
    made = enrolled(given, tmp_path)
    stolen = base64.b64encode(os.urandom(32)).decode()
    body = {"public_key": stolen, "signature": "A" * 86 + "=="}
    with hub.session(made) as session, pytest.raises(HubSaysNo) as no:
        session.ask("POST", "/centres/key", json.dumps(body).encode())
    assert no.value.status == 422
    assert ask(made, Speaker(instance=INSTANCE, run="ef" * 8, term=1)) == 200


def test_who_is_cut_off_waits_for_nothing_any_more(
    hub: RunningHub, given: EnrolCode, tmp_path: Path
) -> None:
    made = enrolled(given, tmp_path)
    waiting = threading.Event()
    ended: list[str] = []

    def wait() -> None:
        with hub.session(made) as session:
            session.ask("GET", MOMENT)
            waiting.set()
            try:
                asked = encode(Asked(after=0, wait_s=25))
                session.ask("POST", INBOX, asked, timeout_s=30)
            except HubSaysNo as no:
                ended.append(no.error)

    thread = threading.Thread(target=wait)
    thread.start()
    assert waiting.wait(10)
    hub.do(hub.parts.ground.desk.revoke(given.centre))
    thread.join(10)
    assert ended == ["REVOKED"]


def test_a_centre_that_left_can_come_again_with_a_new_code(
    hub: RunningHub, given: EnrolCode, tmp_path: Path
) -> None:
    made = enrolled(given, tmp_path)
    leave(made, asking=asking_as(SPEAKER))
    with pytest.raises(HubSaysNo):
        ask(made)
    again = enrolled(hub.do(hub.parts.ground.desk.new_code(given.centre)), tmp_path)
    assert ask(again) == 200


def test_outreaches_get_letters_of_their_own(hub: RunningHub, code: str) -> None:
    desk = hub.parts.ground.desk
    home = hub.do(desk.add(NewCentre(code=code)))

    def add(n: int, **more: str) -> str:
        wanted = NewCentre(code=f"{code}{n}", parent=code, is_outreach=True, **more)  # type: ignore[arg-type]
        added = hub.do(desk.add(wanted))
        assert added.parent == home.centre_id
        return added.prefix

    assert [add(1), add(2), add(3, prefix="T"), add(4)] == ["K", "M", "T", "N"]
    for wanted in (
        NewCentre(code=f"{code}5", parent=code, is_outreach=True, prefix="T"),
        NewCentre(code=f"{code}5", is_outreach=True, prefix="O"),
        NewCentre(code=f"{code}5", prefix="K"),
        NewCentre(code=f"{code}5", parent="NOWHERE", is_outreach=True),
        NewCentre(code="molo"),
        NewCentre(code="MOLO-1"),
        NewCentre(code=f"{code}5", name="a\nb"),
        NewCentre(code=code),
    ):
        with pytest.raises(NotDone):
            hub.do(desk.add(wanted))
