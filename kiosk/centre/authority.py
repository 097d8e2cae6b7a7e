"""A centre's own certificate authority: made on its first start, trusted by its devices alone."""

import logging
import ssl
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
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

from kiosk.centre.certificates import (
    MachineNames,
    general_names,
    is_of,
    names_in,
    own_certificate,
    server_certificate,
)
from kiosk.db.private_files import make_private, write_private, write_together

log = logging.getLogger(__name__)


class AuthorityUnfit(Exception):
    """The centre's keys cannot be used; the sentence says which, why, and what to do."""


class DiskRefusesKeys(AuthorityUnfit):
    """The disk does not give the keys, or takes no new ones; it may go well later."""


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
        write_private(pem_file, own_certificate(key, centre).public_bytes(Encoding.PEM))
    certificate = _certificate_in(pem_file)
    if certificate is None:
        raise _unfit(pem_file, "cannot be read")
    if key is not None and certificate.public_key() != key.public_key():
        raise _unfit(key_file, f"is not the key of {pem_file.name}")
    return _Signer(key=key, certificate=certificate)


def _server(directory: Path, authority: _Signer, machine: MachineNames) -> None:
    """See that there is a certificate for this machine, signed by this authority."""
    key_file, pem_file = directory / "server.key", directory / "server.pem"
    wanted = general_names(machine)
    key, certificate = _key_in(key_file), _certificate_in(pem_file)
    is_whole = (
        key is not None
        and certificate is not None
        and certificate.public_key() == key.public_key()
        and is_of(certificate, authority.certificate)
    )
    if is_whole and certificate is not None and names_in(certificate) == set(wanted):
        return
    if authority.key is None:
        if is_whole:
            # It is good for what devices verify; they and the hall go on.
            log.error("authority_key_lost", extra={"file": directory / "authority.key"})
            return
        raise _unfit(directory / "authority.key", "is missing or damaged")
    new = generate_private_key(SECP256R1())
    signed = server_certificate(authority.certificate, authority.key, new, wanted)
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
