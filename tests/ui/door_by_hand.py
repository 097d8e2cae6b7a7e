"""A centre's answers to signing in, in the test's hands."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QTimer

from kiosk.ui.link import Answer
from tests.ui.product import sentences

FREE = 5


@dataclass
class DoorByHand:
    """Believes these PINs, five wrong ones, and answers on the loop's next turn."""

    pins: Mapping[str, str]
    agent: str | None = None
    misses: int = 0
    asked: list[str] = field(default_factory=list)

    def fetch(self, path: str, on_answer: Callable[[Answer], None]) -> None:
        self.asked.append(path)
        self._tell(on_answer)

    def send(self, path: str, body: bytes, on_answer: Callable[[Answer], None]) -> None:
        self.asked.append(path)
        if path == "/sign-out":
            self.agent = None
            self._tell(on_answer)
        else:
            self._sign_in(json.loads(body), on_answer)

    def _sign_in(self, proof: Mapping[str, str], on_answer: Callable[[Answer], None]) -> None:
        by_upper = {name.upper(): name for name in self.pins}
        name = by_upper.get(proof["agent"].upper())
        if self.misses >= FREE:
            self._refuse(429, "error-locked", on_answer, minutes=1)
        elif name is None or self.pins[name] != proof["pin"]:
            self.misses += 1
            self._refuse(403, "error-wrong-pin", on_answer)
        else:
            self.agent = name
            self._tell(on_answer)

    def _tell(self, on_answer: Callable[[Answer], None]) -> None:
        body = json.dumps({"agent": self.agent, "asks_pin": True}).encode()
        QTimer.singleShot(0, lambda: on_answer(Answer(status=200, body=body)))

    def _refuse(
        self, status: int, key: str, on_answer: Callable[[Answer], None], **arguments: int
    ) -> None:
        texts = sentences()
        say = {language: texts.say(language, key, **arguments) for language in texts.languages}
        answer = Answer(status=status, body=json.dumps({"error": "X", "say": say}).encode())
        QTimer.singleShot(0, lambda: on_answer(answer))
