"""What the paper says: a ticket's slip, and its wording in the centre's languages."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from unicodedata import category, normalize

from kiosk.domain.catalogue import Names
from kiosk.texts import Texts, WaitMin

QR_LIMIT = 90
"""The most a QR code of version 4, level M holds of upper-case letters and digits."""

NOT_KNOWN = "–"
"""In place of a figure that nobody knows."""

_QR_ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+\-./:]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One ticket on paper.

    ``languages`` stand in the order they are printed, the visitor's own first. ``wait_min`` is a
    range in whole minutes, ``None`` while it is not known. ``code`` is what the QR carries, an
    address or the bare token (see ``fits_qr``); only with ``phone_page`` does the slip promise
    that a phone can follow it. A counter that prints again knows no token: its slip has no
    ``code`` and no QR. ``copy`` marks a second paper of a ticket whose first may exist;
    ``for_kiosk`` names the kiosk whose printer this one stands in for. ``ahead`` is ``None`` where
    a kiosk without its centre does not know it; ``as_of`` when its figures were true, where that is
    not when the ticket was given.
    """

    languages: tuple[str, ...]
    centre_name: Names
    place: Names
    number: str
    service: Names
    issued_at: datetime
    ahead: int | None
    wait_min: WaitMin | None
    hall: Names
    code: str | None
    phone_page: bool
    bring: tuple[Names, ...] = ()
    copy: bool = False
    for_kiosk: str | None = None
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipWords:
    """Every text of a slip, one for each language where the languages differ.

    As many texts of a tuple stand on one line as fit.
    """

    heading: str
    day: str
    time: str
    banners: tuple[tuple[str, ...], ...]
    services: tuple[str, ...]
    number: str
    ahead_labels: tuple[str, ...]
    ahead: str
    wait_labels: tuple[str, ...]
    wait: str
    """Empty while it is not known; then ``wait_unknown`` says so."""
    wait_unknown: tuple[str, ...]
    where: tuple[str, ...]
    code: str | None
    readable_code: str
    follow: tuple[str, ...]
    bring_labels: tuple[str, ...]
    bring: tuple[tuple[str, ...], ...]
    footer: tuple[str, ...]


def fits_qr(code: str) -> bool:
    """Whether ``code`` can stand in the slip's QR: upper case, no longer than it holds."""
    return len(code) <= QR_LIMIT and _QR_ALPHANUMERIC.fullmatch(code) is not None


def specimen(languages: tuple[str, ...]) -> Slip:
    """A slip of nobody, with the letters and words that slips have."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789 ().,-"
    return Slip(
        languages=languages,
        centre_name={"": letters},
        place={},
        number="A1042",
        service={"": letters},
        issued_at=datetime(2000, 1, 1, tzinfo=UTC),
        ahead=1234567890,
        wait_min=(15, 25),
        hall={"": letters},
        code="AHFLRSWXY-" + "A" * 26,
        phone_page=True,
        bring=({"": letters},),
        copy=True,
    )


def wording(slip: Slip, texts: Texts) -> SlipWords:
    """The words of ``slip``. What is the same in several languages is printed once.

    Names come from people: of what they wrote only letters and signs are kept, no control
    characters.
    """

    def each(key: str, **arguments: str) -> tuple[str, ...]:
        return distinct(texts.say(language, key, **arguments) for language in slip.languages)

    first = slip.languages[0]
    code = slip.code or ""
    known = slip.wait_min is not None
    banners = [each("slip-copy")] if slip.copy else []
    if slip.for_kiosk is not None:
        banners.append(each("slip-backup-for", kiosk=letters_of(slip.for_kiosk)))
    if slip.as_of is not None:
        banners.append(each("slip-as-of", time=texts.time(slip.as_of)))
    return SlipWords(
        heading=f"{named_in(slip.centre_name, first)} {named_in(slip.place, first)}".strip(),
        day=texts.date_short(first, slip.issued_at),
        time=texts.time(slip.issued_at),
        banners=tuple(banners),
        services=names_in(slip.service, slip.languages),
        number=letters_of(slip.number),
        ahead_labels=each("slip-ahead"),
        ahead=str(slip.ahead) if slip.ahead is not None else NOT_KNOWN,
        wait_labels=each("slip-minutes"),
        wait=texts.wait_figures(first, slip.wait_min) if known else "",
        wait_unknown=() if known else each("slip-minutes-unknown"),
        where=tuple(where_to_wait(slip.hall, slip.languages, texts)),
        code=slip.code,
        readable_code=code.rsplit("/", maxsplit=1)[-1],
        follow=each("slip-follow-by-phone" if slip.phone_page else "slip-scan-at-kiosk")
        if code
        else (),
        bring_labels=each("slip-bring"),
        bring=tuple(filter(None, (names_in(item, slip.languages) for item in slip.bring))),
        footer=(*each("slip-not-a-receipt"), *each("slip-helpline")),
    )


def where_to_wait(hall_names: Names, languages: tuple[str, ...], texts: Texts) -> Iterator[str]:
    """In each language where to sit down; nothing where the hall has no name."""
    for language in languages:
        hall = named_in(hall_names, language)
        if hall:
            yield f"{texts.say(language, 'slip-wait-in')}: {hall}"


def names_in(names: Names, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The name in each of the languages, once where they share it."""
    return distinct(named_in(names, language) for language in languages)


def named_in(names: Names, language: str) -> str:
    """The name in ``language``, else in any that has one; empty when none has."""
    own = letters_of(names.get(language, ""))
    return own or next(filter(None, map(letters_of, names.values())), "")


def letters_of(text: str) -> str:
    """``text`` on one line, accents joined to their letters, without what is no letter or sign.

    Left out are control characters, marks that turn the direction of writing, halves of
    characters (FreeType refuses those) and code points that mean nothing.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    kept = (
        char if category(char)[0] != "C" else " " if char.isspace() else ""
        for char in normalize("NFC", text)
    )
    return " ".join("".join(kept).split())


def distinct(words: Iterable[str]) -> tuple[str, ...]:
    """Each text once, in order, without the empty ones."""
    return tuple(dict.fromkeys(word for word in words if word))
