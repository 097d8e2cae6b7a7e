"""What the centre says to people when it cannot do what they asked."""

from collections.abc import Mapping

from kiosk.centre.troubles import TroubleCode
from kiosk.domain.errors import Reason
from kiosk.texts import Texts

DISK_FULL = "DISK_FULL"
BUSY = "BUSY"
STARTING = "STARTING"
NOT_SIGNED_IN = "NOT_SIGNED_IN"
WRONG_PIN = "WRONG_PIN"
LOCKED = "LOCKED"
CODE_UNKNOWN = "CODE_UNKNOWN"


class Say:
    """Each refusal's and each trouble's sentence, in every language, read once."""

    def __init__(self, texts: Texts) -> None:
        """Raises ``UnknownText`` when a language lacks one: found at start, not in the hall."""
        self.texts = texts
        self._reasons = {reason: _sentences(texts, "refused", reason) for reason in Reason}
        self._errors = {
            error: _sentences(texts, "error", error)
            for error in (DISK_FULL, BUSY, STARTING, NOT_SIGNED_IN, WRONG_PIN, CODE_UNKNOWN)
        }
        self._troubles = {code: _sentences(texts, "trouble", code) for code in TroubleCode}

    def reason(self, reason: Reason) -> Mapping[str, str]:
        """Why the rules say no, by language."""
        return self._reasons[reason]

    def error(self, error: str) -> Mapping[str, str]:
        """Why the centre cannot now, by language."""
        return self._errors[error]

    def locked(self, after_s: int) -> Mapping[str, str]:
        """That too many tries were wrong, and for how many minutes nobody may, by language."""
        minutes = -(-after_s // 60)
        return {
            language: self.texts.say(language, "error-locked", minutes=minutes)
            for language in self.texts.languages
        }

    def trouble(self, code: TroubleCode) -> Mapping[str, str]:
        """What is wrong with the centre and what to do, by language."""
        return self._troubles[code]


def _sentences(texts: Texts, kind: str, code: str) -> Mapping[str, str]:
    key = f"{kind}-{code.lower().replace('_', '-')}"
    return {language: texts.say(language, key) for language in texts.languages}
