"""What `check` says of a centre's secrets on disk: who can read them, and how long they last."""

import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from kiosk.db import pepper
from kiosk.db.private_files import KEYS, OTHERS
from kiosk.db.stores import CENTRE_STORE
from kiosk.roles.check_finding import Finding, absent, fails, since, works
from kiosk.roles.membership import TOKEN
from kiosk.web import console_key

SECRETS = (CENTRE_STORE, f"{CENTRE_STORE}-wal", console_key.FILE, TOKEN)
SOON = timedelta(days=60)
CERTIFICATES = {"authority.pem": "authority", "server.pem": "server's certificate"}


def keys(data: Path, now: datetime) -> Iterator[Finding]:
    """Of the centre in ``data``, running or not; ``now`` is aware."""
    place = data / KEYS
    try:
        if not place.is_dir():
            yield absent("keys", f"No centre has made its keys in {data} yet.")
            return
        yield from _modes(data, now)
        yield _pepper(place)
        yield from _certificates(place, now)
    except PermissionError as error:
        yield fails(
            "keys",
            f"{error.filename} is not this user's: run check as the user that runs the centre.",
        )


def _modes(data: Path, now: datetime) -> Iterator[Finding]:
    if sys.platform == "win32":
        return
    beside = [data / name for name in SECRETS]
    inside = [data / KEYS, *sorted((data / KEYS).iterdir())]
    open_to_others = [path for path in (*inside, *beside) if _is_open(path)]
    for path in open_to_others:
        changed = datetime.fromtimestamp(path.stat().st_ctime, UTC)
        right = "700" if path.is_dir() else "600"
        yield fails(
            "keys",
            f"Since {since(changed, now)} other users of this machine can get at {path}:"
            f" chmod {right} {path}",
        )
    if not open_to_others:
        yield works("keys", "Only this user reads the centre's keys and its database.")


def _is_open(path: Path) -> bool:
    return path.exists() and bool(stat.S_IMODE(path.stat().st_mode) & OTHERS)


def _pepper(place: Path) -> Finding:
    file = place / pepper.FILE
    if not file.exists():
        return fails(
            "keys",
            f"{file} is missing: bring it back from a copy, or nobody's PIN is right any more.",
        )
    if file.stat().st_size != pepper.BYTES:
        return fails(
            "keys",
            f"{file} is damaged, and nobody signs in: bring it back from a copy; or remove it,"
            " start the centre again and give everybody a new PIN.",
        )
    return works("keys", "What PINs are kept with is in place.")


def _certificates(place: Path, now: datetime) -> Iterator[Finding]:
    # Takes 60 ms to load, and only a centre's machine needs it.
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415

    for name, called in CERTIFICATES.items():
        file = place / name
        if not file.exists():
            yield fails("keys", f"{file} is missing: start the centre, which says what to do.")
            continue
        try:
            certificate = x509.load_pem_x509_certificate(file.read_bytes())
        except ValueError:
            yield fails("keys", f"{file} is damaged: bring it back from a copy.")
            continue
        fingerprint = sha256(certificate.public_bytes(Encoding.DER)).hexdigest()[:16]
        ends = certificate.not_valid_after_utc
        said = f"The {called} ({fingerprint}) lasts until {ends:%Y-%m-%d}"
        if ends - now < SOON:
            yield fails("keys", f"{said}: stop the centre, remove {file.name}, start it again.")
        else:
            yield works("keys", f"{said}.")
