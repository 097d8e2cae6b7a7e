"""The newcomer's road: a hub, `head-office --centre`, `enrol CODE`; what is said when it fails."""

import os
import re
import sys
from pathlib import Path

import pytest

from kiosk.roles import enrol, head_office
from kiosk.roles.start import MISTAKE, NOT_NOW, CannotStart
from kiosk.sync.membership import Membership
from kiosk.web.console_key import ConsoleKey, lay_key, read_key
from tests.hub.running import RunningHub

Said = pytest.CaptureFixture[str]


@pytest.fixture
def hub(same_hub: RunningHub) -> RunningHub:
    return same_hub


def office(hub: RunningHub, *wish: str) -> int:
    return head_office.main(["--data", str(hub.settings.data), *wish])


def code_in(said: str) -> str:
    found = re.search(r"enrol (http\S+)", said)
    assert found is not None
    return found[1]


def given(hub: RunningHub, capsys: Said, *wish: str) -> str:
    assert office(hub, *wish) == 0
    return code_in(capsys.readouterr().out)


def test_two_commands_and_a_centre_is_the_hubs(
    hub: RunningHub, tmp_path: Path, capsys: Said
) -> None:
    code = given(hub, capsys, "--centre", "molo", "--name", "Huduma Molo")
    assert enrol.main([code, "--data", str(tmp_path)]) == 0
    assert "“Huduma Molo”" in capsys.readouterr().out
    assert Membership.load(tmp_path) is not None
    assert office(hub, "--list") == 0
    assert re.search(r"MOLO +Huduma Molo: enrolled$", capsys.readouterr().out, re.MULTILINE)

    enrol.main([code, "--data", str(tmp_path)])
    assert "already" in capsys.readouterr().out
    first = Membership.load(tmp_path)
    enrol.main(["--rotate", "--data", str(tmp_path)])
    turned = Membership.load(tmp_path)
    assert first is not None
    assert turned is not None
    assert turned.key != first.key
    enrol.main(["--show", "--data", str(tmp_path)])
    assert "MOLO" in capsys.readouterr().out

    assert office(hub, "--revoke", "molo") == 0
    with pytest.raises(CannotStart, match="cut this centre off"):
        enrol.main(["--rotate", "--data", str(tmp_path)])
    enrol.main(["--leave", "--data", str(tmp_path)])
    assert "does not know yet" in capsys.readouterr().out
    assert Membership.load(tmp_path) is None
    assert office(hub, "--list") == 0
    assert "cut off since" in capsys.readouterr().out
    code = given(hub, capsys, "--centre", "MOLO")
    assert enrol.main([code, "--data", str(tmp_path)]) == 0


def test_an_outreach_has_a_letter_and_a_home(hub: RunningHub, code: str, capsys: Said) -> None:
    given(hub, capsys, "--centre", code)
    laptop = f"{code}L"
    given(hub, capsys, "--centre", laptop, "--outreach", "--of", code, "--not-public")
    office(hub, "--list")
    said = capsys.readouterr().out
    assert f"outreach of {code}, numbers begin with K: not enrolled yet; a code" in said
    assert office(hub, "--centre", f"{code}M", "--outreach", "--of", code, "--prefix", "k") == 1
    assert "another outreach has K" in capsys.readouterr().err
    assert office(hub, "--centre", "x", "--name", "X") == 1
    assert "2 to 8 capital letters" in capsys.readouterr().err
    assert office(hub, "--revoke", "NOWHERE") == 1
    assert "no centre NOWHERE" in capsys.readouterr().err


def test_a_code_for_another_centre_is_not_used_up(
    hub: RunningHub, tmp_path: Path, code: str, capsys: Said
) -> None:
    text = given(hub, capsys, "--centre", code)
    with pytest.raises(CannotStart, match=f"This code is for {code}.*MOLO"):
        enrol.main([text, "--data", str(tmp_path)])
    office(hub, "--list")
    assert re.search(rf"{code} .*a code for it is good until", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("wish", "said", "exit_code"),
    [
        (["MOLO-AAAA-BBBB-CCCC-DDDD"], "looks like https", MISTAKE),
        (["http://192.0.2.1/MOLO-AAAA-BBBB-CCCC-DDDD"], "needs https", MISTAKE),
        (["http://127.0.0.1:1/MOLO-AAAA-BBBB-CCCC-DDDD"], "does not answer now", NOT_NOW),
        (["--rotate"], "enrolled nowhere", MISTAKE),
        (["--leave"], "enrolled nowhere", MISTAKE),
        (["--show"], "enrolled nowhere", MISTAKE),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    tmp_path: Path, wish: list[str], said: str, exit_code: int
) -> None:
    with pytest.raises(CannotStart, match=said) as no:
        enrol.main([*wish, "--data", str(tmp_path)])
    assert no.value.code == exit_code


def test_a_certificate_that_is_not_there_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "centre.toml").write_text('hub_authority = "hub.pem"\n')
    with pytest.raises(CannotStart, match=r"hub_authority: .*hub\.pem cannot be read"):
        enrol.main(["--show", "--data", str(tmp_path)])


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="root alone can give away")
def test_what_belongs_to_another_user_is_left_to_that_one(tmp_path: Path) -> None:
    place = tmp_path / "centre"
    place.mkdir()
    os.chown(place, 65534, 65534)
    with pytest.raises(CannotStart, match=r"another user \(number 65534\)"):
        enrol.main(["--show", "--data", str(place)])


def test_without_a_hub_its_tool_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="No hub runs in"):
        head_office.main(["--list", "--data", str(tmp_path)])
    lay_key(tmp_path, ConsoleKey(url="http://127.0.0.1:1", token="x" * 43))
    with pytest.raises(CannotStart, match="No hub answers"):
        head_office.main(["--list", "--data", str(tmp_path)])


def test_the_console_is_for_whoever_can_read_its_key(hub: RunningHub, tmp_path: Path) -> None:
    key = read_key(hub.settings.data)
    assert key is not None
    assert (hub.settings.data / "console").stat().st_mode & 0o077 == 0
    lay_key(tmp_path, replace_token(key))
    assert head_office.main(["--list", "--data", str(tmp_path)]) == 1


def replace_token(key: ConsoleKey) -> ConsoleKey:
    return ConsoleKey(url=key.url, token="A" * len(key.token))


@pytest.mark.parametrize(
    "wish", [[], ["--list", "--revoke", "X"], ["--person", "A"], ["--centre", "X", "--of", "Y"]]
)
def test_a_wish_that_is_none_ends_with_how_to_ask(wish: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as end:
        head_office.main([*wish, "--data", str(tmp_path)])
    assert end.value.code == MISTAKE
