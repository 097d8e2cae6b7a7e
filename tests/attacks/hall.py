"""A centre with a device of every role, and lines to it that say whatever one likes."""

import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.centre.devices import token_sha256
from kiosk.client.reply import Done
from kiosk.db.devices import DeviceTable
from kiosk.db.opening import open_centre, transaction
from kiosk.db.stores import CENTRE_STORE
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.ids import Language, ServiceId
from tests.centre.running import RunningCentre

PATIENCE_S = 10.0
OF_DEVICES = tuple(role for role in Role if role not in (Role.PHONE, Role.CENTRE, Role.HUB))
"""What a device can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """A centre, a token for each role, and the code of somebody's slip."""

    centre: RunningCentre
    tokens: Mapping[Role, str]
    slip: str

    def token(self, role: Role | None) -> str | None:
        """The token of a device of that role; nobody has none."""
        return None if role is None else self.tokens[role]


def a_slip(centre: RunningCentre) -> str:
    """The code of a ticket that was just issued."""
    with centre.session(Role.KIOSK) as kiosk:
        reply = kiosk.send(IssueTicket(service=ServiceId("tax"), language=Language("sw")))
    assert isinstance(reply, Done)
    assert reply.issued is not None
    return reply.issued.token


def admitted(data: Path) -> Mapping[Role, str]:
    """Put a device of every role into the store of a centre that does not run."""
    tokens: dict[Role, str] = {role: f"{role}-" + "0" * 43 for role in OF_DEVICES}
    db = open_centre(data / CENTRE_STORE)
    table, now = DeviceTable(db), datetime.now(UTC)
    with transaction(db):
        for role, token in tokens.items():
            table.add(role, f"the {role}", token_sha256(token.encode()), now, seen_from="127.0.0.1")
    db.close()
    return tokens


def raw(url: str, request: bytes, *, tls: ssl.SSLContext | None = None) -> bytes:
    """What comes back for these very bytes, until the centre hangs up."""
    parts = urlsplit(url)
    answer = b""
    with socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE_S) as line:
        wire = tls.wrap_socket(line, server_hostname=parts.hostname) if tls else line
        try:
            wire.sendall(request)
            if tls is None:
                wire.shutdown(socket.SHUT_WR)
            while chunk := wire.recv(65536):
                answer += chunk
        except (ConnectionResetError, BrokenPipeError):
            pass  # it hung up before it had read everything
    return answer


def status_of(answer: bytes) -> int:
    """The status of the first answer; 0 when there is none."""
    head = answer.split(b" ", 2)
    return int(head[1]) if len(head) > 1 and head[0].startswith(b"HTTP/1.1") else 0
