"""A device's place in its centre: kept from start to start, lost, asked for, and found again."""

import logging
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.client.address import LOCAL_CENTRE
from kiosk.client.found_centre import FINGERPRINT_DIGITS, FoundCentre
from kiosk.client.membership import Membership
from kiosk.client.pinning import Authority
from kiosk.ui.joining_looking import Looking
from kiosk.ui.joining_screen import JoiningPage, JoiningScreen
from kiosk.ui.link import Link
from kiosk.ui.pinned_road import HTTPS

log = logging.getLogger(__name__)

LOST_S = 10.0
"""A centre that is lost for longer is looked for elsewhere."""


class KeepsPlace(Protocol):
    """Where a device keeps its place; each raises ``OSError``, but for reading."""

    def read(self) -> Membership:
        """What is kept."""
        ...

    def write(self, membership: Membership, /) -> None:
        """A new place."""
        ...

    def write_centre(self, membership: Membership, /) -> None:
        """The same centre at another address, or of a later term."""
        ...

    def forget_token(self) -> None:
        """The centre does not admit it any more."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What was set up: the centre's address, ``given``, where there is one."""

    given: str | None = None
    lost_s: float = LOST_S


class Admission(QObject):
    """Sends the link where this device has its place, and shows how to get one where it has none.

    A centre of this very machine may admit without a word; any other has a manager type a code.
    ``moved``: it has its place in another centre now, of which nothing kept here is true; what
    runs has to begin anew.
    """

    moved = Signal()
    placed = Signal(bytes)
    """It has its place, in the centre with this authority's fingerprint."""

    def __init__(
        self,
        link: Link,
        keeps: KeepsPlace,
        joining: JoiningScreen,
        *,
        wishes: Wishes | None = None,
        looking: Looking | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        wishes = wishes or Wishes()
        self._link = link
        self._keeps = keeps
        self._joining = joining
        self._given = wishes.given or ""
        self._place = keeps.read()
        self._asks = False
        self._said = False
        self._looking = looking or Looking(local=None)
        self._looking.setParent(self)
        self._looking.found.connect(self._on_found)
        self._lost = QTimer(self, singleShot=True, interval=int(wishes.lost_s * 1000))
        self._lost.timeout.connect(self._looking.start)
        link.tokenRejected.connect(self._on_rejected)
        link.strangerMet.connect(self._on_stranger)
        link.twinMet.connect(self._on_twin)
        link.termRose.connect(self._on_term)
        link.outdatedMet.connect(self._on_outdated)
        link.onlineChanged.connect(self._on_online)
        joining.admitted.connect(self._on_admitted)
        link.token, link.term = self._place.token, self._place.term

    def start(self) -> None:
        """Go where this device has its place, or begin to look for one."""
        url = self._address()
        if not url:
            self._asks = True
            self._joining.look()
        elif url.startswith(HTTPS) and not (self._place.token and self._place.authority):
            self._asks = True
            self._joining.ask(url, authority=self._place.authority if self._is_known(url) else None)
        else:
            self._go(url)

    def stop(self) -> None:
        """Look for nobody, and ask nobody any more."""
        self._lost.stop()
        self._looking.stop()
        self._joining.stop()

    def _address(self) -> str:
        if self._place.url and self._place.given == self._given:
            # Where it was met last: it may have gone from where it was set up.
            return self._place.url
        if self._given:
            return self._given
        # A version before knew no other centre than its own machine's.
        return LOCAL_CENTRE if self._place.token else ""

    def _is_known(self, url: str) -> bool:
        return url == self._place.url

    def _go(self, url: str) -> None:
        authority = self._place.authority if url.startswith(HTTPS) else None
        self._link.go_to(url, authority)
        if authority is not None:
            self._lost.start()

    def _on_rejected(self) -> None:
        if self._asks:
            return
        self._asks = True
        # Later: the link is in the middle of telling this.
        QTimer.singleShot(0, self, self._ask_anew)

    def _ask_anew(self) -> None:
        url, authority = self._link.url, self._place.authority
        self._link.token = ""
        self._link.go_to("", None)
        self._seek_no_more()
        if not url.startswith(HTTPS):
            self._joining.ask(url, quietly=True)
            return
        log.warning("not_admitted_any_more")
        try:
            self._keeps.forget_token()
        except OSError as error:
            log.warning("token_not_forgotten", extra={"cause": error.strerror})
        self._joining.tell(JoiningPage.REVOKED, url, authority)

    def _on_admitted(self) -> None:
        applying = self._joining.applying
        before = self._place.authority
        same = before is not None and applying.authority == before
        self._place = Membership(
            token=applying.token,
            authority=applying.authority,
            url=applying.url,
            given=self._given,
            term=self._place.term if same else 0,
        )
        log.info("admitted")
        try:
            self._keeps.write(self._place)
        except OSError as error:
            # It serves until this process ends; the next one asks again.
            log.warning("token_not_kept", extra={"cause": error.strerror})
        self._joining.stop()
        self._asks = False
        if before is not None and not same:
            self.moved.emit()
            return
        if self._place.authority is not None:
            self.placed.emit(self._place.authority.fingerprint)
        self._link.token, self._link.term = self._place.token, self._place.term
        self._go(self._place.url)

    def _on_twin(self) -> None:
        if not self._asks:
            self._asks = True
            log.warning("token_used_twice")
            self._joining.tell(JoiningPage.TWIN, self._link.url, self._place.authority)

    def _on_stranger(self) -> None:
        if self._asks:
            return
        if not self._said:
            # Once, however often it is tried.
            log.warning("not_our_centre")
        self._said = True
        if self._place.given == self._given:
            # Whoever pretends to be the centre must not stop what goes on without it.
            self._joining.notice_stranger(shown=True)
            return
        self._asks = True
        QTimer.singleShot(0, self, self._ask_stranger)

    def _ask_stranger(self) -> None:
        """Another address was set up, and another centre stands there: a person shall say."""
        url = self._link.url
        self._link.go_to("", None)
        self._seek_no_more()
        self._joining.tell(JoiningPage.STRANGER, url, None)

    def _on_outdated(self) -> None:
        if not self._said:
            log.warning("centre_was_taken_over")
        self._said = True

    def _on_term(self, term: int) -> None:
        self._keep_centre(replace(self._place, term=term))

    def _on_online(self, online: bool) -> None:  # noqa: FBT001 - a signal's argument
        if not online:
            if self._place.authority is not None and not self._asks and not self._lost.isActive():
                self._lost.start()
            return
        self._seek_no_more()
        self._asks = self._said = False
        self._joining.notice_stranger(shown=False)
        self._joining.stop()
        if (self._link.url, self._given) != (self._place.url, self._place.given):
            self._keep_centre(replace(self._place, url=self._link.url, given=self._given))

    def _keep_centre(self, place: Membership) -> None:
        self._place = place
        try:
            self._keeps.write_centre(place)
        except OSError as error:
            log.warning("centre_not_kept", extra={"cause": error.strerror})

    def _seek_no_more(self) -> None:
        self._lost.stop()
        self._looking.stop()

    def _on_found(self, found: tuple[FoundCentre, ...]) -> None:
        """The same centre at another address: it was taken over, or its machine was given one."""
        authority = self._place.authority
        if authority is None or self._asks or self._link.online:
            return
        for each in found:
            urls = [url for url in each.urls if url != self._link.url]
            if urls and _may_be(each, authority) and each.term >= self._link.term:
                log.info("centre_found_elsewhere", extra={"address": urls[0]})
                self._looking.stop()
                self._link.go_to(urls[0], authority)
                self._lost.start()
                return


def _may_be(found: FoundCentre, authority: Authority) -> bool:
    """Whether it says so; the link then believes only who proves it."""
    return found.fingerprint == authority.fingerprint.hex()[:FINGERPRINT_DIGITS]
