"""The feed's bytes, honest and hostile."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.client.sse import FeedEvent, FeedParser, FeedTooLong


def events_of(*chunks: bytes) -> list[FeedEvent]:
    parser = FeedParser()
    return [event for chunk in chunks for event in parser.feed(chunk)]


def data_of(*chunks: bytes) -> list[bytes]:
    return [event.data for event in events_of(*chunks)]


def test_an_event_has_its_id_and_the_exact_bytes_of_its_line() -> None:
    assert events_of(b'id: 7\ndata: {"seq":7,"type":"X"}\n\n') == [
        FeedEvent(type="message", id="7", data=b'{"seq":7,"type":"X"}')
    ]


def test_an_event_is_given_only_when_its_empty_line_has_come() -> None:
    parser = FeedParser()
    assert parser.feed(b"id: 1\ndata: a\n") == []
    assert [event.data for event in parser.feed(b"\n")] == [b"a"]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_lines_end_as_any_server_ends_them(end: bytes) -> None:
    stream = end.join([b"id: 1", b"data: a", b"", b"data: b", b"", b""])
    assert [(event.id, event.data) for event in events_of(stream)] == [("1", b"a"), ("1", b"b")]


def test_a_line_end_cut_in_two_is_one_line_end() -> None:
    assert data_of(b"data: a\r", b"\ndata: b\r", b"\n\r", b"\n") == [b"a\nb"]


def test_comments_are_no_events() -> None:
    assert data_of(b": alive\n\n:\n\ndata: a\n: between\n\n") == [b"a"]


def test_an_event_without_data_is_none_but_its_id_holds() -> None:
    assert [(event.id, event.data) for event in events_of(b"id: 9\n\ndata: a\n\n")] == [("9", b"a")]


def test_an_id_with_a_nul_is_passed_over() -> None:
    assert events_of(b"id: 1\nid: 2\0\ndata: a\n\n")[0].id == "1"


def test_only_one_blank_after_the_colon_is_taken_away() -> None:
    assert data_of(b"data:  a\n\ndata:b\n\ndata\n\n") == [b" a", b"b", b""]


def test_unknown_fields_and_the_servers_wish_to_retry_are_passed_over() -> None:
    assert data_of(b"retry: 1\nnonsense\nmore: x\ndata: a\n\n") == [b"a"]


def test_the_type_of_an_event_holds_for_that_event_alone() -> None:
    assert [event.type for event in events_of(b"event: t\ndata: a\n\ndata: b\n\n")] == [
        "t",
        "message",
    ]


def test_a_byte_order_mark_is_taken_away_at_the_start_alone() -> None:
    assert data_of(b"\xef\xbb\xbfdata: a\n\n\xef\xbb\xbfdata: b\n\n") == [b"a"]


def test_bytes_that_are_no_utf_8_stay_what_they_are() -> None:
    assert events_of(b"id: \xff\ndata: \xff\xfe\n\n") == [
        FeedEvent(type="message", id="�", data=b"\xff\xfe")
    ]


def test_a_line_without_an_end_is_refused() -> None:
    parser = FeedParser(longest_bytes=100)
    for _ in range(10):
        parser.feed(b"x" * 10)
    with pytest.raises(FeedTooLong):
        parser.feed(b"x")


def test_an_event_of_endless_lines_is_refused() -> None:
    parser = FeedParser(longest_bytes=100)
    for _ in range(10):
        parser.feed(b"data: xxxxxxxxx\n")
    with pytest.raises(FeedTooLong):
        parser.feed(b"data: x\n")


def test_a_long_run_of_events_is_no_long_event() -> None:
    parser = FeedParser(longest_bytes=100)
    assert len(parser.feed(b"data: xxxxxxxxx\n\n" * 1000)) == 1000


@given(
    lines=st.lists(
        st.sampled_from([b"data: a", b"data:", b"id: 4", b": c", b"event: t", b"", b"\xff: \xff"]),
        max_size=20,
    ),
    ends=st.lists(st.sampled_from([b"\n", b"\r\n", b"\r"]), min_size=20, max_size=20),
    cuts=st.lists(st.integers(0, 200), max_size=12),
)
def test_how_the_stream_is_cut_makes_no_difference(
    lines: list[bytes], ends: list[bytes], cuts: list[int]
) -> None:
    stream = b"".join(line + end for line, end in zip(lines, ends, strict=False))
    places = sorted({0, len(stream), *(cut for cut in cuts if cut < len(stream))})
    chunks = [stream[a:b] for a, b in pairwise(places)]
    assert events_of(*chunks) == events_of(stream)


def test_the_last_comment_is_kept() -> None:
    parser = FeedParser()
    parser.feed(b": 10:00\n\n: 10:01\r\n")
    assert parser.comment == b"10:01"
