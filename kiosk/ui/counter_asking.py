"""One question at a time to the centre, and the sentence about the last that failed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from kiosk.client.reply import Declined, Done, Reply, Silent
from kiosk.domain.commands import Command
from kiosk.domain.ids import CommandId
from kiosk.texts import Texts
from kiosk.ui.following import Asks

Sentence = Callable[[str], str]
"""A sentence by language, so that a switch of the language reaches what was said before."""


class Asking(QObject):
    """Asks the centre one thing at a time, and keeps the sentence of the last that failed.

    What went unanswered may have happened or not: it is said, and never sent again by itself.
    """

    changed = Signal()

    def __init__(self, station: Asks, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._station = station
        self._texts = texts
        self._notice: Sentence | None = None
        self.busy = False
        self.failed = False

    def ask(
        self,
        command: Command,
        then: Callable[[Done], None] | None = None,
        unanswered: Callable[[CommandId], None] | None = None,
        declined: Callable[[], None] | None = None,
    ) -> None:
        """Ask, unless an answer is still awaited or the centre is lost; ``then`` on success.

        ``unanswered`` is told the command that may have happened or not, ``declined`` when it did
        not.
        """
        if self.busy or not self._station.online:
            return
        self.busy = True
        self._notice = None

        def answered(reply: Reply) -> None:
            self._answered(reply, then)
            if isinstance(reply, Silent) and unanswered is not None:
                unanswered(asked)
            if isinstance(reply, Declined) and declined is not None:
                declined()

        asked = self._station.ask(command, answered)

    def say(self, key: str, *, failed: bool = False, **arguments: str | int) -> None:
        """Show a sentence of ours until the next question or change."""
        self.show(lambda language: self._texts.say(language, key, **arguments), failed=failed)

    def show(self, sentence: Sentence, *, failed: bool) -> None:
        """Show somebody's sentence until the next question or change."""
        self.failed = failed
        self._notice = sentence
        self.changed.emit()

    def forget(self) -> None:
        """Take the sentence away."""
        if self._notice is not None:
            self._notice = None
            self.changed.emit()

    def notice(self, language: str) -> str:
        """The sentence to show, empty when there is none."""
        return self._notice(language) if self._notice is not None else ""

    def _answered(self, reply: Reply, then: Callable[[Done], None] | None) -> None:
        self.busy = False
        match reply:
            case Done():
                if then is not None:
                    then(reply)
                self.changed.emit()
            case Declined(say=say) if say:
                self.failed = True
                self._notice = lambda language: say.get(language) or next(iter(say.values()))
                self.changed.emit()
            case Declined() | Silent():
                self.say("counter-no-answer", failed=True)
