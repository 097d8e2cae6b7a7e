"""How many files and connections this process may have open."""

import logging
import sys

log = logging.getLogger(__name__)

ENOUGH = 65536
"""More than a server ever needs; some tools walk over all that a process might have."""
WITHOUT_LIMIT = 8192
"""Where the system knows no such limit: Windows."""


def raise_file_limit() -> int:
    """Take as many as the system gives without asking; how many that is."""
    if sys.platform == "win32":
        return WITHOUT_LIMIT
    import resource  # noqa: PLC0415 - Windows has none

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH if hard == resource.RLIM_INFINITY else min(hard, ENOUGH)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        except (ValueError, OSError) as error:  # macOS gives less than it says
            log.warning("file_limit_not_raised", extra={"cause": error, "limit": soft})
    return file_limit()


def file_limit() -> int:
    """How many there may be now."""
    if sys.platform == "win32":
        return WITHOUT_LIMIT
    import resource  # noqa: PLC0415 - Windows has none

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return ENOUGH if soft == resource.RLIM_INFINITY else soft
