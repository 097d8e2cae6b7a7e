"""A centre's journal over HTTP: signed, packed, once, and told what the hub has."""

from hashlib import sha256

import msgspec
import pytest

from kiosk.sync.hub_session import HubAway, HubSaysNo, HubSession
from kiosk.wire import uplink
from kiosk.wire.uplink import Batch, BranchReason, ChainAt, Cursor, OpenBranch, Standing
from tests.hub.journal import Paper
from tests.hub.running import RunningHub


def opened(session: HubSession, paper: Paper) -> Cursor:
    first = OpenBranch(
        epoch=paper.epoch, term=1, after=0, chain="0" * 64, reason=BranchReason.FIRST
    )
    answer = session.ask("POST", uplink.BRANCH, msgspec.json.encode(first))
    return uplink.decode(answer.body, Cursor)


def sent(session: HubSession, batch: Batch, lines: list[bytes]) -> Cursor:
    body = uplink.pack(uplink.encode_batch(batch, lines))
    answer = session.ask("POST", uplink.JOURNAL, body, headers={"Content-Encoding": "gzip"})
    return uplink.decode(answer.body, Cursor)


def test_a_journal_comes_up_and_the_hub_says_what_it_has(hub: RunningHub) -> None:
    session, paper = hub.enrolled("MOLO"), Paper(30)
    nothing = uplink.decode(session.ask("GET", uplink.CURSOR).body, Standing)
    assert (nothing.branch, nothing.cursor) == (None, 0)
    opened(session, paper)
    cursor = sent(session, *paper.batch(0, 20))
    assert (cursor.branch, cursor.cursor, cursor.chain) == (0, 20, paper.chain(20).hex())
    assert sent(session, *paper.batch(20, 30)).cursor == 30
    standing = uplink.decode(session.ask("GET", uplink.CURSOR).body, Standing)
    assert (standing.epoch, standing.cursor) == (paper.epoch, 30)
    assert all(chain == paper.chain(seq).hex() for seq, chain in standing.ladder)


def test_each_lines_chain_is_proven_from_what_lies_in_the_ledger(hub: RunningHub) -> None:
    session, paper = hub.enrolled("MOLO"), Paper(10)
    opened(session, paper)
    sent(session, *paper.batch(0, 10))
    for seq in (0, 1, 7, 10):
        answer = session.ask("GET", f"{uplink.CHAIN}?branch=0&seq={seq}")
        assert uplink.decode(answer.body, ChainAt).chain == paper.chain(seq).hex()
    answer = session.ask("GET", f"{uplink.CHAIN}?branch=0&seq=11")
    assert uplink.decode(answer.body, ChainAt).chain is None


def test_lines_that_the_hub_alone_has_come_back(hub: RunningHub) -> None:
    session, paper = hub.enrolled("MOLO"), Paper(10)
    opened(session, paper)
    sent(session, *paper.batch(0, 10))
    answer = session.ask("GET", f"{uplink.JOURNAL}?branch=0&after=4")
    tail, lines = uplink.decode_tail(uplink.unpack(answer.body))
    assert (tail.last, lines) == (10, paper.lines[4:])


ODD_QUERIES = {
    "": 422,
    "?branch=0": 422,
    "?branch=-1&after=0": 422,
    "?branch=0&after=9e9": 422,
    "?branch=0&after=99999999999999999999": 422,
    "?branch=%D9%A3&after=0": 422,
    "?branch=%00&after=%ff": 422,
    "?branch=7&after=0": 404,
}
ODD_BODIES = [
    (b"", 422),
    (b"not gzip", 422),
    (uplink.pack(b""), 422),
    (uplink.pack(b"{}\n"), 422),
    (uplink.pack(b"[" * 100_000 + b"\n"), 422),
    (uplink.pack(b"\xff\n"), 422),
    (uplink.pack(b"{}\n") + b"more", 422),
    (uplink.pack(b"{}\n")[:-4], 422),
    (uplink.pack(bytes(uplink.LONE_PLAIN_BYTES + 1)), 413),
]


def test_a_tail_of_nothing_is_refused(hub: RunningHub) -> None:
    session = hub.enrolled("MOLO")
    opened(session, Paper(1))
    for query, status in ODD_QUERIES.items():
        with pytest.raises(HubSaysNo) as no:
            session.ask("GET", uplink.JOURNAL + query)
        assert (query, no.value.status) == (query, status)


def test_what_is_no_batch_is_refused_and_nothing_else_happens(hub: RunningHub) -> None:
    session, paper = hub.enrolled("MOLO"), Paper(3)
    opened(session, paper)
    for body, status in ODD_BODIES:
        with pytest.raises(HubSaysNo) as no:
            session.ask("POST", uplink.JOURNAL, body)
        assert (body[:20], no.value.status) == (body[:20], status)
    assert sent(session, *paper.batch(0, 3)).cursor == 3


def test_a_line_as_long_as_any_line_may_be_is_taken_alone(hub: RunningHub) -> None:
    session = hub.enrolled("MOLO")
    long = b'{"seq": 1, "type": "DayOpened", "day": "2026-11-20", "of": "%s"}'
    paper = Paper(0, lines=[long % (b"x" * (uplink.LONE_PLAIN_BYTES - 2000))])
    opened(session, paper)
    assert sent(session, *paper.batch(0, 1)).cursor == 1
    answer = session.ask("GET", f"{uplink.JOURNAL}?branch=0&after=0")
    assert uplink.decode_tail(uplink.unpack(answer.body))[1] == paper.lines


def test_more_than_the_hub_reads_is_not_even_looked_at(hub: RunningHub) -> None:
    session = hub.enrolled("MOLO")
    with pytest.raises(HubAway, match="413"):
        session.ask("POST", uplink.JOURNAL, bytes(uplink.LONE_PACKED_BYTES + 1))


def test_a_batch_that_does_not_go_on_is_told_why(hub: RunningHub) -> None:
    session, paper = hub.enrolled("MOLO"), Paper(9)
    opened(session, paper)
    with pytest.raises(HubSaysNo) as no:
        sent(session, *paper.batch(3, 9))
    assert (no.value.status, no.value.error) == (409, "BEHIND")


def test_the_chain_is_that_of_the_lines_as_they_were_sent() -> None:
    paper = Paper(2)
    assert paper.chain(1) == sha256(bytes(32) + paper.lines[0]).digest()
