"""A centre that a test drives by hand against a real hub: its journal goes up, commands come down.

And a citizen, who asks like a browser that runs no script.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import msgspec

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Role
from kiosk.domain.errors import Refused, Unfit
from kiosk.domain.public_token import token_from, token_hash
from kiosk.hub.foundation import Surroundings
from kiosk.sync.hub_session import HubSession
from kiosk.wire import inbox, uplink
from kiosk.wire.codec import decode_command, encode, encode_entry
from kiosk.wire.inbox import Answered, AnswerState, Asked, Given
from kiosk.wire.uplink import BranchReason, Cursor, OpenBranch
from tests.domain.hall import Hall
from tests.hub.journal import Paper
from tests.hub.running import RunningHub

FORM = "application/x-www-form-urlencoded"


class Clock:
    """The hub's time: it stands still unless told, and goes on evenly."""

    def __init__(self, at: datetime) -> None:
        self.at = at.astimezone(UTC)
        self.steady = 0.0

    def later(self, **more: float) -> None:
        passed = timedelta(**more)
        self.at += passed
        self.steady += passed.total_seconds()

    def surroundings(self) -> Surroundings:
        return Surroundings(now=lambda: self.at, steady_s=lambda: self.steady)


class CentreByHand:
    """The centre of a ``hall``, enrolled at ``hub``."""

    def __init__(self, hub: RunningHub, hall: Hall) -> None:
        self.hall = hall
        self.code = hall.catalogue.centre.code
        self._hub = hub
        self._membership = hub.membership(self.code)
        self._session: HubSession = hub.session(self._membership)
        self._sent = 0
        self._after: tuple[int, str] = (0, "")
        opening = OpenBranch(epoch="e1", term=1, after=0, chain="0" * 64, reason=BranchReason.FIRST)
        self._session.ask("POST", uplink.BRANCH, msgspec.json.encode(opening))
        self.offer(hall.catalogue)

    def comes_back(self, hub: RunningHub) -> None:
        """The hub was started anew at the same address."""
        self._hub = hub
        self._session = hub.session(self._membership)

    def offer(self, catalogue: Catalogue) -> None:
        """Say what this centre runs with."""
        body = encode(catalogue)
        query = urlencode({"sha256": sha256(body).hexdigest(), "version": 0})
        self._session.ask("PUT", f"{inbox.CATALOGUE_OF_CENTRE}?{query}", body)

    def tell(self, waits: Sequence[tuple[str, int | None, int | None]] | None = None) -> Cursor:
        """Send what is new in the journal, or a sign of life; what the hub says to it."""
        lines = [encode_entry(entry) for entry in self.hall.journal]
        paper = Paper(0, epoch="e1", lines=lines)
        head, news = paper.batch(self._sent, len(lines))
        if waits is not None:
            head = msgspec.structs.replace(head, waits=tuple(waits), all_waits=True)
        body = uplink.pack(uplink.encode_batch(head, news))
        answer = self._session.ask(
            "POST", uplink.JOURNAL, body, headers={"Content-Encoding": "gzip"}
        )
        self._sent = len(lines)
        return uplink.decode(answer.body, Cursor)

    def obey(self) -> int:
        """Come for what the hub asks, do it, tell what became of it; how many there were."""
        given = self._ask(())
        answers = []
        for item in given.items:
            command = decode_command(bytes(item.command)).command
            first = len(self.hall.journal) + 1
            try:
                decided = self.hall.try_(command, device="hub", role=Role.HUB)
            except Unfit as unfit:
                answers.append(
                    Answered(seq=item.seq, id=item.id, state=AnswerState.UNFIT, reason=unfit.where)
                )
                continue
            if isinstance(decided, Refused):
                answers.append(
                    Answered(
                        seq=item.seq, id=item.id, state=AnswerState.REFUSED, reason=decided.reason
                    )
                )
                continue
            last = len(self.hall.journal)
            answers.append(
                Answered(
                    seq=item.seq,
                    id=item.id,
                    state=AnswerState.DONE,
                    epoch="e1",
                    first_seq=first,
                    last_seq=last,
                )
            )
        if answers:
            self._ask(tuple(answers))
            self._after = (answers[-1].seq, answers[-1].id)
        self.tell()
        return len(answers)

    def token(self, number: int = 1) -> str:
        """The public token of a slip: the hall's tickets have none that anybody knows."""
        return token_from(self.code, number.to_bytes(16, "big"))

    def _ask(self, answers: tuple[Answered, ...]) -> Given:
        seq, number = self._after
        asked = Asked(after=seq, after_id=number, answers=answers)
        answer = self._session.ask("POST", inbox.INBOX, encode(asked))
        return msgspec.json.decode(answer.body, type=Given)


def hash_of(token: str) -> str:
    """What a journal has of a slip's token."""
    return token_hash(token)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    path: str

    @property
    def html(self) -> str:
        return self.body.decode()

    @property
    def text(self) -> str:
        """The page's words, without what is no word."""
        bare = re.sub(r"(?s)<(style|script|noscript|svg).*?</\1>", "", self.html)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", bare)).split())

    def links(self, pattern: str = "") -> list[str]:
        """Where its links and forms lead, as far as they fit."""
        found = re.findall(r'(?:href|action)="([^"]*)"', self.html)
        return [unescape(one) for one in found if re.search(pattern, one)]

    def field(self, name: str) -> str:
        """What a hidden field holds."""
        found = re.search(f'name="{name}" value="([^"]*)"', self.html)
        assert found, name
        return unescape(found[1])

    def choices(self, name: str) -> list[str]:
        """What the buttons of that name send."""
        return re.findall(f'<button[^>]* name="{name}" value="([^"]*)"', self.html)


class Citizen:
    """Asks like a browser that runs no script, from one address."""

    def __init__(self, url: str, *, address: str = "127.0.0.1", language: str = "en") -> None:
        split = urlsplit(url)
        assert split.hostname
        assert split.port
        self._line = HTTPConnection(
            split.hostname, split.port, timeout=20, source_address=(address, 0)
        )
        self._language = language

    def get(self, path: str, **headers: str) -> Page:
        return self.ask("GET", path, None, headers)

    def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Page:
        given = {"Content-Type": FORM, **{k.replace("_", "-"): v for k, v in headers.items()}}
        return self.ask("POST", path, urlencode(fields), given)

    def follow(self, page: Page) -> Page:
        """Where a 303 leads."""
        assert page.status == 303, (page.status, page.text)
        return self.get(page.headers["location"])

    def ask(
        self, method: str, path: str, body: str | bytes | None, headers: Mapping[str, str]
    ) -> Page:
        given = {"Accept-Language": self._language, **headers}
        self._line.request(method, path, body, given)
        answer = self._line.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Page(status=answer.status, headers=found, body=answer.read(), path=path)

    def book(self, centre: str, service: str, day: str, time: str) -> Page:
        """Choose a time and say yes: the appointment's page."""
        held = self.hold(centre, service, day, time)
        return self.follow(self.post(held.links("/confirm")[0], {}))

    def hold(self, centre: str, service: str, day: str, time: str) -> Page:
        """Choose a time: the page that asks whether it is right."""
        times = self.get(f"/book/{centre}/{service}/{day}")
        fields = {"slot": f"{day}T{time}", "key": times.field("key")}
        return self.follow(self.post(f"/book/{centre}/{service}", fields))

    def close(self) -> None:
        self._line.close()
