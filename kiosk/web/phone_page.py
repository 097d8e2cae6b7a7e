"""The words of the phone page: what a ticket's sight says to its visitor, in one language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.catalogue import Centre
from kiosk.domain.events import Outcome
from kiosk.domain.feedback import SMILEYS
from kiosk.domain.ticket import TicketState
from kiosk.texts import Texts
from kiosk.web.bringing import Pay, items_of, pay_of
from kiosk.web.sight import TicketSight, named

_FIGURE = re.compile(r"\d[\d,]*")

EXPECTING = frozenset({TicketState.WAITING, TicketState.CALLED, TicketState.HELD})
"""While a ticket is in one of these, its visitor is told what to bring and what it costs."""

_HEADINGS: Mapping[TicketState, tuple[str, str]] = {
    TicketState.SERVED: ("phone-served", "phone-served-note"),
    TicketState.NO_SHOW: ("phone-no-show", "phone-no-show-note"),
    TicketState.CANCELLED: ("phone-left", "phone-left-note"),
    TicketState.EXPIRED: ("phone-expired", "phone-expired-note"),
}

_LAST = frozenset({TicketState.CANCELLED, TicketState.EXPIRED})
"""States that nothing follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """A sentence with one part that stands out: a figure or a time. ``figure`` may be empty."""

    before: str = ""
    figure: str = ""
    after: str = ""

    def __str__(self) -> str:
        """The whole sentence."""
        return self.before + self.figure + self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One of the five answers, and its word."""

    smiley: int
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhonePage:
    """Every text of the page, in the order it is read. What has nothing to say is empty.

    ``title`` names the page in the browser; ``said`` is read aloud when it changes. ``last`` says
    that nothing more will come, so the page need not ask again. ``silent`` says since when a hub
    has not heard the centre, ``leaving`` that it has been asked to take the ticket out.
    """

    state: str
    call: int
    number: str
    group: str
    service: str
    title: str
    said: str
    silent: str = ""
    leaving: str = ""
    heading: str = ""
    counter: Parted | None = None
    counter_hall: str = ""
    recall: str = ""
    ahead: Parted | None = None
    wait_label: str = ""
    wait: str = ""
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    rate: str = ""
    rate_note: str = ""
    faces: tuple[Face, ...] = ()
    bring_label: str = ""
    bring: tuple[str, ...] = ()
    pay: Pay | None = None
    warning: str = ""
    leave: str = ""
    last: bool = False


def phone_page(sight: TicketSight, texts: Texts, language: str) -> PhonePage:
    """The page of one ticket in ``language``."""
    return _Wording(sight, texts, language).page()


def parted(sentence: str, figure: str) -> Parted:
    """``sentence`` with the first ``figure`` in it set apart."""
    before, figure, after = sentence.partition(figure)
    return Parted(before=before, figure=figure, after=after)


def centre_name(centre: Centre, language: str) -> str:
    """``Huduma Centre Molo``."""
    return f"{named(centre.name, language)} {named(centre.place, language)}".strip()


class _Wording:
    """One page being worded."""

    def __init__(self, sight: TicketSight, texts: Texts, language: str) -> None:
        self._sight = sight
        self._texts = texts
        self._language = language

    def _say(self, key: str, **arguments: str | float) -> str:
        return self._texts.say(self._language, key, **arguments)

    def _named(self, names: Mapping[str, str]) -> str:
        return named(names, self._language)

    def page(self) -> PhonePage:
        sight = self._sight
        expecting = sight.state in EXPECTING
        heading, notes = self._heading(), self._notes()
        group = self._named(sight.group)
        service = self._named(sight.service.name) if sight.service else ""
        ahead = self._ahead() if sight.state is TicketState.WAITING else None
        said = str(ahead) if ahead else heading
        counter = self._counter()
        if counter and sight.state is TicketState.CALLED:
            said = f"{heading}. {counter}"
        wants_rating = self._wants_rating
        return PhonePage(
            state=sight.state.value,
            call=sight.call,
            number=sight.number,
            group=group,
            service=service if service != group else "",
            title=f"{counter} · {sight.number}" if counter else f"{sight.number} · {said}",
            said=said,
            silent=self._silent(),
            leaving=self._say("phone-leaving") if sight.leaving and sight.may_leave else "",
            heading=heading,
            counter=counter,
            counter_hall=self._named(sight.counter.hall) if counter and sight.counter else "",
            recall=self._say("board-recall", call=sight.call) if self._recalled else "",
            ahead=ahead,
            wait_label=self._say("kiosk-estimated-wait") if ahead else "",
            wait=self._texts.wait(self._language, self._wait_min()) if ahead else "",
            lines=self._lines() if ahead else (),
            notes=notes,
            rate=self._say("feedback-how") if wants_rating else "",
            rate_note=self._say("feedback-no-name") if wants_rating else "",
            faces=self._faces() if wants_rating else (),
            bring_label=self._say("kiosk-bring") if self._bring() else "",
            bring=self._bring(),
            pay=self._pay() if expecting else None,
            warning=self._say("phone-no-money") if expecting else "",
            leave=self._say("phone-leave") if sight.may_leave and not sight.leaving else "",
            last=self._is_last,
        )

    @property
    def _wants_rating(self) -> bool:
        sight = self._sight
        return sight.state is TicketState.SERVED and sight.may_rate and not sight.rated

    @property
    def _is_last(self) -> bool:
        served = self._sight.state is TicketState.SERVED
        return self._sight.state in _LAST or (served and not self._wants_rating)

    def _silent(self) -> str:
        """Since when nothing was heard of the centre; on which day, where that was not today."""
        since, at = self._sight.silent_since, self._sight.at
        if since is None:
            return ""
        time = self._texts.time(since)
        if since.date() != at.date():
            time = f"{self._texts.date(self._language, since.date())}, {time}"
        return self._say("phone-silent", time=time)

    @property
    def _recalled(self) -> bool:
        return self._sight.state is TicketState.CALLED and self._sight.call > 1

    def _heading(self) -> str:
        match self._sight.state:
            case TicketState.WAITING:
                return ""
            case TicketState.CALLED:
                return self._say("phone-called")
            case TicketState.SERVING:
                return self._say("phone-serving")
            case TicketState.HELD:
                return self._say("phone-held")
            case state:
                return self._say(_HEADINGS[state][0])

    def _notes(self) -> tuple[str, ...]:
        sight = self._sight
        match sight.state:
            case TicketState.WAITING | TicketState.SERVING:
                return ()
            case TicketState.CALLED:
                return (self._say("phone-called-go"),)
            case TicketState.HELD:
                label = sight.counter.label if sight.counter else ""
                return (self._say("phone-held-note", label=label),) if label else ()
            case TicketState.SERVED if sight.rated:
                return (self._say("feedback-thanks"), self._say("feedback-thanks-note"))
            case TicketState.SERVED if self._papers_missing:
                return (self._say("phone-papers-missing"),)
            case state:
                return (self._say(_HEADINGS[state][1]),)

    def _counter(self) -> Parted | None:
        """The counter to go to, or where the visitor is."""
        sight = self._sight
        if sight.counter is None or sight.state not in (TicketState.CALLED, TicketState.SERVING):
            return None
        label = sight.counter.label
        return parted(self._say("counter-label", label=label), label)

    def _ahead(self) -> Parted:
        sentence = self._say("people-ahead", count=self._sight.ahead)
        figure = _FIGURE.search(sentence)
        return parted(sentence, figure[0]) if figure else Parted(before=sentence)

    def _wait_min(self) -> tuple[int, int] | None:
        wait_s = self._sight.wait_s
        return None if wait_s is None else (wait_s[0] // 60, wait_s[1] // 60)

    def _lines(self) -> tuple[str, ...]:
        sight = self._sight
        lines = []
        if sight.now:
            lines.append(self._say("phone-now", numbers=", ".join(sight.now)))
        if sight.service:
            lines.append(self._say("kiosk-wait-in", hall=self._named(sight.service.hall)))
        if sight.closed:
            lines.append(self._say("kiosk-closed-cut-off"))
        elif sight.closes:
            lines.append(self._say("phone-open-until", time=self._texts.time(sight.closes)))
        return tuple(lines)

    def _faces(self) -> tuple[Face, ...]:
        return tuple(Face(smiley=n, word=self._say(f"feedback-{n}")) for n in SMILEYS)

    @property
    def _papers_missing(self) -> bool:
        return self._sight.outcome is Outcome.DOCUMENTS_MISSING and bool(self._items)

    @property
    def _items(self) -> tuple[str, ...]:
        return items_of(self._sight.service, self._language)

    def _bring(self) -> tuple[str, ...]:
        """What to bring: until the visit, and for the next one when something was missing."""
        return self._items if self._sight.state in EXPECTING or self._papers_missing else ()

    def _pay(self) -> Pay | None:
        sight = self._sight
        return pay_of(sight.service, sight.at.date(), self._texts, self._language)
