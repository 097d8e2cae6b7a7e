"""What the journal proves of one ticket, as sentences that can be shown to its visitor."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from kiosk.domain.catalogue import Catalogue, Rules
from kiosk.domain.events import TicketCalled, Why
from kiosk.domain.fairness import Account, Before, Right
from kiosk.domain.ids import CounterId, ServiceId
from kiosk.domain.ticket import TicketState
from kiosk.texts import Texts

BY_RULE = {
    Right.EARLIER: "why-earlier",
    Right.TRANSFERRED: "why-transferred",
    Right.RETURNED: "why-returned",
    Right.ITS_HOUR: "why-its-hour",
    Right.ITS_RETURN: "why-its-return",
}
"""Told with nothing but how many they were."""
BY_CREDIT = {Right.PRIORITY: "why-priority", Right.APPOINTMENT: "why-appointment"}
"""Told with when they came, for they came after it."""
OUT_OF_TURN = {Right.CHOSEN: "why-chosen", Right.NONE: "why-out-of-turn"}
"""Told one by one."""


def lines(
    found: Account,
    day: date,
    texts: Texts,
    language: str,
    catalogue: Catalogue | None,
    rules: Rules,
) -> Sequence[str]:
    """The account in ``language``; without a ``catalogue`` services and counters by their ids."""
    return tuple(_Telling(found, texts, language, catalogue, rules).lines(day))


class _Telling:
    """One account in one language."""

    def __init__(
        self,
        found: Account,
        texts: Texts,
        language: str,
        catalogue: Catalogue | None,
        rules: Rules,
    ) -> None:
        self._found = found
        self._texts = texts
        self._language = language
        self._catalogue = catalogue
        self._rules = rules

    def _say(self, key: str, **arguments: str | float) -> str:
        return self._texts.say(self._language, key, **arguments)

    def lines(self, day: date) -> Iterator[str]:
        """From when it was issued to whether the order was kept."""
        ticket = self._found.ticket
        yield self._say(
            "why-title",
            number=ticket.number,
            service=self._service(ticket.service),
            day=self._texts.date(self._language, day),
        )
        yield ""
        yield from self._when_it_came()
        yield from self._its_call()
        yield ""
        yield from self._who_went_before()
        yield ""
        yield self._verdict()

    def _when_it_came(self) -> Iterator[str]:
        ticket, slot = self._found.ticket, self._found.slot
        yield self._say("why-came", number=ticket.number, time=self._texts.time(ticket.issued_at))
        if ticket.requeued:
            yield self._say("why-came-back")
        elif slot is not None:
            yield self._say(
                "why-came-appointment",
                slot=self._texts.time(slot.astimezone(ticket.issued_at.tzinfo)),
                time=self._texts.time(ticket.virtual_arrival.astimezone(slot.tzinfo)),
            )
        elif ticket.priority:
            yield self._say("why-came-priority", minutes=ticket.credit_s // 60)

    def _its_call(self) -> Iterator[str]:
        ticket, call = self._found.ticket, self._found.call
        if call is None:
            yield self._say("why-not-called")
        else:
            at = self._found.calls[0]
            yield self._say(
                "why-called",
                time=self._texts.time(at),
                counter=self._counter(call.counter),
                minutes=int((at - ticket.issued_at).total_seconds() // 60),
            )
            yield self._why_then(call)
        if self._found.held:
            yield self._say("why-held", times=self._times(self._found.held))
        yield from self._how_it_ended()

    def _why_then(self, call: TicketCalled) -> str:
        if call.passed_over:
            agent = self._found.agent or "?"
            return self._say("why-called-chosen", agent=agent, count=call.passed_over)
        return self._say("why-called-ready" if call.why is Why.ARRIVAL else "why-called-next")

    def _how_it_ended(self) -> Iterator[str]:
        ticket, calls = self._found.ticket, self._found.calls
        if ticket.state is TicketState.NO_SHOW:
            yield self._say("why-no-show", count=len(calls), times=self._times(calls))
        elif ticket.state is TicketState.CANCELLED and ticket.ended_at is not None:
            yield self._say("why-left", time=self._texts.time(ticket.ended_at))
        elif ticket.state is TicketState.EXPIRED:
            yield self._say("why-day-over")
        elif ticket.state is TicketState.WAITING and self._found.call is not None:
            yield self._say("why-waits-again")

    def _times(self, moments: Iterable[datetime]) -> str:
        return ", ".join(map(self._texts.time, moments))

    def _who_went_before(self) -> Iterator[str]:
        if not self._found.before:
            yield self._say("why-before-nobody")
            return
        yield self._say("why-before", count=len(self._found.before))
        for right in Right:
            those = self._found.by(right)
            if not those:
                continue
            if right in OUT_OF_TURN:
                yield from (f"  {self._out_of_turn(OUT_OF_TURN[right], one)}" for one in those)
            elif right in BY_CREDIT:
                yield f"  {self._by_credit(BY_CREDIT[right], right, those)}"
            else:
                yield f"  {self._say(BY_RULE[right], count=len(those))}"

    def _by_credit(self, key: str, right: Right, those: Sequence[Before]) -> str:
        rules, came = self._rules, self._found.ticket.issued_at
        priority = right is Right.PRIORITY
        minutes = rules.priority_credit_min if priority else rules.appointment_credit_min
        return self._say(
            key,
            count=len(those),
            minutes=minutes,
            times=self._times(came + timedelta(seconds=one.after_s) for one in those),
        )

    def _out_of_turn(self, key: str, one: Before) -> str:
        return self._say(
            key,
            time=self._texts.time(one.at),
            number=one.number,
            counter=self._counter(one.counter),
            agent=one.agent or "?",
        )

    def _verdict(self) -> str:
        if not self._found.kept:
            return self._say("why-broken")
        return self._say("why-kept-but" if self._found.by(Right.CHOSEN) else "why-kept")

    def _service(self, service: ServiceId) -> str:
        known = self._catalogue.service.get(service) if self._catalogue is not None else None
        return known.name.get(self._language, service) if known is not None else service

    def _counter(self, counter: CounterId) -> str:
        known = self._catalogue.counter.get(counter) if self._catalogue is not None else None
        return known.label if known is not None else counter
