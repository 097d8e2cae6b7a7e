"""Reads a tablet aloud once its visitor asks for it: the question, every face, every reason."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtQuick import QQuickWindow
from shiboken6 import isValid

from kiosk.speech.engine import Sentence
from kiosk.texts import Texts
from kiosk.ui.feedback_screen import FeedbackPage, FeedbackScreen
from kiosk.ui.keypad import Keypad, Wish
from kiosk.ui.spoken import things
from kiosk.ui.spoken_page import Telling
from kiosk.ui.utterances import Manner, Speaks, Utterances

SETTLE_MS = 80
"""So long after a change all of a page stands in its place."""
ABOUT_THE_VOICE = frozenset({Wish.REPEAT, Wish.PAUSE, Wish.LOUDER, Wish.SOFTER})


class FeedbackReader(QObject):
    """Follows what ``flow`` shows in the window it watches; what is new there is said, too.

    Which reason was touched is never said: the agent sits behind the tablet and hears it.
    """

    def __init__(
        self,
        flow: FeedbackScreen,
        voice: Speaks,
        *,
        texts: Texts,
        manner: Manner,
        settle_ms: int = SETTLE_MS,
    ) -> None:
        super().__init__(flow)
        self._flow = flow
        self._utterances = Utterances(voice, manner, self)
        self._voice = voice
        self._texts = texts
        self._window: QQuickWindow | None = None
        self._page = ""
        self._told: frozenset[tuple[Sentence, ...]] = frozenset()
        self._on: frozenset[str] = frozenset()
        self._settle = QTimer(self, singleShot=True, interval=settle_ms)
        self._settle.timeout.connect(self._look)
        self._keypad = Keypad(ABOUT_THE_VOICE.__contains__, parent=self)
        self._keypad.wished.connect(self._wished)
        flow.changed.connect(self._changed)
        flow.left.connect(self._forget_visitor)
        flow.heard.changed.connect(self._turned)
        flow.heard.provide()

    def watch(self, window: QQuickWindow) -> None:
        """Read this window from now on, and listen to its keys."""
        self._window = window
        self._keypad.watch(window)

    def _turned(self) -> None:
        self._page = ""
        if self._flow.heard.is_on:
            self._settle.start()
        else:
            self._settle.stop()
            self._utterances.hush()

    def _wished(self, wish: Wish) -> None:
        asks = self._flow.property("page") in (FeedbackPage.FACES, FeedbackPage.WHY)
        if not self._flow.heard.is_on:
            if asks and wish is Wish.REPEAT:
                self._flow.heard.begin()
        elif wish is Wish.REPEAT:
            self._turned()
        elif wish is Wish.PAUSE:
            (self._voice.resume if self._voice.paused else self._voice.pause)()
        elif wish in ABOUT_THE_VOICE:
            self._set_volume(louder=wish is Wish.LOUDER)

    def _set_volume(self, *, louder: bool) -> None:
        level = self._voice.louder() if louder else self._voice.softer()
        if not self._utterances.speaking:
            language = str(self._flow.property("language"))
            told = Telling(self._texts).volume((language,), level, self._voice.levels)
            self._utterances.remark(told)

    def _changed(self) -> None:
        if self._flow.heard.is_on:
            self._settle.start()

    def _forget_visitor(self) -> None:
        self._settle.stop()
        self._utterances.forget_visitor()

    def _look(self) -> None:
        if self._window is None or not isValid(self._window):
            return
        language = str(self._flow.property("language"))
        here = [thing for thing in things(self._window, language) if not thing.aside]
        page = f"{self._flow.property('page')} {language}"
        anew, self._page = page != self._page, page
        on, self._on = self._on, frozenset(thing.key for thing in here if thing.on)
        told, self._told = self._told, frozenset(thing.says for thing in here)
        say: list[Sentence] = []
        if not anew and on != self._on:
            key = "say-chosen" if self._on > on else "say-not-chosen"
            say.append(Sentence(text=self._texts.say(language, key), language=language))
        for thing in here:
            if anew or thing.says not in told:
                say += thing.says
        self._utterances.say(say)
