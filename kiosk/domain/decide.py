"""The one decision: what an order makes happen on this floor, or why it is refused."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from kiosk.domain import (
    booking,
    feedback,
    issuing,
    measuring,
    obeying,
    recording,
    running,
    serving,
)
from kiosk.domain import commands as c
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Order
from kiosk.domain.errors import Refused
from kiosk.domain.events import DayClosed, DayOpened, Entry, Event
from kiosk.domain.floor import Floor
from kiosk.domain.learning import learnt

Rule = Callable[[Floor, Catalogue, Order, Any], tuple[Event, ...]]
"""One rule; its last argument is the command it is filed under in ``RULES``."""

RULES: Mapping[type[c.Command], Rule] = MappingProxyType(
    {
        c.IssueTicket: issuing.issue,
        c.CheckIn: issuing.check_in,
        c.BookAppointment: booking.book,
        c.MoveAppointment: booking.move,
        c.CancelAppointment: booking.cancel,
        c.RecordTicket: recording.record,
        c.CancelTicket: issuing.cancel,
        c.ReportPaper: issuing.report_paper,
        c.CallForHelp: running.call_for_help,
        c.AnswerHelp: running.answer_help,
        c.ReportPrinter: running.report_printer,
        c.OpenCounter: serving.open_counter,
        c.CloseCounter: serving.close_counter,
        c.PauseCounter: serving.pause_counter,
        c.ReopenCounter: serving.reopen_counter,
        c.CallNext: serving.call_next,
        c.CallTicket: serving.call_ticket,
        c.Recall: serving.recall,
        c.UndoCall: serving.undo_call,
        c.StartService: serving.start_service,
        c.FinishService: serving.finish_service,
        c.MarkNoShow: serving.mark_no_show,
        c.Requeue: serving.requeue,
        c.HoldTicket: serving.hold_ticket,
        c.ResumeTicket: serving.resume_ticket,
        c.TransferTicket: serving.transfer_ticket,
        c.GiveFeedback: feedback.give,
        c.AddReasons: feedback.add_reasons,
        c.SuspendService: running.suspend,
        c.RestoreService: running.restore,
        c.SetQuota: running.set_quota,
        c.SetCutOff: running.set_cut_off,
        c.TurnDay: lambda floor, catalogue, order, command: (),
        c.MeasurePace: measuring.measure,
        c.TakeOver: running.take_over,
        c.SkipNumbers: running.skip_numbers,
        c.LoadCatalogue: obeying.load_catalogue,
        c.RevokeDevice: obeying.revoke_device,
    }
)


def decide(floor: Floor, catalogue: Catalogue, order: Order) -> tuple[Event, ...] | Refused:
    """What happens, in order; nothing is changed here.

    The first order of a new local day first closes yesterday and opens today. Raises ``Unfit``
    for a service, counter, ticket or code this centre does not have.
    """
    turn = _turn_of_day(floor, catalogue, order)
    today = floor
    if turn:
        today = Floor(seq=floor.seq, at=floor.at, day=floor.day)
        for entry in seal(today, order, turn[-1:]):
            today.apply(entry)
    try:
        return turn + RULES[type(order.command)](today, catalogue, order, order.command)
    except Refused as refused:
        return refused


def _turn_of_day(floor: Floor, catalogue: Catalogue, order: Order) -> tuple[Event, ...]:
    """The end of yesterday and the beginning of today, if the order is the first of its day."""
    day = order.at.date()
    if floor.day is None:
        return (DayOpened(date=day, suspended={}),)
    if day <= floor.day:
        return ()
    return (
        DayClosed(
            expired=tuple(ticket.ticket for ticket in floor.open_tickets()),
            missed=floor.book.before(day),
        ),
        DayOpened(
            date=day,
            suspended=dict(floor.suspended),
            appointments=floor.book.kept_for(day),
            habits=learnt(catalogue, floor.habits, floor.record, floor.at or order.at),
            catalogue=floor.catalogue,
            catalogue_sha256=floor.catalogue_sha256,
        ),
    )


def seal(floor: Floor, order: Order, events: tuple[Event, ...]) -> tuple[Entry, ...]:
    """The events as lines of the journal, numbered on from the floor's last."""
    day = floor.day or order.at.date()
    entries = []
    for seq, event in enumerate(events, start=floor.seq + 1):
        if isinstance(event, DayOpened):
            day = event.date
        entries.append(
            Entry(seq=seq, at=order.at, day=day, by=order.device, cmd=order.id, event=event)
        )
    return tuple(entries)
