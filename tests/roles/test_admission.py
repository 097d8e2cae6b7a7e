"""A device gets its place in a real centre, keeps it, and notices when it has none any more."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.client.found_centre import FoundCentre
from kiosk.client.membership import Membership
from kiosk.client.mirror import Mirror
from kiosk.client.pinning import Authority
from kiosk.client.session import Session
from kiosk.roles.membership import MembershipFiles
from kiosk.ui.admission import Admission, Wishes
from kiosk.ui.joining_asking import Applying, AskingTimes
from kiosk.ui.joining_looking import Looking
from kiosk.ui.joining_screen import DeviceName, JoiningScreen
from kiosk.ui.link import Link
from kiosk.web.console_key import read_key
from kiosk.wire.codec import encode
from tests.centre.running import RunningCentre
from tests.client.certificates import made_authority
from tests.ui.fake_centre import FakeCentre

QUICK = AskingTimes(look_s=0.02, again_s=0.02, anew_s=0.05)


class Heard(Looking):
    """A network on which a test says who is heard; a centre of this machine is not asked for."""

    def __init__(self) -> None:
        super().__init__(local=None)
        self.listens = False

    def start(self) -> None:
        self.listens = True

    def stop(self) -> None:
        self.listens = False


@dataclass
class Device:
    """One device without a window."""

    link: Link
    joining: JoiningScreen
    admission: Admission
    joins: Heard
    seeks: Heard

    @property
    def page(self) -> str:
        return str(self.joining.property("page"))

    @property
    def code(self) -> str:
        return self.joining.applying.code


@contextmanager
def device(
    files: MembershipFiles, given: str | None = None, *, lost_s: float = 0.05
) -> Iterator[Device]:
    link = Link("", cursor=Mirror(), chance=lambda: 0.01)
    joins, seeks = Heard(), Heard()
    applying = Applying(role="kiosk", name="door", times=QUICK)
    joining = JoiningScreen(
        device=DeviceName(role="kiosk", name="door"),
        languages=("en", "sw"),
        applying=applying,
        looking=joins,
        grace_s=0.01,
    )
    wishes = Wishes(given=given, lost_s=lost_s)
    admission = Admission(link, files, joining, wishes=wishes, looking=seeks)
    link.start()
    admission.start()
    yield Device(link=link, joining=joining, admission=admission, joins=joins, seeks=seeks)
    admission.stop()
    link.stop()


@contextmanager
def console(centre: RunningCentre) -> Iterator[Callable[[str, object], None]]:
    """Who can read the centre's directory does what a manager does."""
    key = read_key(centre.settings.data)
    assert key is not None
    with Session(centre.url, token=key.token) as session:

        def manage(path: str, body: object) -> None:
            session.fetch("POST", path, encode(body))

        yield manage


@pytest.fixture
def files(tmp_path: Path) -> MembershipFiles:
    (tmp_path / "device").mkdir()
    return MembershipFiles(tmp_path / "device")


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[RunningCentre]:
    with RunningCentre(tmp_path / "centre", trust_loopback=False) as running:
        yield running


def joined(qtbot: QtBot, files: MembershipFiles, centre: RunningCentre) -> Membership:
    """A place, got by a code that was typed."""
    with device(files, centre.tls_url) as new, console(centre) as manage:
        qtbot.waitUntil(lambda: new.page == "code")
        manage("/admit", {"code": new.code})
        qtbot.waitUntil(lambda: new.link.online)
        assert new.page == ""
    return files.read()


def test_a_centre_of_this_machine_that_trusts_it_admits_without_a_word(
    qtbot: QtBot, files: MembershipFiles, tmp_path: Path
) -> None:
    with RunningCentre(tmp_path / "centre") as centre:
        pages = set()
        with device(files, centre.url) as new:
            new.joining.changed.connect(lambda: pages.add(new.page))
            qtbot.waitUntil(lambda: new.link.online)
        token = files.read().token
        assert token
        with device(files, centre.url) as again:
            qtbot.waitUntil(lambda: again.link.online)
    assert files.read().token == token
    assert pages <= {""}


def test_a_token_that_a_centre_of_this_machine_does_not_know_is_replaced(
    qtbot: QtBot, files: MembershipFiles, tmp_path: Path
) -> None:
    files.write(Membership(token="of-another-centre"))
    with RunningCentre(tmp_path / "centre") as centre, device(files, centre.url) as new:
        qtbot.waitUntil(lambda: new.link.online)
    assert files.read().token not in ("", "of-another-centre")


def test_over_tls_it_shows_a_code_and_goes_on_by_itself_once_that_is_typed(
    qtbot: QtBot, files: MembershipFiles, strict: RunningCentre
) -> None:
    place = joined(qtbot, files, strict)
    assert place.authority is not None
    assert place.authority.fingerprint == strict.parts.trust.authority.fingerprint
    assert (place.url, place.given) == (strict.tls_url, strict.tls_url)
    with device(files, strict.tls_url) as again:
        qtbot.waitUntil(lambda: again.link.online)


def test_without_an_address_it_looks_and_asks_the_only_one_it_hears(
    qtbot: QtBot, files: MembershipFiles, strict: RunningCentre
) -> None:
    with device(files) as new:
        qtbot.waitUntil(lambda: new.page == "looking")
        molo = FoundCentre(code="MOLO", name="Molo", urls=(strict.tls_url,))
        for _ in range(3):
            new.joins.found.emit((molo,))
        qtbot.waitUntil(lambda: new.page == "code")
        with console(strict) as manage:
            manage("/admit", {"code": new.code})
        qtbot.waitUntil(lambda: new.link.online)
    assert files.read().url == strict.tls_url
    with device(files) as again:
        qtbot.waitUntil(lambda: again.link.online)


def test_who_is_revoked_says_so_and_asks_again_when_a_person_wants_it(
    qtbot: QtBot, files: MembershipFiles, strict: RunningCentre
) -> None:
    joined(qtbot, files, strict)
    with device(files, strict.tls_url) as here, console(strict) as manage:
        qtbot.waitUntil(lambda: here.link.online)
        manage("/revoke", {"device": "kiosk-1"})
        qtbot.waitUntil(lambda: here.page == "revoked")
        assert not here.link.online
        assert files.read().token == ""
        here.joining.askAgain()
        qtbot.waitUntil(lambda: here.page == "code")
        manage("/admit", {"code": here.code})
        qtbot.waitUntil(lambda: here.link.online and here.page == "")


def test_a_revoked_one_that_is_started_again_asks_by_itself(
    qtbot: QtBot, files: MembershipFiles, strict: RunningCentre
) -> None:
    joined(qtbot, files, strict)
    files.forget_token()
    with device(files, strict.tls_url) as here:
        qtbot.waitUntil(lambda: here.page == "code")


def test_who_is_turned_away_says_so_and_may_ask_again(
    qtbot: QtBot, files: MembershipFiles, strict: RunningCentre
) -> None:
    with device(files, strict.tls_url) as new, console(strict) as manage:
        qtbot.waitUntil(lambda: new.page == "code")
        first = new.code
        manage("/refuse", {"waiting": 1})
        qtbot.waitUntil(lambda: new.page == "refused")
        new.joining.askAgain()
        qtbot.waitUntil(lambda: new.page == "code")
        assert new.code != first


def test_a_code_that_grew_old_is_replaced_by_a_new_one(
    qtbot: QtBot, files: MembershipFiles, strict: RunningCentre
) -> None:
    with device(files, strict.tls_url) as new:
        qtbot.waitUntil(lambda: new.page == "code")
        first = new.code
        strict.steady.now_s += 700
        qtbot.waitUntil(lambda: new.page == "code" and new.code != first)


def test_a_stranger_in_the_centres_place_is_told_of_and_stops_nothing(
    qtbot: QtBot, files: MembershipFiles, tmp_path: Path
) -> None:
    strange = FakeCentre(tls=made_authority("THIKA").serving(tmp_path))
    ours = Authority(der=made_authority().der)
    files.write(Membership(token="t", authority=ours, url=strange.url, given=""))
    with device(files, lost_s=60) as here:
        qtbot.waitUntil(lambda: bool(here.joining.property("strangerNear")))
        assert here.page == ""
    assert strange.mood.seen == []
    strange.close()
    assert files.read().token == "t"


def test_where_another_address_was_set_up_a_stranger_is_asked_only_on_a_persons_word(
    qtbot: QtBot, files: MembershipFiles, strict: RunningCentre
) -> None:
    ours = Authority(der=made_authority().der)
    old = Membership(token="t", authority=ours, url="https://192.0.2.1:8443", given="")
    files.write(old)
    with device(files, strict.tls_url) as here:
        qtbot.waitUntil(lambda: here.page == "stranger")
        assert files.read() == old
        here.joining.askAgain()
        qtbot.waitUntil(lambda: here.page == "code")
        with console(strict) as manage, qtbot.waitSignal(here.admission.moved):
            manage("/admit", {"code": here.code})
        assert not here.link.online
    assert files.read().given == strict.tls_url
    with device(files, strict.tls_url) as started_anew:
        qtbot.waitUntil(lambda: started_anew.link.online)


def test_a_lost_centre_is_followed_to_where_it_has_gone_and_no_further(
    qtbot: QtBot, files: MembershipFiles, strict: RunningCentre
) -> None:
    place = joined(qtbot, files, strict)
    gone = Membership(
        token=place.token, authority=place.authority, url="https://127.0.0.1:1", given=""
    )
    files.write(gone)
    told = strict.parts.trust.authority.fingerprint.hex()[:16]
    with device(files) as here:
        qtbot.waitUntil(lambda: here.seeks.listens)
        other = FoundCentre(code="X", name="X", urls=("https://127.0.0.1:2",), fingerprint="0" * 16)
        here.seeks.found.emit((other,))
        assert here.link.url == "https://127.0.0.1:1"
        same = FoundCentre(code="TEST", name="T", urls=(strict.tls_url,), fingerprint=told)
        here.seeks.found.emit((other, same))
        qtbot.waitUntil(lambda: here.link.online)
        assert not here.seeks.listens
    assert files.read().url == strict.tls_url
    assert files.read().token == place.token


def test_a_centre_of_an_earlier_term_is_not_gone_to(
    qtbot: QtBot, files: MembershipFiles, strict: RunningCentre
) -> None:
    place = joined(qtbot, files, strict)
    files.write(
        Membership(token=place.token, authority=place.authority, url="https://127.0.0.1:1", term=9)
    )
    told = strict.parts.trust.authority.fingerprint.hex()[:16]
    with device(files) as here:
        assert here.link.term == 9
        old = FoundCentre(code="TEST", name="T", urls=(strict.tls_url,), fingerprint=told, term=8)
        here.seeks.found.emit((old,))
        assert here.link.url == "https://127.0.0.1:1"


def test_two_devices_with_one_token_are_told_so(
    qtbot: QtBot, files: MembershipFiles, tmp_path: Path
) -> None:
    centre = FakeCentre(tls=made_authority().serving(tmp_path))
    centre.mood.feed_status = 409
    ours = Authority(der=made_authority().der)
    files.write(Membership(token="t", authority=ours, url=centre.url, given=""))
    with device(files) as here:
        qtbot.waitUntil(lambda: here.page == "twin")
        centre.mood.feed_status = 200
        qtbot.waitUntil(lambda: bool(centre.mood.feeds))
        centre.say(b": alive\n\n")
        qtbot.waitUntil(lambda: here.page == "")
    centre.close()


def test_a_place_that_cannot_be_kept_serves_until_the_end(
    qtbot: QtBot, tmp_path: Path, strict: RunningCentre
) -> None:
    files = MembershipFiles(tmp_path / "no such directory")
    with device(files, strict.tls_url) as new, console(strict) as manage:
        qtbot.waitUntil(lambda: new.page == "code")
        manage("/admit", {"code": new.code})
        qtbot.waitUntil(lambda: new.link.online)
