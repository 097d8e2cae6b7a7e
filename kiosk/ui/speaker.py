"""The kiosk without looking: keys, fingers and a headset on one side, a voice on the other."""

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QMetaObject, QObject, Signal
from PySide6.QtQuick import QQuickWindow

from kiosk.texts import Texts
from kiosk.ui.keypad import Keypad, Wish
from kiosk.ui.kiosk_screen import KioskScreen
from kiosk.ui.look import Look
from kiosk.ui.page_reader import SETTLE_MS, PageReader
from kiosk.ui.second_touch import SecondTouch, Touch
from kiosk.ui.spoken import Thing, at
from kiosk.ui.touching import HOLD_MS, Phase, Touching
from kiosk.ui.utterances import Manner, Speaks, Utterances


class Speaker(QObject):
    """Does what is asked for by ear and by keys. Without a ``voice`` the keys work all the same."""

    headset = Signal(bool)
    """A headset was put in, or taken out; may be told from any thread."""

    def __init__(
        self,
        kiosk: KioskScreen,
        voice: Speaks | None,
        *,
        texts: Texts,
        look: Look,
        manner: Manner,
        hold_ms: int = HOLD_MS,
        settle_ms: int = SETTLE_MS,
    ) -> None:
        super().__init__(kiosk)
        self._kiosk = kiosk
        self._voice = voice
        self._utterances = Utterances(voice, manner, self) if voice is not None else None
        self._reader = PageReader(kiosk, self._utterances, texts=texts, settle_ms=settle_ms)
        self._finger = SecondTouch()
        self._keypad = Keypad(self._takes, parent=self)
        self._touching = Touching(
            lambda: self._on and self._reader.open,
            px_per_mm=lambda: float(look.property("pxPerMm")),
            hold_ms=hold_ms,
            parent=self,
        )
        self._repeats = 0
        self._join()

    def _join(self) -> None:
        self._keypad.wished.connect(self._wished)
        self._touching.held.connect(self._held)
        self._touching.touched.connect(self._touched)
        self._kiosk.heard.changed.connect(self._turned)
        self._kiosk.forgotten.connect(self._forgotten)
        self.headset.connect(self._headset)
        if self._utterances is not None:
            self._utterances.ended.connect(self._heard_out)
            self._utterances.newsEnded.connect(self._news_heard)
            self._kiosk.heard.provide()

    def watch(self, window: QQuickWindow) -> None:
        """Follow this window's fingers and keys; to be called before the kiosk's own ``watch``.

        What is felt and what is scanned must come first, and a filter that comes later does.
        """
        self._reader.watch(window)
        self._touching.watch(window)
        self._keypad.watch(window)

    @property
    def reader(self) -> PageReader:
        """What reads the pages."""
        return self._reader

    @property
    def _on(self) -> bool:
        return self._kiosk.heard.is_on

    def _turned(self) -> None:
        self._finger.forget()
        if self._on:
            self._reader.read_all(how=True)
        elif self._utterances is not None:
            self._utterances.hush()

    def _forgotten(self) -> None:
        self._finger.forget()
        self._repeats = 0
        if self._utterances is not None:
            self._utterances.forget_visitor()
        self._reader.forget_visitor()

    def _heard_out(self) -> None:
        """Whoever listened was there all the time; a question waits for its answer."""
        if self._on and not self._kiosk.shown.told.idle:
            self._kiosk.moreTime()

    def _news_heard(self) -> None:
        """A call is for whoever stands here; how a queue moves may be told to nobody any more.

        If that gave time too, a page left behind would stay for as long as the hall calls.
        """
        shown = self._kiosk.shown
        if shown.ticket.called or any(page.called for page in shown.scanned):
            self._heard_out()

    def _headset(self, inserted: bool) -> None:  # noqa: FBT001 - a signal's
        if inserted:
            self._reader.plugged()
            self._kiosk.heard.plug()
        else:
            self._kiosk.heard.unplug()

    # Keys.

    def _takes(self, wish: Wish) -> bool:
        """Whether the key for it goes no further."""
        match wish:
            case Wish.BACK:
                return self._kiosk.shown.leads_back
            case Wish.LOUDER | Wish.SOFTER | Wish.REPEAT | Wish.PAUSE:
                return self._voice is not None
            case Wish.NEXT | Wish.PREVIOUS | Wish.CHOOSE | Wish.HELP:
                return True

    def _wished(self, wish: Wish) -> None:
        self._repeats = self._repeats + 1 if wish is Wish.REPEAT else 0
        self._reader.touches(by_touch=False)
        self._kiosk.heard.use()
        if self._voice is not None and not self._on:
            self._kiosk.heard.begin()
            if wish is not Wish.HELP:
                # The first key only asks to be told what there is.
                return
        match wish:
            case Wish.NEXT:
                self._step(1)
            case Wish.PREVIOUS:
                self._step(-1)
            case Wish.CHOOSE:
                self._choose()
            case Wish.BACK:
                self._act("", self._kiosk.goBack)
            case Wish.HELP:
                self._act("", self._kiosk.callHelp)
            case Wish.LOUDER | Wish.SOFTER | Wish.REPEAT | Wish.PAUSE:
                if self._voice is not None and self._utterances is not None:
                    self._about_the_voice(wish, self._voice, self._utterances)

    def _about_the_voice(self, wish: Wish, voice: Speaks, utterances: Utterances) -> None:
        match wish:
            case Wish.REPEAT if self._repeats > 1:
                self._reader.read_all(how=False)
            case Wish.REPEAT:
                utterances.again()
            case Wish.PAUSE if voice.paused:
                voice.resume()
            case Wish.PAUSE:
                voice.pause()
            case _:
                level = voice.louder() if wish is Wish.LOUDER else voice.softer()
                self._reader.say_volume(level, voice.levels)

    def _step(self, steps: int) -> None:
        scene = self._reader.scene()
        controls = scene.controls
        if not controls:
            return
        here = _focused(controls)
        if here is not None:
            self._reader.read(controls[(controls.index(here) + steps) % len(controls)])
        elif steps > 0:
            self._reader.read(scene.first() or controls[0])
        else:
            self._reader.read(controls[-1])

    def _choose(self) -> None:
        thing = _focused(self._reader.scene().controls)
        if thing is None:
            self._step(1)
        else:
            self._press(thing)

    def _press(self, thing: Thing) -> None:
        self._act(thing.key, lambda: QMetaObject.invokeMethod(thing.item, "click"))

    def _act(self, used: str, act: Callable[[], object]) -> None:
        """What is being said is no longer of interest; what comes of this is."""
        if self._utterances is not None:
            self._utterances.hush()
        self._reader.acted(used)
        act()

    # Fingers.

    def _held(self) -> None:
        """Two fingers lay still: begin, or tell all anew."""
        self._reader.touches(by_touch=True)
        self._kiosk.heard.use()
        if self._on:
            self._reader.read_all(how=True)
        else:
            self._kiosk.heard.begin()

    def _touched(self, phase: Phase, x: float, y: float) -> None:
        self._reader.touches(by_touch=True)
        if not self._on:
            if self._utterances is not None and self._utterances.speaking:
                self._utterances.hush()
            return
        self._kiosk.heard.use()
        thing = at(self._reader.scene().things, x, y)
        match self._asked(phase, thing.key if thing is not None else ""):
            case Touch.CHOOSE if thing is not None and thing.control:
                self._press(thing)
            case Touch.CHOOSE | Touch.READ if thing is not None:
                self._reader.read(thing)
            case _ if phase is Phase.DOWN and thing is None and self._utterances is not None:
                # Where there is nothing to hear, it is silent.
                self._utterances.hush()
            case _:
                pass

    def _asked(self, phase: Phase, key: str) -> Touch:
        now_s = time.monotonic()
        match phase:
            case Phase.DOWN:
                return self._finger.down(key, now_s)
            case Phase.MOVED:
                return self._finger.moved(key, now_s)
            case Phase.UP:
                return self._finger.up(key, now_s)
            case Phase.GONE:
                self._finger.forget()
                return Touch.NOTHING


def _focused(controls: Sequence[Thing]) -> Thing | None:
    return next((thing for thing in controls if thing.item.hasActiveFocus()), None)
