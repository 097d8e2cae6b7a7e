"""A centre that meets damage in its file ends, and mends it when it is started again."""

import logging
from pathlib import Path

from kiosk.sync.rebuilding import CannotRebuild, rebuild

log = logging.getLogger(__name__)

MARK = "damaged"
"""The file that says so; what stands in it is why it could not be mended, if that was tried."""


class StoreDamaged(Exception):
    """A page of the store cannot be read; the sentence says what happens next."""


class Mending:
    """What is known of the damage to one directory's store. Once in vain is enough."""

    def __init__(self, data: Path, store: str) -> None:
        self._store = data / store
        self._mark = data / MARK
        self.aside: str | None = None
        """The name under which the damaged file is kept, once it was mended."""

    @property
    def was_in_vain(self) -> bool:
        """Whether it was tried and could not be done."""
        try:
            return bool(self._mark.read_bytes())
        except OSError:
            return False

    def met(self) -> None:
        """Damage was met: the next start mends it. Where the disk takes no mark it is not tried."""
        try:
            self._mark.touch(mode=0o600)
        except OSError as error:
            log.warning("damage_not_marked", extra={"cause": error.strerror})

    def mend(self, stamp: str) -> None:
        """Before the store is opened: make it anew, if damage was met. ``stamp`` names the old."""
        if not self._mark.exists() or self.was_in_vain:
            return
        aside = self._store.with_name(f"{self._store.name}.damaged-{stamp}")
        try:
            lost = rebuild(self._store, aside=aside)
        except CannotRebuild as error:
            log.error("store_not_mended", extra={"cause": error})  # noqa: TRY400 - no mistake of ours
            self._mark.write_text(str(error), encoding="utf-8")
            return
        log.warning("store_mended", extra={"tables": ",".join(lost) or "none", "aside": aside.name})
        self._mark.unlink(missing_ok=True)
        self.aside = aside.name
