"""Whatever ends a centre, and at whichever step, it begins again with a whole catalogue."""

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.centre import catalogue_staging
from kiosk.centre.catalogue_choosing import MOST_TRIES, Choosing, Chosen
from kiosk.centre.catalogue_file import CatalogueMistake
from kiosk.centre.catalogue_staging import STATE, Staging
from kiosk.centre.settings import CentreSettings
from kiosk.db.private_files import write_private
from kiosk.domain.commands import LoadCatalogue
from kiosk.domain.ids import CommandId
from kiosk.texts import Texts
from kiosk.wire.codec import encode_command
from tests.centre.running import ASSETS, TEXTS

SAMPLE = (ASSETS / "catalogue" / "huduma.toml").read_text(encoding="utf-8")
ID = "01900000-0000-7000-8000-00000000000"


def text(version: int) -> bytes:
    return SAMPLE.replace('en = "Molo"', f'en = "Molo {version}"', 1).encode()


class Place:
    """A centre's directory, and what it would begin with."""

    def __init__(self, data: Path, texts: Texts) -> None:
        data.mkdir(parents=True, exist_ok=True)
        own = data / "own.toml"
        if not own.exists():
            own.write_bytes(text(0))
        self.settings = CentreSettings(data=data, catalogue=own, texts=TEXTS, web=ASSETS / "web")
        self.staging = Staging(data)
        self._texts = texts

    def lay_down(self, version: int, content: bytes | None = None) -> None:
        body = text(version) if content is None else content
        digest = sha256(body).hexdigest()
        staged = self.staging.put(body, version=version, sha256=digest)
        command = LoadCatalogue(version=version, sha256=digest, signature="cd" * 64)
        self.staging.begin_trial(staged, encode_command(CommandId(f"{ID}{version}"), command))

    def load(self, version: int) -> None:
        self.lay_down(version)
        assert self.begins().trial is not None
        self.staging.confirm()

    def choosing(self) -> Choosing:
        return Choosing(self.settings, self._texts)

    def begins(self) -> Chosen:
        choosing = self.choosing()
        choosing.look()
        chosen = choosing.take()
        place = chosen.catalogue.centre.place["en"]
        assert place == ("Molo 0" if chosen.version == 0 else f"Molo {chosen.version}")
        return chosen


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts.load(TEXTS)


@pytest.fixture
def place(tmp_path: Path, texts: Texts) -> Place:
    return Place(tmp_path / "centre", texts)


def test_without_anything_of_the_hubs_the_own_file_counts(place: Place) -> None:
    chosen = place.begins()
    assert (chosen.version, chosen.trial) == (0, None)
    assert not place.staging.directory.exists()


def test_one_on_trial_is_begun_with_and_counts_once_it_is_confirmed(place: Place) -> None:
    place.lay_down(1)
    chosen = place.begins()
    assert (chosen.version, chosen.trial is not None) == (1, True)
    place.staging.confirm()
    chosen = place.begins()
    assert (chosen.version, chosen.trial) == (1, None)


def test_one_that_is_given_up_is_told_of_and_the_one_before_counts(place: Place) -> None:
    place.load(1)
    place.lay_down(2)
    choosing = place.choosing()
    assert choosing.take().version == 2
    choosing.give_up("it did not come up")
    assert choosing.take().version == 1
    assert place.staging.why_failed(f"{ID}2") == "it did not come up"
    assert place.staging.why_failed(f"{ID}1") is None


def test_one_with_which_the_centre_is_killed_each_time_is_given_up(place: Place) -> None:
    place.lay_down(1)
    for _ in range(MOST_TRIES):
        assert place.begins().version == 1  # and is killed
    assert place.begins().version == 0
    assert place.staging.why_failed(f"{ID}1")


def test_one_whose_text_was_damaged_on_the_disk_is_none(place: Place) -> None:
    place.load(1)
    place.load(2)
    for path in place.staging.directory.glob("2-*.toml"):
        path.write_bytes(text(9))
    assert place.begins().version == 1
    for path in place.staging.directory.glob("*.toml"):
        path.unlink()
    assert place.begins().version == 0


def test_one_on_trial_that_was_damaged_since_is_given_up(place: Place) -> None:
    place.lay_down(1)
    for path in place.staging.directory.glob("*.toml"):
        path.write_bytes(b"")
    assert place.begins().version == 0
    why = place.staging.why_failed(f"{ID}1")
    assert why is not None
    assert "not what the hub has signed" in why


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"current": 1}', b"\xff" * 10])
def test_a_state_that_cannot_be_read_leads_to_the_own_file(place: Place, content: bytes) -> None:
    place.load(1)
    (place.staging.directory / STATE).write_bytes(content)
    assert place.begins().version == 0


def test_without_any_catalogue_at_all_it_says_so(place: Place) -> None:
    place.settings.catalogue.write_text("[centre")
    with pytest.raises(CatalogueMistake):
        place.choosing().look()
    place.lay_down(1)
    place.choosing().look()
    assert place.choosing().take().version == 1


def test_a_disk_that_takes_nothing_leaves_the_one_before(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.load(1)
    place.lay_down(2)

    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(catalogue_staging, "write_private", full)
    assert place.begins().version == 1
    choosing = place.choosing()
    choosing.give_up("it did not come up")
    assert choosing.take().version == 1


def test_no_more_texts_are_kept_than_may_be_needed(place: Place) -> None:
    for version in range(1, 6):
        place.load(version)
    kept = {path.name.partition("-")[0] for path in place.staging.directory.glob("*.toml")}
    assert kept == {"4", "5"}


def test_a_name_from_a_changed_state_leads_nowhere_else(place: Place) -> None:
    place.load(1)
    state = place.staging.directory / STATE
    state.write_bytes(state.read_bytes().replace(b'"file":"', b'"file":"../../../etc/'))
    assert place.begins().version == 1


class PowerCut(BaseException):
    """The process is no more."""


@settings(max_examples=12, deadline=None)
@given(
    steps=st.lists(st.sampled_from(["load", "give_up", "restart"]), max_size=4),
    cut_at=st.integers(0, 14),
)
def test_cut_at_any_write_it_begins_with_a_whole_one(
    tmp_path_factory: pytest.TempPathFactory, texts: Texts, steps: list[str], cut_at: int
) -> None:
    place = Place(tmp_path_factory.mktemp("cut") / "centre", texts)
    writes, version, allowed = 0, 0, {0}
    really = write_private

    def write(path: Path, content: bytes) -> None:
        nonlocal writes
        writes += 1
        if writes == cut_at:
            path.with_name(path.name + ".new").write_bytes(content[: len(content) // 2])
            raise PowerCut
        really(path, content)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue_staging, "write_private", write)
        try:
            for step in steps:
                before = max(allowed)
                if step != "restart":
                    version += 1
                    allowed = {before, version}
                    place.lay_down(version)
                    choosing = place.choosing()
                    choosing.take()
                    if step == "load":
                        place.staging.confirm()
                    else:
                        choosing.give_up("no")
                    allowed = {version if step == "load" else before}
                assert place.begins().version in allowed
        except PowerCut:
            pass
    assert place.begins().version in allowed
