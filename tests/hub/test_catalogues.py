"""Catalogues at the hub: signed for one centre, offered, fetched, loaded or refused."""

from hashlib import sha256

import pytest

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import LoadCatalogue
from kiosk.hub.catalogues import CatalogueUnfit, Stage, Version, checked_text
from kiosk.sync.downlink_catalogue import Forged, check_signature, fetched
from kiosk.sync.hub_session import HubSaysNo
from kiosk.wire.codec import decode_command, encode
from kiosk.wire.inbox import (
    CATALOGUE_OF_CENTRE,
    INBOX,
    MOST_CATALOGUE_BYTES,
    Answered,
    AnswerState,
    Asked,
    Item,
    Runs,
    decode_given,
    running_body,
    running_sha256,
)
from tests.domain.hall import catalogue
from tests.hub.running import RunningHub

TEXT = b'[centre]\ncode = "MOLO"\n'
OTHER = b'[centre]\ncode = "MOLO"\n# another\n'


class Molo:
    """A centre that comes for its catalogues."""

    def __init__(self, hub: RunningHub) -> None:
        self.hub = hub
        self.membership = hub.membership("MOLO")
        self.id = self.membership.centre_id
        self.session = hub.session(self.membership)

    def upload(self, text: bytes) -> int:
        catalogues = self.hub.parts.ground.catalogues
        return self.hub.do(catalogues.upload(self.id, "MOLO", text, by="amina"))

    def ask(self, *answers: Answered, after: int = 0, runs: Runs | None = None) -> tuple[Item, ...]:
        body = encode(Asked(after=after, answers=answers, runs=runs))
        return decode_given(self.session.ask("POST", INBOX, body).body).items

    def wanted(self, runs: Runs) -> bool:
        body = encode(Asked(after=0, runs=runs))
        return decode_given(self.session.ask("POST", INBOX, body).body).want_catalogue

    def versions(self) -> tuple[Version, ...]:
        async def look() -> tuple[Version, ...]:
            async with self.hub.store.reading() as connection:
                return await self.hub.parts.ground.catalogues.versions(connection, self.id)

        return self.hub.do(look())

    def running(self) -> Catalogue | None:
        return self.hub.do(self.hub.parts.ground.catalogues.running(self.id))

    def tell(self, body: bytes, *, version: int, digest: str) -> None:
        target = f"{CATALOGUE_OF_CENTRE}?version={version}&sha256={digest}"
        self.session.ask("PUT", target, body)


@pytest.fixture
def molo(hub: RunningHub) -> Molo:
    return Molo(hub)


def load_in(item: Item) -> LoadCatalogue:
    command = decode_command(bytes(item.command)).command
    assert isinstance(command, LoadCatalogue)
    return command


def test_a_catalogue_is_signed_for_its_centre_and_comes_to_the_byte(molo: Molo) -> None:
    assert molo.upload(TEXT) == 1
    command = load_in(molo.ask()[0])
    assert (command.version, command.sha256) == (1, sha256(TEXT).hexdigest())
    check_signature(command, centre="MOLO", hub_key=molo.membership.hub_key)
    with pytest.raises(Forged):
        check_signature(command, centre="NAKU", hub_key=molo.membership.hub_key)
    assert [each.stage for each in molo.versions()] == [Stage.OFFERED]
    assert fetched(command, molo.session) == TEXT
    assert [each.stage for each in molo.versions()] == [Stage.FETCHED]


def test_what_the_centre_makes_of_it_is_told_with_its_sentence(molo: Molo) -> None:
    molo.upload(TEXT)
    item = molo.ask()[0]
    why = {"en": "service[0].queue: there is none"}
    refused = Answered(
        seq=item.seq, id=item.id, state=AnswerState.REFUSED, reason="CATALOGUE_UNFIT", say=why
    )
    molo.ask(refused)
    version = molo.versions()[0]
    assert version.stage is Stage.REFUSED
    assert version.standing is not None
    assert version.standing.say == why
    molo.upload(OTHER)
    item = molo.ask(after=1)[0]
    done = Answered(
        seq=item.seq, id=item.id, state=AnswerState.DONE, epoch="e", first_seq=4, last_seq=4
    )
    molo.ask(done)
    assert [each.stage for each in molo.versions()] == [Stage.LOADED, Stage.REFUSED]


def test_a_later_version_takes_the_place_of_one_that_waits(molo: Molo) -> None:
    molo.upload(TEXT)
    assert molo.upload(OTHER) == 2
    items = molo.ask()
    assert [load_in(item).version for item in items] == [2]
    assert [each.stage for each in molo.versions()] == [Stage.OFFERED, Stage.DROPPED]


def test_versions_go_on_above_what_the_centre_runs_with(molo: Molo) -> None:
    """A hub from yesterday does not know how far they had come."""
    offers = catalogue()
    body = running_body(offers)
    molo.tell(body, version=41, digest=running_sha256(offers))
    assert molo.upload(TEXT) == 42


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"", "empty"),
        (b"\xff\xfe", "UTF-8"),
        (b"[centre", "TOML"),
        (b"a = " + b"[" * 50_000, "TOML|deep"),
        (b"#" * (MOST_CATALOGUE_BYTES + 1), "512 KiB"),
    ],
)
def test_what_cannot_be_a_catalogue_is_not_even_offered(text: bytes, why: str) -> None:
    with pytest.raises(CatalogueUnfit, match=why):
        checked_text(text)


def test_a_text_that_was_changed_on_its_way_is_not_believed(molo: Molo) -> None:
    molo.upload(TEXT)
    command = load_in(molo.ask()[0])
    molo.upload(OTHER)
    other = LoadCatalogue(version=2, sha256=command.sha256, signature=command.signature)
    with pytest.raises(Forged, match="not the one that was signed"):
        fetched(other, molo.session)
    with pytest.raises(Forged, match="no such version"):
        fetched(LoadCatalogue(version=9, sha256="", signature=""), molo.session)


@pytest.mark.parametrize("signature", ["", "zz", "00" * 64, "00" * 63, "é"])
def test_a_signature_that_is_none_proves_nothing(signature: str) -> None:
    command = LoadCatalogue(version=1, sha256="00" * 32, signature=signature)
    with pytest.raises(Forged):
        check_signature(command, centre="MOLO", hub_key=bytes(32))


def test_the_hub_asks_for_what_a_centre_runs_with_once(molo: Molo) -> None:
    offers = catalogue()
    body, runs = running_body(offers), Runs(sha256=running_sha256(offers), version=3)
    assert molo.running() is None
    assert molo.wanted(runs)
    molo.tell(body, version=3, digest=runs.sha256)
    assert not molo.wanted(runs)
    running = molo.running()
    assert running is not None
    assert running.service.keys() == offers.service.keys()
    assert molo.wanted(Runs(sha256=runs.sha256, version=4))
    assert molo.wanted(Runs(sha256="00" * 32, version=3))


def test_a_hub_that_began_again_remembers_what_centres_run_with(molo: Molo) -> None:
    offers = catalogue()
    runs = Runs(sha256=running_sha256(offers), version=3)
    molo.tell(running_body(offers), version=3, digest=runs.sha256)
    catalogues = molo.hub.parts.ground.catalogues
    catalogues._known.clear()
    catalogues._read.clear()
    assert not molo.wanted(runs)
    running = molo.running()
    assert running is not None
    assert running.centre == offers.centre


def test_what_is_no_catalogue_is_not_kept(molo: Molo) -> None:
    for body in (b"", b"[]", b"{}", b"\xff", b"[" * 100_000):
        with pytest.raises(HubSaysNo) as no:
            molo.tell(body, version=0, digest=sha256(body).hexdigest())
        assert no.value.status == 422
    with pytest.raises(HubSaysNo):
        molo.tell(running_body(catalogue()), version=0, digest="00" * 32)
    for version in ("x", "-1", "99999999999"):
        with pytest.raises(HubSaysNo) as no:
            molo.session.ask("GET", f"{CATALOGUE_OF_CENTRE}?version={version}")
        assert no.value.status == 422
    with pytest.raises(HubSaysNo) as no:
        molo.session.ask("GET", f"{CATALOGUE_OF_CENTRE}?version=7")
    assert no.value.status == 404
    assert molo.running() is None
