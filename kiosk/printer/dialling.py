"""Connecting to a device on the LAN within a time, which somebody may cut short."""

import errno
import select
import socket
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic
from typing import cast

SLICE_S = 0.1
"""The longest one wait; between two of them somebody may have given up."""
NO_ANSWER = "no answer"
_CONNECTING = frozenset((errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EALREADY, 10035))

_Found = list[tuple[int, int, int, str, object]]


class GivenUp(Exception):
    """Somebody has given up meanwhile."""


def dial(host: str, port: int, within_s: float, given_up: Event) -> socket.socket:
    """A connected, non-blocking socket without delay of small packets.

    ``within_s`` is for the look-up of a name and all its addresses together. Raises ``OSError``
    with the last address's reason, or ``GivenUp``.
    """
    deadline = monotonic() + within_s
    failed: OSError = TimeoutError(NO_ANSWER)
    for family, kind, protocol, _, address in _addresses(host, port, deadline, given_up):
        connection = socket.socket(family, kind, protocol)
        try:
            _reach(connection, address, deadline, given_up)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except GivenUp:
            connection.close()
            raise
        except OSError as e:
            failed = e
            connection.close()
        else:
            return connection
    raise failed


def _addresses(host: str, port: int, deadline: float, given_up: Event) -> _Found:
    """All addresses of ``host``. An address needs no look-up; a name's may hang for a minute."""
    try:
        return _look_up(host, port, socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        pass
    answer: SimpleQueue[_Found | OSError] = SimpleQueue()
    Thread(target=_answer, args=(host, port, answer.put), name="look-up", daemon=True).start()
    while not given_up.is_set():
        left_s = deadline - monotonic()
        if left_s <= 0:
            raise TimeoutError(NO_ANSWER)
        try:
            found = answer.get(timeout=min(left_s, SLICE_S))
        except Empty:
            continue
        if isinstance(found, OSError):
            raise found
        return found
    raise GivenUp


def _look_up(host: str, port: int, flags: int = 0) -> _Found:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
    return [(*each[:4], each[4]) for each in found]


def _answer(host: str, port: int, answer: Callable[[_Found | OSError], None]) -> None:
    try:
        answer(_look_up(host, port))
    except OSError as e:
        answer(e)
    except UnicodeError as e:
        answer(OSError(f"{host!r} is no address: {e}"))


def _reach(connection: socket.socket, address: object, deadline: float, given_up: Event) -> None:
    connection.setblocking(False)
    error = connection.connect_ex(cast("tuple[str, int]", address))
    while error in _CONNECTING:
        if given_up.is_set():
            raise GivenUp
        left_s = deadline - monotonic()
        if left_s <= 0:
            raise TimeoutError(NO_ANSWER)
        # Windows tells of a failure in the third list.
        ready = select.select((), (connection,), (connection,), min(left_s, SLICE_S))
        if any(ready):
            error = connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if error:
        raise OSError(error, errno.errorcode.get(error, "cannot connect"))
