"""`main.py hub` whose ledger stands by itself: nothing is made of what it takes."""

import sys
from collections.abc import Sequence

from kiosk.hub import parts
from kiosk.hub.ledger import project_nothing
from kiosk.roles import hub


def main(arguments: Sequence[str]) -> int:
    """Run it; the exit code."""
    vars(parts)["project"] = project_nothing
    return hub.main(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
