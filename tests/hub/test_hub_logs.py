"""A day at a hub, and what its log says of people, keys, codes and addresses: nothing."""

import http.client
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from kiosk.hub.centre_desk import NewCentre
from kiosk.hub.office_rights import OfficeRole
from kiosk.roles import head_office
from kiosk.sync.enrolling import NotEnrolling, asking_as, enrol, turn_key
from kiosk.sync.hub_session import HubSaysNo
from kiosk.sync.membership import Membership, new_key
from kiosk.web.console_key import read_key
from kiosk.wire.signed import Speaker
from kiosk.wire.uplink import CURSOR
from tests.hub.offices import OWN, Person
from tests.hub.running import INSTANCE, RunningHub
from tests.kept_logs import Kept, everything_kept

CITIZEN = "203.0.113.77"
SPEAKER = Speaker(instance=INSTANCE, run="ab" * 8, term=1)
SLIP, BOOKED = "MOLO-" + "K7M2" * 6 + "QX", "b" * 32
WRONG = "si neno la siri"


@pytest.fixture
def kept() -> Iterator[Kept]:
    with everything_kept("hub") as handler:
        yield handler


class Day:
    """What happened, and everything of it that no log may say."""

    def __init__(self, hub: RunningHub, data: Path) -> None:
        self._hub, self._data = hub, data
        key = read_key(hub.settings.data)
        assert key is not None
        self.secrets = {key.token, CITIZEN, SLIP, SLIP.lower(), BOOKED, OWN, WRONG}

    def run(self) -> None:
        self._enrol()
        self._turn()
        self._sign_in()
        self._look()
        self._go_wrong()
        assert head_office.main(["--data", str(self._hub.settings.data), "--revoke", "MOLO"]) == 0

    def _enrol(self) -> None:
        desk = self._hub.parts.ground.desk
        self._hub.do(desk.add(NewCentre(code="MOLO")))
        code = self._hub.do(desk.new_code("MOLO"))
        wrong = replace(code, secret="AAAA-BBBB-CCCC-DDDD")
        for each in (wrong, code):
            self.secrets |= {each.secret, each.secret.replace("-", ""), each.key.hex()}
        with pytest.raises(NotEnrolling):
            enrol(wrong, data=self._data, speaker=SPEAKER, epoch="", version="1")
        self.place = enrol(code, data=self._data, speaker=SPEAKER, epoch="", version="1")
        self._keep(self.place)

    def _keep(self, place: Membership) -> None:
        kept = json.loads((self._data / "keys" / "hub.json").read_bytes())
        self.secrets |= {kept["key"], place.key.hex()}

    def _turn(self) -> None:
        turn_key(self.place.turning(new_key()), self._data, asking=asking_as(SPEAKER))
        turned = Membership.load(self._data)
        assert turned is not None
        self._keep(turned)
        with asking_as(SPEAKER)(self.place) as session, pytest.raises(HubSaysNo):
            session.ask("GET", CURSOR)

    def _sign_in(self) -> None:
        person = Person(self._hub, "wanjiku", OfficeRole.ADMIN)
        self.secrets |= {person.secret.hex(), *person.paper}
        for secret in (WRONG, OWN):
            form = {"name": person.name, "secret": secret, "code": (code := person.code)}
            self.secrets.add(code)
            answer = self._ask("POST", "/office/sign-in", urlencode({**form, "lang": "en"}))
            cookies = answer.headers.get_all("Set-Cookie") or []
            self.secrets |= {one.partition("=")[2].partition(";")[0] for one in cookies}

    def _look(self) -> None:
        for path in (
            f"/T/{SLIP}",
            f"/t/{SLIP.lower()}.json",
            f"/b/{BOOKED}",
            "/book",
            "/book/MOLO",
        ):
            self._ask("GET", path)
        self._ask("POST", f"/t/{SLIP}/leave", "sure=yes")

    def _go_wrong(self) -> None:
        """Mistakes of ours, in the middle of requests that carry what nobody may read."""
        ground = self._hub.parts.ground
        store, pool = ground.base.store, ground.base.store._pool
        store._pool = None  # type: ignore[assignment]
        self._look()
        self._ask("POST", "/centres/enrol", json.dumps({"centre": SLIP}))
        self._ask("POST", "/office/sign-in", urlencode({"name": "wanjiku", "secret": OWN}))
        store._pool = pool

    def _ask(self, method: str, path: str, body: str | None = None) -> http.client.HTTPResponse:
        line = http.client.HTTPConnection(urlsplit(self._hub.url).netloc, timeout=10)
        headers = {
            "X-Forwarded-For": CITIZEN,
            "X-Forwarded-Proto": "https",
            "Content-Type": "application/x-www-form-urlencoded",
            "Sec-Fetch-Site": "same-origin",
        }
        line.request(method, path, body, headers)
        answer = line.getresponse()
        answer.read()
        line.close()
        return answer


def test_of_a_whole_day_no_log_line_says_who_with_what_or_from_where(
    hub_dsn: str, tmp_path: Path, kept: Kept
) -> None:
    running = RunningHub(hub_dsn, tmp_path / "hub")
    running.settings = replace(running.settings, proxies=frozenset({"127.0.0.1"}))
    with running as hub:
        day = Day(hub, tmp_path / "centre")
        day.run()
    said = kept.text
    for fact in ("centre_enrolled", "centre_key_turned", "office_sign_in_wrong", "request_failed"):
        assert fact in said
    assert "[hidden]" not in said  # nothing had to be
    assert [secret for secret in day.secrets if _says(said, secret)] == []


def _says(text: str, secret: str) -> bool:
    """As a word of its own."""
    return bool(secret) and re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", text) is not None
