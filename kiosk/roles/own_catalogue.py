"""The catalogue of the centre that is set up on this machine."""

from pathlib import Path

from kiosk.centre.catalogue_file import CatalogueMistake, read_catalogue
from kiosk.centre.catalogue_staging import Staging
from kiosk.config import CentreConfig
from kiosk.domain.catalogue import Catalogue
from kiosk.roles.places import CENTRE_FILE, SAMPLE_CATALOGUE, data_directory
from kiosk.roles.settings import settings
from kiosk.roles.start import CannotStart


def own_catalogue(data: Path | None = None) -> Path:
    """What the hub had this machine's centre load, what its ``centre.toml`` names, or the sample's.

    ``data`` is the centre's directory where it is not the usual one. Raises ``CannotStart``.
    """
    directory = data_directory("centre", given=data)
    staging = Staging(directory)
    loaded = staging.state.current
    if loaded is not None and staging.path_of(loaded).is_file():
        return staging.path_of(loaded)
    config = settings(CentreConfig, None, beside=directory / CENTRE_FILE)
    return directory / config.catalogue if config.catalogue else SAMPLE_CATALOGUE


def catalogue_or_none(data: Path | None = None) -> Catalogue | None:
    """That catalogue; ``None`` where it cannot be read, for what can do without."""
    try:
        return read_catalogue(own_catalogue(data))
    except (CannotStart, CatalogueMistake):
        return None
