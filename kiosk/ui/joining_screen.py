"""What a screen shows until it has a place in a centre: looking, asking, and the code."""

from dataclasses import dataclass
from enum import StrEnum, unique
from math import ceil

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.client.address import LONGEST, Wrong, centre_url
from kiosk.client.found_centre import FoundCentre
from kiosk.client.joining import Step
from kiosk.client.pinning import Authority
from kiosk.ui.joining_asking import Applying, Trouble
from kiosk.ui.joining_looking import Looking

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1

MOST_SHOWN = 4
ALONE_ROUNDS = 3
"""A centre that is alone for so many seconds is asked without anybody's touch."""
TYPED = frozenset("0123456789.:-[]/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
GRACE_S = 2.0
"""A centre of this machine that starts at the same time needs so long until it answers."""


@unique
class JoiningPage(StrEnum):
    """What stands there; nothing while the device has its place."""

    NONE = ""
    LOOKING = "looking"
    TYPING = "typing"
    ASKING = "asking"
    CODE = "code"
    REVOKED = "revoked"
    REFUSED = "refused"
    TWIN = "twin"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceName:
    """What the manager will see: the role, and what people call the device."""

    role: str
    name: str


ASKS_AGAIN = frozenset(
    {JoiningPage.REVOKED, JoiningPage.REFUSED, JoiningPage.TWIN, JoiningPage.STRANGER}
)
"""Pages that wait for a person."""


@QmlElement
class JoiningScreen(QObject):
    """One device without a place. Every page is in all ``languages``: nobody has chosen one.

    ``admitted`` is told once a manager has typed the code; ``applying`` then has the token.
    """

    changed = Signal()
    admitted = Signal()

    def __init__(
        self,
        *,
        device: DeviceName,
        languages: tuple[str, ...],
        applying: Applying | None = None,
        looking: Looking | None = None,
        grace_s: float = GRACE_S,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.applying = applying or Applying(role=device.role, name=device.name)
        self.applying.setParent(self)
        self.copied = False
        self._device = device
        self._languages = list(languages)
        self._looking = looking or Looking()
        self._looking.setParent(self)
        self._page = JoiningPage.NONE
        self._found: tuple[FoundCentre, ...] = ()
        self._alone = 0
        self._by_itself = False
        self._called = ""
        self._typed = ""
        self._wrong: Wrong | None = None
        self._chosen: FoundCentre | None = None
        self._authority: Authority | None = None
        self._notice = False
        self._asked_at = ""
        self._grace = QTimer(self, singleShot=True, interval=int(grace_s * 1000))
        self._grace.timeout.connect(self._show_looking)
        self._minute = QTimer(self, interval=1000)
        self._minute.timeout.connect(self.changed)
        self._looking.found.connect(self._on_found)
        self._looking.here.connect(self._on_here)
        self.applying.changed.connect(self._on_applying)
        self.applying.admitted.connect(self._on_admitted)

    def look(self, *, at_once: bool = False) -> None:
        """Nobody knows where the centre stands: listen for it, and say so after a while."""
        self.applying.stop()
        self._chosen, self._authority, self._alone, self._by_itself = None, None, 0, False
        self._looking.start()
        if at_once or self._page is not JoiningPage.NONE:
            self._show(JoiningPage.LOOKING)
        else:
            self._grace.start()

    def ask(self, url: str, *, authority: Authority | None = None, quietly: bool = False) -> None:
        """Ask the centre there to be admitted; ``quietly`` until there is a code to be shown.

        Raises ``PlainRoad``.
        """
        if not self._by_itself:
            self._looking.stop()
        self._grace.stop()
        self._authority = authority
        if self._chosen is None or url not in self._chosen.urls:
            self._chosen = None
            self._called = url.partition("://")[2]
        if not quietly:
            self._show(JoiningPage.ASKING)
        self.applying.begin(url, authority)

    def tell(self, page: JoiningPage, url: str, authority: Authority | None) -> None:
        """Why this device has no place there any more; a person may ask again."""
        self.applying.stop()
        self._looking.stop()
        self._chosen, self._authority = None, authority
        self._called = url.partition("://")[2]
        self._asked_at = url
        self._show(page)

    def notice_stranger(self, *, shown: bool) -> None:
        """Say, beside what the screen does, that somebody else answers in the centre's place."""
        if self._notice is not shown:
            self._notice = shown
            self.changed.emit()

    def hide(self) -> None:
        """It has its place."""
        self._by_itself = False
        self._looking.stop()
        self._grace.stop()
        self._show(JoiningPage.NONE)

    def stop(self) -> None:
        """Ask and listen no more."""
        self.applying.stop()
        self.hide()

    @Slot(int)
    def choose(self, index: int) -> None:
        """One of those that were found."""
        self._by_itself = False
        if self._page is JoiningPage.LOOKING and 0 <= index < len(self._found):
            self._ask_found(self._found[index])

    @Slot()
    def typeAddress(self) -> None:
        """Its address is known, and it was not found."""
        if self._page in (JoiningPage.LOOKING, JoiningPage.ASKING, JoiningPage.CODE):
            self._typed, self._wrong, self._by_itself = "", None, False
            self._show(JoiningPage.TYPING)

    @Slot(str)
    def press(self, key: str) -> None:
        """One more character of an address."""
        if self._page is JoiningPage.TYPING and key in TYPED and len(self._typed) < LONGEST:
            self._typed, self._wrong = self._typed + key, None
            self.changed.emit()

    @Slot()
    def erase(self) -> None:
        """The last character was wrong."""
        if self._page is JoiningPage.TYPING:
            self._typed, self._wrong = self._typed[:-1], None
            self.changed.emit()

    @Slot()
    def enter(self) -> None:
        """The address stands there; or the one thing this page offers."""
        if self._page is JoiningPage.LOOKING:
            self.typeAddress()
        elif self._page in ASKS_AGAIN:
            self.askAgain()
        elif self._page is JoiningPage.TYPING:
            url = centre_url(self._typed)
            if isinstance(url, Wrong):
                self._wrong = url
                self.changed.emit()
            else:
                self._chosen = None
                self.ask(url)

    @Slot()
    def askAgain(self) -> None:
        """A person wants it to be admitted after all."""
        if self._page is JoiningPage.STRANGER:
            # Whoever stands here has been told that it is another: the code will show who.
            self.ask(self._asked_at)
        elif self._page is JoiningPage.REFUSED:
            self._show(JoiningPage.ASKING)
            self.applying.again()
        elif self._page in ASKS_AGAIN:
            self.ask(self._asked_at, authority=self._authority)

    @Slot()
    def another(self) -> None:
        """Not this centre: look which there are."""
        if self._page is not JoiningPage.NONE:
            self.look(at_once=True)
            # Whoever asked for another one is not sent back by itself.
            self._alone = -(10**6)

    def _on_found(self, found: tuple[FoundCentre, ...]) -> None:
        self._found = found[:MOST_SHOWN]
        self._alone = self._alone + 1 if len(found) == 1 else min(0, self._alone)
        if self._alone >= ALONE_ROUNDS and self._page in (JoiningPage.NONE, JoiningPage.LOOKING):
            # Nobody has chosen it, and a centre of this machine may still be about to start.
            self._by_itself = True
            self._ask_found(found[0])
        else:
            self.changed.emit()

    def _on_here(self, url: str) -> None:
        """A centre answers on this very machine: no other is meant."""
        looks = self._page in (JoiningPage.NONE, JoiningPage.LOOKING)
        if self._by_itself or (looks and self._alone >= 0):
            self._by_itself = False
            self.ask(url, quietly=True)

    def _ask_found(self, found: FoundCentre) -> None:
        self._chosen, self._called = found, found.name
        self.ask(found.urls[0])

    def _on_applying(self) -> None:
        if self.applying.trouble is Trouble.REFUSED:
            self._asked_at = self.applying.url
            self._show(JoiningPage.REFUSED)
        elif self.applying.step is Step.WAITING:
            self._show(JoiningPage.CODE)
        elif self._page is JoiningPage.CODE:
            self._show(JoiningPage.ASKING)
        else:
            self.changed.emit()

    def _on_admitted(self) -> None:
        self.admitted.emit()

    def _show_looking(self) -> None:
        self._show(JoiningPage.LOOKING)

    def _show(self, page: JoiningPage) -> None:
        self._page = page
        if page is JoiningPage.CODE:
            self._minute.start()
        else:
            self._minute.stop()
        self.changed.emit()

    def _get_page(self) -> str:
        return self._page.value

    def _get_found(self) -> list[dict[str, str]]:
        return [
            {"name": each.name, "address": each.urls[0].partition("://")[2]} for each in self._found
        ]

    def _get_called(self) -> str:
        return self._called

    def _get_address(self) -> str:
        return self.applying.url.partition("://")[2]

    def _get_code(self) -> str:
        return self.applying.code

    def _get_minutes(self) -> int:
        return ceil(self.applying.left_s / 60)

    def _get_trouble(self) -> str:
        return self.applying.trouble.value if self.applying.trouble is not None else ""

    def _get_typed(self) -> str:
        return self._typed

    def _get_wrong(self) -> str:
        return self._wrong.value if self._wrong is not None else ""

    def _get_languages(self) -> list[str]:
        return self._languages

    def _get_role(self) -> str:
        return self._device.role

    def _get_name(self) -> str:
        return self._device.name

    def _get_copied(self) -> bool:
        return self.copied

    def _get_notice(self) -> bool:
        return self._notice

    page = Property(str, _get_page, notify=changed)
    found = Property(list, _get_found, notify=changed)
    """[{name, address}, …]"""
    called = Property(str, _get_called, notify=changed)
    """What the centre that is asked calls itself, or its address."""
    address = Property(str, _get_address, notify=changed)
    code = Property(str, _get_code, notify=changed)
    minutes = Property(int, _get_minutes, notify=changed)
    """How long the code can still be typed, rounded up."""
    trouble = Property(str, _get_trouble, notify=changed)
    typed = Property(str, _get_typed, notify=changed)
    wrong = Property(str, _get_wrong, notify=changed)
    languages = Property(list, _get_languages, constant=True)
    role = Property(str, _get_role, constant=True)
    name = Property(str, _get_name, constant=True)
    isCopy = Property(bool, _get_copied, notify=changed)
    """Whether its data came from another machine."""
    strangerNear = Property(bool, _get_notice, notify=changed)
