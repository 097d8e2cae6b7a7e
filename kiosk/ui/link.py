"""A device's road to its centre: commands out, the feed in, and back again after every loss."""

import json
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtNetwork import (
    QNetworkAccessManager,
    QNetworkProxy,
    QNetworkReply,
    QNetworkRequest,
)

from kiosk.client.backoff import Backoff
from kiosk.client.sse import FeedParser, FeedTooLong
from kiosk.wire import paths

log = logging.getLogger(__name__)

OK = 200
UNAUTHORIZED = 401
GONE = 410


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
    Signals carry bodies as they came; `online` means that the feed flows.
    """

    catalogueArrived = Signal(bytes)
    floorArrived = Signal(bytes)
    eventArrived = Signal(bytes)
    onlineChanged = Signal(bool)
    tokenRejected = Signal()

    def __init__(
        self,
        centre_url: str,
        *,
        cursor: Cursor,
        token: str = "",
        silence_s: float = 3.0,
        answer_timeout_s: float = 5.0,
        chance: Callable[[], float] = random.random,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.token = token
        self.online = False
        self._centre_url = centre_url.rstrip("/")
        self._cursor = cursor
        self._answer_timeout_ms = int(answer_timeout_s * 1000)
        self._chance = chance
        self._backoff = Backoff()
        self._manager = QNetworkAccessManager(self)
        self._manager.setProxy(QNetworkProxy(QNetworkProxy.ProxyType.NoProxy))
        self._feed: QNetworkReply | None = None
        self._parser = FeedParser()
        self._installed = False
        self._silence = QTimer(self, singleShot=True, interval=int(silence_s * 1000))
        self._silence.timeout.connect(self._lose_feed)
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._go)

    def start(self) -> None:
        """Begin to follow the centre, and never give up."""
        self._again.start(0)

    def stop(self) -> None:
        """Let go of the feed and of every unanswered request; `on_answer`s are not called."""
        self._again.stop()
        self._drop_feed()
        for reply in self._manager.findChildren(QNetworkReply):
            reply.blockSignals(True)
            reply.abort()
        self._set_online(online=False)

    def resync(self) -> None:
        """Fetch catalogue and floor anew: the mirror cannot go on from where it is."""
        self._installed = False
        self._lose_feed()

    def send(self, path: str, body: bytes, on_answer: Callable[[Answer], None]) -> None:
        """POST a JSON body; `on_answer` is called once, from Qt's loop."""
        request = self._request(path)
        request.setHeader(QNetworkRequest.KnownHeaders.ContentTypeHeader, "application/json")
        self._answer_to(self._manager.post(request, body), on_answer)

    def fetch(self, path: str, on_answer: Callable[[Answer], None]) -> None:
        """GET a path; `on_answer` is called once, from Qt's loop."""
        self._answer_to(self._manager.get(self._request(path)), on_answer)

    def enrol(self, role: str, name: str, on_answer: Callable[[Answer], None]) -> None:
        """Ask to be admitted as a device; the caller keeps the token that the answer carries."""
        self.send(paths.ENROL, json.dumps({"role": role, "name": name}).encode(), on_answer)

    def _request(self, path: str) -> QNetworkRequest:
        request = QNetworkRequest(QUrl(self._centre_url + path))
        request.setAttribute(
            QNetworkRequest.Attribute.RedirectPolicyAttribute,
            QNetworkRequest.RedirectPolicy.ManualRedirectPolicy,
        )
        request.setTransferTimeout(self._answer_timeout_ms)
        if self.token:
            request.setRawHeader(b"Authorization", b"Bearer " + self.token.encode())
        return request

    def _answer_to(self, reply: QNetworkReply, on_answer: Callable[[Answer], None]) -> None:
        reply.finished.connect(partial(self._answered, reply, on_answer))

    def _answered(self, reply: QNetworkReply, on_answer: Callable[[Answer], None]) -> None:
        status = _status(reply)
        # A body that broke off in the middle is no answer, whatever its first line said.
        if reply.error().value < QNetworkReply.NetworkError.ContentAccessDenied.value:
            whole = reply.error() is QNetworkReply.NetworkError.NoError
            status = status if whole else 0
        body = bytes(reply.readAll().data())
        reply.deleteLater()
        if status == UNAUTHORIZED:
            self.tokenRejected.emit()
        on_answer(Answer(status=status, body=body if status else b""))

    def _go(self) -> None:
        if self._installed:
            self._follow()
        else:
            self.fetch(paths.CATALOGUE, self._on_catalogue)

    def _on_catalogue(self, answer: Answer) -> None:
        if answer.status != OK:
            self._retry()
            return
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
        feed = self._feed = self._manager.get(request)
        feed.readyRead.connect(partial(self._read, feed))
        feed.finished.connect(partial(self._finished, feed))
        self._silence.start()

    def _read(self, feed: QNetworkReply) -> None:
        if feed is not self._feed or _status(feed) != OK:
            return
        if not self._same_epoch(feed):
            self.resync()
            return
        self._silence.start()
        self._backoff.succeeded()
        self._set_online(online=True)
        try:
            events = self._parser.feed(bytes(feed.readAll().data()))
        except FeedTooLong:
            log.warning("feed_too_long")
            self._lose_feed()
            return
        for event in events:
            if feed is not self._feed:
                return  # whoever took the last event asked for a new start
            self.eventArrived.emit(event.data)

    def _same_epoch(self, feed: QNetworkReply) -> bool:
        theirs = bytes(feed.rawHeader(paths.EPOCH_HEADER.encode()).data()).decode("latin-1")
        return not theirs or self._cursor.epoch in {None, theirs}

    def _finished(self, feed: QNetworkReply) -> None:
        if feed is not self._feed:
            return
        status = _status(feed)
        if status == GONE:
            self._installed = False
        elif status == UNAUTHORIZED:
            self.tokenRejected.emit()
        self._lose_feed()

    def _lose_feed(self) -> None:
        self._drop_feed()
        self._retry()

    def _drop_feed(self) -> None:
        self._silence.stop()
        feed, self._feed = self._feed, None
        if feed is not None:
            feed.abort()
            feed.deleteLater()

    def _retry(self) -> None:
        self._set_online(online=False)
        self._again.start(int(self._backoff.failed(self._chance()) * 1000))

    def _set_online(self, *, online: bool) -> None:
        if online != self.online:
            self.online = online
            self.onlineChanged.emit(online)


def _status(reply: QNetworkReply) -> int:
    status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    return status if isinstance(status, int) else 0
