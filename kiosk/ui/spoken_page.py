"""What is said of a page: the whole of it when it appears, later only what is new."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from kiosk.speech.engine import Sentence
from kiosk.texts import Texts
from kiosk.ui.spoken import Thing


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What stands on the screen at one moment.

    ``page`` tells it apart from other pages; ``languages`` is the one chosen, or all of them while
    none is.
    """

    page: str
    languages: tuple[str, ...]
    things: tuple[Thing, ...]

    @property
    def controls(self) -> tuple[Thing, ...]:
        """What can be chosen, in visual order."""
        return tuple(thing for thing in self.things if thing.control)

    @property
    def choices(self) -> tuple[Thing, ...]:
        """Those of the page itself."""
        return tuple(thing for thing in self.controls if not thing.aside)

    @property
    def words(self) -> tuple[Thing, ...]:
        """What the page is about."""
        return tuple(thing for thing in self.things if not thing.control and not thing.aside)

    @property
    def live(self) -> tuple[Sentence, ...]:
        """What is said whenever it changes."""
        return _said(thing for thing in self.words if thing.live)

    def first(self) -> Thing | None:
        """Where the keyboard begins; ``None``: nothing to choose but what is always there."""
        choices = self.choices
        return next((thing for thing in choices if thing.foremost), next(iter(choices), None))

    def control(self, key: str) -> Thing | None:
        """The control of that name, while it can be chosen."""
        return next((thing for thing in self.controls if thing.key == key), None)


class Telling:
    """Puts sentences together; knows the words that are only heard."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def whole(
        self, scene: Scene, *, how: Sequence[str] = (), first: Thing | None = None
    ) -> list[Sentence]:
        """A page that has appeared: what it says, how many choices, and the one begun with.

        ``how`` are the keys of sentences on what to do. While no language is chosen all is said in
        one, then in the next.
        """
        told: list[Sentence] = []
        said = _said(scene.words)
        for language in scene.languages:
            told += [sentence for sentence in said if sentence.language == language]
            told += self._choices(scene, language)
            told += [self._say(language, key) for key in how]
        told += [sentence for sentence in said if sentence.language not in scene.languages]
        return told + (list(self.thing(first)) if first is not None else [])

    def thing(self, thing: Thing) -> tuple[Sentence, ...]:
        """One thing by itself, and whether it is on."""
        state = _state(thing)
        if not state or not thing.says:
            return thing.says
        language = thing.says[-1].language
        return (*thing.says, self._say(language, state))

    def news(self, before: Scene, now: Scene, *, acted: bool, used: Thing | None) -> list[Sentence]:
        """What has changed on a page that was read before.

        ``acted``: somebody did something, so that all that is new is of interest, and what they
        did it with (``used``); else only what is live.
        """
        old = set(_said(before.words))
        new = [s for s in (_said(now.words) if acted else now.live) if s not in old]
        told = list(new)
        keys = [[thing.key for thing in scene.choices] for scene in (before, now)]
        if keys[0] != keys[1] and (acted or new):
            for language in now.languages:
                told += self._choices(now, language)
        if acted and used is not None:
            told += self.thing(used)
        return told

    def volume(self, languages: Iterable[str], level: int, levels: int) -> list[Sentence]:
        """How loud it is now."""
        return [self._say(code, "say-volume", level=level, levels=levels) for code in languages]

    def _choices(self, scene: Scene, language: str) -> list[Sentence]:
        count = len(scene.choices)
        return [self._say(language, "say-choices", count=count)] if count else []

    def _say(self, language: str, key: str, **arguments: int) -> Sentence:
        return Sentence(text=self._texts.say(language, key, **arguments), language=language)


def spelt(told: Sequence[Sentence], form: Callable[[str, str], str]) -> tuple[Sentence, ...]:
    """As a voice says it: ``form`` turns a text of a language into what is said for it."""
    return tuple(
        Sentence(text=form(sentence.text, sentence.language), language=sentence.language)
        for sentence in told
    )


def _said(things: Iterable[Thing]) -> tuple[Sentence, ...]:
    return tuple(chain.from_iterable(thing.says for thing in things))


def _state(thing: Thing) -> str:
    if thing.on is None:
        return ""
    if thing.one_of:
        return "say-chosen" if thing.on else ""
    return "say-on" if thing.on else "say-off"
