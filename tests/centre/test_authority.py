"""A centre's authority: made once, readable by nobody else, and good for nothing beyond its LAN."""

import os
import ssl
import sys
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509

from kiosk.centre.authority import Authority, AuthorityUnfit
from kiosk.centre.certificates import MachineNames
from kiosk.db.private_files import write_private
from kiosk.wire.paths import TLS_NAME

MACHINE = MachineNames(names=("pc-7",), addresses=("192.168.1.9",))


def made(directory: Path, machine: MachineNames = MACHINE) -> Authority:
    return Authority.load_or_make(directory, centre="MOLO", machine=machine)


def served(directory: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificates((directory / "server.pem").read_bytes())[0]


def names_of(certificate: x509.Certificate) -> set[str]:
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {str(each.value) for each in names}


def shakes_hands(authority: Authority, believed: bytes, name: str) -> bool:
    """Whether somebody who believes that authority alone believes this server to be ``name``."""
    into, out = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = authority.ssl_context().wrap_bio(into, out, server_side=True)
    client = ssl.create_default_context(cadata=believed.decode()).wrap_bio(
        out, into, server_hostname=name
    )
    for side in (client, server, client, server):
        try:
            side.do_handshake()
        except ssl.SSLWantReadError:
            continue
        except ssl.SSLCertVerificationError:
            return False
    return True


def test_it_is_made_at_the_first_start_and_stays(tmp_path: Path) -> None:
    first, again = made(tmp_path), made(tmp_path)
    assert first == again
    der = ssl.PEM_cert_to_DER_cert(first.pem.decode())
    assert first.fingerprint == sha256(der).digest()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_only_the_user_of_the_centre_reads_it_whatever_it_was_copied_as(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    made(keys)
    for each in keys.iterdir():
        each.chmod(0o644)
    keys.chmod(0o755)
    made(keys)
    assert keys.stat().st_mode & 0o777 == 0o700
    assert {each.name: each.stat().st_mode & 0o777 for each in keys.iterdir()} == {
        "authority.key": 0o600,
        "authority.pem": 0o600,
        "server.key": 0o600,
        "server.pem": 0o600,
    }


@pytest.mark.parametrize("name", [TLS_NAME, "localhost", "pc-7.local", "192.168.1.9", "127.0.0.1"])
def test_who_believes_it_believes_its_server(tmp_path: Path, name: str) -> None:
    authority = made(tmp_path)
    assert shakes_hands(authority, authority.pem, name)


@pytest.mark.parametrize("name", ["example.org", "pc-8.local", "192.168.1.10"])
def test_its_server_is_nobody_else(tmp_path: Path, name: str) -> None:
    authority = made(tmp_path)
    assert not shakes_hands(authority, authority.pem, name)


def test_another_centre_of_the_same_code_is_not_believed(tmp_path: Path) -> None:
    assert not shakes_hands(made(tmp_path / "a"), made(tmp_path / "b").pem, TLS_NAME)


def test_it_could_vouch_for_nothing_in_the_world(tmp_path: Path) -> None:
    authority = made(tmp_path)
    certificate = x509.load_pem_x509_certificate(authority.pem)
    within = certificate.extensions.get_extension_for_class(x509.NameConstraints)
    assert within.critical
    allowed = [each.value for each in within.value.permitted_subtrees or ()]
    assert {each for each in allowed if isinstance(each, str)} == {"foleni", "local", "localhost"}
    for outside in ("8.8.8.8", "2001:db8::1", "172.32.0.1"):
        address = ip_address(outside)
        assert not any(
            address in net
            for net in allowed
            if not isinstance(net, str) and net.version == address.version
        )


def test_an_address_in_the_world_is_left_out_of_its_certificate(tmp_path: Path) -> None:
    machine = MachineNames(names=("büro", "pc.7", "PC-8"), addresses=("8.8.8.8", "10.0.0.5"))
    authority = made(tmp_path, machine)
    assert names_of(served(tmp_path)) == {
        TLS_NAME,
        "localhost",
        "pc-8.local",
        "127.0.0.1",
        "::1",
        "10.0.0.5",
    }
    assert shakes_hands(authority, authority.pem, "10.0.0.5")


def test_a_machine_with_another_address_gets_another_certificate_by_the_same_authority(
    tmp_path: Path,
) -> None:
    before = made(tmp_path)
    moved = made(tmp_path, MachineNames(names=("pc-7",), addresses=("192.168.1.77",)))
    assert moved.pem == before.pem
    assert "192.168.1.77" in names_of(served(tmp_path))
    assert shakes_hands(moved, before.pem, TLS_NAME)


def test_a_certificate_cut_off_between_its_two_files_is_made_anew(tmp_path: Path) -> None:
    authority, other = made(tmp_path / "a"), tmp_path / "b"
    made(other)
    write_private(tmp_path / "a" / "server.key", (other / "server.key").read_bytes())
    assert shakes_hands(made(tmp_path / "a"), authority.pem, TLS_NAME)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root writes anywhere")
def test_a_place_that_takes_nothing_new_is_used_as_it_is(tmp_path: Path) -> None:
    before = made(tmp_path)
    tmp_path.chmod(0o500)
    assert made(tmp_path, MachineNames(addresses=("10.0.0.9",))) == before
    tmp_path.chmod(0o700)


def test_a_disk_that_takes_nothing_stops_no_hall_that_has_its_certificate(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = made(tmp_path)
    # Where a directory stands nothing can be written: not by root either.
    (tmp_path / "server.pem.new").mkdir()
    after = made(tmp_path, MachineNames(addresses=("10.0.0.9",)))
    assert shakes_hands(after, before.pem, TLS_NAME)
    assert "certificate_not_renewed" in caplog.text


def test_a_first_start_cut_off_after_the_key_is_finished_by_the_next(tmp_path: Path) -> None:
    first = made(tmp_path)
    (tmp_path / "authority.pem").unlink()
    second = made(tmp_path)
    # Whoever believed the first certificate of this key believes the server still.
    assert second.pem != first.pem
    assert shakes_hands(second, first.pem, TLS_NAME)


def test_a_lost_key_stops_no_hall_and_is_never_replaced(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = made(tmp_path)
    (tmp_path / "authority.key").unlink()
    after = made(tmp_path, MachineNames(addresses=("10.0.0.9",)))
    assert after == before
    assert shakes_hands(after, before.pem, TLS_NAME)
    assert "authority_key_lost" in caplog.text
    assert not (tmp_path / "authority.key").exists()


def test_without_the_key_nobody_makes_another_server(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "authority.key").unlink()
    (tmp_path / "server.key").unlink()
    with pytest.raises(AuthorityUnfit, match=r"authority\.key is missing"):
        made(tmp_path)


DAMAGE = pytest.mark.parametrize(
    "content", [b"", b"\x00" * 300, b"-----BEGIN CERTIFICATE-----\nx\n"], ids=["cut", "0", "text"]
)


@DAMAGE
@pytest.mark.parametrize("name", ["server.key", "server.pem"])
def test_a_damaged_pair_of_the_server_is_made_anew(
    tmp_path: Path, name: str, content: bytes
) -> None:
    before = made(tmp_path)
    (tmp_path / name).write_bytes(content)
    assert shakes_hands(made(tmp_path), before.pem, TLS_NAME)


@DAMAGE
def test_a_damaged_certificate_of_the_authority_is_named(tmp_path: Path, content: bytes) -> None:
    made(tmp_path)
    (tmp_path / "authority.pem").write_bytes(content)
    with pytest.raises(AuthorityUnfit, match=r"authority\.pem cannot be read: bring"):
        made(tmp_path)


def test_keys_of_two_centres_are_not_mixed(tmp_path: Path) -> None:
    made(tmp_path / "a")
    made(tmp_path / "b")
    key = (tmp_path / "b" / "authority.key").read_bytes()
    (tmp_path / "a" / "authority.key").write_bytes(key)
    with pytest.raises(AuthorityUnfit, match="is not the key of"):
        made(tmp_path / "a")


def test_a_place_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file")
    with pytest.raises(AuthorityUnfit, match="keys cannot be used"):
        made(tmp_path / "keys")
