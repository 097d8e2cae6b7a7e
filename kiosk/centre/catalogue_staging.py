"""The hub's catalogues on this centre's disk: which counts, came before, and is on trial."""

import logging
from collections.abc import Callable
from pathlib import Path

import msgspec

from kiosk.db.private_files import make_private, write_private
from kiosk.wire.codec import UNREADABLE, encode

log = logging.getLogger(__name__)

DIRECTORY = "catalogue"
"""In the directory of a centre's data."""
STATE = "state.json"
KEPT_FAILURES = 20


class Staged(msgspec.Struct, frozen=True, kw_only=True):
    """A version of the hub's, as a file in the directory."""

    version: int
    sha256: str
    file: str


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """One that the centre shall begin with: it counts once the journal says so.

    ``command`` is the hub's, whole; ``tries`` how often the centre has begun with it.
    """

    staged: Staged
    command: str
    tries: int = 0


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """A command whose catalogue the centre could not begin with, and why."""

    command_id: str
    why: str


class State(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of them; without ``current`` the centre's own file counts."""

    current: Staged | None = None
    before: Staged | None = None
    trial: Trial | None = None
    failed: tuple[Failed, ...] = ()


class Staging:
    """The files, and the one small file that says which is which: it changes whole or not at all.

    Every step is on disk when it returns; all but reading raises ``OSError``.
    """

    def __init__(self, data: Path) -> None:
        self.directory = data / DIRECTORY

    @property
    def state(self) -> State:
        """How things stand. Nothing, where it cannot be read: the centre has a file of its own."""
        try:
            return msgspec.json.decode((self.directory / STATE).read_bytes(), type=State)
        except (FileNotFoundError, NotADirectoryError):
            return State()
        except (OSError, *UNREADABLE):
            log.exception("catalogue_state_unreadable")
            return State()

    def path_of(self, staged: Staged) -> Path:
        """Where it lies."""
        return self.directory / Path(staged.file).name

    def put(self, text: bytes, *, version: int, sha256: str) -> Staged:
        """Lay a text down; nothing counts on it yet."""
        staged = Staged(version=version, sha256=sha256, file=f"{version}-{sha256[:16]}.toml")
        make_private(self.directory)
        write_private(self.path_of(staged), text)
        return staged

    def begin_trial(self, staged: Staged, command: bytes) -> None:
        """The centre shall begin with it."""
        trial = Trial(staged=staged, command=command.decode())
        self._change(lambda state: msgspec.structs.replace(state, trial=trial))

    def note_try(self) -> None:
        """The centre is about to begin with it; it may never be heard of again."""
        trial = self.state.trial
        if trial is not None:
            tried = msgspec.structs.replace(trial, tries=trial.tries + 1)
            self._change(lambda state: msgspec.structs.replace(state, trial=tried))

    def confirm(self) -> None:
        """The journal says that it counts; the one before stays for the day it does not start."""
        trial = self.state.trial
        if trial is None:
            return
        self._change(
            lambda state: State(
                current=trial.staged,
                before=state.before if state.current == trial.staged else state.current,
                failed=state.failed,
            )
        )
        self._tidy()

    def give_up(self, why: str, *, command_id: str) -> None:
        """The one on trial is none; what counted goes on counting."""
        failed = Failed(command_id=command_id, why=why)
        self._change(
            lambda state: msgspec.structs.replace(
                state, trial=None, failed=(*state.failed, failed)[-KEPT_FAILURES:]
            )
        )

    def why_failed(self, command_id: str) -> str | None:
        """Why the centre could not begin with what this command brought; ``None``: it did not."""
        found = (each.why for each in self.state.failed if each.command_id == command_id)
        return next(found, None)

    def _change(self, change: Callable[[State], State]) -> None:
        make_private(self.directory)
        write_private(self.directory / STATE, encode(change(self.state)))

    def _tidy(self) -> None:
        """Remove texts that are of no use any more; one that stays costs only room."""
        state = self.state
        used = {each.file for each in (state.current, state.before) if each is not None}
        for path in self.directory.glob("*.toml"):
            if path.name not in used:
                path.unlink(missing_ok=True)
