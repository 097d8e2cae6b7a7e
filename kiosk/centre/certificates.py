"""What certificates a centre makes: its authority's own, and the server's by it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from kiosk.wire.paths import TLS_NAME

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


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineNames:
    """What else than ``centre.foleni`` people call this machine: names and addresses."""

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


def is_of(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether this authority has signed it."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def names_in(certificate: x509.Certificate) -> set[x509.GeneralName]:
    """What it is made out to."""
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except (ValueError, x509.ExtensionNotFound):
        return set()
    return set(names.value)


def own_certificate(key: EllipticCurvePrivateKey, centre: str) -> x509.Certificate:
    """The authority's, signed by itself; ``centre`` is the centre's code."""
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


def server_certificate(
    authority: x509.Certificate,
    authority_key: EllipticCurvePrivateKey,
    key: EllipticCurvePrivateKey,
    names: list[x509.GeneralName],
) -> x509.Certificate:
    """The server's, with ``key``, made out to ``names`` and signed by the authority."""
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


def general_names(machine: MachineNames) -> list[x509.GeneralName]:
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
