"""Who comes in: the token, and how often."""

from collections.abc import Callable

from starlette.types import Scope

from kiosk.centre.devices import ACTS, READS, Act, Devices, Reading
from kiosk.db.devices import Device
from kiosk.web.errors import Stopped, forbidden, too_many, unknown_device
from kiosk.web.limits import Limit
from kiosk.web.peer import address, is_private
from kiosk.web.strangers import Strangers

COMMANDS_PER_S = 500
WRONG_TOKENS_PER_S = 10
WRONG_TOKENS_BURST = 100
WRONG_CODES_PER_S = 0.1
WRONG_CODES_BURST = 20
"""Codes have seven free digits: to guess one of a thousand live ones takes a day at this pace."""
ENROLMENTS_PER_S = 20
ENROLMENTS_BURST = 200
CLAIMS_PER_S = 5
CLAIMS_BURST = 60
"""A device that waits asks every second or two; claims have 256 bits."""


class Gate:
    """Tells whose request it is, and stops whoever asks too often."""

    def __init__(
        self,
        devices: Devices,
        *,
        steady_s: Callable[[], float],
        strangers: Strangers | None = None,
    ) -> None:
        """``strangers`` is told from where tokens come."""
        self._devices = devices
        self._strangers = strangers or Strangers()
        self._commands = Limit(rate_per_s=COMMANDS_PER_S, burst=COMMANDS_PER_S, monotonic=steady_s)
        self._wrong_tokens = Limit(
            rate_per_s=WRONG_TOKENS_PER_S, burst=WRONG_TOKENS_BURST, monotonic=steady_s
        )
        self._wrong_codes = Limit(
            rate_per_s=WRONG_CODES_PER_S, burst=WRONG_CODES_BURST, monotonic=steady_s
        )
        self._enrolments = Limit(
            rate_per_s=ENROLMENTS_PER_S, burst=ENROLMENTS_BURST, monotonic=steady_s
        )
        self._claims = Limit(rate_per_s=CLAIMS_PER_S, burst=CLAIMS_BURST, monotonic=steady_s)

    def device(self, scope: Scope) -> Device:
        """The device that asks. Raises ``Stopped``: 401, 403, or 429 after many wrong tokens."""
        if not is_private(scope):
            raise Stopped(forbidden("a token is taken over TLS only: use this centre's https port"))
        device = self._devices.of(scope)
        if device is None:
            answer = unknown_device()
            raise Stopped(answer if self._wrong_tokens.allows(address(scope)) else too_many())
        self._strangers.know(address(scope))
        return device

    def reader(self, scope: Scope, reading: Reading) -> Device:
        """The device that wants to read this. Raises ``Stopped``: as ``device``, or 403."""
        device = self.device(scope)
        if reading not in READS.get(device.role, ()):
            raise Stopped(forbidden(f"a {device.role} may not read {reading}"))
        return device

    def actor(self, scope: Scope, act: Act) -> Device:
        """The device that wants to do this. Raises ``Stopped``: as ``device``, or 403."""
        device = self.device(scope)
        if act not in ACTS.get(device.role, ()):
            raise Stopped(forbidden(f"a {device.role} may not do this: {act}"))
        return device

    def commanding_device(self, scope: Scope) -> Device:
        """The device that sends a command. Raises ``Stopped``: 401, or 429 over 500 a second."""
        device = self.device(scope)
        if not self._commands.allows(device.id):
            raise Stopped(too_many())
        return device

    def try_code(self, device: Device) -> None:
        """Before a code is looked up. Raises ``Stopped``: 429 after many that nobody has."""
        if not self._wrong_codes.allows(device.id):
            raise Stopped(too_many())

    def code_known(self, device: Device) -> None:
        """The code was somebody's: it does not count."""
        self._wrong_codes.give_back(device.id)

    def count_enrolment(self, scope: Scope) -> None:
        """Raises ``Stopped`` with 429 when this address enrols too often."""
        if not self._enrolments.allows(address(scope)):
            raise Stopped(too_many())

    def count_claim(self, scope: Scope) -> None:
        """Raises ``Stopped`` with 429 when this address asks too often whether it is admitted."""
        if not self._claims.allows(address(scope)):
            raise Stopped(too_many())
