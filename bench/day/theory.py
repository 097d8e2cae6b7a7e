"""What the books say of waiting: Erlang for many servers, Kleinrock for priorities."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Erlang:
    """M/M/c: ``rate`` arrivals a second, ``mean_s`` of service, ``servers`` alike."""

    rate: float
    mean_s: float
    servers: int

    @property
    def load(self) -> float:
        """How busy each server is, 0 to 1."""
        return self.rate * self.mean_s / self.servers

    @property
    def waits(self) -> float:
        """Erlang C: the probability that somebody has to wait at all."""
        offered = self.rate * self.mean_s
        term = below = 1.0
        for number in range(1, self.servers):
            term *= offered / number
            below += term
        beyond = term * offered / self.servers / (1 - self.load)
        return beyond / (below + beyond)

    @property
    def mean_wait_s(self) -> float:
        """Of all, those who do not wait included."""
        return self.waits * self.mean_s / (self.servers - self.rate * self.mean_s)


def low_wait(fcfs: float, high_load: float, factor: float) -> float:
    """Kleinrock 1964: the mean wait of those without priority, from that of FCFS.

    ``high_load`` is the part of the servers' time that priority visitors take; priority grows
    ``factor`` times as fast with age, infinity for strict priority.
    """
    return fcfs / (1 - high_load * (1 - 1 / factor))


def high_wait(fcfs: float, low: float, share: float) -> float:
    """The mean wait of the ``share`` with priority: the mean of all is as without priority."""
    return (fcfs - (1 - share) * low) / share
