"""Waiting for what other threads and processes bring about, and nobody tells of."""

import time
from collections.abc import Callable

PATIENCE_S = 60.0
"""No promise of the product's: only how long a busy machine may take before a test gives up."""
AGAIN_S = 0.02


def until(is_so: Callable[[], bool]) -> None:
    """Return once it is so."""
    ends_s = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < ends_s, "waited in vain"
        time.sleep(AGAIN_S)
