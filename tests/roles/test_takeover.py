"""Taking over: only where the old centre is no more, and only once."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.client.reply import Done
from kiosk.client.session import fresh_id
from kiosk.db.copying import HEARD_AT, CopyTable, chained
from kiosk.db.journal import Journal
from kiosk.db.lock import DirectoryLock
from kiosk.db.opening import open_centre, transaction
from kiosk.domain.commands import CallForHelp, Role
from kiosk.domain.events import CentreTookOver
from kiosk.domain.public_token import token_hash
from kiosk.domain.taking_over import jump_after
from kiosk.roles import centre as centre_role
from kiosk.roles import takeover
from kiosk.roles.start import CannotStart
from kiosk.wire import paths
from kiosk.wire.codec import decode_entry
from tests.sync.hall import Ended, Followed


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """A centre that gave two tickets and then a third, of which its copy knows nothing."""
    with Followed(tmp_path_factory.mktemp("made")) as followed:
        followed.issued()
        followed.issued()
        followed.copied()
        followed.issued()
        (followed.copy / "token").write_text(followed.token)
        return followed.ended()


@pytest.fixture
def hall(tmp_path: Path, made: Ended) -> Ended:
    return made.copied_to(tmp_path)


def take_over(hall: Ended, *more: str) -> int:
    return takeover.main(["--data", str(hall.copy), "--no-run", *more])


def last_event(hall: Ended) -> object:
    db = open_centre(hall.copy / "centre.db")
    journal = Journal(db)
    (line,) = journal.lines_after(journal.last_seq() - 1, 1)
    assert journal.verify() is None
    db.close()
    return decode_entry(line.text).event


def test_it_is_refused_while_the_old_centre_answers(tmp_path: Path) -> None:
    with Followed(tmp_path) as followed:
        followed.issued()
        followed.copied()
        with pytest.raises(CannotStart, match="still answers"):
            takeover.main(["--data", str(followed.copy), "--no-run"])
        hall = followed.ended_soon()
        assert not isinstance(last_event(hall), CentreTookOver)
        assert take_over(hall, "--force") == 0


def test_it_is_refused_while_the_copy_is_still_being_followed(hall: Ended) -> None:
    with DirectoryLock(hall.copy), pytest.raises(CannotStart, match="in use"):
        take_over(hall)


def test_a_copy_is_no_centre_until_it_took_over_and_no_copy_after(hall: Ended) -> None:
    with pytest.raises(CannotStart, match=r"main\.py takeover"):
        centre_role.main(["--data", str(hall.copy), "--port", "0", "--tls-port", "0"])
    assert take_over(hall) == 0
    with pytest.raises(CannotStart, match=r"main\.py centre"):
        take_over(hall)


def test_there_must_be_a_copy(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="there is no copy"):
        takeover.main(["--data", str(tmp_path)])
    open_centre(tmp_path / "centre.db").close()
    with pytest.raises(CannotStart, match="follow had not begun"):
        takeover.main(["--data", str(tmp_path)])


def test_the_new_centre_has_another_epoch_the_next_term_and_numbers_a_hundred_later(
    hall: Ended, capsys: pytest.CaptureFixture[str]
) -> None:
    old = open_centre(hall.copy / "centre.db")
    epoch, term = Journal(old).epoch, Journal(old).term
    old.close()
    take_over(hall)
    assert "100 numbers later" in capsys.readouterr().out
    with hall.running(hall.copy) as second, hall.same_kiosk(second.url) as kiosk:
        health = json.loads(kiosk.fetch("GET", paths.HEALTH))
        assert health["epoch"] != epoch
        assert (term, health["term"]) == (1, 2)
        # The copy follows nobody any more, and nobody waits for it.
        assert Role.FOLLOWER not in {device.role for device in second.parts.trust.devices}
        reply = kiosk.send(hall.issue)
        assert isinstance(reply, Done)
        assert reply.issued
        assert int(reply.issued.number[1:]) == int(hall.given[1][1].number[1:]) + 101


@pytest.mark.parametrize(
    ("silent_min", "jump"), [(0, 100), (9, 100), (10, 200), (61, 700), (10_000, 3000)]
)
def test_the_longer_nobody_knows_what_it_did_the_farther_numbers_jump(
    silent_min: int, jump: int
) -> None:
    assert jump_after(timedelta(minutes=silent_min)) == jump


def test_silence_counts_from_when_the_centre_was_last_heard_of(hall: Ended) -> None:
    now = datetime.now(UTC)
    midnight = datetime.now(datetime.fromisoformat("2026-01-01T00:00:00+03:00").tzinfo).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    long_ago = max(now - timedelta(minutes=35), midnight.astimezone(UTC))
    db = open_centre(hall.copy / "centre.db")
    with transaction(db):
        db.execute("DELETE FROM event WHERE seq > 0")
        db.execute("UPDATE meta SET value = ? WHERE key = ?", (long_ago.isoformat(), HEARD_AT))
    db.close()
    take_over(hall)
    event = last_event(hall)
    assert isinstance(event, CentreTookOver)
    assert {one.last - one.first + 1 for one in event.skipped} == {jump_after(now - long_ago)}


def test_what_was_answered_is_answered_again_with_the_same_token(hall: Ended) -> None:
    command, issued = hall.given[0]
    take_over(hall)
    with hall.running(hall.copy) as second, hall.same_kiosk(second.url) as kiosk:
        again = kiosk.send(hall.issue, again=command)
        assert isinstance(again, Done)
        assert again.issued == issued


def test_an_answer_that_did_not_reach_the_copy_is_made_from_its_lines(hall: Ended) -> None:
    command, issued = hall.given[1]
    db = open_centre(hall.copy / "centre.db")
    with transaction(db):
        db.execute("DELETE FROM answer WHERE last_seq >= (SELECT max(last_seq) FROM answer)")
    db.close()
    take_over(hall)
    with hall.running(hall.copy) as second, hall.same_kiosk(second.url) as kiosk:
        again = kiosk.send(hall.issue, again=command)
        assert isinstance(again, Done)
        assert again.issued
        assert (again.issued.ticket, again.issued.number) == (issued.ticket, issued.number)
        (ticket,) = [t for t in kiosk.floor().tickets if t.ticket == issued.ticket]
        assert ticket.token_hash == token_hash(again.issued.token)
        assert kiosk.send(hall.issue, again=command) == again
        assert len(kiosk.floor().tickets) == 2


def test_what_was_done_and_not_answered_to_the_copy_is_not_done_twice(tmp_path: Path) -> None:
    with Followed(tmp_path) as followed:
        help_ = fresh_id()
        assert isinstance(followed.kiosk.send(CallForHelp(), again=help_), Done)
        followed.copied()
        hall = followed.ended()
    db = open_centre(hall.copy / "centre.db")
    db.execute("DELETE FROM answer")
    db.close()
    take_over(hall)
    with hall.running(hall.copy) as second, hall.same_kiosk(second.url) as kiosk:
        called = kiosk.send(CallForHelp(), again=help_)
        assert isinstance(called, Done)
        assert called.entries
        assert len(kiosk.floor().helps) == 1


def test_an_answer_whose_lines_did_not_reach_the_copy_counts_for_nothing(hall: Ended) -> None:
    command, lost = hall.given[2]
    old, db = open_centre(hall.data / "centre.db"), open_centre(hall.copy / "centre.db")
    row = max(old.table("answer").rows, key=lambda row: row["n"])
    db.table("answer").insert(row)
    db.close()
    old.close()
    take_over(hall)
    with hall.running(hall.copy) as second, hall.same_kiosk(second.url) as kiosk:
        reply = kiosk.send(hall.issue, again=command)
        assert isinstance(reply, Done)
        assert reply.issued
        assert reply.issued.number != lost.number


def test_a_copy_that_is_not_whole_does_not_take_over(hall: Ended) -> None:
    db = open_centre(hall.copy / "centre.db")
    db.execute("UPDATE event SET line = X'7B7D' WHERE seq = 2")
    db.close()
    with pytest.raises(CannotStart, match="line 2 is missing or was changed"):
        take_over(hall)
    db = open_centre(hall.copy / "centre.db")
    assert CopyTable(db).of is not None
    assert Journal(db).term == 1
    db.close()


def test_a_copy_whose_today_cannot_be_folded_does_not_take_over(hall: Ended) -> None:
    db = open_centre(hall.copy / "centre.db")
    journal = Journal(db)
    last = journal.last_seq() + 1
    text = b'{"seq":%d,"v":1,"at":"2026-11-20T10:00:00+03:00","type":7}' % last
    chain = chained(journal.chain_at(last - 1) or b"", text)
    db.execute(
        "INSERT INTO event (seq, day, type, line, chain) VALUES (?, '2026-11-20', 'X', ?, ?)",
        (last, text, chain),
    )
    db.close()
    with pytest.raises(CannotStart, match=f"line {last} does not follow"):
        take_over(hall)


def test_a_copy_of_another_centre_than_the_catalogues_does_not_take_over(hall: Ended) -> None:
    catalogue = hall.copy / "catalogue.toml"
    text = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(text.replace('code = "MOLO"', 'code = "KISUMU"'), encoding="utf-8")
    with pytest.raises(CannotStart, match="journal of centre MOLO"):
        take_over(hall)
