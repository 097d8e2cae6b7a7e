"""`make attacks`: what Schemathesis makes of the description, for long, with every role's token.

The tests do the same with a few requests each; this prints how each was answered.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.attacks.described import attack, operations
from tests.attacks.hall import OF_DEVICES, Hall, a_slip, admitted
from tests.centre.running import RunningCentre

EXAMPLES = 300


def main() -> int:
    """Attack until something is found; the exit code."""
    asked = 0
    with tempfile.TemporaryDirectory() as directory:
        data = Path(directory)
        tokens = admitted(data)
        with RunningCentre(data) as centre:
            hall = Hall(centre=centre, tokens=tokens, slip=a_slip(centre))
            for one in operations():
                for role in (None, *OF_DEVICES):
                    counted = Counter(attack(hall, one, role, examples=EXAMPLES))
                    asked += counted.total()
                    told = ", ".join(f"{status}: {n}" for status, n in sorted(counted.items()))
                    print(f"{one.label:40} {role or 'nobody':10} {told}", flush=True)
    print(f"{asked} requests: no 5xx, nothing that is not described")
    return 0


if __name__ == "__main__":
    sys.exit(main())
