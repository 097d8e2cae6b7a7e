"""The addresses printers come with, and how to reach one in a network that is not ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network

from kiosk.printer.finding.scan import OwnNetwork

CONNECT_S = 1.0
OUR_HOST, OUR_OTHER_HOST = 250, 251
"""The last part of the second address a machine is given; the other when it is the printer's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactoryAddress:
    """Where printers of ``makers`` are when nobody has given them an address."""

    host: str
    makers: str


FACTORY_ADDRESSES = (
    # Public programs for ePOS-Print and react-native-thermal-printer take it for an Epson TM's.
    FactoryAddress(host="192.168.192.168", makers="Epson TM"),
    # These two: what public set-up programs for network POS printers look for first, named there
    # "IPs con las que suelen venir de fabrica" (Xprinter, Digital POS, 3nStar). The makers' own
    # manuals were not at hand.
    FactoryAddress(host="192.168.123.100", makers="Xprinter and its clones"),
    FactoryAddress(host="192.168.1.87", makers="Rongta and clones"),
    # TPG-ETHSUG Rev. A, "Ethernet Interface Setup Guide": two minutes after DHCP gave nothing.
    FactoryAddress(host="192.0.0.192", makers="HP A799, CognitiveTPG A799"),
)


def network_of(host: str) -> IPv4Network:
    """The /24 around ``host``."""
    return IPv4Network((host, 24), strict=False)


def is_near(host: str, networks: Sequence[OwnNetwork]) -> bool:
    """Whether this machine has an address in the network of ``host``."""
    return any(IPv4Address(host) in own.network for own in networks)


def second_address(host: str, networks: Sequence[OwnNetwork], platform: str) -> str:
    """The command that gives this machine a second address in the network of ``host``.

    ``platform`` is as in ``sys.platform``. What it does is gone after a restart (on Windows:
    until ``delete address``).
    """
    ours = network_of(host).network_address + OUR_HOST
    if ours == IPv4Address(host):
        ours = network_of(host).network_address + OUR_OTHER_HOST
    interface = networks[0].interface if networks else None
    if platform == "win32":
        return f'netsh interface ipv4 add address "{interface or "Ethernet"}" {ours} 255.255.255.0'
    if platform == "darwin":
        return f"sudo ifconfig {interface or 'en0'} alias {ours} 255.255.255.0"
    return f"sudo ip address add {ours}/24 dev {interface or 'eth0'}"
