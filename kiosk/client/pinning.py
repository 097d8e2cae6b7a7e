"""Whom a device believes: the one authority it was admitted under, and nobody else."""

import re
import ssl
from base64 import b64decode
from binascii import Error as NotBase64
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_address
from typing import Self

from kiosk.wire.paths import TLS_PORT

LONGEST_PEM = 8192
"""An authority of ours has some 600 characters."""
_ONE_CERTIFICATE = re.compile(
    r"\s*-----BEGIN CERTIFICATE-----\s+([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*"
)


class NotOurCentre(ConnectionError):
    """Who answers there cannot show a certificate of the authority this device believes."""


class PlainRoad(ValueError):
    """Plain HTTP to another machine: whoever is on the road could read the token."""


class NoAuthority(ValueError):
    """This is no certificate, or more than one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A centre's own certificate authority, as the certificate's bytes (DER)."""

    der: bytes

    @classmethod
    def read(cls, pem: str) -> Self:
        """The one certificate in ``pem``. Raises ``NoAuthority``."""
        found = _ONE_CERTIFICATE.fullmatch(pem) if len(pem) <= LONGEST_PEM else None
        if found is None:
            raise NoAuthority("this is not one certificate")
        try:
            authority = cls(der=b64decode("".join(found[1].split()), validate=True))
            # One that may sign, and nothing behind it: other bytes would have another fingerprint.
            whole = authority.context().get_ca_certs(binary_form=True) == [authority.der]
        except (NotBase64, ssl.SSLError) as error:
            raise NoAuthority("this certificate cannot be read") from error
        if not whole:
            raise NoAuthority("this certificate is no authority's")
        return authority

    @property
    def pem(self) -> str:
        """The certificate as a file has it."""
        return ssl.DER_cert_to_PEM_cert(self.der)

    @property
    def fingerprint(self) -> bytes:
        """SHA-256 of the certificate: what the joining code is made from."""
        return sha256(self.der).digest()

    def context(self) -> ssl.SSLContext:
        """TLS that believes this authority alone, and none of the world's."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_verify_locations(cadata=self.der)
        return context


def check_road(scheme: str, host: str) -> None:
    """Raises ``PlainRoad`` unless what is sent there stays on this machine or is encrypted."""
    if scheme != "https" and not stays_here(host):
        raise PlainRoad(
            f"http:// reaches only this machine; give https://{host}:{TLS_PORT}, or the address"
            " that the centre shows when it starts"
        )


def stays_here(host: str) -> bool:
    """Whether this address or name can only be this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
