"""The lists of one centre's page: its devices, what it was asked, catalogues, keys and deeds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.texts import UnknownText
from kiosk.web.desk_words import NOTHING
from kiosk.web.office_deep import DeepSight
from kiosk.web.office_words import OfficeWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of one of the lists: ``cells`` in the order of its head, ``bad`` where it is wrong."""

    id: str
    name: str
    cells: Sequence[str]
    bad: bool = False


def troubles(sight: DeepSight, words: OfficeWords) -> Iterator[Line]:
    """What the centre itself says is wrong."""
    today = sight.at.date()
    for one in sight.troubles:
        name = " ".join(filter(None, (words.trouble(one.code), one.about)))
        yield Line(id=one.code, name=name, cells=(words.moment(one.since, today),), bad=True)


def devices(sight: DeepSight, words: OfficeWords) -> Iterator[Line]:
    """Its devices, those in trouble first."""
    for one in sorted(sight.devices, key=lambda each: (not each.trouble, each.role, each.id)):
        seen = words.moment(one.seen_at, sight.at.date()) if one.seen_at is not None else NOTHING
        yield Line(
            id=one.id,
            name=one.name or one.id,
            cells=(or_itself("manager-role", one.role, words), seen, one.trouble),
            bad=bool(one.trouble),
        )


def asked(sight: DeepSight, words: OfficeWords) -> Iterator[Line]:
    """What head office and citizens asked of it, and what became of that."""
    for one in sight.asked:
        state = or_itself("office-state", one.state, words)
        said = words.name(one.say) if one.say else ""
        yield Line(
            id=str(one.seq),
            name=words.moment(one.at),
            cells=(deed(one.type, words), one.about, one.by, f"{state}: {said}" if said else state),
            bad=one.state in {"refused", "unfit"},
        )


def versions(sight: DeepSight, words: OfficeWords) -> Iterator[Line]:
    """The catalogues that head office sent, and how far each came."""
    for one in sight.versions:
        stage = or_itself("office-stage", one.stage, words)
        if one.stage == "loaded" and one.version != sight.runs_version:
            stage = words.say("office-stage-before")
        said = words.name(one.say) if one.say else ""
        yield Line(
            id=str(one.version),
            name=words.say("office-version", version=one.version),
            cells=(words.moment(one.at), one.by, f"{stage}: {said}" if said else stage),
            bad=one.stage == "refused",
        )


def book(sight: DeepSight, words: OfficeWords) -> Iterator[Line]:
    """Its appointments, a day a line."""
    for one in sight.book:
        day = words.texts.date(words.language, one.day)
        yield Line(id="", name=day, cells=(str(one.booked), str(one.came), str(one.gone)))


def keys(sight: DeepSight, words: OfficeWords) -> Iterator[Line]:
    """Its keys, also those it has no more."""
    for one in sight.keys:
        until = words.moment(one.until) if one.until is not None else NOTHING
        state = or_itself("office-key", one.state, words)
        yield Line(id=one.id, name=one.id, cells=(state, words.moment(one.since), until))


def acts(sight: DeepSight, words: OfficeWords) -> Iterator[Line]:
    """What head office did to it, and who."""
    for one in sight.acts:
        did = deed(one.what, words)
        yield Line(id="", name=words.moment(one.at), cells=(one.by, did, one.about))


def deed(what: str, words: OfficeWords) -> str:
    """What was done, by the name of its command; a name that nothing here says, as it is."""
    named = "".join(f"-{one.lower()}" if one.isupper() else one for one in what)
    try:
        return words.say(f"office-did{named}")
    except UnknownText:
        return what


def or_itself(prefix: str, code: str, words: OfficeWords) -> str:
    """A code's own words; one that only a later version knows, as it is."""
    try:
        return words.say(f"{prefix}-{code.lower().replace('_', '-')}")
    except UnknownText:
        return code
