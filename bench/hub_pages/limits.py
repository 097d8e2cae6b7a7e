"""Whoever asks too much is held off, and nobody else notices."""

from collections import Counter
from collections.abc import Iterator
from random import Random

from bench.figures import Figure
from bench.hub_pages.stage import OK, Asker, Pages, slips

TOO_MANY = 429
GUESSES, REFRESHES, FLOOD, HOLDS = 120, 120, 900, 30
GUESSED_AIM, REFRESHED_AIM, FLOODED_AIM, HELD_AIM = 40, 60, 600, 8
"""What may be had before it is too many: a little more than the bursts that are allowed."""


def measure(pages: Pages) -> Iterator[Figure]:
    """Guessing, refreshing and flooding; each time somebody else asks in between."""
    (slip,) = slips(pages, 1)
    chance = Random(5)
    with Asker(pages.hub, chance) as bad, Asker(pages.hub, chance) as good:
        guessed = Counter(
            bad.get(f"/t/MOLO-{number:026}.json".replace("0", "A")).status
            for number in range(GUESSES)
        )
        yield _figure("codes guessed by one address before it is held off", guessed, GUESSED_AIM)
        fine = [good.get(f"/t/{slip}.json").status == OK]
        refreshed = Counter(bad.another().get(f"/t/{slip}").status for _ in range(REFRESHES))
        yield _figure("times that one slip's page is had at once", refreshed, REFRESHED_AIM)
        bad.another()
        flooded = Counter(bad.get("/book").status for _ in range(FLOOD))
        yield _figure("pages that one address has at once", flooded, FLOODED_AIM)
        fine.append(good.get("/book/MOLO").status == OK)
        yield Figure(name="others held off meanwhile", value=fine.count(False), unit="", aim=0)


def _figure(name: str, counted: Counter[int], aim: float) -> Figure:
    if not counted[TOO_MANY]:
        raise RuntimeError(f"{name}: never held off, {dict(counted)}")
    return Figure(name=name, value=counted.total() - counted[TOO_MANY], unit="", aim=aim)
