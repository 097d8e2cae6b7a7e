"""Foleni for everyone in one row of pictures, for the README: easier screens, and a phone."""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from bench.visit_picture import fitted, in_a_row
from kiosk.centre.catalogue_file import read_catalogue
from kiosk.client.reply import Done
from kiosk.domain.commands import CallTicket, Command, IssueTicket, OpenCounter, Role
from kiosk.domain.ids import AgentId, Language
from kiosk.roles.places import ASSETS
from tests.centre.running import RunningCentre

SCENES = (
    "large-before-1080x1920-en",
    "large-contrast-services-1080x1920-sw",
    "lower-before-1080x1920-en",
    "large-ticket-1080x1920-sw",
)
PHONE_PX = (500, 880)
"""As narrow as Chromium's window becomes; a phone's page is as wide as its text."""


def everyone() -> Image.Image:
    """Large text, high contrast, a lowered screen, and a called ticket on a phone.

    Raises ``CalledProcessError``, and ``FileNotFoundError`` where Chromium is missing.
    """
    with TemporaryDirectory() as name:
        to = Path(name)
        subprocess.run(
            [sys.executable, "-m", "bench.screenshots", to, "--screen", "kiosk"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        pictures = [fitted(to / "kiosk" / f"{scene}.png") for scene in SCENES]
        pictures.append(fitted(_phone(to)))
    return in_a_row(pictures)


def _phone(directory: Path) -> Path:
    """The page of a ticket that is called, as Chromium draws it."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise FileNotFoundError("chromium is missing")
    catalogue = read_catalogue(ASSETS / "catalogue" / "huduma.toml")
    counter, service = catalogue.counters[2].id, catalogue.services[0].id
    picture = directory / "phone.png"
    with RunningCentre(directory / "centre", offers=catalogue) as centre:

        def told(role: Role, command: Command) -> Done:
            with centre.session(role) as session:
                reply = session.send(command)
            if not isinstance(reply, Done):
                raise TypeError(f"{command} was answered {reply}")
            return reply

        issued = told(Role.KIOSK, IssueTicket(service=service, language=Language("en"))).issued
        if issued is None:
            raise TypeError("no ticket was issued")
        told(Role.COUNTER, OpenCounter(counter=counter, agent=AgentId("7"), services=(service,)))
        told(Role.COUNTER, CallTicket(counter=counter, ticket=issued.ticket))
        subprocess.run(
            [
                chromium,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                f"--window-size={PHONE_PX[0]},{PHONE_PX[1]}",
                f"--screenshot={picture}",
                f"{centre.url}/t/{issued.token}",
            ],
            check=True,
            capture_output=True,
        )
    return picture
