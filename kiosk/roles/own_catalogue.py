"""The catalogue of the centre that is set up on this machine."""

from pathlib import Path

from kiosk.config import CentreConfig
from kiosk.roles.places import SAMPLE_CATALOGUE, data_directory
from kiosk.roles.settings import settings

CENTRE_FILE = "centre.toml"


def own_catalogue(data: Path | None = None) -> Path:
    """What ``centre.toml`` of this machine's centre names, else the sample's.

    ``data`` is the centre's directory where it is not the usual one. Raises ``CannotStart``.
    """
    directory = data_directory("centre", given=data)
    config = settings(CentreConfig, None, beside=directory / CENTRE_FILE)
    return directory / config.catalogue if config.catalogue else SAMPLE_CATALOGUE
