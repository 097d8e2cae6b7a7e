"""Opening a branch: where a centre's journal goes on after it was restored, rolled back or cut."""

from datetime import datetime

from kiosk.hub import branches
from kiosk.hub.branches import Branch, Disagrees, Position, chain_at, lineage
from kiosk.hub.findings import FindingCode, note
from kiosk.hub.inbox_giving import reopen
from kiosk.hub.store import Connection
from kiosk.wire.codec import WrongShape
from kiosk.wire.uplink import BranchReason, Disagreement, OpenBranch

_END = "UPDATE branch SET ended_at = %s WHERE centre_id = %s AND branch = %s"
_OPEN = """
    INSERT INTO branch (centre_id, branch, epoch, term, from_branch, agreed, begins, begins_chain,
        reason, made_at, cursor, chain, checkpoint, last_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (centre_id, branch) DO NOTHING
"""

MOST_BRANCHES = 1000
"""Of one centre. Beyond that somebody plays with its key."""
FOUND = {
    BranchReason.EPOCH: FindingCode.RESTORED,
    BranchReason.ROLLED_BACK: FindingCode.ROLLED_BACK,
    BranchReason.FORKED: FindingCode.FORK,
}
"""What a branch that is opened for this reason means for who looks after the centres."""


async def open_branch(
    connection: Connection, centre_id: int, opening: OpenBranch, *, now: datetime
) -> tuple[Position, bool]:
    """Go on in a new branch from a point both sides agree on; where that stands, and if it is new.

    Asked again, the same branch is answered. Nothing of the older branch is touched. Raises
    ``Disagrees`` where the hub goes on elsewhere or has another chain, and ``WrongShape``.
    """
    _check(opening)
    last = await branches.last_branch(connection, centre_id, locked=True)
    if last is not None and _is_same(last, opening):
        return _position(last), False
    if last is not None and last.branch >= MOST_BRANCHES:
        raise WrongShape("from_branch", "this journal has gone on elsewhere too often")
    if not _goes_on(last, opening):
        raise Disagrees(Disagreement.EPOCH)
    if not await _agree(connection, centre_id, last, opening):
        raise Disagrees(Disagreement.FORK)
    opened = await _open(connection, centre_id, opening, last, now)
    await _tell(connection, centre_id, opening, last, opened, now)
    if last is not None and opening.agreed is not None and opening.reason in FOUND:
        # What the hub asked for and the centre has lost since is asked for again.
        await reopen(connection, centre_id, epoch=last.epoch, after=opening.agreed, at=now)
    return _position(opened), True


def _check(opening: OpenBranch) -> None:
    if (opening.from_branch is None) != (opening.agreed is None):
        raise WrongShape("agreed", "a branch agrees with another up to a line, or with none")
    if "\0" in opening.epoch:
        raise WrongShape("epoch", "no text that can be kept")
    if opening.agreed is not None and opening.agreed > opening.after:
        raise WrongShape("agreed", "more than the line it begins behind")
    if opening.after == 0 and bytes.fromhex(opening.chain) != branches.START:
        raise WrongShape("chain", "before the first line there is none but zeroes")


def _is_same(last: Branch, opening: OpenBranch) -> bool:
    """Whether this very branch was opened before, and the answer was lost."""
    return (last.epoch, last.from_branch, last.agreed, last.begins, last.begins_chain.hex()) == (
        opening.epoch,
        opening.from_branch,
        opening.agreed,
        opening.after,
        opening.chain,
    )


def _goes_on(last: Branch | None, opening: OpenBranch) -> bool:
    """Whether who asks knows in which branch the hub goes on."""
    if last is None:
        return opening.from_branch is None
    if opening.from_branch is None:
        return opening.reason is not BranchReason.FIRST
    return opening.from_branch == last.branch


async def _agree(
    connection: Connection, centre_id: int, last: Branch | None, opening: OpenBranch
) -> bool:
    """Whether the hub has the same line there; behind a gap only the centre can compare."""
    if last is None or opening.agreed is None:
        return True
    if opening.agreed != opening.after:
        return opening.agreed <= last.cursor
    stretches = lineage(await branches.branches(connection, centre_id), last.branch)
    chain = await chain_at(connection, centre_id, stretches, opening.after)
    return chain == bytes.fromhex(opening.chain)


async def _open(
    connection: Connection,
    centre_id: int,
    opening: OpenBranch,
    last: Branch | None,
    now: datetime,
) -> Branch:
    chain = bytes.fromhex(opening.chain)
    made = Branch(
        branch=0 if last is None else last.branch + 1,
        epoch=opening.epoch,
        term=opening.term,
        from_branch=opening.from_branch,
        agreed=opening.agreed,
        begins=opening.after,
        begins_chain=chain,
        cursor=opening.after,
        chain=chain,
        checkpoint=opening.after,
        is_over=False,
    )
    where = (centre_id, made.branch, made.epoch, made.term, made.from_branch, made.agreed)
    starts = (made.begins, chain, opening.reason, now, made.cursor, chain, made.checkpoint, now)
    done = await connection.execute(_OPEN, (*where, *starts))
    if done.rowcount == 0:
        # Another request opened it meanwhile: the centre asks how things stand.
        raise Disagrees(Disagreement.EPOCH)
    if last is not None:
        await connection.execute(_END, (now, centre_id, last.branch))
    return made


async def _tell(
    connection: Connection,
    centre_id: int,
    opening: OpenBranch,
    last: Branch | None,
    opened: Branch,
    now: datetime,
) -> None:
    about = f"branch {opened.branch}"
    agreed = opening.agreed or 0
    if last is not None and (code := FOUND.get(opening.reason)) is not None:
        alone = max(0, last.cursor - agreed)
        detail = f"goes on after line {opening.after}; {alone} lines are at the hub alone"
        await note(connection, centre_id, code, about=about, detail=detail, at=now)
    if opening.after > agreed:
        missing = f"lines {agreed + 1} to {opening.after} are missing: the centre has let them go"
        await note(connection, centre_id, FindingCode.GAP, about=about, detail=missing, at=now)


def _position(branch: Branch) -> Position:
    return Position(
        branch=branch.branch, epoch=branch.epoch, cursor=branch.cursor, chain=branch.chain
    )
