"""A centre on its way to another catalogue, and what else may happen to it then."""

import signal
import socket
from pathlib import Path

from kiosk.centre.http_server import CentreServer
from tests.centre.running import RunningCentre


def test_told_to_end_on_its_way_it_ends(tmp_path: Path) -> None:
    with RunningCentre(tmp_path) as centre:
        loading = centre.parts.loading
        assert not loading.goes_on

        async def both() -> tuple[bool, bool]:
            with socket.socket() as tls:
                server = CentreServer(centre.parts, tls)
                loading.switch()
                before = loading.goes_on
                server.handle_exit(signal.SIGTERM, None)
            return before, loading.goes_on

        assert centre.on_loop(both()) == (True, False)
