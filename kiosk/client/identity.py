"""Ids for commands: UUIDs of version 7, which sort by the time they were made (RFC 9562)."""

import uuid

from kiosk.domain.ids import CommandId

CHANCE_BYTES = 10


def command_id(unix_ms: int, chance: bytes) -> CommandId:
    """An id from milliseconds since 1970 and 10 random bytes."""
    if len(chance) != CHANCE_BYTES:
        raise ValueError("an id needs 10 random bytes")
    value = (unix_ms & 0xFFFF_FFFF_FFFF) << 80 | int.from_bytes(chance)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return CommandId(str(uuid.UUID(int=value)))
