"""A device's place in its centre, as it is kept from one start to the next."""

from dataclasses import dataclass

from kiosk.client.pinning import Authority


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """One device's place in one centre; without a token it has none.

    ``url`` is where the centre was last met, ``given`` the address that had been set up then. Over
    TLS it is good for the ``authority`` alone. ``term`` is the highest this device has met.
    """

    token: str = ""
    authority: Authority | None = None
    url: str = ""
    given: str = ""
    term: int = 0
