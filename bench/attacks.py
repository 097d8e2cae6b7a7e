"""`make attacks`: what Schemathesis makes of the description, for long, with every role's token.

And requests of our own to every route of a hub. The tests do the same with a few requests each;
this prints how each was answered.
"""

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.attacks.described import attack, operations
from tests.attacks.hall import OF_DEVICES, Hall, a_slip, admitted
from tests.attacks.hub_asking import attack as attack_route
from tests.attacks.hub_asking import attacked
from tests.centre.running import RunningCentre
from tests.hub.server import TestServer

EXAMPLES, OF_A_ROUTE = 300, 2000
SEED = os.environ.get("SEED", "1")


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
    asked += _attack_hub()
    print(f"{asked} requests: no 5xx, nothing that is not described")
    return 0


def _attack_hub() -> int:
    """How many requests its routes were asked."""
    asked = 0
    with TestServer("attacks") as server, tempfile.TemporaryDirectory() as directory:
        dsn = server.fresh()
        with attacked(dsn, Path(directory) / "hub") as hub:
            for route in hub.routes():
                counted = attack_route(hub, route, count=OF_A_ROUTE, seed=SEED)
                asked += counted.total()
                told = ", ".join(f"{status}: {n}" for status, n in sorted(counted.items()))
                print(f"{' '.join(route):51} {told}", flush=True)
        server.drop(dsn)
    return asked


if __name__ == "__main__":
    sys.exit(main())
