"""Whether time tells a code that somebody holds from one that nobody has."""

import time
from collections.abc import Callable, Iterator, Sequence
from random import Random
from statistics import median

from bench.figures import Figure
from bench.hub_pages.stage import Asker, Pages, slips

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
LENGTH = 26
KNOWN = 50
AIM = 0.05
"""How far from a coin's toss one may be told from another: 0 is not at all, 0.5 is always."""
NEAR, UNKNOWN, MALFORMED, HELD = "one letter off", "unknown", "malformed", "held"


def measure(pages: Pages, samples: int) -> Iterator[Figure]:
    """``samples`` requests of each kind, in a random order, one after the other on one line."""
    chance = Random(11)
    known = slips(pages, KNOWN)
    made: dict[str, Callable[[], str]] = {
        HELD: lambda: chance.choice(known),
        NEAR: lambda: _off_by_one(chance.choice(known), chance),
        UNKNOWN: lambda: f"MOLO-{''.join(chance.choices(ALPHABET, k=LENGTH))}",
        MALFORMED: lambda: f"MOLO-{''.join(chance.choices('0189-', k=LENGTH))}",
    }
    took: dict[str, list[float]] = {kind: [] for kind in made}
    order = [kind for kind in made for _ in range(samples)]
    chance.shuffle(order)
    with Asker(pages.hub, chance) as asker:
        for kind in order:
            path = f"/t/{made[kind]()}.json"
            # Each time from elsewhere: whoever guesses from one place is soon held off.
            asker.another()
            begin = time.perf_counter()
            asker.get(path)
            took[kind].append(time.perf_counter() - begin)
    for kind, seconds in took.items():
        name = f"a code that is {kind}: answered, median"
        yield Figure(name=name, value=median(seconds) * 1e6, unit="µs")
    for one, other in ((NEAR, UNKNOWN), (MALFORMED, UNKNOWN)):
        yield Figure(
            name=f"{one} told from {other} by its time",
            value=abs(told_apart(took[one], took[other]) - 0.5),
            unit="",
            aim=AIM,
        )
    apart = abs(told_apart(took[HELD], took[UNKNOWN]) - 0.5)
    # Its page says that it is held: nothing is to be hidden from whoever has the code.
    yield Figure(name=f"{HELD} told from {UNKNOWN} by its time", value=apart, unit="")


def told_apart(one: Sequence[float], other: Sequence[float]) -> float:
    """The chance that one of the first took longer than one of the second: 0.5 where alike.

    Mann and Whitney's U for each pair (Annals of Mathematical Statistics 18, 1947).
    """
    ranked = sorted([(seconds, 0) for seconds in one] + [(seconds, 1) for seconds in other])
    ranks, place = 0.0, 0
    while place < len(ranked):
        end = place
        while end < len(ranked) and ranked[end][0] == ranked[place][0]:
            end += 1
        mean_rank = (place + 1 + end) / 2
        ranks += mean_rank * sum(side == 0 for _, side in ranked[place:end])
        place = end
    u = ranks - len(one) * (len(one) + 1) / 2
    return u / (len(one) * len(other))


def _off_by_one(code: str, chance: Random) -> str:
    place = chance.randrange(len(code) - LENGTH, len(code) - 1)
    letter = chance.choice([each for each in ALPHABET if each != code[place]])
    return code[:place] + letter + code[place + 1 :]
