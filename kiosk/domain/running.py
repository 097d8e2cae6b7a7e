"""Running the centre: suspending services, quotas, calls for help, and printers."""

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import (
    AnswerHelp,
    CallForHelp,
    Order,
    ReportPrinter,
    RestoreService,
    SetCutOff,
    SetQuota,
    SkipNumbers,
    SuspendService,
    TakeOver,
)
from kiosk.domain.errors import Reason, Refused, Unfit
from kiosk.domain.events import (
    CentreTookOver,
    CutOffSet,
    Event,
    HelpAnswered,
    HelpCalled,
    NumbersSkipped,
    PrinterReported,
    PrinterState,
    QuotaSet,
    ServiceRestored,
    ServiceSuspended,
    Skipped,
)
from kiosk.domain.floor import Floor
from kiosk.domain.ids import HelpId
from kiosk.domain.issuing import fit_cause, known_service
from kiosk.domain.printers import NAME_CHARACTERS, PRINTERS_A_DEVICE, fit_name, fitted_name
from kiosk.domain.serving import known_code
from kiosk.domain.taking_over import MOST_PLACES

A_DAY_MIN = 24 * 60


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


def set_cut_off(
    floor: Floor, catalogue: Catalogue, order: Order, command: SetCutOff
) -> tuple[Event, ...]:
    """When tickets stop today; tomorrow the catalogue's counts again."""
    service = known_service(catalogue, command.service)
    minutes = command.cut_off_min
    if minutes is not None and not 0 <= minutes <= A_DAY_MIN:
        raise Unfit("cut_off_min", f"a cut-off is 0 to {A_DAY_MIN} minutes before closing, or null")
    return (CutOffSet(service=service.id, cut_off_min=minutes),)


def take_over(
    floor: Floor, catalogue: Catalogue, order: Order, command: TakeOver
) -> tuple[Event, ...]:
    """Every queue steps over numbers that the centre before may have given after the copy."""
    if command.term < 1 or command.jump < 1:
        raise Unfit("term", "a term and a jump are 1 or more")
    letters = dict.fromkeys((*(queue.letter for queue in catalogue.queues), *floor.given))
    return (
        CentreTookOver(
            term=command.term,
            skipped=tuple(
                Skipped(
                    letter=letter,
                    first=floor.given.get(letter, 0) + 1,
                    last=floor.given.get(letter, 0) + command.jump,
                )
                for letter in letters
            ),
        ),
    )


def skip_numbers(
    floor: Floor, catalogue: Catalogue, order: Order, command: SkipNumbers
) -> tuple[Event, ...]:
    """Step over what was given before and is not known here; what was given here stays."""
    if any(not 0 < one.last <= MOST_PLACES for one in command.given):
        raise Unfit("given", f"a place is 1 to {MOST_PLACES}")
    if command.day != order.at.date():
        return ()
    skipped = tuple(
        Skipped(letter=one.letter, first=floor.given.get(one.letter, 0) + 1, last=one.last)
        for one in command.given
        if one.last > floor.given.get(one.letter, 0)
    )
    return (NumbersSkipped(skipped=skipped),) if skipped else ()


def call_for_help(
    floor: Floor, catalogue: Catalogue, order: Order, command: CallForHelp
) -> tuple[Event, ...]:
    """A person is needed at this device; asking again while nobody has come changes nothing."""
    if any(call.by == order.device for call in floor.helps.values()):
        return ()
    if HelpId(order.id) in floor.helps:
        raise Unfit("id", "another device's call for help has this id")
    name = fitted_name(order.name) if order.name else ""
    return (HelpCalled(help=HelpId(order.id), name=name),)


def answer_help(
    floor: Floor, catalogue: Catalogue, order: Order, command: AnswerHelp
) -> tuple[Event, ...]:
    """A colleague goes there."""
    if command.help not in floor.helps:
        raise Refused(Reason.ALREADY_ANSWERED)
    return (HelpAnswered(help=command.help),)


def report_printer(
    floor: Floor, catalogue: Catalogue, order: Order, command: ReportPrinter
) -> tuple[Event, ...]:
    """How a printer is: a fact, told anew only when it differs from what is known.

    A printer of which nothing is known is taken to be ready.
    """
    if not fit_name(command.printer):
        raise Unfit("printer", f"a printer's name is 1 to {NAME_CHARACTERS} printable characters")
    cause = fit_cause(command.cause)
    known = floor.printers.get((order.device, command.printer))
    if known is None:
        if command.state is PrinterState.READY:
            return ()
        if sum(device == order.device for device, _ in floor.printers) >= PRINTERS_A_DEVICE:
            raise Unfit("printer", f"a device tells of {PRINTERS_A_DEVICE} printers at most")
    elif (known.state, known.cause) == (command.state, cause):
        return ()
    return (PrinterReported(printer=command.printer, state=command.state, cause=cause),)
