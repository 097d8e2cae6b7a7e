"""What to bring for a service, what it costs and where that is paid, in one language."""

from dataclasses import dataclass
from datetime import date

from kiosk.domain.catalogue import Service
from kiosk.texts import Texts
from kiosk.web.sight import named


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """What a service costs on a day, and where that is paid; ``where`` is empty when it is free."""

    label: str
    amount: str
    where: str


def items_of(service: Service | None, language: str) -> tuple[str, ...]:
    """What to bring; nothing of a service that the catalogue has dropped."""
    return tuple(named(item, language) for item in service.bring) if service else ()


def pay_of(service: Service | None, day: date, texts: Texts, language: str) -> Pay | None:
    """The fee that may be shown on ``day``."""
    fee = service.fee_on(day) if service else None
    if fee is None:
        return None
    label = texts.say(language, "kiosk-fee")
    if fee.amount_kes == 0:
        return Pay(label=label, amount=texts.say(language, "kiosk-fee-free"), where="")
    amount = texts.money(language, fee.amount_kes)
    return Pay(label=label, amount=amount, where=texts.say(language, "kiosk-fee-where"))
