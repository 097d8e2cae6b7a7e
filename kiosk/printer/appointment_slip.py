"""What the paper of an appointment says: when, where, what to bring, and the code to check in."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.catalogue import Names
from kiosk.printer.hand_list import HandList
from kiosk.printer.slip import (
    Slip,
    SlipWords,
    distinct,
    letters_of,
    named_in,
    names_in,
    where_to_wait,
    wording,
)
from kiosk.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentSlip:
    """One appointment on paper.

    ``languages`` stand in the order they are printed, the visitor's own first. ``slot`` is when it
    is, ``on_time_until`` how long it holds whole, ``lost_from`` when nothing is left of it (aware,
    local to the centre). ``digits`` are typed at a kiosk, ``code`` is what its QR says. ``copy``
    and ``for_kiosk`` as for a ticket's slip.
    """

    languages: tuple[str, ...]
    centre_name: Names
    place: Names
    service: Names
    slot: datetime
    on_time_until: datetime
    lost_from: datetime
    hall: Names
    digits: str
    code: str
    bring: tuple[Names, ...] = ()
    copy: bool = False
    for_kiosk: str | None = None


AnySlip = Slip | AppointmentSlip | HandList
"""Whatever a spooler can be given to print."""


def words_of(slip: Slip | AppointmentSlip, texts: Texts) -> SlipWords:
    """The words of a visitor's paper, whichever it is."""
    return wording(slip, texts) if isinstance(slip, Slip) else appointment_wording(slip, texts)


def appointment_wording(slip: AppointmentSlip, texts: Texts) -> SlipWords:
    """The words of an appointment's slip, which is laid out as a ticket's is.

    The time stands where the number would, so that nobody takes it for one that is called.
    """

    def each(key: str, **arguments: str) -> tuple[str, ...]:
        return distinct(texts.say(language, key, **arguments) for language in slip.languages)

    first = slip.languages[0]
    banners = [each("slip-appointment")]
    if slip.copy:
        banners.append(each("slip-copy"))
    if slip.for_kiosk is not None:
        banners.append(each("slip-backup-for", kiosk=letters_of(slip.for_kiosk)))
    return SlipWords(
        heading=f"{named_in(slip.centre_name, first)} {named_in(slip.place, first)}".strip(),
        day=texts.date_short(first, slip.slot),
        time=texts.time(slip.slot),
        banners=tuple(banners),
        services=names_in(slip.service, slip.languages),
        number=texts.time(slip.slot),
        ahead_labels=distinct(texts.date(language, slip.slot) for language in slip.languages),
        ahead=f"{slip.slot:%d/%m}",
        wait_labels=each("slip-appointment-by"),
        wait=texts.time(slip.on_time_until),
        wait_unknown=(),
        where=tuple(where_to_wait(slip.hall, slip.languages, texts)),
        code=slip.code,
        readable_code=slip.digits,
        follow=each("slip-appointment-check-in"),
        bring_labels=each("slip-bring"),
        bring=tuple(filter(None, (names_in(item, slip.languages) for item in slip.bring))),
        footer=(
            *each("slip-appointment-lost", time=texts.time(slip.lost_from)),
            *each("slip-helpline"),
        ),
    )
