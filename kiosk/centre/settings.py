"""What a centre's server is told when it is started."""

from dataclasses import dataclass, field
from pathlib import Path

from kiosk.db.machine import Traits
from kiosk.sync.membership import Membership
from kiosk.web.sign_in import Cost
from kiosk.wire.paths import PORT

HUB_KBIT_S = 512
"""What the past may take of the line to the hub, by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreSettings:
    """``data`` holds the store; ``catalogue``, ``texts`` and ``web`` (pages) are read once.

    ``port`` 0 takes a free one, and so does ``tls_port``, which is 8443 by itself.
    ``trust_loopback`` admits every device of this machine (but no
    manager); ``open_all_day`` ignores hours, cut-offs, quotas and suspensions. A follower of the
    feed that takes nothing for ``stall_s`` is dropped: its socket's buffers are all it has.
    ``foresees`` gives the centre a process of its own that looks ahead while people wait.
    ``hub_key`` is what devices seal to, as ``/catalogue`` tells them. The journal's lines older
    than ``keep_days`` go; ``None`` keeps them all.
    ``prefix`` stands before every number of an outreach.
    ``machine`` tells this machine from others; without it no hub is asked.
    ``hub_authority`` is a certificate (PEM) to believe the hub by. ``membership`` is the centre's
    place at its hub as it started: what that gives counts where the settings do not say.
    ``pin_cost`` is what one check of a PIN takes.
    """

    data: Path
    catalogue: Path
    texts: Path
    web: Path
    host: str = "127.0.0.1"
    port: int = PORT
    tls_port: int | None = None
    trust_loopback: bool = False
    open_all_day: bool = False
    foresees: bool = False
    hub_key: str | None = None
    keep_days: int | None = None
    prefix: str = ""
    machine: Traits | None = None
    hub_authority: str | None = None
    membership: Membership | None = None
    hub_kbit_s: int = HUB_KBIT_S
    stall_s: float = 10.0
    pin_cost: Cost = field(default_factory=Cost)
