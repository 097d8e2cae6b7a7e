"""Notes of every command a device sends and of every answer it is given."""

import msgspec

from bench.torture.notes import (
    DONE,
    ODD,
    PUT_OFF,
    REFUSED,
    SENT,
    SILENT,
    Note,
    Notes,
    check_sum,
)
from kiosk.client.reply import Declined, Done, read_reply
from kiosk.wire.codec import decode_answer

KNOWN = frozenset({200, 401, 403, 409, 422, 429, 503})
"""What a command may be answered with; all else is a fault of the centre."""


class Sent(msgspec.Struct, frozen=True):
    """What a note tells of a command that is on its way."""

    id: str
    type: str


class Witness:
    """Sees the bytes that a device sends and gets. ``device`` is its id."""

    def __init__(self, notes: Notes, device: str) -> None:
        self._notes = notes
        self._device = device

    def note(self, note: Note) -> None:
        """Keep anything else that was seen."""
        self._notes.add(note)

    def sent(self, body: bytes) -> str:
        """A command leaves; its id."""
        sent = msgspec.json.decode(body, type=Sent)
        # The command itself where it may be sent again in another life.
        kept = body.decode() if sent.type == "IssueTicket" else ""
        self.note(Note(kind=SENT, id=sent.id, why=sent.type, command=kept, device=self._device))
        return sent.id

    def answered(self, command_id: str, status: int, body: bytes) -> None:
        """What came of it; status 0: nothing came."""
        match read_reply(status, body):
            case Done(entries=entries, issued=issued):
                lines = [
                    (entry.seq, check_sum(bytes(raw)))
                    for entry, raw in zip(entries, decode_answer(body).events, strict=True)
                ]
                number = issued.number if issued is not None else ""
                done = Note(
                    kind=DONE, id=command_id, device=self._device, lines=lines, number=number
                )
                self.note(done)
            case Declined(reason=reason, for_now=for_now) if status in KNOWN:
                kind = PUT_OFF if for_now else REFUSED
                self.note(Note(kind=kind, id=command_id, why=f"{status} {reason}"))
            case _ if status == 0:
                self.note(Note(kind=SILENT, id=command_id))
            case _:
                self.note(Note(kind=ODD, id=command_id, why=f"{status} {body[:200]!r}"))
