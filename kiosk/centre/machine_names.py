"""What this machine is called on its network, without asking anybody there."""

import socket
from ipaddress import ip_address

import ifaddr

from kiosk.centre.certificates import MachineNames


def machine_names() -> MachineNames:
    """Its host name, and every address that it has now; nothing is looked up."""
    try:
        addresses = _addresses()
    except OSError:
        # The certificate is good without them: devices verify the centre's own name.
        addresses = ()
    return MachineNames(names=(socket.gethostname().partition(".")[0],), addresses=addresses)


def _addresses() -> tuple[str, ...]:
    found: set[str] = set()
    for adapter in ifaddr.get_adapters():
        for each in adapter.ips:
            text = each.ip if isinstance(each.ip, str) else each.ip[0]
            address = ip_address(text.partition("%")[0])
            if not address.is_loopback:
                found.add(str(address))
    return tuple(sorted(found))
