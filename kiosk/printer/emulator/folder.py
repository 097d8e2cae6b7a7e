"""Where the virtual printer's slips are kept as PNGs."""

import logging
from pathlib import Path

from PIL import Image

log = logging.getLogger(__name__)


class SlipFolder:
    """Slips by their number, each the next that is free: an earlier day's stay."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._last = 0

    def keep(self, picture: Image.Image) -> None:
        """Save it; where that cannot be, the log says so and the printer goes on."""
        try:
            while (path := self._directory / f"slip-{self._last + 1:03}.png").exists():
                self._last += 1
            picture.save(path)
        except OSError as error:
            log.warning("slip_not_saved", extra={"error": str(error)})
