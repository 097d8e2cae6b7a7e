"""A device's road to its centre: commands out, the feed in, and back again after every loss."""

import json
import logging
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import count
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QNetworkReply, QNetworkRequest

from kiosk.client.backoff import Backoff
from kiosk.client.pinning import Authority
from kiosk.client.sse import FeedParser, FeedTooLong
from kiosk.ui.pinned_road import PinnedRoad, discard, status_of
from kiosk.wire import paths

log = logging.getLogger(__name__)

OK = 200
UNAUTHORIZED = 401
IN_USE = 409
GONE = 410
SILENCE_S = 1.8
"""A feed without a byte for so long is dropped: a living one has a comment every second, and
people shall read within two that the centre is lost."""
TERM = re.compile(rb"[0-9]{1,9}")


class Cursor(Protocol):
    """How far a device's mirror has come; the mirror itself will do."""

    @property
    def seq(self) -> int:
        """The last line that was folded in."""
        ...

    @property
    def epoch(self) -> str | None:
        """The epoch of the floor it stands on; none before the first floor."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a centre answered; status 0 when it did not, and the same id may be sent again."""

    status: int
    body: bytes


class Link(QObject):
    """Fetches catalogue and floor, then follows the feed for as long as it lives.

    A feed without a byte for `silence_s` is dropped (a living one has a comment every second).
    Signals carry bodies as they came; `online` means that the feed flows. Without an address, and
    over TLS, nothing is asked until `go_to` gives both address and authority. `term` is the highest
    this device has met: whoever answers with a lower one was taken over, and counts as silent.
    `instance` tells this copy of the device's data from another.
    """

    catalogueArrived = Signal(bytes)
    floorArrived = Signal(bytes)
    eventArrived = Signal(bytes)
    onlineChanged = Signal(bool)
    tokenRejected = Signal()
    timeTold = Signal(bytes)
    strangerMet = Signal()
    """Who answers there is not of the pinned authority."""
    twinMet = Signal()
    """Another device follows with this one's token."""
    termRose = Signal(int)
    outdatedMet = Signal()
    """Who answers there has been taken over by another."""

    def __init__(
        self,
        centre_url: str,
        *,
        cursor: Cursor,
        token: str = "",
        silence_s: float = SILENCE_S,
        answer_timeout_s: float = 5.0,
        chance: Callable[[], float] = random.random,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.token = token
        self.instance = ""
        self.term = 0
        self.online = False
        self._started = False
        self._cursor = cursor
        self._answer_timeout_ms = int(answer_timeout_s * 1000)
        self._chance = chance
        self._backoff = Backoff()
        self._road = self._road_to(centre_url, None)
        self._feed: QNetworkReply | None = None
        # Handlers get numbers, not replies: a reply held by its own signal would be a cycle.
        self._numbers = count()
        self._feed_number = 0
        self._waiting: dict[int, tuple[QNetworkReply, Callable[[Answer], None]]] = {}
        self._parser = FeedParser()
        self._installed = False
        self._catalogue_sha256 = ""
        self._silence = QTimer(self, singleShot=True, interval=int(silence_s * 1000))
        self._silence.timeout.connect(self._lose_feed)
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._go)

    def start(self) -> None:
        """Begin to follow the centre, and never give up."""
        self._started = True
        self._again.start(0)

    @property
    def url(self) -> str:
        """Where the centre stands; empty while nobody knows."""
        return self._road.url

    def go_to(self, url: str, authority: Authority | None) -> None:
        """Follow the centre there from now on; whoever waits for an answer gets none.

        Raises ``PlainRoad`` for plain HTTP to another machine, and stays where it is.
        """
        road = self._road_to(url, authority)
        self._drop_feed()
        old, self._road = self._road, road
        unanswered = self._let_go()
        old.close()
        self._set_online(online=False)
        self._backoff.succeeded()
        if self._started:
            self._again.start(0)
        for on_answer in unanswered:
            on_answer(Answer(status=0, body=b""))

    def _road_to(self, url: str, authority: Authority | None) -> PinnedRoad:
        return PinnedRoad(url, authority=authority, on_stranger=self.strangerMet.emit)

    def stop(self) -> None:
        """Let go for good of the feed and of every unanswered request; no `on_answer` is called."""
        self._started = False
        self._again.stop()
        self._drop_feed()
        self._let_go()
        self._road.close()
        self._set_online(online=False)

    def _let_go(self) -> list[Callable[[Answer], None]]:
        """Drop every request; whoever waited for an answer."""
        unanswered, self._waiting = tuple(self._waiting.values()), {}
        for reply, _ in unanswered:
            discard(reply)
        return [on_answer for _, on_answer in unanswered]

    def resync(self) -> None:
        """Fetch catalogue and floor anew: the mirror cannot go on from where it is."""
        self._installed = False
        self._drop_feed()
        self._wait()

    def send(self, path: str, body: bytes, on_answer: Callable[[Answer], None]) -> None:
        """POST a JSON body; `on_answer` is called once, from Qt's loop."""
        if not self._road.usable:
            self._answer_none(on_answer)
            return
        self._answer_to(self._road.post(self._request(path), body), on_answer)

    def fetch(self, path: str, on_answer: Callable[[Answer], None]) -> None:
        """GET a path; `on_answer` is called once, from Qt's loop."""
        if not self._road.usable:
            self._answer_none(on_answer)
            return
        self._answer_to(self._road.get(self._request(path)), on_answer)

    def enrol(self, role: str, name: str, on_answer: Callable[[Answer], None]) -> None:
        """Ask to be admitted as a device; the caller keeps the token that the answer carries."""
        self.send(paths.ENROL, json.dumps({"role": role, "name": name}).encode(), on_answer)

    def _answer_none(self, on_answer: Callable[[Answer], None]) -> None:
        QTimer.singleShot(0, self, partial(on_answer, Answer(status=0, body=b"")))

    def _request(self, path: str) -> QNetworkRequest:
        request = self._road.request(path, timeout_ms=self._answer_timeout_ms)
        if self.token:
            request.setRawHeader(b"Authorization", b"Bearer " + self.token.encode())
        if self.instance:
            request.setRawHeader(paths.INSTANCE_HEADER.encode(), self.instance.encode())
        if self.term:
            request.setRawHeader(paths.TERM_HEADER.encode(), b"%d" % self.term)
        return request

    def _answer_to(self, reply: QNetworkReply, on_answer: Callable[[Answer], None]) -> None:
        number = next(self._numbers)
        self._waiting[number] = (reply, on_answer)
        reply.finished.connect(partial(self._answered, number))

    def _answered(self, number: int) -> None:
        if number not in self._waiting:
            return  # stopped meanwhile
        reply, on_answer = self._waiting.pop(number)
        status = status_of(reply) if self._in_term(reply) else 0
        body = bytes(reply.readAll().data()) if status else b""
        reply.deleteLater()
        if status == UNAUTHORIZED:
            self.tokenRejected.emit()
        on_answer(Answer(status=status, body=body))

    def _in_term(self, reply: QNetworkReply) -> bool:
        """Whether this centre is one to be followed; it may have been taken over meanwhile."""
        told = bytes(reply.rawHeader(paths.TERM_HEADER).data())
        term = int(told) if TERM.fullmatch(told) else None
        if term is None or term == self.term:
            return True
        if term < self.term:
            self.outdatedMet.emit()
            return False
        self.term = term
        self.termRose.emit(term)
        return True

    def _go(self) -> None:
        if not self._road.usable:
            return
        if self._installed:
            self._follow()
        else:
            self.fetch(paths.CATALOGUE, self._on_catalogue)

    def _on_catalogue(self, answer: Answer) -> None:
        if answer.status != OK:
            self._retry()
            return
        self._catalogue_sha256 = sha256(answer.body).hexdigest()
        self.catalogueArrived.emit(answer.body)
        self.fetch(paths.FLOOR, self._on_floor)

    def _on_floor(self, answer: Answer) -> None:
        if answer.status != OK:
            self._retry()
            return
        self._installed = True
        self.floorArrived.emit(answer.body)
        self._follow()

    def _follow(self) -> None:
        self._drop_feed()
        request = self._request(paths.FEED)
        request.setTransferTimeout(0)
        request.setRawHeader(b"Accept", b"text/event-stream")
        request.setRawHeader(paths.CURSOR_HEADER.encode(), str(self._cursor.seq).encode())
        if self._cursor.epoch is not None:
            request.setRawHeader(paths.EPOCH_HEADER.encode(), self._cursor.epoch.encode())
        self._parser = FeedParser()
        self._feed = self._road.get(request)
        self._feed_number = next(self._numbers)
        self._feed.readyRead.connect(partial(self._read, self._feed_number))
        self._feed.finished.connect(partial(self._finished, self._feed_number))
        self._silence.start()

    def _read(self, number: int) -> None:
        feed = self._feed
        if feed is None or number != self._feed_number or _status(feed) != OK:
            return
        if not self._in_term(feed):
            self._lose_feed()
            return
        if not self._same_epoch(feed) or not self._same_catalogue(feed):
            self.resync()
            return
        try:
            events = self._parser.feed(bytes(feed.readAll().data()))
        except FeedTooLong:
            log.warning("feed_too_long")
            self._lose_feed()
            return
        self._silence.start()
        self._backoff.succeeded()
        if self._parser.comment:
            self.timeTold.emit(self._parser.comment)
            self._parser.comment = b""
        self._set_online(online=True)
        for event in events:
            if self._feed is None or number != self._feed_number:
                return  # whoever took the last event asked for a new start
            self.eventArrived.emit(event.data)

    def _same_epoch(self, feed: QNetworkReply) -> bool:
        theirs = bytes(feed.rawHeader(paths.EPOCH_HEADER).data()).decode("latin-1")
        return not theirs or self._cursor.epoch in {None, theirs}

    def _same_catalogue(self, feed: QNetworkReply) -> bool:
        """A centre goes over to another while its screens follow; theirs is fetched anew."""
        theirs = bytes(feed.rawHeader(paths.CATALOGUE_HEADER).data()).decode("latin-1")
        return not theirs or theirs == self._catalogue_sha256

    def _finished(self, number: int) -> None:
        if self._feed is None or number != self._feed_number:
            return
        status = _status(self._feed)
        if status == GONE:
            self._installed = False
        elif status == UNAUTHORIZED:
            self.tokenRejected.emit()
        elif status == IN_USE:
            self.twinMet.emit()
        self._lose_feed()

    def _lose_feed(self) -> None:
        self._drop_feed()
        self._retry()

    def _drop_feed(self) -> None:
        self._silence.stop()
        feed, self._feed = self._feed, None
        if feed is not None:
            discard(feed)

    def _retry(self) -> None:
        self._set_online(online=False)
        self._wait()

    def _wait(self) -> None:
        self._again.start(int(self._backoff.failed(self._chance()) * 1000))

    def _set_online(self, *, online: bool) -> None:
        if online != self.online:
            self.online = online
            self.onlineChanged.emit(online)


def _status(reply: QNetworkReply) -> int:
    status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    return status if isinstance(status, int) else 0
