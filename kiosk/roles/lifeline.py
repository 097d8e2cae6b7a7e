"""A child ends when the process that started it does, however that one ended."""

import os
import signal
import time
from threading import Thread

LIFELINE = "FOLENI_LIFELINE"
"""Set for a child whose standard input is its parent's pipe."""
GRACE_S = 5.0
"""How long a process may take over a clean end before it is ended hard."""

_STDIN = 0


def hold_lifeline() -> None:
    """In a child of ``start_child``: ask this process to end once its parent has gone."""
    # Taken out, since this process's own children would wait at the wrong pipe.
    if os.environ.pop(LIFELINE, None):
        Thread(target=_end_with_parent, name="lifeline", daemon=True).start()


def _end_with_parent() -> None:
    while os.read(_STDIN, 64):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_S)
    os._exit(1)
