"""Which catalogue a centre begins with: one on trial, the hub's, the one before, its own file."""

import dataclasses
import logging
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.centre.catalogue_file import CatalogueMistake, check_spoken, read_catalogue
from kiosk.centre.catalogue_staging import Staged, Staging, Trial
from kiosk.centre.settings import CentreSettings
from kiosk.client.pinning import stays_here
from kiosk.domain.catalogue import Catalogue
from kiosk.sync.membership import Membership, MembershipUnfit
from kiosk.texts import Texts
from kiosk.wire.codec import Envelope, NotJson, WrongShape, decode_command

log = logging.getLogger(__name__)

MOST_TRIES = 3
"""A centre that is killed while it begins may only have been unlucky, but not so often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A catalogue with its rules, where it lies, and the hub's version of it; 0 is the own file.

    ``membership`` is the centre's place at a hub, as its rules have it.

    On ``trial`` the command must still be obeyed before anything else is.
    """

    catalogue: Catalogue
    path: Path
    version: int = 0
    trial: Envelope | None = None
    membership: Membership | None = None


class Choosing:
    """Chooses, and remembers what did not do."""

    def __init__(self, settings: CentreSettings, texts: Texts) -> None:
        self._settings = settings
        self._texts = texts
        self._staging = Staging(settings.data)
        self._set_aside = False

    def look(self) -> None:
        """See that there is something to begin with. Raises ``CatalogueMistake``."""
        state = self._staging.state
        if (state.current, state.before, state.trial) == (None, None, None):
            self.read(self._settings.catalogue)

    def take(self) -> Chosen:
        """What to begin with now. Raises ``CatalogueMistake`` where there is nothing to."""
        self._look_up_place()
        return dataclasses.replace(self._take(), membership=self._settings.membership)

    def _look_up_place(self) -> None:
        """A centre may have been enrolled, or have left, since it began."""
        try:
            place = Membership.load(self._settings.data)
        except MembershipUnfit:
            # Told where it is used; what the hall shows stays as it is.
            return
        self._settings = dataclasses.replace(self._settings, membership=place)

    def _take(self) -> Chosen:
        state = self._staging.state
        if state.trial is not None and not self._set_aside:
            chosen = self._on_trial(state.trial)
            if chosen is not None:
                return chosen
        for staged in (state.current, state.before):
            if staged is None:
                continue
            try:
                return self._read(staged)
            except (CatalogueMistake, OSError) as error:
                log.error("catalogue_unfit", extra={"cause": str(error)})  # noqa: TRY400 - not ours
        return Chosen(catalogue=self.read(self._settings.catalogue), path=self._settings.catalogue)

    def read(self, path: Path) -> Catalogue:
        """A catalogue with what the settings say of its rules. Raises ``CatalogueMistake``."""
        catalogue = read_catalogue(path)
        check_spoken(catalogue, path, self._texts)
        return with_rules(catalogue, self._settings)

    @property
    def tries_one(self) -> bool:
        """Whether one is still on trial."""
        return self._staging.state.trial is not None

    def give_up(self, why: str) -> None:
        """The one on trial will not do; the next start tries it again if the disk takes nothing."""
        trial = self._staging.state.trial
        if trial is None:
            return
        log.error("catalogue_given_up", extra={"version": trial.staged.version, "why": why})
        envelope = _command_of(trial)
        try:
            self._staging.give_up(why, command_id=envelope.id if envelope is not None else "")
        except OSError as error:
            log.warning("catalogue_not_noted", extra={"cause": error.strerror})
            self._set_aside = True

    def _on_trial(self, trial: Trial) -> Chosen | None:
        envelope = _command_of(trial)
        if envelope is None or trial.tries >= MOST_TRIES:
            self.give_up(f"the centre began with it {trial.tries} times and did not come up")
            return None
        try:
            chosen = self._read(trial.staged)
        except (CatalogueMistake, OSError) as error:
            self.give_up(str(error))
            return None
        try:
            self._staging.note_try()
        except OSError as error:
            log.warning("catalogue_not_noted", extra={"cause": error.strerror})
            self._set_aside = True
            return None
        return dataclasses.replace(chosen, trial=envelope)

    def _read(self, staged: Staged) -> Chosen:
        path = self._staging.path_of(staged)
        if sha256(path.read_bytes()).hexdigest() != staged.sha256:
            raise CatalogueMistake(path, "", "this is not what the hub has signed")
        return Chosen(catalogue=self.read(path), path=path, version=staged.version)


def with_rules(catalogue: Catalogue, settings: CentreSettings) -> Catalogue:
    """The catalogue with what the settings say: its rules, its prefix, and the hub's key."""
    rules = catalogue.rules
    if settings.open_all_day:
        rules = dataclasses.replace(rules, open_all_day=True)
    hub = settings.membership
    if hub is None:
        # Nobody else can give the hub's places.
        rules = dataclasses.replace(rules, hub_share_pct=0)
    catalogue = catalogue.prefixed(settings.prefix or (hub.prefix if hub else ""))
    return dataclasses.replace(
        catalogue,
        rules=rules,
        hub_key=settings.hub_key or (hub.sealing_key if hub else None),
        page_url=_page_url(hub) if hub else None,
    )


def _page_url(hub: Membership) -> str | None:
    """Where phones find the hub; a hub that only this machine reaches is none for them."""
    return None if stays_here(urlsplit(hub.public_url).hostname or "") else hub.public_url


def _command_of(trial: Trial) -> Envelope | None:
    try:
        return decode_command(trial.command.encode())
    except (NotJson, WrongShape):
        return None
