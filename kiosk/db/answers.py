"""What each command was answered, so that a repeat gets the first answer."""

from dataclasses import dataclass

from kiosk.db.opening import Database
from kiosk.domain.ids import CommandId, DeviceId

KEPT_S = 30 * 24 * 3600
STEP_ROWS = 500

_FIND = "SELECT body_hash, first_seq, last_seq, issued FROM answer WHERE device = ? AND id = ?"
_KEEP = """
    INSERT INTO answer (device, id, body_hash, first_seq, last_seq, issued, at_s)
    VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_MEND = """
    UPDATE answer SET body_hash = ?, first_seq = ?, last_seq = ?, issued = ?
    WHERE device = ? AND id = ?
"""
# Rows stand in the order of time, so the old ones are the first and no index on time is needed.
_OLDEST = "SELECT n, at_s FROM answer ORDER BY n LIMIT ?"
_PRUNE = "DELETE FROM answer WHERE n <= ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """An answer as it is kept: which lines of the journal, and what of it is not in them.

    ``last_seq`` before ``first_seq`` stands for no events; it is the answer's seq all the same.
    """

    body_hash: bytes
    first_seq: int
    last_seq: int
    issued: bytes | None

    @property
    def is_remade(self) -> bool:
        """Whether it was made from the journal's lines, by a copy that became the centre.

        What the command said is then not known, nor what the answer held beside the lines.
        """
        return not self.body_hash


class Answers:
    """The table ``answer``; everything but ``find`` belongs inside a transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def find(self, device: DeviceId, command_id: CommandId) -> KeptAnswer | None:
        """What this device's command was answered, if it was."""
        row = self._db.execute(_FIND, (device, _key(command_id))).fetchone()
        if row is None:
            return None
        return KeptAnswer(body_hash=row[0], first_seq=row[1], last_seq=row[2], issued=row[3])

    def keep(
        self, device: DeviceId, command_id: CommandId, answer: KeptAnswer, *, at_s: int
    ) -> None:
        """Keep an answer; ``at_s`` is seconds since 1970."""
        self._db.execute(
            _KEEP,
            (
                device,
                _key(command_id),
                answer.body_hash,
                answer.first_seq,
                answer.last_seq,
                answer.issued,
                at_s,
            ),
        )

    def mend(self, device: DeviceId, command_id: CommandId, answer: KeptAnswer) -> None:
        """Know the whole of an answer that was made from lines."""
        values = (answer.body_hash, answer.first_seq, answer.last_seq, answer.issued)
        self._db.execute(_MEND, (*values, device, _key(command_id)))

    def prune(self, now_s: float) -> bool:
        """Drop a few answers that are older than 30 days; whether there may be more of them."""
        rows = self._db.execute(_OLDEST, (STEP_ROWS,)).fetchall()
        old = [n for n, at_s in rows if at_s < now_s - KEPT_S]
        if old:
            self._db.execute(_PRUNE, (max(old),))
        return len(old) == STEP_ROWS


def _key(command_id: CommandId) -> bytes:
    return bytes.fromhex(command_id.replace("-", ""))
