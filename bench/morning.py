"""A sample centre where it is morning now, for pictures that are taken at any hour."""

from datetime import UTC, datetime
from pathlib import Path

from kiosk.roles.places import SAMPLE_CATALOGUE

MORNING_H = 9
FARTHEST_WEST_H = -12
CATALOGUE = "morning.toml"


def make_it_morning(data: Path, now: datetime) -> None:
    """Give the centre that will keep its data there a time zone in which ``now`` is 9 something."""
    data.mkdir(parents=True, exist_ok=True)
    east_h = MORNING_H - now.astimezone(UTC).hour
    if east_h < FARTHEST_WEST_H:
        east_h += 24
    # These zones count westwards: Etc/GMT-3 is three hours east of Greenwich.
    zone = f"Etc/GMT{-east_h:+d}"
    sample = SAMPLE_CATALOGUE.read_text(encoding="utf-8")
    there = sample.replace('timezone = "Africa/Nairobi"', f'timezone = "{zone}"')
    (data / CATALOGUE).write_text(there, encoding="utf-8")
    (data / "centre.toml").write_text(f'catalogue = "{CATALOGUE}"\n', encoding="utf-8")
