"""Reads the kiosk's pages aloud: each as it appears, and what becomes new on it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtQuick import QQuickWindow
from shiboken6 import isValid

from kiosk.speech.engine import Sentence
from kiosk.texts import Texts
from kiosk.ui.kiosk_screen import KioskScreen
from kiosk.ui.spoken import Thing, things, unheard
from kiosk.ui.spoken_page import Scene, Telling
from kiosk.ui.utterances import Utterances

BY_KEYS, BY_TOUCH = ("say-how-keys",), ("say-how-touch",)
EITHER = (*BY_KEYS, *BY_TOUCH)
"""What there is to be done, in sentences."""
SETTLE_MS = 80
"""So long after a change all of a page stands in its place."""


class PageReader(QObject):
    """Follows what ``kiosk`` shows in ``window``; without ``utterances`` it says nothing.

    A window is looked through only while somebody listens, or when a key moves over it.
    """

    def __init__(
        self, kiosk: KioskScreen, utterances: Utterances | None, *, texts: Texts, settle_ms: int
    ) -> None:
        super().__init__(kiosk)
        self._kiosk = kiosk
        self._utterances = utterances
        self._telling = Telling(texts)
        self._window: QQuickWindow | None = None
        self._before: Scene | None = None
        self._how: tuple[str, ...] = ()
        self._acted = False
        self._used = ""
        self._by_touch = False
        self._begun_by: tuple[str, ...] = EITHER
        self._settle = QTimer(self, singleShot=True, interval=settle_ms)
        self._settle.timeout.connect(self._look)
        kiosk.shownChanged.connect(self._changed)

    def watch(self, window: QQuickWindow) -> None:
        """Read this window from now on."""
        self._window = window

    def scene(self) -> Scene:
        """What stands on the window now."""
        shown, window = self._kiosk.shown, self._window
        if window is None or not isValid(window):
            return Scene(page="", languages=shown.spoken_in, things=())
        numbers = [page.number for page in shown.scanned]
        times = [page.time for page in shown.appointments]
        over = (shown.told.idle != "", shown.told.help_title != "")
        which = (shown.start.state, shown.promise.group, numbers, times, over)
        return Scene(
            page=f"{shown.page} {shown.language} {which}",
            languages=shown.spoken_in,
            things=things(window, shown.language),
        )

    @property
    def open(self) -> bool:
        """Whether what is on the window may be heard at all."""
        window = self._window
        return window is not None and isValid(window) and not unheard(window)

    def read_all(self, *, how: bool) -> None:
        """From the top of the page; ``how``: with what there is to be done."""
        self._before = None
        if how:
            self._how = self._begun_by
        self._settle.start()

    def read(self, thing: Thing) -> None:
        """One thing, and let the keyboard go on from it if it can be chosen."""
        if thing.control:
            # The reason makes the ring show.
            thing.item.forceActiveFocus(Qt.FocusReason.TabFocusReason)
        if self._utterances is not None and self._kiosk.heard.is_on:
            self._utterances.say(self._telling.thing(thing))

    def acted(self, used: str) -> None:
        """Somebody did something, with the control of that key: what comes of it is read."""
        self._acted, self._used = True, used
        if self._kiosk.heard.is_on:
            self._settle.start()

    def touches(self, *, by_touch: bool) -> None:
        """Whether fingers or keys are used: fingers do not begin at the first choice."""
        self._by_touch = by_touch
        self._begun_by = BY_TOUCH if by_touch else BY_KEYS

    def plugged(self) -> None:
        """A headset was put in: nobody knows yet whether fingers or keys come next."""
        self._by_touch = False
        self._begun_by = EITHER

    def say_volume(self, level: int, levels: int) -> None:
        """How loud it is now, unless one hears it anyway."""
        if self._utterances is not None and not self._utterances.speaking:
            languages = self._kiosk.shown.spoken_in
            self._utterances.remark(self._telling.volume(languages, level, levels))

    def forget_visitor(self) -> None:
        """The next page is the first of the next visitor."""
        self._before = None
        self._how = ()
        self._begun_by = EITHER
        self._acted = self._by_touch = False
        self._changed()

    def _changed(self) -> None:
        shown = self._kiosk.shown
        unasked = shown.held_at_rest or shown.told.idle != "" or self._before is not None
        wanted = self._kiosk.heard.is_on or (unasked and self._utterances is not None)
        # Not anew while it runs: a countdown would put it off for ever.
        if wanted and not self._settle.isActive():
            self._settle.start()

    def _look(self) -> None:
        """Say what the screen shows since it was last looked at."""
        if self._utterances is None:
            return
        before, now = self._before, self.scene()
        acted, self._acted = self._acted, False
        if not self._kiosk.heard.is_on:
            self._before = now if self._tell_unasked(self._utterances, before, now) else None
            if before is not None and self._before is None:
                # Its page has gone, and what was said of it goes with it.
                self._utterances.hush()
            return
        self._before = now
        if before is None or before.page != now.page:
            self._tell_whole(self._utterances, now)
            return
        used = now.control(self._used) if acted else None
        told = self._telling.news(before, now, acted=acted, used=used)
        if acted:
            self._utterances.say(told)
        elif told:
            self._utterances.say_next(told)

    def _tell_whole(self, utterances: Utterances, now: Scene) -> None:
        first = None if self._by_touch else now.first()
        if first is not None:
            first.item.forceActiveFocus(Qt.FocusReason.TabFocusReason)
        how, self._how = self._how, ()
        told = self._telling.whole(now, how=how, first=first)
        utterances.say(told, chime=self._kiosk.shown.told.idle != "")

    def _tell_unasked(self, utterances: Utterances, before: Scene | None, now: Scene) -> bool:
        """What is said to people who did not ask for it; whether it is to be followed.

        A question whether anybody is there, in a few words; and where a slip stands that was held
        before the reader, in one sentence: who cannot read it may not know of anything to press.
        Neither is private (EN 301 549 5.1.3.8 and 5.1.3.9): boards show and call the same number,
        the service it is for is left out, and any touch or key silences it.
        """
        shown, anew = self._kiosk.shown, before is None or before.page != now.page
        if shown.told.idle:
            if anew:
                utterances.say(_first_words(now), chime=True)
            return True
        if not shown.held_at_rest:
            return False
        if anew and now.live:
            utterances.say(now.live)
        elif before is not None and now.live != before.live:
            utterances.say_next(now.live)
        return True


def _first_words(scene: Scene) -> Sequence[Sentence]:
    return scene.words[0].says if scene.words else ()
