"""Requests to one centre: where it stands, and whom it has to prove to be."""

from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import urlsplit

import shiboken6
from PySide6.QtCore import QByteArray, QCoreApplication, QUrl
from PySide6.QtNetwork import (
    QNetworkAccessManager,
    QNetworkProxy,
    QNetworkReply,
    QNetworkRequest,
    QSsl,
    QSslCertificate,
    QSslConfiguration,
    QSslError,
    QSslSocket,
)

from kiosk.client.pinning import Authority, check_road
from kiosk.wire import paths

HTTPS = "https"
OUT_OF_TIME = frozenset(
    {QSslError.SslError.CertificateNotYetValid, QSslError.SslError.CertificateExpired}
)
"""What a machine sees whose own clock has stopped. The authority is ours all the same, and its
certificates are meant to be good for as long as the hall stands."""


class PinnedRoad:
    """HTTP with one centre.

    Over TLS with whoever proves to be of ``authority``; with ``anybody`` where the authority itself
    is to be fetched. Each has connections of its own: none that was made without looking is used by
    one that looks. ``on_stranger`` is told of each certificate that is not of the authority. Raises
    ``PlainRoad`` for plain HTTP to another machine.
    """

    def __init__(
        self,
        url: str,
        *,
        authority: Authority | None = None,
        anybody: bool = False,
        on_stranger: Callable[[], None] = lambda: None,
    ) -> None:
        parts = urlsplit(url)
        self.url = url.rstrip("/")
        self.authority = authority
        self._tls = _tls(authority, anybody=anybody) if parts.scheme == HTTPS else None
        if url:
            check_road(parts.scheme, parts.hostname or "")
        # Not a child of whoever uses it: it has to outlive the replies that wait for their
        # deletion, or Qt crashes.
        self._manager = QNetworkAccessManager(QCoreApplication.instance())
        self._manager.setProxy(QNetworkProxy(QNetworkProxy.ProxyType.NoProxy))
        self._manager.sslErrors.connect(partial(_judge, on_stranger))
        self.usable = url != "" and (parts.scheme != HTTPS or anybody or authority is not None)
        """Whether there is somebody to ask, who can be known for who he is."""

    def request(self, path: str, *, timeout_ms: int) -> QNetworkRequest:
        """A request for ``path``; without an end for ``timeout_ms`` 0."""
        request = QNetworkRequest(QUrl(self.url + path))
        request.setAttribute(
            QNetworkRequest.Attribute.RedirectPolicyAttribute,
            QNetworkRequest.RedirectPolicy.ManualRedirectPolicy,
        )
        request.setAttribute(QNetworkRequest.Attribute.Http2AllowedAttribute, False)
        request.setTransferTimeout(timeout_ms)
        if self._tls is not None:
            request.setSslConfiguration(self._tls)
            request.setPeerVerifyName(paths.TLS_NAME)
        return request

    def get(self, request: QNetworkRequest) -> QNetworkReply:
        """Send it."""
        return self._manager.get(request)

    def post(self, request: QNetworkRequest, body: bytes) -> QNetworkReply:
        """Send it with a JSON body."""
        request.setHeader(QNetworkRequest.KnownHeaders.ContentTypeHeader, "application/json")
        return self._manager.post(request, body)

    def close(self) -> None:
        """Let go of it, once its replies are aborted."""
        if shiboken6.isValid(self._manager):
            self._manager.deleteLater()


def _judge(
    on_stranger: Callable[[], None], reply: QNetworkReply, errors: Sequence[QSslError]
) -> None:
    if all(each.error() in OUT_OF_TIME for each in errors):
        reply.ignoreSslErrors(errors)
    else:
        on_stranger()


def discard(reply: QNetworkReply) -> None:
    """Nobody waits for it any more."""
    reply.abort()
    reply.deleteLater()


def status_of(reply: QNetworkReply) -> int:
    """Its status; 0 when none came, or the road broke, perhaps in the middle of the body."""
    if 0 < reply.error().value < QNetworkReply.NetworkError.ContentAccessDenied.value:
        return 0
    status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    return status if isinstance(status, int) else 0


def has_tls() -> bool:
    """Whether this machine's Qt can speak TLS at all."""
    return QSslSocket.supportsSsl()


def _tls(authority: Authority | None, *, anybody: bool) -> QSslConfiguration:
    tls = QSslConfiguration()
    tls.setProtocol(QSsl.SslProtocol.TlsV1_2OrLater)
    mode = QSslSocket.PeerVerifyMode.VerifyNone if anybody else QSslSocket.PeerVerifyMode.VerifyPeer
    tls.setPeerVerifyMode(mode)
    # Set even when empty: without this Qt would believe every authority of the system.
    der = QByteArray(authority.der) if authority is not None else None
    known = [QSslCertificate(der, QSsl.EncodingFormat.Der)] if der is not None else []
    tls.setCaCertificates(known)
    return tls
