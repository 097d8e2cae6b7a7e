"""A crowd for a tour: many people's stories told in one order. No I/O, no clock."""

import heapq
from collections.abc import Callable
from itertools import count

from kiosk.client.reply import Reply
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.ids import AgentId, CounterId
from kiosk.roles.people import Ask, Meanwhile, Pause, People, Story


class Crowd:
    """Visitors and agents in the crowd's own seconds; the same ``seed`` tells the same stories.

    ``waiting`` says how many wait in the hall now. One ask is open at a time: take it from
    ``next_ask``, hand the centre's word to ``hear``, which may bring the next at once.
    """

    def __init__(self, *, catalogue: Catalogue, seed: int, waiting: Callable[[], int]) -> None:
        self._people = People(catalogue=catalogue, seed=seed, waiting=waiting)
        self._shifts: dict[CounterId, object] = {}
        self._diary: list[tuple[float, int, Story]] = []
        self._entries = count()
        self._asking: Story | None = None

    @property
    def wakes_at_s(self) -> float | None:
        """When somebody has something to do next; ``None`` when nobody has."""
        return self._diary[0][0] if self._diary else None

    def open_door(self, at_s: float) -> None:
        """Let visitors come from now on."""
        self._note(self._people.visitors(lambda: len(self._shifts)), at_s)

    def open_counter(self, counter: CounterId, agent: AgentId, at_s: float) -> None:
        """Somebody opens ``counter`` for every service."""
        self._note(self._people.opening(counter, agent), at_s)

    def staff(self, counter: CounterId, at_s: float) -> None:
        """Somebody works at ``counter`` until ``leave``."""
        if counter not in self._shifts:
            # Who comes back does not find the one who left still working.
            shift = self._shifts[counter] = object()
            agent = self._people.agent(counter, lambda: self._shifts.get(counter) is shift)
            self._note(agent, at_s)

    def leave(self, counter: CounterId) -> None:
        """Whoever works at ``counter`` goes at once; the counter stays as it is."""
        self._shifts.pop(counter, None)

    def next_ask(self, at_s: float) -> Ask | None:
        """The next request whose time has come."""
        while self._diary and self._diary[0][0] <= at_s:
            due_s, _, story = heapq.heappop(self._diary)
            ask = self._go_on(story, None, due_s)
            if ask is not None:
                return ask
        return None

    def hear(self, reply: Reply, at_s: float) -> Ask | None:
        """Take the centre's last word on the open ask; the same person's next one, if at once."""
        story, self._asking = self._asking, None
        return self._go_on(story, reply, at_s) if story is not None else None

    def _go_on(self, story: Story, reply: Reply | None, at_s: float) -> Ask | None:
        """Tell ``story`` on until it asks, pauses or ends."""
        try:
            step = next(story) if reply is None else story.send(reply)
            while isinstance(step, Meanwhile):
                self._note(step.story, at_s)
                step = next(story)
        except StopIteration:
            return None
        if isinstance(step, Pause):
            self._note(story, at_s + step.seconds)
            return None
        self._asking = story
        return step

    def _note(self, story: Story, at_s: float) -> None:
        heapq.heappush(self._diary, (at_s, next(self._entries), story))
