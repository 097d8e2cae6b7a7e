"""The parts of the bench, each measured in a process of its own: none inherits another's memory."""

import multiprocessing
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from types import MappingProxyType

from bench.figures import Figure
from bench.scope import Part, Scope

PARTS = MappingProxyType(
    {
        "start": "from starting a process to its first frame",
        "memory": "what each process takes",
        "touch": "from a touch to the next screen, to the disk, to the printer",
        "calling": "deciding a call with thousands waiting, and accounting for it",
        "estimates": "forecasts of waits, and the pace they go by",
        "calls": "from a call to the board",
        "voice": "how many calls a minute can be spoken",
        "slips": "painting a slip",
        "job": "a whole print job beside its paper's own time",
        "commands": "commands over HTTP beside the disk's own rate",
        "at_rest": "frames that screens paint while nothing happens",
        "remote_desktop": "what a remote desktop sends of each screen",
        "phones": "what phones cost that follow their tickets",
        "foresight": "what looking ahead costs",
        "takeover": "what a copy costs, and what dies with a centre",
        "growth": "what a command costs in a long day and after years",
    }
)


class PartFailed(RuntimeError):
    """A part ended before it had told everything; it has said why."""


def measured(name: str, scope: Scope) -> Iterator[Figure]:
    """The figures of one part as they become known. Raises ``PartFailed``."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_measure, args=(theirs, name, scope))
    process.start()
    theirs.close()
    with suppress(EOFError):
        while True:
            yield ours.recv()
    process.join()
    if process.exitcode:
        raise PartFailed(f"{name} ended with {process.exitcode}")


def _measure(line: "Connection[Figure, Figure]", name: str, scope: Scope) -> None:
    measure: Part = import_module(f"bench.{name}").measure
    for figure in measure(scope):
        line.send(figure)
