"""Sentences for QML, in the language of the moment."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1


class Sentences(Protocol):
    """What a screen needs of `kiosk.texts.Texts`."""

    def say(self, language: str, key: str, **arguments: str | int | float) -> str:
        """The sentence under this key."""
        ...

    def money(self, language: str, amount_kes: int) -> str:
        """`KSh 1,000`."""
        ...

    def date(self, language: str, date: date) -> str:
        """A day in words."""
        ...


@QmlElement
class Words(QObject):
    """`words.say(language, "key", {n: 3})`: naming the language makes every binding follow it."""

    def __init__(self, sentences: Sentences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sentences = sentences

    @Slot(str, str, result=str)
    @Slot(str, str, "QVariantMap", result=str)
    def say(
        self, language: str, key: str, arguments: Mapping[str, str | int | float] | None = None
    ) -> str:
        """The sentence; QML's numbers arrive as floats, and a plural wants its whole numbers."""
        given = {name: _plain(value) for name, value in (arguments or {}).items()}
        return self._sentences.say(language, key, **given)

    @Slot(list, str, "QVariantMap", result=list)
    def others(
        self, languages: Sequence[str], key: str, arguments: Mapping[str, str | int | float]
    ) -> list[str]:
        """The sentence in each of these languages, once where several say the same."""
        return list(dict.fromkeys(self.say(language, key, arguments) for language in languages))

    @Slot(list, str, "QVariantMap", result=str)
    def each(
        self, languages: Sequence[str], key: str, arguments: Mapping[str, str | int | float]
    ) -> str:
        """The same on one line; empty without languages."""
        return " · ".join(self.others(languages, key, arguments))

    @Slot(list, str, result=list)
    def aloud(self, languages: list[str], key: str) -> list[dict[str, str]]:
        """The sentence in each of these languages, as it is read aloud: [{language, say}, …]."""
        return [{"language": code, "say": self._sentences.say(code, key)} for code in languages]

    @Slot(str, int, result=str)
    def money(self, language: str, amount_kes: int) -> str:
        """An amount in shillings as people write it."""
        return self._sentences.money(language, amount_kes)

    @Slot(str, str, result=str)
    def date(self, language: str, day: str) -> str:
        """A day given as `2026-11-02`, in words."""
        return self._sentences.date(language, date.fromisoformat(day))


def _plain(value: str | int | float) -> str | int | float:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
