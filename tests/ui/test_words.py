"""Sentences on their way from the texts to QML."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtQml import QQmlEngine, QQmlExpression

from kiosk.ui.words import Words


class FakeTexts:
    """Says what it was asked for."""

    def say(self, language: str, key: str, **arguments: str | int | float) -> str:
        return f"{language} {key} {arguments}"

    def money(self, language: str, amount_kes: int) -> str:
        return f"{language} KSh {amount_kes:,}"

    def date(self, language: str, date: date) -> str:
        return f"{language} {date:%A}"


def in_qml(words: Words, script: str) -> object:
    engine = QQmlEngine()
    scope = QObject()
    context = engine.rootContext()
    context.setContextProperty("words", words)
    value, _undefined = QQmlExpression(context, scope, script).evaluate()
    return value


def test_qml_says_a_sentence_by_its_key(qapp: object) -> None:
    assert in_qml(Words(FakeTexts()), "words.say('sw', 'welcome')") == "sw welcome {}"


def test_whole_numbers_from_qml_stay_whole_so_that_plurals_agree(qapp: object) -> None:
    said = in_qml(Words(FakeTexts()), "words.say('en', 'waiting', {n: 6 / 2, name: 'Molo'})")
    assert said == "en waiting {'n': 3, 'name': 'Molo'}"


def test_a_fraction_stays_a_fraction(qapp: object) -> None:
    assert in_qml(Words(FakeTexts()), "words.say('en', 'k', {n: 1.5})") == "en k {'n': 1.5}"


def test_money_and_dates_are_said_as_people_write_them(qapp: object) -> None:
    words = Words(FakeTexts())
    assert in_qml(words, "words.money('en', 1000)") == "en KSh 1,000"
    assert in_qml(words, "words.date('en', '2026-11-02')") == "en Monday"


def test_arguments_are_the_callers_and_stay_as_they_are() -> None:
    given: Mapping[str, str | int | float] = {"n": 2.0}
    Words(FakeTexts()).say("en", "k", given)
    assert given == {"n": 2.0}
