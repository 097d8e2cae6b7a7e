"""The paper to go on with by hand: who is still open, by service, in the order of their turns."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.catalogue import Catalogue, Names
from kiosk.domain.floor import Floor
from kiosk.domain.hand_list import HandQueue, hand_list
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.printer.slip import letters_of, named_in
from kiosk.texts import Texts

BEGUN = {
    TicketState.CALLED: "hand-list-called",
    TicketState.SERVING: "hand-list-serving",
    TicketState.HELD: "hand-list-held",
}
"""What is said behind a number that no longer waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandPart:
    """One service's lines; each ``waiting`` is a number and when it was given."""

    name: Names
    begun: tuple[tuple[str, TicketState, str], ...]
    waiting: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandList:
    """Everybody who is still open, as it was known at ``as_of`` (aware, local to the centre).

    ``language`` is the agent's: nobody else reads it. It has no ``code``, and may be printed as
    often as anybody likes: none is a ``copy``.
    """

    language: str
    centre_name: Names
    place: Names
    as_of: datetime
    parts: tuple[HandPart, ...]
    code: str | None = None
    copy: bool = False
    for_kiosk: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWords:
    """The words of a hand list: a heading, and for each service its name and lines."""

    heading: str
    stamp: str
    banners: tuple[str, ...]
    parts: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    """Name, those with a counter, those who wait: texts that stand beside each other."""


def made_from(floor: Floor, catalogue: Catalogue, *, language: str, as_of: datetime) -> HandList:
    """The list of a floor as it is known."""
    labels = {counter.id: counter.label for counter in catalogue.counters}

    def begun(ticket: Ticket) -> tuple[str, TicketState, str]:
        counter = labels.get(ticket.counter, ticket.counter) if ticket.counter else ""
        return ticket.number, ticket.state, counter

    def part(queue: HandQueue) -> HandPart:
        return HandPart(
            name=queue.service.name if queue.service is not None else {"": "?"},
            begun=tuple(begun(ticket) for ticket in queue.begun),
            waiting=tuple(
                (ticket.number, ticket.issued_at.astimezone(as_of.tzinfo))
                for ticket in queue.waiting
            ),
        )

    return HandList(
        language=language,
        centre_name=catalogue.centre.name,
        place=catalogue.centre.place,
        as_of=as_of,
        parts=tuple(part(queue) for queue in hand_list(floor, catalogue)),
    )


def list_words(made: HandList, texts: Texts) -> ListWords:
    """The words of a hand list."""
    language = made.language
    banners = [texts.say(language, "hand-list-title", time=texts.time(made.as_of))]
    if made.for_kiosk is not None:
        banners.append(texts.say(language, "slip-backup-for", kiosk=letters_of(made.for_kiosk)))
    centre = f"{named_in(made.centre_name, language)} {named_in(made.place, language)}"
    return ListWords(
        heading=centre.strip(),
        stamp=f"{texts.date_short(language, made.as_of)} {texts.time(made.as_of)}",
        banners=tuple(banners),
        parts=tuple(
            (
                f"{named_in(part.name, language)} ({len(part.begun) + len(part.waiting)})",
                begun_texts(part, texts, language),
                waiting_texts(part, texts),
            )
            for part in made.parts
        )
        or ((texts.say(language, "hand-list-empty"), (), ()),),
    )


def begun_texts(part: HandPart, texts: Texts, language: str) -> tuple[str, ...]:
    """Each number that has a counter or was put aside, with where it is."""
    return tuple(
        texts.say(language, BEGUN[state], number=letters_of(number), counter=letters_of(counter))
        for number, state, counter in part.begun
    )


def waiting_texts(part: HandPart, texts: Texts) -> tuple[str, ...]:
    """Each waiting number with the time it was given, who is next first."""
    return tuple(f"{letters_of(number)} {texts.time(at)}" for number, at in part.waiting)
