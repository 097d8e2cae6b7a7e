"""A kiosk that is heard: its window, and a voice that keeps what it is asked to say."""

from collections.abc import Callable, Sequence

from PySide6.QtTest import QTest

from kiosk.speech.engine import Sentence
from kiosk.speech.sound import Sound
from kiosk.ui.speaker import Speaker
from kiosk.ui.spoken_form import SpokenForm
from kiosk.ui.utterances import Manner
from tests.ui.conftest import Opens
from tests.ui.page import Page
from tests.ui.product import sentences
from tests.ui.scenes.kiosk import KioskFixture

CHIME = Sound(samples=b"\0\0", rate_hz=16_000)


class VoiceThatKeeps:
    """What is said lasts until the test lets it ``end``; a chime is over at once."""

    def __init__(self) -> None:
        self.utterances: list[tuple[Sentence, ...]] = []
        self.chimes = 0
        self.silenced = 0
        self.forgotten = 0
        self.paused = False
        self.level = 3
        self.levels = 5
        self._ended: Callable[[], None] | None = None

    def say(self, sentences: Sequence[Sentence], *, ended: Callable[[], None]) -> None:
        self.utterances.append(tuple(sentences))
        self._ended = ended
        self.paused = False

    def play(self, sounds: Sequence[Sound], ended: Callable[[], None]) -> None:
        self.chimes += 1
        ended()

    def silence(self) -> None:
        self.silenced += 1
        self._ended = None

    def pause(self) -> None:
        self.paused = True

    def resume(self) -> None:
        self.paused = False

    def louder(self) -> int:
        self.level = min(self.level + 1, self.levels)
        return self.level

    def softer(self) -> int:
        self.level = max(self.level - 1, 1)
        return self.level

    def forget_visitor(self) -> None:
        self.forgotten += 1
        self.level = 3

    @property
    def speaking(self) -> bool:
        return self._ended is not None

    def end(self) -> None:
        """All has been heard."""
        ended, self._ended = self._ended, None
        assert ended is not None, "nothing is being said"
        ended()

    @property
    def last(self) -> str:
        """The last utterance as one text."""
        return text(self.utterances[-1]) if self.utterances else ""

    @property
    def languages(self) -> set[str]:
        """Those of the last utterance."""
        return {sentence.language for sentence in self.utterances[-1]}


def text(utterance: Sequence[Sentence]) -> str:
    return " | ".join(sentence.text for sentence in utterance)


class Listener:
    """Somebody who listens to one kiosk. ``voice`` is ``None`` where there is none."""

    def __init__(
        self,
        open_page: Opens,
        fixture: KioskFixture,
        *,
        size_px: tuple[int, int] = (1080, 1920),
        has_voice: bool = True,
        hold_ms: int = 2000,
    ) -> None:
        self.fixture = fixture
        self.voice = VoiceThatKeeps()
        self.form = SpokenForm(sentences())
        self.speaker = Speaker(
            fixture.kiosk,
            self.voice if has_voice else None,
            texts=sentences(),
            look=fixture.look,
            manner=Manner(form=self.form, chime=lambda: (CHIME,)),
            hold_ms=hold_ms,
            settle_ms=5,
        )
        self.page: Page = open_page(
            "Foleni.Kiosk",
            size_px=size_px,
            look=fixture.look,
            properties={"kiosk": fixture.kiosk, "words": fixture.words},
        )
        self.speaker.watch(self.page.window)
        fixture.kiosk.watch(self.page.window)
        self.page.settle()

    def listens(self) -> bool:
        """Whether the kiosk is read aloud."""
        return self.fixture.kiosk.heard.is_on

    def hears(self, act: Callable[[], object]) -> str:
        """The next utterance after this was done."""
        count = len(self.voice.utterances)
        act()
        self.fixture.until(lambda: len(self.voice.utterances) > count)
        return self.voice.last

    def begin(self) -> str:
        """The first page, as it is read to somebody who has just asked for it by a key."""
        return self.hears(self.fixture.kiosk.heard.begin)

    def hears_nothing(self, act: Callable[[], object]) -> bool:
        """Whether nothing is said for a while after this was done."""
        count = len(self.voice.utterances)
        act()
        QTest.qWait(60)
        return len(self.voice.utterances) == count
