"""A centre begins with a catalogue on trial: it counts once the journal says so, or not at all."""

import json
import shutil
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from kiosk.centre.catalogue_staging import DIRECTORY, STATE, Staging
from kiosk.client.session import Session
from kiosk.db.journal import Journal
from kiosk.db.opening import open_reader
from kiosk.domain.commands import LoadCatalogue, Role
from kiosk.domain.events import CatalogueLoaded
from kiosk.domain.ids import CommandId
from kiosk.roles.own_catalogue import own_catalogue
from kiosk.roles.places import SAMPLE_CATALOGUE
from kiosk.wire.codec import decode_entry, encode_command
from kiosk.wire.inbox import HUB
from tests.journeys.centre_process import CentreProcess

pytestmark = pytest.mark.journey

SAMPLE = SAMPLE_CATALOGUE.read_text(encoding="utf-8")
EAST = SAMPLE.replace('{en = "Molo", sw = "Molo"}', '{en = "Molo East", sw = "Molo"}', 1)
NAKURU = SAMPLE.replace('code = "MOLO"', 'code = "NAKU"', 1)
ID = CommandId("01900000-0000-7000-8000-000000000001")


def lay_down(data: Path, text: str) -> Staging:
    """As a downlink that was cut off right after it left the catalogue."""
    staging = Staging(data)
    digest = sha256(text.encode()).hexdigest()
    staged = staging.put(text.encode(), version=1, sha256=digest)
    command = LoadCatalogue(version=1, sha256=digest, signature="cd" * 64)
    staging.begin_trial(staged, encode_command(ID, command))
    return staging


def place(centre: CentreProcess) -> str:
    with Session(centre.url).enrol(Role.KIOSK, "kiosk") as kiosk:
        return kiosk.catalogue().centre.place["en"]


def troubles(centre: CentreProcess, *, now: bool = False) -> list[str]:
    with Session(centre.url) as session:
        told = json.loads(session.fetch("GET", "/health"))["troubles"]
    return [each["code"] for each in told if not (now and each["until"])]


def loaded(data: Path) -> list[tuple[int, str, str]]:
    with closing(open_reader(data / "centre.db")) as db:
        lines = Journal(db).lines_after(0, 1000)
    entries = [decode_entry(line.text) for line in lines]
    return [
        (each.event.version, each.by, each.cmd)
        for each in entries
        if isinstance(each.event, CatalogueLoaded)
    ]


def test_killed_at_any_point_it_is_one_whole_catalogue_or_the_other(tmp_path: Path) -> None:
    staging = lay_down(tmp_path, EAST)
    before = (staging.directory / STATE).read_bytes()
    with CentreProcess(tmp_path) as centre:
        assert place(centre) == "Molo East"
    assert loaded(tmp_path) == [(1, HUB, ID)]
    assert staging.state.trial is None
    # As if it had been killed after the journal said so, and before the disk did.
    (staging.directory / STATE).write_bytes(before)
    with CentreProcess(tmp_path) as centre:
        assert place(centre) == "Molo East"
    assert loaded(tmp_path) == [(1, HUB, ID)]
    assert staging.state.trial is None


def test_a_centre_that_lost_the_hubs_catalogue_opens_with_its_own_and_says_so(
    tmp_path: Path,
) -> None:
    lay_down(tmp_path, EAST)
    with CentreProcess(tmp_path) as centre:
        assert "CATALOGUE_BACK" not in troubles(centre)
    assert own_catalogue(tmp_path).read_text(encoding="utf-8") == EAST
    shutil.rmtree(tmp_path / DIRECTORY)
    assert own_catalogue(tmp_path) == SAMPLE_CATALOGUE
    with CentreProcess(tmp_path) as centre:
        assert place(centre) == "Molo"
        assert "CATALOGUE_BACK" in troubles(centre)
    # A copy of a centre has as its own file what that one ran with.
    (tmp_path / "east.toml").write_text(EAST, encoding="utf-8")
    (tmp_path / "centre.toml").write_text('catalogue = "east.toml"\n')
    with CentreProcess(tmp_path) as centre:
        assert place(centre) == "Molo East"
        assert "CATALOGUE_BACK" not in troubles(centre, now=True)


def test_one_that_the_centre_cannot_begin_with_is_left_and_it_opens_all_the_same(
    tmp_path: Path,
) -> None:
    with CentreProcess(tmp_path):
        pass
    staging = lay_down(tmp_path, NAKURU)
    with CentreProcess(tmp_path) as centre:
        assert place(centre) == "Molo"
    assert loaded(tmp_path) == []
    why = staging.why_failed(ID)
    assert why is not None
    assert "NAKU" in why


def test_an_old_version_left_on_trial_is_refused_by_the_rules(tmp_path: Path) -> None:
    lay_down(tmp_path, EAST)
    with CentreProcess(tmp_path) as centre:
        assert place(centre) == "Molo East"
    staging = Staging(tmp_path)
    digest = sha256(SAMPLE.encode()).hexdigest()
    staged = staging.put(SAMPLE.encode(), version=1, sha256=digest)
    again = LoadCatalogue(version=1, sha256=digest, signature="cd" * 64)
    other = CommandId("01900000-0000-7000-8000-000000000002")
    staging.begin_trial(staged, encode_command(other, again))
    with CentreProcess(tmp_path) as centre:
        assert place(centre) == "Molo East"
    assert staging.why_failed(other) == "the centre could not begin with it: CATALOGUE_OLDER"
    assert len(loaded(tmp_path)) == 1
