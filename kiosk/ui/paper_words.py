"""What is said of a ticket's paper, and what its visitor can answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.printer.outcome import Cause
from kiosk.texts import Texts
from kiosk.ui.kiosk_glance import named
from kiosk.ui.kiosk_settings import PrinterSlot
from kiosk.ui.paper_state import PaperNow, PaperState

CAUSES: Mapping[Cause, str] = {
    Cause.PAPER_OUT: "paper-out",
    Cause.COVER_OPEN: "paper-cover-open",
    Cause.CUTTER: "paper-printer-fault",
    Cause.ERROR: "paper-printer-fault",
    Cause.BUSY: "paper-printer-busy",
    Cause.OFFLINE: "paper-unreachable",
    Cause.UNREACHABLE: "paper-unreachable",
    Cause.MUTE: "paper-unreachable",
    Cause.GARBAGE: "paper-unreachable",
    Cause.HUNG_UP: "paper-unreachable",
    Cause.STALLED: "paper-unreachable",
    Cause.SILENT: "paper-unreachable",
}
UNPRINTED = "paper-not-printed"
TAKE = {
    PrinterSlot.BELOW: "paper-take-below",
    PrinterSlot.LEFT: "paper-take-left",
    PrinterSlot.RIGHT: "paper-take-right",
    PrinterSlot.NEAR: "paper-take",
}
SHOULD_COME = {
    PrinterSlot.BELOW: "paper-should-come-below",
    PrinterSlot.LEFT: "paper-should-come-left",
    PrinterSlot.RIGHT: "paper-should-come-right",
    PrinterSlot.NEAR: "paper-should-come",
}
ARROWS = {
    PrinterSlot.BELOW: "arrow-down",
    PrinterSlot.LEFT: "arrow-left",
    PrinterSlot.RIGHT: "arrow-right",
    PrinterSlot.NEAR: "",
}
ELSEWHERE = {
    PaperState.PRINTING: "paper-prints-at",
    PaperState.TAKE: "paper-take-at",
    PaperState.SENT: "paper-should-come-at",
    PaperState.UNCONFIRMED: "paper-did-it-come-at",
}
"""What is said of a paper that another printer prints."""
TITLES = {
    PaperState.PRINTING: "paper-printing",
    PaperState.UNCONFIRMED: "paper-did-it-come",
    PaperState.TAKEN: "paper-keep-it",
    PaperState.MISSED: "paper-again-or-phone",
    PaperState.PHONE: "paper-place-safe",
}
NOTES: Mapping[PaperState, tuple[str, ...]] = {
    PaperState.UNCONFIRMED: ("paper-printer-did-not-say", "paper-place-safe"),
    PaperState.MISSED: ("paper-place-safe",),
    PaperState.HELD: ("paper-prints-by-itself",),
    PaperState.CANCELLED: ("paper-only-a-piece",),
    PaperState.PHONE: ("paper-photograph",),
    PaperState.NOT_PRINTED: ("paper-photograph",),
    PaperState.NO_PRINTER: ("paper-photograph",),
}
ADVICE = {
    PaperState.HELD: "paper-photograph",
    PaperState.CANCELLED: "paper-photograph",
}
"""What to do meanwhile, where there is room for it beside the note."""
CALM = (PaperState.PRINTING, PaperState.TAKE, PaperState.SENT, PaperState.TAKEN)
"""There is paper, or there should be; number and code on the screen are but a help."""
TO_THE_SLOT = (PaperState.PRINTING, PaperState.TAKE, PaperState.SENT)
ICONS = {
    PaperState.PRINTING: "printer",
    PaperState.SENT: "printer",
    PaperState.TAKE: "ticket",
    PaperState.TAKEN: "ticket",
    PaperState.UNCONFIRMED: "printer",
    PaperState.MISSED: "printer",
    PaperState.PHONE: "tablet-smartphone",
}


class Answer(StrEnum):
    """What a visitor can say before a ticket, by the name of its button."""

    MORE_TIME = "more-time"
    DONE = "done"
    DID_NOT_COME = "paper-no"
    HAVE_IT = "paper-yes"
    PRINT_AGAIN = "print-again"
    USE_PHONE = "use-phone"


Offer = tuple[Answer, str] | None
"""A button and its words."""
DONE, MORE_TIME = (Answer.DONE, "done"), (Answer.MORE_TIME, "more-time")
WRITTEN_DOWN, AGAIN = (Answer.DONE, "paper-written-down"), (Answer.PRINT_AGAIN, "print-again")
PHONE = (Answer.USE_PHONE, "paper-use-phone")
OFFERS: Mapping[PaperState, tuple[Offer, Offer, Offer]] = {
    PaperState.PRINTING: (None, None, None),
    PaperState.TAKE: (None, MORE_TIME, DONE),
    PaperState.TAKEN: (None, MORE_TIME, DONE),
    PaperState.SENT: ((Answer.DID_NOT_COME, "paper-did-not-come"), MORE_TIME, DONE),
    PaperState.UNCONFIRMED: (
        (Answer.PRINT_AGAIN, "paper-no-print-again"),
        PHONE,
        (Answer.HAVE_IT, "paper-yes-have-it"),
    ),
    # A finger that is still there from "It did not come out" must not say the contrary.
    PaperState.MISSED: (PHONE, (Answer.HAVE_IT, "paper-have-it-now"), AGAIN),
    PaperState.PHONE: (None, None, (Answer.DONE, "paper-on-my-phone")),
    PaperState.HELD: (None, None, WRITTEN_DOWN),
    PaperState.NOT_PRINTED: (None, AGAIN, WRITTEN_DOWN),
    PaperState.CANCELLED: (None, AGAIN, WRITTEN_DOWN),
    PaperState.NO_PRINTER: (None, None, WRITTEN_DOWN),
}
"""What can be answered above, aside and onward: three at most, for unpractised hands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWords:
    """A button: ``does`` is an ``Answer``, empty where there is none."""

    does: str = ""
    say: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWords:
    """All that is said of one paper; what has nothing to say is empty.

    ``note`` follows the title, and ``advice`` the note where there is room; ``brief`` is the title
    where there is room for nothing else.
    ``onward`` always stands where "Done" does; ``aside`` is beside it, ``above`` a third.
    """

    title: str
    brief: str
    note: str = ""
    advice: str = ""
    icon: str = ""
    arrow: str = ""
    above: AnswerWords = AnswerWords()
    aside: AnswerWords = AnswerWords()
    onward: AnswerWords = AnswerWords()


def paper_words(
    texts: Texts, paper: PaperNow, slot: PrinterSlot, language: str, *, can_again: bool
) -> PaperWords:
    """The words for a paper; ``can_again``: another try is not known to be in vain."""
    above, aside, onward = OFFERS[paper.state]
    if paper.state is PaperState.NOT_PRINTED and not can_again:
        aside = None
    if can_again and paper.state in (PaperState.NOT_PRINTED, PaperState.CANCELLED):
        # A printer has recovered: the trouble it had would only confuse.
        paper = replace(paper, cause=None)
    points = paper.state in TO_THE_SLOT and paper.place is None
    return PaperWords(
        title=_title(texts, paper, slot, language),
        brief=_title(texts, paper, slot, language, brief=True),
        note=" ".join(texts.say(language, key) for key in NOTES.get(paper.state, ())),
        advice=_advice(texts, paper, language),
        icon=ICONS.get(paper.state, "printer-x"),
        arrow=ARROWS[slot] if points else "",
        above=_worded(texts, above, language),
        aside=_worded(texts, aside, language),
        onward=_worded(texts, onward, language),
    )


def _title(
    texts: Texts, paper: PaperNow, slot: PrinterSlot, language: str, *, brief: bool = False
) -> str:
    if paper.place is not None and paper.state in ELSEWHERE:
        place = named(paper.place, language)
        return texts.say(language, ELSEWHERE[paper.state], place=place)
    match paper.state:
        case PaperState.TAKE:
            return texts.say(language, TAKE[slot])
        case PaperState.SENT:
            return texts.say(language, SHOULD_COME[slot])
        case PaperState.NO_PRINTER:
            trouble = "paper-no-printer"
        case PaperState.HELD | PaperState.NOT_PRINTED | PaperState.CANCELLED:
            trouble = CAUSES.get(paper.cause, UNPRINTED) if paper.cause else UNPRINTED
        case plain:
            return texts.say(language, TITLES[plain])
    waits = brief and paper.state is PaperState.HELD
    comfort = "paper-will-print" if waits else "paper-place-safe"
    return f"{texts.say(language, trouble)} {texts.say(language, comfort)}"


def _advice(texts: Texts, paper: PaperNow, language: str) -> str:
    keys = [ADVICE[paper.state]] if paper.state in ADVICE else []
    if paper.helped:
        keys.append("paper-colleague-called")
    return " ".join(texts.say(language, key) for key in keys)


def _worded(texts: Texts, offer: Offer, language: str) -> AnswerWords:
    if offer is None:
        return AnswerWords()
    answer, key = offer
    return AnswerWords(does=answer.value, say=texts.say(language, key))
