"""Running the centre: suspending services, quotas, and calls for help."""

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import (
    AnswerHelp,
    CallForHelp,
    Order,
    RestoreService,
    SetQuota,
    SuspendService,
)
from kiosk.domain.errors import Reason, Refused, Unfit
from kiosk.domain.events import (
    Event,
    HelpAnswered,
    HelpCalled,
    QuotaSet,
    ServiceRestored,
    ServiceSuspended,
)
from kiosk.domain.floor import Floor
from kiosk.domain.ids import HelpId
from kiosk.domain.issuing import known_service
from kiosk.domain.serving import known_code


def suspend(
    floor: Floor, catalogue: Catalogue, order: Order, command: SuspendService
) -> tuple[Event, ...]:
    """No more tickets for this service; visitors are told the reason."""
    service = known_service(catalogue, command.service)
    reason = known_code(catalogue.suspend_reasons, command.reason)
    if floor.suspended.get(service.id) == reason:
        raise Refused(Reason.ALREADY_SUSPENDED)
    return (ServiceSuspended(service=service.id, reason=reason),)


def restore(
    floor: Floor, catalogue: Catalogue, order: Order, command: RestoreService
) -> tuple[Event, ...]:
    """The service runs again."""
    service = known_service(catalogue, command.service)
    if service.id not in floor.suspended:
        raise Refused(Reason.NOT_SUSPENDED)
    return (ServiceRestored(service=service.id),)


def set_quota(
    floor: Floor, catalogue: Catalogue, order: Order, command: SetQuota
) -> tuple[Event, ...]:
    """Today's number of tickets; tomorrow the catalogue's counts again."""
    service = known_service(catalogue, command.service)
    if command.quota is not None and command.quota < 0:
        raise Unfit("quota", "a quota is 0 or more, or null for no limit")
    return (QuotaSet(service=service.id, quota=command.quota),)


def call_for_help(
    floor: Floor, catalogue: Catalogue, order: Order, command: CallForHelp
) -> tuple[Event, ...]:
    """A person is needed at this device; asking again while nobody has come changes nothing."""
    if any(call.by == order.device for call in floor.helps.values()):
        return ()
    if HelpId(order.id) in floor.helps:
        raise Unfit("id", "another device's call for help has this id")
    return (HelpCalled(help=HelpId(order.id)),)


def answer_help(
    floor: Floor, catalogue: Catalogue, order: Order, command: AnswerHelp
) -> tuple[Event, ...]:
    """A colleague goes there."""
    if command.help not in floor.helps:
        raise Refused(Reason.ALREADY_ANSWERED)
    return (HelpAnswered(help=command.help),)
