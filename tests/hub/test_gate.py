"""Only who a centre is speaks for it, in its own words, and once."""

import http.client
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hub.centres import Centres
from kiosk.hub.findings import open_findings
from kiosk.hub.gate import ASKS_BURST, WRONG_BURST
from kiosk.sync.hub_session import MOMENT, Around, HubAway, HubNotTrusted, HubSaysNo, HubSession
from kiosk.sync.membership import Membership, new_key
from kiosk.wire.signed import (
    MOMENT_HEADER,
    NONCE_BYTES,
    SIGNATURE_HEADER,
    Ask,
    NotSigned,
    Speaker,
    Told,
    ask_headers,
    key_id,
    read_answer,
)
from kiosk.wire.uplink import CURSOR
from tests.hub.running import INSTANCE, RunningHub

OTHER_INSTANCE = "33" * 16
YEAR_MS = 365 * 86_400_000


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A question as it goes over the wire, every part of which can be swapped."""

    method: str = "GET"
    target: str = CURSOR
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, kw_only=True)
class Came:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def error(self) -> str:
        return self.body.decode().split('"error":"')[1].split('"')[0]


def send(hub: RunningHub, sent: Sent) -> Came:
    line = http.client.HTTPConnection(urlsplit(hub.url).netloc, timeout=10)
    try:
        line.request(sent.method, sent.target, sent.body or None, dict(sent.headers))
        answer = line.getresponse()
        named = {name.lower(): value for name, value in answer.getheaders()}
        return Came(status=answer.status, headers=named, body=answer.read())
    finally:
        line.close()


class Asker:
    """Signs as a centre does, and lets what it signs be changed afterwards."""

    def __init__(self, hub: RunningHub, membership: Membership) -> None:
        self.hub, self.membership = hub, membership
        self.speaker = Speaker(instance=INSTANCE, run="aa" * 8, term=1)
        self.at_ms = int(time.time() * 1000)
        self.moment = self.told(send(hub, self.sent("GET", MOMENT, moment="-"))).moment

    def ask(self, method: str, target: str, moment: str | None = None) -> Ask:
        return Ask(
            method=method,
            target=target,
            centre=self.membership.centre,
            key=self.membership.key_id,
            speaker=self.speaker,
            at_ms=self.at_ms,
            nonce=os.urandom(NONCE_BYTES).hex(),
            moment=moment or self.moment,
        )

    def sent(
        self, method: str = "GET", target: str = CURSOR, body: bytes = b"", moment: str = ""
    ) -> Sent:
        self.asked = self.ask(method, target, moment or None)
        headers = ask_headers(self.membership.signing_key, self.asked, body)
        return Sent(method=method, target=target, headers=headers, body=body)

    def told(self, came: Came, body: bytes = b"") -> Told:
        return read_answer(
            self.membership.hub_key,
            self.asked.text(body),
            came.headers,
            status=came.status,
            body=came.body,
        )


@pytest.fixture
def hub(same_hub: RunningHub) -> RunningHub:
    return same_hub


@pytest.fixture
def asker(hub: RunningHub, code: str) -> Asker:
    return Asker(hub, hub.membership(code))


def test_a_centre_asks_and_the_answer_is_the_hubs(hub: RunningHub, code: str) -> None:
    with hub.enrolled(code) as session:
        answer = session.ask("GET", CURSOR)
    assert answer.status == 200
    assert abs(answer.at_ms - time.time() * 1000) < 60_000


def test_a_question_that_somebody_recorded_is_answered_once(
    hub: RunningHub, code: str, asker: Asker
) -> None:
    sent = asker.sent()
    assert send(hub, sent).status == 200
    again = send(hub, sent)
    assert (again.status, again.error) == (401, "REPLAYED")


def test_a_question_recorded_before_the_hub_started_is_stale(
    hub: RunningHub, code: str, asker: Asker
) -> None:
    elsewhere = asker.sent(moment="ab" * 8 + "-1")
    assert send(hub, elsewhere).error == "STALE"


def test_a_clock_years_off_is_measured_and_never_refused(hub: RunningHub, code: str) -> None:
    for years in (-90, -1, 1, 50):
        off_ms = int(time.time() * 1000) + years * YEAR_MS
        with hub.enrolled(code, around=Around(wall_ms=lambda: off_ms)) as session:  # noqa: B023
            assert session.ask("GET", CURSOR).status == 200


def test_whatever_is_changed_on_the_way_is_found(hub: RunningHub, code: str, asker: Asker) -> None:
    named = {
        "Foleni-Term": "9",
        "Foleni-Instance": OTHER_INSTANCE,
        "Foleni-Run": "bb" * 8,
        "Foleni-Time": "5",
        "Foleni-Nonce": "0" * 32,
        SIGNATURE_HEADER: "A" * 86 + "==",
    }
    sent = asker.sent()
    changed = [
        replace(sent, body=b"other"),
        replace(sent, target=sent.target + "?branch=7"),
        replace(sent, method="POST", body=b"{}", target="/centres/journal"),
        *(replace(sent, headers={**sent.headers, name: value}) for name, value in named.items()),
    ]
    for other in changed:
        came = send(hub, other)
        assert (came.status, came.error) == (401, "SIGNATURE"), other
    # Nothing of that was taken for the question itself.
    assert send(hub, sent).status == 200


def test_a_moment_that_was_changed_is_no_moment(hub: RunningHub, code: str, asker: Asker) -> None:
    sent = asker.sent()
    boot, _, at = sent.headers[MOMENT_HEADER].rpartition("-")
    changed = replace(sent, headers={**sent.headers, MOMENT_HEADER: f"{boot}-{int(at) + 1}"})
    assert send(hub, changed).error == "SIGNATURE"


def test_a_question_of_one_centre_is_none_of_another(
    hub: RunningHub, code: str, asker: Asker
) -> None:
    hub.membership(code + "X")
    came = send(hub, replace(s := asker.sent(), headers={**s.headers, "Foleni-Centre": code + "X"}))
    assert (came.status, came.error) == (401, "UNKNOWN_KEY")


def test_headers_that_are_missing_or_odd_are_no_question(
    hub: RunningHub, code: str, asker: Asker
) -> None:
    sent = asker.sent()
    for name in sent.headers:
        for value in (None, "", "../", "\xfc", "9" * 400, "-" * 40_000):
            headers = {key: text for key, text in sent.headers.items() if key != name}
            if value is not None:
                headers[name] = value
            assert send(hub, replace(sent, headers=headers)).status in (400, 401), (name, value)


def test_a_key_that_nobody_has_and_a_key_of_before_open_nothing(
    hub: RunningHub, code: str, asker: Asker
) -> None:
    stranger = replace(asker.membership, key=new_key())
    with pytest.raises(HubSaysNo) as no:
        hub.session(stranger).ask("GET", CURSOR)
    assert no.value.error == "UNKNOWN_KEY"
    hub.membership(code)
    came = send(hub, asker.sent())
    assert (came.status, came.error) == (401, "REVOKED")


def test_an_answer_is_bound_to_its_question_and_to_every_byte(
    hub: RunningHub, code: str, asker: Asker
) -> None:
    came = send(hub, asker.sent())
    asker.told(came)
    for other in (
        replace(came, body=came.body + b" "),
        replace(came, status=201),
        replace(came, headers={**came.headers, "foleni-time": "7"}),
        replace(came, headers={**came.headers, "foleni-moment": "00" * 8 + "-1"}),
        replace(came, headers={}),
    ):
        with pytest.raises(NotSigned):
            asker.told(other)
    asker.sent()
    with pytest.raises(NotSigned):
        asker.told(came)


def test_another_hub_is_not_believed(hub: RunningHub, code: str) -> None:
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    membership = replace(hub.membership(code), hub_key=other)
    with pytest.raises(HubNotTrusted):
        hub.session(membership).ask("GET", CURSOR)


def test_what_is_not_signed_is_held_off_and_centres_are_not(
    hub: RunningHub, code: str, asker: Asker
) -> None:
    assert held_off(hub, lambda: Sent(headers={"Foleni-Centre": code})) >= WRONG_BURST
    assert send(hub, asker.sent()).status == 200


def test_whoever_invents_centres_does_not_keep_the_database_busy(
    hub: RunningHub, asker: Asker
) -> None:
    place = asker.membership
    asker.membership = replace(place, centre="NOBODY")
    assert held_off(hub, asker.sent) >= WRONG_BURST
    asker.membership = place
    assert send(hub, asker.sent()).status == 200


def test_a_centre_that_asks_without_end_is_held_off(hub: RunningHub, code: str) -> None:
    asked = 0
    with hub.enrolled(code) as session, suppress(HubSaysNo):
        while asked < 8 * ASKS_BURST:
            session.ask("GET", MOMENT)
            asked += 1
    assert ASKS_BURST <= asked < 8 * ASKS_BURST
    with hub.enrolled(code + "X") as other:
        other.ask("GET", MOMENT)


def test_another_machine_with_the_same_key_is_sent_away_and_found(
    hub: RunningHub, code: str
) -> None:
    membership = hub.membership(code)
    first = hub.session(membership)
    first.ask("GET", CURSOR)
    with pytest.raises(HubSaysNo) as no:
        hub.session(membership, instance=OTHER_INSTANCE).ask("GET", CURSOR)
    assert (no.value.status, no.value.error) == (409, "CLONED")
    first.ask("GET", CURSOR)
    assert codes(hub, code) == ["CLONED"]


def test_a_copy_on_what_looks_like_the_same_machine_is_found_too(
    hub: RunningHub, code: str
) -> None:
    membership = hub.membership(code)
    first, second = hub.session(membership), hub.session(membership)
    first.ask("GET", CURSOR)
    second.ask("GET", CURSOR)
    # It is alive after the second began: that one is no new start, but a copy.
    first.ask("GET", CURSOR)
    first.ask("GET", CURSOR)
    with pytest.raises(HubSaysNo) as no:
        second.ask("GET", CURSOR)
    assert no.value.error == "CLONED"
    first.ask("GET", CURSOR)
    assert codes(hub, code) == ["CLONED"]


def test_a_new_start_is_no_copy_whatever_comes_late(
    hub: RunningHub, code: str, asker: Asker
) -> None:
    late = asker.sent()
    restarted = hub.session(asker.membership)
    restarted.ask("GET", CURSOR)
    assert send(hub, late).error == "STALE"
    restarted.ask("GET", CURSOR)
    assert codes(hub, code) == []


def test_a_copy_that_took_over_goes_on_and_the_old_one_is_sent_away(
    hub: RunningHub, code: str
) -> None:
    membership = hub.membership(code)
    old = hub.session(membership)
    old.ask("GET", CURSOR)
    heir = hub.session(membership, instance=OTHER_INSTANCE, term=2)
    heir.ask("GET", CURSOR)
    with pytest.raises(HubSaysNo) as no:
        old.ask("GET", CURSOR)
    assert (no.value.status, no.value.error) == (409, "SUPERSEDED")
    heir.ask("GET", CURSOR)


def test_who_speaks_for_a_centre_is_known_after_a_new_start_of_the_hub(
    hub: RunningHub, code: str
) -> None:
    membership = hub.membership(code)
    hub.session(membership, term=3).ask("GET", CURSOR)
    hub.parts.ground.known.forget(code)  # all that is in memory
    with pytest.raises(HubSaysNo) as no:
        hub.session(membership, term=2).ask("GET", CURSOR)
    assert no.value.error == "SUPERSEDED"


def test_a_body_without_end_is_not_read_for_whoever_names_no_key(
    hub: RunningHub, code: str
) -> None:
    stranger = Asker(hub, hub.membership(code))
    stranger.membership = replace(stranger.membership, key=new_key())
    sent = stranger.sent("POST", "/centres/journal", b"x" * 100_000)
    assert send(hub, sent).status == 413


def test_a_key_is_called_by_its_hash() -> None:
    public = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    assert key_id(public) == key_id(bytes(public))
    assert len(key_id(public)) == 16


def test_an_ended_session_asks_nothing_more(hub: RunningHub, code: str) -> None:
    session: HubSession = hub.enrolled(code)
    session.abort()
    with pytest.raises(HubAway):
        session.ask("GET", CURSOR)


def held_off(hub: RunningHub, asks: Callable[[], Sent]) -> int:
    """How many of these were judged before the rest was not, however slow this machine is."""
    for n in range(20 * WRONG_BURST):
        if (status := send(hub, asks()).status) == 429:
            return n
        assert status == 401
    raise AssertionError("never held off")


def codes(hub: RunningHub, code: str) -> list[str]:
    async def found() -> list[str]:
        async with hub.store.reading() as connection:
            centre = await Centres(connection).of(code)
            assert centre is not None
            return [each.code for each in await open_findings(connection, centre.centre_id)]

    return hub.do(found())
