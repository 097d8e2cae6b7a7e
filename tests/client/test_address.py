import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.client.address import Wrong, centre_url


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("192.168.1.10", "https://192.168.1.10:8443"),
        (" 192.168.1.10:9000 ", "https://192.168.1.10:9000"),
        ("https://192.168.1.10/", "https://192.168.1.10:8443"),
        ("centre.local", "https://centre.local:8443"),
        ("[fe80::1]:8443", "https://[fe80::1]:8443"),
        ("http://127.0.0.1:8400", "http://127.0.0.1:8400"),
        ("http://localhost", "http://localhost:8400"),
    ],
)
def test_what_is_left_out_is_the_usual(typed: str, url: str) -> None:
    assert centre_url(typed) == url


@pytest.mark.parametrize("typed", ["http://192.168.1.10", "http://centre.local:8400"])
def test_plain_http_to_another_machine_is_no_address_for_a_screen(typed: str) -> None:
    assert centre_url(typed) is Wrong.PLAIN


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "192.168.1",
        "192.168.1.256",
        "192.168..1",
        "1.2.3.4:0",
        "1.2.3.4:70000",
        "a b",
        "user@host",
        "host/path",
        "host?x",
        "-host",
        "ftp://host",
        "x" * 200,
        "١٢٣.1.1.1",
        "host\nhost",
    ],
)
def test_anything_else_is_no_address(typed: str) -> None:
    assert centre_url(typed) is Wrong.NO_ADDRESS


@given(st.text(max_size=100))
def test_whatever_is_typed_is_a_url_without_surprises_or_none(typed: str) -> None:
    url = centre_url(typed)
    if not isinstance(url, Wrong):
        scheme, _, rest = url.partition("://")
        assert scheme in ("http", "https")
        assert not set(rest) & set("/@?# \\")
