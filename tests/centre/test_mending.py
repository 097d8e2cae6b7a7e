"""Damage that was met is mended at the next start, once; in vain it is not tried again."""

from pathlib import Path

from kiosk.centre.mending import MARK, Mending
from kiosk.client.reply import Done
from kiosk.db.opening import open_centre
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.ids import Language
from tests.centre.running import RunningCentre
from tests.domain.hall import ID_NEW

STORE = "centre.db"


def centre_with_a_ticket(data: Path) -> None:
    with RunningCentre(data) as centre, centre.session(Role.KIOSK) as kiosk:
        reply = kiosk.send(c.IssueTicket(service=ID_NEW, language=Language("en")))
        assert isinstance(reply, Done)


def test_without_damage_nothing_is_touched(tmp_path: Path) -> None:
    centre_with_a_ticket(tmp_path)
    before = {path.name for path in tmp_path.iterdir()}
    mending = Mending(tmp_path, STORE)
    mending.mend("now")
    assert mending.aside is None
    assert {path.name for path in tmp_path.iterdir()} == before


def test_damage_that_was_met_is_mended_and_the_old_file_kept(tmp_path: Path) -> None:
    centre_with_a_ticket(tmp_path)
    Mending(tmp_path, STORE).met()
    mending = Mending(tmp_path, STORE)
    mending.mend("now")
    assert mending.aside == "centre.db.damaged-now"
    assert (tmp_path / mending.aside).exists()
    assert not (tmp_path / MARK).exists()
    with RunningCentre(tmp_path) as centre, centre.session(Role.KIOSK) as kiosk:
        assert len(kiosk.floor().tickets) == 1


def test_what_was_tried_in_vain_is_not_tried_again(tmp_path: Path) -> None:
    centre_with_a_ticket(tmp_path)
    db = open_centre(tmp_path / STORE)
    db.execute("DELETE FROM event WHERE seq = 1")
    db.close()
    before = (tmp_path / STORE).read_bytes()
    for _ in range(2):
        mending = Mending(tmp_path, STORE)
        if not mending.was_in_vain:
            mending.met()
        mending.mend("now")
        assert mending.was_in_vain
        assert mending.aside is None
    assert "line 1" in (tmp_path / MARK).read_text()
    assert (tmp_path / STORE).read_bytes() == before
