"""What a hub is told in hub.toml, and what is said of a mistake in it."""

from pathlib import Path

import pytest

from kiosk.hub.settings import HubSettings, PublicAddress
from kiosk.roles.hub import settings_from
from kiosk.roles.start import CannotStart


def settings(tmp_path: Path, text: str, *more: str) -> HubSettings:
    (tmp_path / "hub.toml").write_text(text)
    return settings_from(["--data", str(tmp_path), *more])


def test_a_newcomers_hub_needs_no_file(tmp_path: Path) -> None:
    made = settings_from(["--data", str(tmp_path)])
    assert (made.host, made.port, made.dsn) == ("127.0.0.1", 8500, None)
    address = PublicAddress(made)
    address.listens_at("http://127.0.0.1:8500")
    assert address() == "http://127.0.0.1:8500"


def test_the_file_is_taken_and_the_command_line_counts_more(tmp_path: Path) -> None:
    text = """
        host = "10.0.0.5"
        port = 8600
        public_url = "https://hub.example.go.ke/"
        tls_certificate = "tls/full.pem"
        tls_key = "tls/key.pem"
        proxies = ["10.0.0.1", "2001:DB8:0::1"]
    """
    made = settings(tmp_path, text, "--port", "0")
    assert (made.host, made.port, made.tls_port) == ("10.0.0.5", 0, 8543)
    assert made.tls_certificate == tmp_path / "tls" / "full.pem"
    assert made.proxies == {"10.0.0.1", "2001:db8::1"}
    assert PublicAddress(made)() == "https://hub.example.go.ke"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('proxies = ["10.0.0.1"]', "public_url: is missing"),
        ('tls_certificate = "a.pem"', "public_url: is missing"),
        ('public_url = "http://hub.example.go.ke"', "https only"),
        ('public_url = "https://hub.example.go.ke/foleni"', "without a path"),
        ('public_url = "hub.example.go.ke"', "public_url: give an address"),
        ('public_url = "https://h"\nproxies = ["nginx"]', "proxies: .*give addresses"),
        ("port = 99999", "port: give a port"),
        ('certificate = "a.pem"', "did you mean tls_certificate"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_the_remedy(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(CannotStart, match=rf"hub\.toml: .*{said}"):
        settings(tmp_path, text)
