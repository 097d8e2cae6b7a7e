"""Lines for whoever sits at a terminal, of whatever age, or reads only the first of them."""

import os
import sys
from collections.abc import Iterable
from io import TextIOWrapper


def tell(lines: Iterable[str]) -> int:
    """Print the lines; the exit code."""
    if isinstance(sys.stdout, TextIOWrapper):
        # A terminal of another age shows a question mark for what it has no letter for.
        sys.stdout.reconfigure(errors="replace")
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has seen enough; nor must Python complain of it when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
