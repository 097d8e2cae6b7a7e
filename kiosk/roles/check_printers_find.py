"""Installing a printer, first part: which one it is. Found, or its address typed."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, unique
from ipaddress import IPv4Address
from time import sleep

from kiosk.printer.finding.factory import (
    CONNECT_S,
    FACTORY_ADDRESSES,
    is_near,
    network_of,
    second_address,
)
from kiosk.printer.finding.found import CannotLook, Found, How, merged
from kiosk.printer.finding.mdns import WITHIN_S, announced
from kiosk.printer.finding.scan import PAUSE_S, OwnNetwork, own_networks, scan
from kiosk.printer.lan import RAW_PORT
from kiosk.printer.levels import what_it_tells
from kiosk.printer.outcome import Cause
from kiosk.printer.probe import Probe, probe
from kiosk.roles.check_printers_talk import NotUnderstood, Talk
from kiosk.roles.check_remedies import told
from kiosk.roles.start import LAST_PORT

SELF_TEST = (
    "To see a printer's address, print its self-test: switch it off, hold its FEED button,"
    " switch it on, let go when it begins to print. The paper says IP Address. Some print it only"
    " when FEED is pressed once more, or held for three seconds while they are on; some need their"
    " network cable in."
)
PROGRESS_EVERY = 64
NO_PRINTER = (Cause.GARBAGE, Cause.UNREACHABLE)
_ADDRESS = re.compile(r"(?:[a-z]+://)?([A-Za-z0-9._-]{1,253})(?::(\d{1,5}))?/?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the chosen printer is, and what was asked of it already."""

    host: str
    port: int
    probed: Probe | None = None

    @property
    def address(self) -> str:
        """As people write it down."""
        return f"{self.host}:{self.port}"


@unique
class Look(Enum):
    """What else can be done to find one."""

    SCAN = "s"
    FACTORY = "f"
    HELP = "h"


@dataclass(slots=True)
class Seen:
    """What was found so far; every way of looking adds to it.

    ``helped``: how an address is found out has been said, which a second time is only in the way.
    """

    found: list[Found] = field(default_factory=list)
    probes: dict[tuple[str, int], Probe] = field(default_factory=dict)
    helped: bool = False

    def add(self, more: list[Found]) -> None:
        """Keep each address once."""
        self.found = merged(self.found, more)

    def place(self, found: Found) -> Place:
        """Where it is, with what its probe said."""
        key = (found.host, found.port)
        return Place(host=found.host, port=found.port, probed=self.probes.get(key))


def listen(talk: Talk, seen: Seen) -> None:
    """Hear which printers announce themselves."""
    talk.say(f"Listening {WITHIN_S:.0f} seconds for printers that announce themselves …")
    try:
        seen.add(announced())
    except CannotLook as reason:
        talk.say(f"That is not possible: {reason}.")


def look_through(talk: Talk, seen: Seen) -> None:
    """Scan the own networks, then ask each that answered what it is, one after the other."""
    networks = own_networks()
    if not networks:
        talk.say("This machine is in no private network, so there is none to look through.")
    for own in networks:
        hosts = own.others
        talk.say(
            f"Looking through {own.network} ({own.interface}): {len(hosts)} addresses, on port"
            f" {RAW_PORT}. Nothing is sent to them; it takes about"
            f" {len(hosts) / 16 * 0.5 + 1:.0f} seconds …"
        )
        ask_each(talk, seen, scan(hosts, progress=_Counter(talk)))


def try_factory(talk: Talk, seen: Seen) -> None:
    """Try the addresses printers come with; say how to reach those of another network."""
    networks = own_networks()
    talk.say(f"Trying {len(FACTORY_ADDRESSES)} addresses that printers come with …")
    hosts = [each.host for each in FACTORY_ADDRESSES]
    found = scan(hosts, how=How.FACTORY, connect_s=CONNECT_S)
    ask_each(talk, seen, found)
    answered = {each.host for each in seen.found}
    far = [each for each in FACTORY_ADDRESSES if not is_near(each.host, networks)]
    for each in FACTORY_ADDRESSES:
        near = "" if each not in far else " (its network is not one of this machine's)"
        said = "answers" if each.host in answered else "does not answer"
        talk.show(f"  {each.host:17} {each.makers}: {said}{near}")
    if unreached := [each for each in far if each.host not in answered]:
        _tell_way(talk, unreached[0].host, networks)


def _tell_way(talk: Talk, host: str, networks: list[OwnNetwork]) -> None:
    talk.say(
        f"To reach such a printer, give this machine a second address in its network, here for"
        f" {host}, and try again; it is gone after a restart:"
    )
    talk.show(f"  {second_address(host, networks, sys.platform)}")
    talk.say(
        f"Then give the printer an address of your own network on its web page, http://{host}/, or"
        " with its maker's tool, and plug it in there."
    )


def listed(talk: Talk, seen: Seen) -> None:
    """The numbered list."""
    if not seen.found:
        talk.say("No printer has been found so far.")
        return
    talk.say("Found:")
    for n, found in enumerate(seen.found, start=1):
        talk.show(f"  {n:2}  {found.address:21} {' · '.join(_about(found, seen))}")


def choose(talk: Talk, seen: Seen) -> Place:
    """Let the person choose from the list or type an address. Raises ``Ended``."""
    if not seen.found and not seen.helped:
        help_finding(talk)
        seen.helped = True
    while True:
        listed(talk, seen)
        talk.say(
            "Type its number or its address (as in 192.168.1.50); s to look through this network,"
            " f to try factory addresses, h for help."
        )
        answer = talk.ask(
            "Which one?",
            lambda text: _choice(text, seen),
            "1" if len(seen.found) == 1 else "",
        )
        match answer:
            case Look.SCAN:
                look_through(talk, seen)
            case Look.FACTORY:
                try_factory(talk, seen)
            case Look.HELP:
                help_finding(talk)
            case Place():
                return answer


def help_finding(talk: Talk) -> None:
    """How to find out a printer's address without this program."""
    talk.say()
    talk.say(SELF_TEST)
    networks = own_networks()
    if networks:
        mine = ", ".join(f"{own.address} ({own.interface})" for own in networks)
        talk.say(
            f"This machine's own addresses are: {mine}. A printer can be reached when its address"
            " begins with the same three numbers."
        )
    talk.say()


def unreachable(talk: Talk, place: Place) -> None:
    """What to do about an address where nothing answers."""
    networks = own_networks()
    talk.say(SELF_TEST)
    try:
        here = IPv4Address(place.host).is_loopback or is_near(place.host, networks)
    except ValueError:
        # A name, not an address.
        return
    if not here:
        talk.say(f"This machine has no address in the network {network_of(place.host)}.")
        _tell_way(talk, place.host, networks)


class _Counter:
    """Says now and then how far a scan is: silence looks like a fault."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk

    def __call__(self, done: int, of: int) -> None:
        if done % PROGRESS_EVERY == 0 and done < of:
            self._talk.show(f"  {done} of {of}")


def ask_each(talk: Talk, seen: Seen, answered: list[Found]) -> None:
    """Find out of each that answered what it is, one after the other; what is none is left out."""
    office = {(each.host, each.port) for each in seen.found if each.office}
    for found in answered:
        key = (found.host, found.port)
        if key in office:
            continue
        talk.show(f"  {found.address} takes connections; asking it what it is …")
        sleep(PAUSE_S)
        asked = probe(*key)
        if asked.cause in NO_PRINTER:
            # Some networks answer for every address there is.
            talk.show(f"  {told('it', asked.cause)}")
            continue
        seen.add([found])
        seen.probes[key] = asked


def _about(found: Found, seen: Seen) -> Iterator[str]:
    yield found.how.value
    asked = seen.probes.get((found.host, found.port))
    said = " ".join((asked.maker, asked.model)).strip() if asked else ""
    if said or found.says:
        yield said or found.says
    if found.office:
        yield "an office printer, it seems"
    if asked is not None and asked.cause is not None:
        yield told("it", asked.cause)
    elif asked is not None:
        yield what_it_tells(asked.level)


def _choice(text: str, seen: Seen) -> Place | Look:
    word = text.casefold()
    for look in Look:
        if word == look.value:
            return look
    if word.isascii() and word.isdigit():
        n = int(word)
        if 1 <= n <= len(seen.found):
            return seen.place(seen.found[n - 1])
        raise NotUnderstood(f"The list goes to {len(seen.found)}. An address has dots in it.")
    return understand_address(text)


def understand_address(text: str) -> Place:
    """``192.168.1.50``, ``printer.local:9100`` …; raises ``NotUnderstood``."""
    found = _ADDRESS.fullmatch(text)
    port = int(found[2] or RAW_PORT) if found else 0
    if not found or not 0 < port <= LAST_PORT or not re.search(r"[.A-Za-z]", found[1]):
        raise NotUnderstood(
            "Please type a number of the list, s, f, h, or an address such as 192.168.1.50"
            " or 192.168.1.50:9100."
        )
    host = found[1]
    if re.fullmatch(r"[\d.]+", host) and not _is_whole(host):
        raise NotUnderstood(f"{host} is no address: it has four numbers from 0 to 255.")
    return Place(host=host, port=port)


def _is_whole(host: str) -> bool:
    parts = host.split(".")
    return len(parts) == 4 and all(part and int(part) <= 255 for part in parts)  # noqa: PLR2004
