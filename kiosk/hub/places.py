"""A hub's directory: what lies in it is nobody else's."""

import logging
from pathlib import Path

log = logging.getLogger(__name__)

OWN, PASSABLE = 0o700, 0o711


def close_to_others(data: Path, *, passable: bool = False) -> None:
    """See that nobody else looks into ``data``, however it was made.

    ``passable`` where PostgreSQL, which never runs as root, lies in it as another user's.
    """
    try:
        data.chmod(PASSABLE if passable else OWN)
    except OSError as error:
        log.warning("others_may_read", extra={"cause": error.strerror})
