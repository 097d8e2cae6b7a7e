"""What a phone asks for at ``/t/<token>``: its path, its language, and how often it may."""

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from starlette.types import Scope

from kiosk.web.answer import Answer
from kiosk.web.browser import has_it, not_modified, query, see_other
from kiosk.web.errors import Stopped, wrong_method
from kiosk.web.limits import Limit
from kiosk.web.phone_views import PhoneViews, Seen

PATH = re.compile(r"/t/([A-Z0-9-]{1,64})(\.json|/leave|/rate)?", re.ASCII | re.IGNORECASE)
MISSES_PER_S, MISSES_BURST = 0.5, 30
"""What one address may ask for tickets that nobody knows."""
ASKED_PER_S, ASKED_BURST = 2, 40
"""What may be asked of one ticket: a family's phones, and a thumb on Refresh."""

READS = frozenset({"GET", "HEAD"})
LEAVE, RATE, DATA = "/leave", "/rate", ".json"


def is_phones(path: str) -> bool:
    """Whether a path is of the phone's page; a slip's code is upper case."""
    return path[:3] in ("/t/", "/T/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request: ``what`` follows the token in its path; both are empty where it is no path."""

    token: str
    what: str
    part: bool
    wishes: tuple[str, ...]

    @property
    def data(self) -> bool:
        """Whether a program asks."""
        return self.what == DATA

    def language(self, own: str, spoken: tuple[str, ...]) -> str:
        """The language to answer in: as wished, else the ticket's ``own``, else the first."""
        return next((one for one in (*self.wishes, own) if one in spoken), spoken[0])


def asked_by(scope: Scope) -> Asked:
    """What a request asks for."""
    found = PATH.fullmatch(scope["path"])
    fields = query(scope)
    return Asked(
        token=found[1].upper() if found else "",
        what=(found[2] or "").lower() if found else "",
        part=fields.get("part") == ["now"],
        wishes=tuple(fields.get("lang", ())),
    )


class PhoneLimits:
    """How often may be asked: for one ticket by all, and for tickets nobody knows by an address."""

    def __init__(self, steady_s: Callable[[], float]) -> None:
        self._misses = Limit(rate_per_s=MISSES_PER_S, burst=MISSES_BURST, monotonic=steady_s)
        self._asked = Limit(rate_per_s=ASKED_PER_S, burst=ASKED_BURST, monotonic=steady_s)

    def may_miss(self, address: str) -> bool:
        """Whether ``address`` may ask once more for what is not there."""
        return self._misses.allows(address)

    def may_ask(self, ticket: Hashable) -> bool:
        """Whether anybody may ask for this ticket once more."""
        return self._asked.allows(ticket)


def shown(scope: Scope, asked: Asked, seen: Seen, views: PhoneViews, *, explains: bool) -> Answer:
    """What a ``GET`` is answered; ``explains``: whether it may be said now why a face was bad."""
    if asked.what == DATA:
        return _polled(scope, seen, "json", views, views.data)
    if asked.what == "":
        return _polled(scope, seen, "part", views, views.part) if asked.part else views.page(seen)
    if asked.what == LEAVE and seen.sight.may_leave:
        return views.leave(seen)
    if asked.what == RATE and explains:
        return views.why(seen)
    return see_other(seen.here, views.headers)


def check_method(scope: Scope, *, acts: bool) -> None:
    """Raises ``Stopped`` with 405 unless this is a ``POST`` where something can be done."""
    if scope["method"] != "POST" or not acts:
        raise Stopped(wrong_method("GET, HEAD, POST" if acts else "GET, HEAD"))


def _polled(
    scope: Scope, seen: Seen, form: str, views: PhoneViews, made: Callable[[Seen], Answer]
) -> Answer:
    """304 while it says the same as before."""
    tag = views.tag(seen, form)
    return not_modified(tag, views.fresh(seen.sight)) if has_it(scope, tag) else made(seen)
