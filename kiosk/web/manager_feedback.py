"""Today's feedback in words and figures: shares with their intervals, and nothing of a few."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.domain.ids import CounterId, ServiceId
from kiosk.domain.satisfaction import (
    SHOWN_FROM,
    SHOWN_OF_A_COUNTER_FROM,
    Cell,
    Report,
    Satisfaction,
    Score,
)
from kiosk.web.desk_words import NOTHING, between
from kiosk.web.manager_words import ManagerWords

FACES = {
    5: "feedback-5",
    4: "feedback-4",
    3: "feedback-3",
    2: "feedback-2",
    1: "feedback-1",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackLine:
    """One line: how satisfied, between what, from how many answers, of how many served.

    ``low_pct`` … ``high_pct`` are for its bar; ``few``: there are too few answers to tell.
    """

    name: str
    satisfied: str
    between: str
    answers: str
    served: str
    few: bool
    pct: int = 0
    low_pct: int = 0
    high_pct: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceLine:
    """How often one face was chosen."""

    smiley: int
    word: str
    count: int
    pct: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackPage:
    """The page. Those who say it after their own visit are apart from everybody else."""

    overall: FeedbackLine
    others: FeedbackLine
    faces: Sequence[FaceLine]
    services: Sequence[FeedbackLine]
    counters: Sequence[FeedbackLine]
    services_note: str
    counters_note: str


def feedback_page(
    made: Report,
    counters: Mapping[CounterId, Score],
    faces: Mapping[int, int] | None,
    *,
    services: Mapping[ServiceId, str],
    labels: Mapping[CounterId, str],
    words: ManagerWords,
) -> FeedbackPage:
    """The page; ``services`` are their names, ``labels`` what stands above the counters."""
    say = words.say
    overall = made.overall
    return FeedbackPage(
        overall=_line(say("manager-all-visits"), overall.verified, overall.served, words),
        others=_line(say("manager-unverified"), overall.unverified, None, words),
        faces=_faces(faces, words),
        services=tuple(
            _service(services.get(service, service), line, words)
            for service, line in made.services.items()
            if service is not None and (line.served or not line.verified.empty)
        ),
        counters=tuple(
            _scored(say("counter-label", label=label), counters[counter], "")
            for counter, label in labels.items()
            if counter in counters
        ),
        services_note=say("manager-shown-from", count=SHOWN_FROM),
        counters_note=say("manager-shown-from", count=SHOWN_OF_A_COUNTER_FROM),
    )


def _service(name: str, line: Satisfaction, words: ManagerWords) -> FeedbackLine:
    return _line(name, line.verified, line.served, words)


def _line(name: str, cell: Cell, served: int | None, words: ManagerWords) -> FeedbackLine:
    of_served = str(served) if served is not None else ""
    if cell.valid is None:
        return FeedbackLine(
            name=name,
            satisfied=NOTHING,
            between=words.say("manager-too-few"),
            answers="",
            served=of_served,
            few=True,
        )
    return _scored(name, cell.valid, of_served)


def _scored(name: str, score: Score, served: str) -> FeedbackLine:
    return FeedbackLine(
        name=name,
        satisfied=f"{score.csat:.0%}",
        between=between(score),
        answers=str(score.n),
        served=served,
        few=False,
        pct=round(score.csat * 100),
        low_pct=round(score.low * 100),
        high_pct=round(score.high * 100),
    )


def _faces(faces: Mapping[int, int] | None, words: ManagerWords) -> Sequence[FaceLine]:
    if faces is None:
        return ()
    total = sum(faces.values())
    return tuple(
        FaceLine(
            smiley=smiley,
            word=words.say(key),
            count=faces[smiley],
            pct=round(faces[smiley] / total * 100),
        )
        for smiley, key in FACES.items()
    )
