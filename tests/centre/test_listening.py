"""Where a centre listens, and what it says when it cannot."""

import socket
from pathlib import Path

import pytest

from kiosk.centre.listening import listening
from kiosk.centre.machine_names import machine_names
from kiosk.centre.settings import CentreSettings
from kiosk.web.listening import CannotListen
from tests.centre.running import TEXTS
from tests.journeys.network import own_address


def settings(
    tmp_path: Path, *, host: str = "127.0.0.1", port: int = 0, tls_port: int | None = None
) -> CentreSettings:
    return CentreSettings(
        data=tmp_path,
        catalogue=tmp_path / "none.toml",
        texts=TEXTS,
        web=tmp_path,
        host=host,
        port=port,
        tls_port=tls_port,
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def test_it_says_both_addresses_as_people_type_them(tmp_path: Path) -> None:
    with listening(settings(tmp_path)) as listeners:
        plain, tls = (each.getsockname()[1] for each in (listeners.plain[0], listeners.tls))
        assert listeners.url == listeners.own_url == f"http://127.0.0.1:{plain}"
        assert (listeners.tls_url, listeners.tls_port) == (f"https://127.0.0.1:{tls}", tls)
        assert not listeners.is_on_network


def test_listening_everywhere_it_is_reached_over_loopback(tmp_path: Path) -> None:
    with listening(settings(tmp_path, host="0.0.0.0")) as listeners:
        assert listeners.own_url == listeners.url.replace("0.0.0.0", "127.0.0.1")
        assert listeners.is_on_network


def test_at_one_address_of_the_network_this_machine_still_comes_over_loopback(
    tmp_path: Path,
) -> None:
    host = own_address()
    with listening(settings(tmp_path, host=host)) as listeners:
        assert listeners.url.startswith(f"http://{host}:")
        with socket.create_connection(listeners.own, 10) as line:
            assert line.getpeername() == ("127.0.0.1", listeners.plain[0].getsockname()[1])


@pytest.mark.parametrize("which", ["port", "tls_port"])
def test_a_port_that_is_taken_is_named_with_what_to_do(tmp_path: Path, which: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        wish = {"port": taken} if which == "port" else {"tls_port": taken}
        with (
            pytest.raises(CannotListen, match=f"127.0.0.1 port {taken}: .* --tls-port"),
            listening(settings(tmp_path, **wish)),
        ):
            raise AssertionError("both ports were free")


def test_a_centre_for_its_own_machine_takes_another_port_for_tls_and_no_other_does(
    tmp_path: Path,
) -> None:
    with socket.create_server(("0.0.0.0", 0)) as other:
        taken = other.getsockname()[1]
        with listening(settings(tmp_path, port=free_port()), tls_port=taken) as listeners:
            assert listeners.tls_port not in (0, taken)
        everywhere = settings(tmp_path, host="0.0.0.0", port=free_port())
        with pytest.raises(CannotListen), listening(everywhere, tls_port=taken):
            raise AssertionError("the port was free")


def test_an_address_that_is_not_this_machines_is_said(tmp_path: Path) -> None:
    with (
        pytest.raises(CannotListen, match=r"192\.0\.2\.250"),
        listening(settings(tmp_path, host="192.0.2.250")),
    ):
        raise AssertionError("it was this machine's")


def test_a_machine_knows_its_own_names_without_asking_anybody() -> None:
    machine = machine_names()
    assert socket.gethostname().partition(".")[0] in machine.names
    assert not any(each.startswith("127.") or "%" in each for each in machine.addresses)
