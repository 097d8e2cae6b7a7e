"""Every sentence stands in every language, with the same arguments, as in the pictures."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from babel import Locale
from fluent.syntax import ast, parse
from fluent.syntax.visitor import Visitor

import kiosk
from bench.languages import PAGE, page
from kiosk.domain.errors import Reason
from kiosk.texts import Texts, UnknownText

DIRECTORY = Path(kiosk.__file__).parents[1] / "assets" / "texts"
LANGUAGES = sorted(path.stem for path in DIRECTORY.glob("*.ftl"))
PLURALS = {"zero", "one", "two", "few", "many", "other"}
TERMS = {
    "board": "ubao",
    "centre": "kituo",
    "code": "msimbo",
    "colleague": "mhudumu",
    "counter": "kaunta",
    "feedback": "maoni",
    "information desk": "dawati la maelezo",
    "kiosk": "kioski",
    "language": "lugha",
    "minute": "dakika",
    "network": "mtandao",
    "number": "nambari",
    "paper": "karatasi",
    "phone": "simu",
    "printer": "printa",
    "priority": "kipaumbele",
    "queue": "foleni",
    "screen": "skrini",
    "service": "huduma",
    "supervisor": "msimamizi",
    "ticket": "tiketi",
    "visitor": "mgeni",
}
"""English terms and the one Kiswahili word for each."""
NEVER_ONE = {"board-recall"}
"""A call is told to be another one from the second on."""
SEVERAL = {"kituo": "vituo", "msimbo": "misimbo"}
"""How these are called where there are several."""
OTHERWISE = {
    # What runs out is places; what is missing is documents.
    "kiosk-quota-full",
    "refused-quota-full",
    "counter-papers-missing",
    "phone-papers-missing",
    # "Uliyemwita" and "vitufe" say it shorter.
    "refused-still-called",
    "a11y-lower",
}
"""Sentences that go another way."""


class Placeables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


class Selections(Visitor):
    """The plural forms that each choice by a number writes."""

    def __init__(self) -> None:
        self.found: list[set[str]] = []

    @classmethod
    def of(cls, message: ast.Message) -> list[set[str]]:
        visitor = cls()
        visitor.visit(message)
        return visitor.found

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802
        keys = {
            variant.key.name for variant in node.variants if isinstance(variant.key, ast.Identifier)
        }
        if keys & PLURALS:
            self.found.append(keys)
        self.generic_visit(node)


class Words(Visitor):
    def __init__(self) -> None:
        self.found: list[str] = []

    def visit_TextElement(self, node: ast.TextElement) -> None:  # noqa: N802
        self.found.append(node.value)


def words(message: ast.Message) -> str:
    visitor = Words()
    visitor.visit(message.value)
    return "\n".join(visitor.found)


def messages(language: str) -> dict[str, ast.Message]:
    resource = parse((DIRECTORY / f"{language}.ftl").read_text(encoding="utf-8"))
    assert not [entry for entry in resource.body if isinstance(entry, ast.Junk)]
    listed = [entry for entry in resource.body if isinstance(entry, ast.Message)]
    assert len({entry.id.name for entry in listed}) == len(listed)
    return {entry.id.name: entry for entry in listed}


def placeables(message: ast.Message) -> set[str]:
    visitor = Placeables()
    visitor.visit(message)
    return visitor.names


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts.load(DIRECTORY)


def test_english_and_kiswahili_are_there(texts: Texts) -> None:
    assert texts.languages == ("en", "sw")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_sentence(texts: Texts, language: str) -> None:
    assert texts.keys(language) == texts.keys("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_takes_the_same_arguments_in_every_language(language: str) -> None:
    english, translated = messages("en"), messages(language)
    for key, message in english.items():
        assert placeables(translated[key]) == placeables(message), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said_with_any_number(texts: Texts, language: str) -> None:
    for key, message in messages(language).items():
        for count in (0, 1, 2, 5, 1000):
            said = texts.say(language, key, **dict.fromkeys(placeables(message), count))
            assert said.strip(), key
            assert "{" not in said, key


def test_every_kiswahili_sentence_says_how_sure_we_are_of_it() -> None:
    for key, message in messages("sw").items():
        assert message.comment is not None, key
        assert re.search(r"confidence: [HML]$", message.comment.content or ""), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_form_of_a_language_is_written(language: str) -> None:
    plural = Locale.parse(language).plural_form
    forms = {plural(number) for number in range(200)}
    for key, message in messages(language).items():
        for written in Selections.of(message) if key not in NEVER_ONE else ():
            assert written >= forms, f"{key} lacks {sorted(forms - written)}"


@pytest.mark.parametrize(("english", "kiswahili"), TERMS.items())
def test_one_thing_has_one_word(english: str, kiswahili: str) -> None:
    translated = messages("sw")
    wanted = re.compile(rf"\b{english}s?\b", re.IGNORECASE)
    for key, message in messages("en").items():
        if key not in OTHERWISE and wanted.search(words(message)):
            said = words(translated[key]).lower()
            assert kiswahili in said or SEVERAL.get(kiswahili, kiswahili) in said, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_signs_are_set_as_in_a_book(language: str) -> None:
    for key, message in messages(language).items():
        for wrong in ("...", "  ", " ,", " .", "--", " - ", "''", '"'):
            assert wrong not in words(message), f"{key} has {wrong!r}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_ends_as_in_english(language: str) -> None:
    translated = messages(language)
    for key, message in messages("en").items():
        ends = [words(m).strip()[-1:] for m in (message, translated[key])]
        assert [end if end in ".?!:" else "" for end in ends] in ([""] * 2, [ends[0]] * 2), key


def test_the_list_for_a_native_reader_is_what_the_file_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: make languages"


def test_kiswahili_is_written_as_in_kenya() -> None:
    words = set(re.findall(r"\w+", (DIRECTORY / "sw.ftl").read_text(encoding="utf-8").lower()))
    said = {
        word
        for message in messages("sw").values()
        for word in re.findall(r"\w+", str(message.value and message.value.to_json()).lower())
    }
    assert words >= {"nambari", "kaunta", "maoni"}
    assert not said & {"namba", "dirisha"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_has_its_sentence(texts: Texts, language: str, reason: Reason) -> None:
    assert texts.say(language, f"refused-{reason.name.lower().replace('_', '-')}").endswith(".")


def test_a_sentence_nobody_wrote_is_refused_and_no_other_language_stands_in(texts: Texts) -> None:
    with pytest.raises(UnknownText, match="no sentence 'no-such-key' in language 'sw'"):
        texts.say("sw", "no-such-key")


def test_a_language_nobody_wrote_is_refused(texts: Texts) -> None:
    with pytest.raises(UnknownText, match="'fr'"):
        texts.say("fr", "back")


def test_a_sentence_without_its_argument_is_refused(texts: Texts) -> None:
    with pytest.raises(UnknownText, match="counter-label"):
        texts.say("en", "counter-label")


def test_a_file_that_is_not_fluent_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "en.ftl").write_text("back = Back\nnext = { $\n", encoding="utf-8")
    with pytest.raises(UnknownText, match=r"en\.ftl, line 2"):
        Texts.load(tmp_path).say("en", "back")


def test_a_directory_without_sentences_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownText, match=r"no \.ftl files"):
        Texts.load(tmp_path)


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 0, "Nobody is waiting"),
        ("en", 1, "1 person waiting"),
        ("en", 23, "23 people waiting"),
        ("en", 1200, "1,200 people waiting"),
        ("sw", 1, "Mtu 1 anasubiri"),
        ("sw", 23, "Watu 23 wanasubiri"),
    ],
)
def test_people_are_counted(texts: Texts, language: str, count: int, said: str) -> None:
    assert texts.say(language, "people-waiting", count=count) == said


@pytest.mark.parametrize(
    ("call", "said"), [(2, "2nd call"), (3, "3rd call"), (4, "4th call"), (9, "9th call")]
)
def test_a_recall_is_counted(texts: Texts, call: int, said: str) -> None:
    assert texts.say("en", "board-recall", call=call) == said
    assert texts.say("sw", "board-recall", call=call) == f"Mara ya {call}"


@pytest.mark.parametrize(
    ("wait_min", "english", "kiswahili", "figures"),
    [
        ((10, 20), "10–20 min", "dak 10–20", "10–20"),
        ((0, 5), "under 5 min", "chini ya dak 5", "< 5"),
        ((0, 0), "under 5 min", "chini ya dak 5", "< 5"),
        ((80, 90), "80–90 min", "dak 80–90", "80–90"),
        ((95, 120), "over 90 min", "zaidi ya dak 90", "> 90"),
        ((95, None), "over 90 min", "zaidi ya dak 90", "> 90"),
        ((70, 110), "over 70 min", "zaidi ya dak 70", "> 70"),
        (None, "not known yet", "bado haujulikani", "not known yet"),
    ],
)
def test_a_wait_is_a_range_or_not_known(
    texts: Texts,
    wait_min: tuple[int, int | None] | None,
    english: str,
    kiswahili: str,
    figures: str,
) -> None:
    assert texts.wait("en", wait_min) == english
    assert texts.wait("sw", wait_min) == kiswahili
    assert texts.wait_figures("en", wait_min) == figures


def test_a_wait_inside_a_line_reads_as_a_sentence(texts: Texts) -> None:
    assert texts.wait_about("en", (10, 20)) == "about 10–20 min"
    assert texts.wait_about("en", None) == "wait not known yet"
    assert texts.wait_about("sw", (10, 20)) == "takriban dak 10–20"


@pytest.mark.parametrize("language", LANGUAGES)
def test_money_reads_as_people_write_it(texts: Texts, language: str) -> None:
    assert texts.money(language, 1000) == "KSh 1,000"
    assert texts.money(language, 50) == "KSh 50"


def test_days_and_times_read_as_on_the_wall(texts: Texts) -> None:
    moment = datetime(2026, 11, 20, 8, 5, tzinfo=UTC)
    assert texts.date("en", moment.date()) == "Friday 20 November"
    assert texts.date("sw", moment.date()) == "Ijumaa 20 Novemba"
    assert texts.date_short("sw", moment.date()) == "20/11/2026"
    assert texts.weekday("sw", date(2026, 11, 23)) == "Jumatatu"
    assert texts.time(moment) == "08:05"
