"""Who may come in to pages that people sign in to: a cookie, and forms of our own alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.types import Receive, Scope

from kiosk.web.answer import Header
from kiosk.web.browser import UnfitForm, header, read_form
from kiosk.web.errors import Stopped, forbidden, wrong_method
from kiosk.web.peer import host_name, is_loopback
from kiosk.web.sessions import Session

OURS = frozenset({b"same-origin", b"none"})
READS = frozenset({"GET", "HEAD"})


class SignInFailed(Exception):
    """Nobody is let in: ``key`` names the sentence, and for how long nobody should try again."""

    def __init__(self, key: str, status: int, *, after_s: int | None = None) -> None:
        super().__init__(key)
        self.key = key
        self.status = status
        self.after_s = after_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Cookie:
    """The cookie of the pages under ``root``.

    Over TLS a browser takes it from this very host alone (``__Host-``); without TLS it would
    refuse such a one.
    """

    name: str
    root: str

    def of(self, scope: Scope) -> str:
        """What a browser sends; empty when it sends none."""
        wanted = self._name(scope)
        for one in header(scope, b"cookie").decode("latin-1").split(";"):
            name, _, value = one.strip().partition("=")
            if name == wanted:
                return value
        return ""

    def given(self, scope: Scope, value: str) -> Header:
        """Has a browser keep it, for as long as it runs."""
        return self._header(scope, value)

    def taken_back(self, scope: Scope) -> Header:
        """Has a browser forget it."""
        return self._header(scope, "", "Max-Age=0")

    def _header(self, scope: Scope, value: str, *more: str) -> Header:
        parts = [f"{self._name(scope)}={value}", "HttpOnly", "SameSite=Strict"]
        secure = scope.get("scheme") == "https"
        parts += ["Path=/", "Secure"] if secure else [f"Path={self.root}"]
        return (b"set-cookie", "; ".join((*parts, *more)).encode("ascii"))

    def _name(self, scope: Scope) -> str:
        return f"__Host-{self.name}" if scope.get("scheme") == "https" else self.name


def check_way_in(scope: Scope) -> None:
    """Raises ``Stopped``: asked for in plain words under another name, or by another method.

    Another name that leads to this machine may be a trick: some other site's, pointed here.
    """
    if scope.get("scheme") != "https" and not is_loopback(host_name(header(scope, b"host"))):
        raise Stopped(forbidden("without TLS these pages are this machine's: use localhost"))
    if scope["method"] not in READS and scope["method"] != "POST":
        raise Stopped(wrong_method("GET, HEAD, POST"))


def is_from_our_page(scope: Scope) -> bool:
    """Whether a form was sent by one of our pages; a browser that does not say has sent nothing."""
    site = header(scope, b"sec-fetch-site")
    if site:
        return site in OURS
    origin = header(scope, b"origin").decode("latin-1")
    scheme = scope.get("scheme", "http")
    host = header(scope, b"host").decode("latin-1")
    return bool(host) and origin.lower() == f"{scheme}://{host}".lower()


async def form_of(
    scope: Scope, receive: Receive, session: Session
) -> Mapping[str, list[str]] | None:
    """The form, if it comes from a page of this session. Raises ``Stopped`` or ``PeerGone``."""
    try:
        form = await read_form(scope, receive)
    except UnfitForm:
        return None
    given = form.get("csrf", [])
    return form if len(given) == 1 and session.is_its(given[0]) else None
