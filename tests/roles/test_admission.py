import stat
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.client.mirror import Mirror
from kiosk.roles.admission import Admission, TokenFile
from kiosk.ui.link import Link
from tests.centre.running import RunningCentre


def joins(url: str, file: TokenFile, qtbot: QtBot) -> Link:
    mirror = Mirror()
    link = Link(url, cursor=mirror, chance=lambda: 0.01)
    # A signal does not keep alive what it is connected to.
    admission = Admission(link, file, role="kiosk", name="door")
    with qtbot.waitSignal(link.onlineChanged, timeout=20_000):
        link.start()
    link.stop()
    del admission
    return link


def test_a_new_device_enrols_and_keeps_its_token(qtbot: QtBot, tmp_path: Path) -> None:
    file = TokenFile(tmp_path / "token")
    with RunningCentre(tmp_path / "centre") as centre:
        first = joins(centre.url, file, qtbot)
        assert file.read() == first.token != ""
        assert joins(centre.url, file, qtbot).token == first.token


def test_a_token_the_centre_does_not_know_is_replaced(qtbot: QtBot, tmp_path: Path) -> None:
    file = TokenFile(tmp_path / "token")
    file.write("of-another-centre")
    with RunningCentre(tmp_path / "centre") as centre:
        assert joins(centre.url, file, qtbot).token == file.read() != "of-another-centre"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_nobody_else_can_read_the_token(tmp_path: Path) -> None:
    TokenFile(tmp_path / "token").write("secret")
    assert stat.S_IMODE((tmp_path / "token").stat().st_mode) == 0o600


def test_a_token_that_is_not_there_or_garbled_is_none(tmp_path: Path) -> None:
    file = TokenFile(tmp_path / "token")
    assert file.read() == ""
    (tmp_path / "token").write_bytes(b"\xff\x00")
    assert file.read() == ""
