"""The manager's live page on a busy morning, as Chromium shows it on a desk, for the README."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from selenium.webdriver.common.keys import Keys

from tests.centre.desks import MANAGER, PASSWORD
from tests.journeys.browser import Browser
from tests.journeys.managing import busy_centre

SIZE_PX = (1440, 1180)
"""As much of it as says what it is for."""
COLOURS = 128


def live() -> Image.Image:
    """The page in English. Needs Chromium and its driver."""
    os.environ["SE_OFFLINE"] = "true"  # or Selenium looks for browsers in the internet
    with (
        TemporaryDirectory() as name,
        busy_centre(Path(name) / "centre", afternoon_min=360) as (centre, _),
    ):
        browser = Browser(Path(name) / "browser")
        try:
            browser.desk(*SIZE_PX)
            browser.open(f"{centre.url}/manager/sign-in?lang=en")
            browser.run("document.getElementById('name').focus()")
            browser.press(MANAGER, Keys.TAB, PASSWORD, Keys.ENTER)
            browser.says("Waiting now")
            browser.until(lambda: browser.run("return document.fonts.status") == "loaded")
            return browser.picture().crop((0, 0, *SIZE_PX))
        finally:
            browser.close()


if __name__ == "__main__":
    live().quantize(COLOURS).save(sys.argv[1], optimize=True)
