"""The words of an appointment's page, in one language."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.appointment_code import qr_text
from kiosk.domain.errors import Reason
from kiosk.texts import Texts
from kiosk.web.booking_sight import COUNTS, BookingSight, BookingState
from kiosk.web.bringing import Pay, items_of, pay_of
from kiosk.web.phone_page import centre_name
from kiosk.web.public_qr import QrPath, qr_path
from kiosk.web.sight import named

_HEADINGS = {
    BookingState.HELD: "public-check",
    BookingState.ENDED: "public-ended",
    BookingState.ASKED: "public-asked",
    BookingState.BOOKED: "public-booked",
    BookingState.REFUSED: "public-refused",
    BookingState.MOVING: "public-booked",
    BookingState.CANCELLING: "public-cancelling",
    BookingState.CANCELLED: "public-cancelled",
    BookingState.CHECKED_IN: "public-checked-in",
    BookingState.OVER: "public-over",
}
_TONES = {
    BookingState.ASKED: "waits",
    BookingState.MOVING: "waits",
    BookingState.CANCELLING: "waits",
    BookingState.BOOKED: "good",
    BookingState.CHECKED_IN: "good",
    BookingState.REFUSED: "bad",
}
_TO_COME = COUNTS | {BookingState.HELD, BookingState.ENDED}
_LAST = frozenset(
    {BookingState.CANCELLED, BookingState.OVER, BookingState.REFUSED, BookingState.CHECKED_IN}
)
"""States that nothing follows."""
_CAN_CHANGE = frozenset({BookingState.BOOKED})
_CAN_CANCEL = frozenset({BookingState.ASKED, BookingState.BOOKED, BookingState.MOVING})


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentPage:
    """Every text and link of the page; what has nothing to say is empty.

    ``last``: nothing more will come, so the page need not ask again. ``qr`` is ``None`` without a
    code.
    """

    state: str
    title: str
    said: str
    centre: str
    service: str
    day: str
    time: str
    heading: str
    tone: str
    notes: tuple[str, ...]
    code: str
    qr_name: str
    qr: QrPath | None
    by: str
    lost: str
    bring_label: str
    bring: tuple[str, ...]
    pay: Pay | None
    warning: str
    calendar: str
    change: str
    cancel: str
    again: str
    last: bool


def appointment_page(sight: BookingSight, texts: Texts, language: str) -> AppointmentPage:
    """The page of one appointment in ``language``."""
    return _Wording(sight, texts, language).page()


def grouped(code: str) -> str:
    """``5123 4567``: two halves are easier to write down."""
    return f"{code[:4]} {code[4:]}"


class _Wording:
    """One page being worded."""

    def __init__(self, sight: BookingSight, texts: Texts, language: str) -> None:
        self._sight = sight
        self._texts = texts
        self._language = language

    def page(self) -> AppointmentPage:
        sight, state = self._sight, self._sight.state
        query = f"?lang={self._language}"
        counts = state in COUNTS
        bring = items_of(sight.service, self._language) if state in _TO_COME else ()
        heading = self._say(_HEADINGS[state])
        time = self._texts.time(sight.slot)
        code = grouped(sight.code) if counts else ""
        rules = sight.catalogue.rules
        by = self._texts.time(sight.slot + timedelta(minutes=rules.appointment_late_min))
        lost = self._texts.time(sight.slot + timedelta(minutes=rules.appointment_lost_min))
        return AppointmentPage(
            state=f"{state.value}-{sight.changes}",
            title=f"{heading} · {time}",
            said=heading,
            centre=centre_name(sight.catalogue.centre, self._language),
            service=named(sight.service.name, self._language) if sight.service else "",
            day=self._texts.date(self._language, sight.slot.date()),
            time=time,
            heading=heading,
            tone=_TONES.get(state, "over" if state in _LAST else ""),
            notes=self._notes(),
            code=code,
            qr_name=self._say("public-qr", code=code) if counts else "",
            qr=qr_path(qr_text(sight.catalogue.centre.code, sight.code)) if counts else None,
            by=f"{self._say('slip-appointment-by')} {by}" if counts else "",
            lost=self._say("slip-appointment-lost", time=lost) if counts else "",
            bring_label=self._say("kiosk-bring") if bring else "",
            bring=bring,
            pay=self._pay() if state in _TO_COME else None,
            warning=self._say("phone-no-money") if state in _TO_COME else "",
            calendar=f"{sight.link}/appointment.ics{query}" if counts else "",
            change=f"{sight.link}/change{query}" if state in _CAN_CHANGE else "",
            cancel=f"{sight.link}/cancel{query}" if state in _CAN_CANCEL else "",
            again=self._again(query) if state is BookingState.REFUSED else "",
            last=state in _LAST,
        )

    def _say(self, key: str, **arguments: str | float) -> str:
        return self._texts.say(self._language, key, **arguments)

    def _pay(self) -> Pay | None:
        sight = self._sight
        return pay_of(sight.service, sight.slot.date(), self._texts, self._language)

    def _again(self, query: str) -> str:
        sight = self._sight
        service = f"/{sight.service.id}" if sight.service else ""
        return f"/book/{sight.catalogue.centre.code}{service}{query}"

    def _notes(self) -> tuple[str, ...]:
        sight = self._sight
        silent = (self._silent(),) if sight.silent else ()
        match sight.state:
            case BookingState.ASKED:
                return silent or (self._say("public-asked-note"),)
            case BookingState.MOVING if sight.wanted is not None:
                day = self._texts.date(self._language, sight.wanted.date())
                time = self._texts.time(sight.wanted)
                return (self._say("public-moving", day=day, time=time), *silent)
            case BookingState.CANCELLING:
                return silent
            case BookingState.BOOKED if sight.reason is not None:
                return (self._say("public-not-changed"), self._reason(sight.reason))
            case BookingState.REFUSED:
                return (self._reason(sight.reason),)
            case BookingState.ENDED:
                return (self._say("public-ended-note"),)
            case BookingState.CHECKED_IN:
                return (self._say("public-checked-in-note"),)
            case _:
                return ()

    def _silent(self) -> str:
        since = self._sight.silent_since
        if since is None:
            return self._say("public-never-heard")
        return self._say("public-asked-silent", time=self._when(since))

    def _when(self, since: datetime) -> str:
        """``10:20``, with its day where that is not today."""
        time = self._texts.time(since)
        if since.date() == self._sight.at.date():
            return time
        return f"{self._texts.date(self._language, since.date())}, {time}"

    def _reason(self, reason: str | None) -> str:
        """A refusal's sentence; one that only the hub's own clock made has one as well."""
        if reason in Reason.__members__:
            return self._say(f"refused-{str(reason).lower().replace('_', '-')}")
        return self._say("public-expired-reason")
