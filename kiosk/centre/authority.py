"""A centre's own certificate authority: made on its first start, trusted by its devices alone."""

import logging
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from kiosk.centre.private_files import make_private, write_private, write_together
from kiosk.wire.paths import TLS_NAME

log = logging.getLogger(__name__)

NOT_BEFORE = datetime(2019, 1, 1, tzinfo=UTC)
"""Devices without a clock of their own wake in the past. Apple's browsers take no certificate that
lasts over 825 days, unless it is from before July 2019 (support.apple.com/103769)."""
NOT_AFTER = datetime(2056, 1, 1, tzinfo=UTC)
LOCAL = ".local"
WITHIN_NAMES = ("foleni", "local", "localhost")
WITHIN_ADDRESSES: tuple[IPv4Network | IPv6Network, ...] = tuple(
    ip_network(each)
    for each in (
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "::1/128",
        "fc00::/7",
        "fe80::/10",
    )
)
"""What the authority can vouch for: a browser that trusts it is at its mercy nowhere else."""


class AuthorityUnfit(Exception):
    """The centre's keys cannot be used; the sentence says which, why, and what to do."""


class DiskRefusesKeys(AuthorityUnfit):
    """The disk does not give the keys, or takes no new ones; it may go well later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineNames:
    """What else than ``centre.foleni`` people call this machine: names and addresses."""

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """``pem`` is the authority's certificate; the keys lie beside it in ``directory``."""

    directory: Path
    pem: bytes
    fingerprint: bytes
    """SHA-256 of the certificate (DER), 32 bytes."""

    @classmethod
    def load_or_make(cls, directory: Path, *, centre: str, machine: MachineNames) -> Self:
        """The authority in ``directory``, made when there is none, and a certificate by it.

        ``centre`` is the centre's code. The server's certificate is made anew when the machine's
        names changed. Raises ``AuthorityUnfit``.
        """
        try:
            make_private(directory)
            authority = _authority(directory, centre)
            _server(directory, authority, machine)
        except OSError as error:
            raise DiskRefusesKeys(
                f"{error.filename or directory} cannot be used ({error.strerror}); it must be a "
                "file of the user that runs the centre"
            ) from error
        der = authority.certificate.public_bytes(Encoding.DER)
        return cls(
            directory=directory,
            pem=authority.certificate.public_bytes(Encoding.PEM),
            fingerprint=sha256(der).digest(),
        )

    def ssl_context(self) -> ssl.SSLContext:
        """TLS for the centre's port: its certificate, with the authority's behind it."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.options |= ssl.OP_NO_RENEGOTIATION
        context.set_alpn_protocols(["http/1.1"])
        context.load_cert_chain(self.directory / "server.pem", self.directory / "server.key")
        return context


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signer:
    """``key`` is ``None`` where it was lost: it vouches for nothing new then."""

    key: EllipticCurvePrivateKey | None
    certificate: x509.Certificate


def _authority(directory: Path, centre: str) -> _Signer:
    key_file, pem_file = directory / "authority.key", directory / "authority.pem"
    if not key_file.exists() and not pem_file.exists():
        # The key first: one that nobody has seen may stay, and vouches for the certificate.
        write_private(key_file, _pem_of(generate_private_key(SECP256R1())))
    key = _key_in(key_file)
    if key is not None and not pem_file.exists():
        write_private(pem_file, _own_certificate(key, centre).public_bytes(Encoding.PEM))
    certificate = _certificate_in(pem_file)
    if certificate is None:
        raise _unfit(pem_file, "cannot be read")
    if key is not None and certificate.public_key() != key.public_key():
        raise _unfit(key_file, f"is not the key of {pem_file.name}")
    return _Signer(key=key, certificate=certificate)


def _server(directory: Path, authority: _Signer, machine: MachineNames) -> None:
    """See that there is a certificate for this machine, signed by this authority."""
    key_file, pem_file = directory / "server.key", directory / "server.pem"
    wanted = _general_names(machine)
    key, certificate = _key_in(key_file), _certificate_in(pem_file)
    is_whole = (
        key is not None
        and certificate is not None
        and certificate.public_key() == key.public_key()
        and _is_of(certificate, authority.certificate)
    )
    if is_whole and certificate is not None and _names_in(certificate) == set(wanted):
        return
    if authority.key is None:
        if is_whole:
            # It is good for what devices verify; they and the hall go on.
            log.error("authority_key_lost", extra={"file": directory / "authority.key"})
            return
        raise _unfit(directory / "authority.key", "is missing or damaged")
    new = generate_private_key(SECP256R1())
    signed = _server_certificate(authority.certificate, authority.key, new, wanted)
    chain = [signed, authority.certificate]
    pem = b"".join(each.public_bytes(Encoding.PEM) for each in chain)
    try:
        # A power cut between the two leaves a pair that does not fit: the next start makes another.
        write_together({key_file: _pem_of(new), pem_file: pem})
    except OSError as error:
        if not is_whole:
            raise
        # The old one is good for what devices verify.
        log.warning("certificate_not_renewed", extra={"cause": error.strerror})
        return
    log.info("certificate_made", extra={"names": len(wanted)})


def _unfit(file: Path, what: str) -> AuthorityUnfit:
    return AuthorityUnfit(
        f"{file} {what}: bring {file.parent} back from a copy of it; or remove it, and admit every "
        "device anew"
    )


def _is_of(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _names_in(certificate: x509.Certificate) -> set[x509.GeneralName]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except (ValueError, x509.ExtensionNotFound):
        return set()
    return set(names.value)


def _own_certificate(key: EllipticCurvePrivateKey, centre: str) -> x509.Certificate:
    name = _name(f"Foleni {centre}")
    within = [x509.DNSName(each) for each in WITHIN_NAMES]
    within_addresses = [x509.IPAddress(each) for each in WITHIN_ADDRESSES]
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        _dated(key)
        .subject_name(name)
        .issuer_name(name)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints([*within, *within_addresses], None), critical=True)
        .add_extension(identifier, critical=False)
        .sign(key, hashes.SHA256())
    )


def _server_certificate(
    authority: x509.Certificate,
    authority_key: EllipticCurvePrivateKey,
    key: EllipticCurvePrivateKey,
    names: list[x509.GeneralName],
) -> x509.Certificate:
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    return (
        _dated(key)
        .subject_name(_name(TLS_NAME))
        .issuer_name(authority.subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(issuer, critical=False)
        .sign(authority_key, hashes.SHA256())
    )


def _dated(key: EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOT_BEFORE)
        .not_valid_after(NOT_AFTER)
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _general_names(machine: MachineNames) -> list[x509.GeneralName]:
    """What the server's certificate is for, within what the authority may vouch for."""
    names = dict.fromkeys((TLS_NAME, "localhost", *_local(machine.names)))
    addresses = dict.fromkeys(("127.0.0.1", "::1", *machine.addresses))
    parsed = [ip_address(each) for each in addresses]
    within = [
        address
        for address in parsed
        if any(address in net for net in WITHIN_ADDRESSES if net.version == address.version)
    ]
    return [*(x509.DNSName(name) for name in names), *(x509.IPAddress(each) for each in within)]


def _local(names: Iterable[str]) -> list[str]:
    """The names by which a machine is found on its network, as the authority may vouch for them."""
    own = [name.lower().removesuffix(LOCAL) for name in names]
    return [name + LOCAL for name in own if name.isascii() and name.replace("-", "").isalnum()]


def _pem_of(key: EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _key_in(file: Path) -> EllipticCurvePrivateKey | None:
    """The private key in ``file``; ``None`` when there is none, or it cannot be read."""
    try:
        key = load_pem_private_key(file.read_bytes(), None)
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, UnsupportedAlgorithm):
        log.warning("key_damaged", extra={"file": file})
        return None
    return key if isinstance(key, EllipticCurvePrivateKey) else None


def _certificate_in(file: Path) -> x509.Certificate | None:
    """The first certificate in ``file``; ``None`` when there is none, or it cannot be read."""
    try:
        return x509.load_pem_x509_certificates(file.read_bytes())[0]
    except FileNotFoundError:
        return None
    except ValueError:
        log.warning("certificate_damaged", extra={"file": file})
        return None
