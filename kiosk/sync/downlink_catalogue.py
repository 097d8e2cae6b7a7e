"""Comes for a catalogue that the hub has signed, and believes nothing but that signature."""

from hashlib import sha256

from kiosk.domain.commands import LoadCatalogue
from kiosk.sync.hub_session import HubSaysNo
from kiosk.sync.road import Road
from kiosk.wire.inbox import (
    CATALOGUE_OF_CENTRE,
    MOST_CATALOGUE_BYTES,
    VERSION_PARAMETER,
    catalogue_statement,
)
from kiosk.wire.signed import is_signed

PATIENCE_S = 30.0
NOT_FOUND = 404


class Forged(Exception):
    """Not what our hub has signed for this centre; the sentence says what is wrong."""


def check_signature(command: LoadCatalogue, *, centre: str, hub_key: bytes) -> None:
    """See that the hub with this Ed25519 key signed it for ``centre``. Raises ``Forged``."""
    statement = catalogue_statement(centre=centre, version=command.version, sha256=command.sha256)
    try:
        signature = bytes.fromhex(command.signature)
    except ValueError as error:
        raise Forged("the signature is none") from error
    if not is_signed(hub_key, signature, statement):
        raise Forged("this was not signed by the hub, or not for this centre and version")


def fetched(command: LoadCatalogue, road: Road) -> bytes:
    """The text, as it was signed. Raises ``Forged``, and whatever ``road`` does."""
    target = f"{CATALOGUE_OF_CENTRE}?{VERSION_PARAMETER}={command.version}"
    try:
        text = road.ask("GET", target, timeout_s=PATIENCE_S).body
    except HubSaysNo as no:
        if no.status != NOT_FOUND:
            raise
        raise Forged("the hub has no such version any more") from no
    if len(text) > MOST_CATALOGUE_BYTES or sha256(text).hexdigest() != command.sha256:
        raise Forged("the text is not the one that was signed")
    return text
