"""A real browser on a phone's screen, without a display: Debian's Chromium, driven by Selenium."""

import base64
import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from selenium.common.exceptions import StaleElementReferenceException, TimeoutException
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.wait import WebDriverWait

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
PATIENCE_S = 30.0
SCALE = 3
"""Device pixels of a CSS pixel, as phones have them."""
FLAGS = (
    "--headless=new",
    "--no-sandbox",  # tests may run as root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--hide-scrollbars",
)


class Browser:
    """One window the size of a phone's."""

    def __init__(self, profile: Path) -> None:
        options = Options()
        options.binary_location = CHROMIUM or ""
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        self._chrome = Chrome(options=options, service=Service(DRIVER))
        self._chrome.set_page_load_timeout(PATIENCE_S)
        self.screen()

    def screen(self, width: int = 360, height: int = 740, *, dark: bool = False) -> None:
        """The size in CSS pixels, and which colours the phone asks for."""
        size = {"width": width, "height": height, "deviceScaleFactor": SCALE, "mobile": True}
        self._cdp("Emulation.setDeviceMetricsOverride", **size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._cdp("Emulation.setEmulatedMedia", features=[scheme])

    def desk(self, width: int = 1440, height: int = 900) -> None:
        """A screen on a desk: no finger, and one pixel for each of CSS."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._cdp("Emulation.setDeviceMetricsOverride", **size)

    def scripts(self, *, run: bool) -> None:
        """Whether pages opened from now on may run scripts."""
        self._cdp("Emulation.setScriptExecutionDisabled", value=not run)

    def open(self, url: str) -> None:
        """Go there, and let go of what was logged before."""
        self._log("performance")
        self._log("browser")
        self._chrome.get(url)

    def tap(self, name: str) -> None:
        """Tap on what has this id, once it is there."""
        self.tap_on(f"#{name}")

    def tap_on(self, selector: str) -> None:
        """Tap on the first that a selector of CSS finds, once it is there."""

        def tapped() -> bool:
            found = self._chrome.find_elements("css selector", selector)
            if found:
                found[0].click()
            return bool(found)

        self.until(tapped, f"no {selector}")

    def press(self, *keys: str) -> None:
        """Press keys, or type, wherever the focus is."""
        # To no element: the page may just be on its way to the next.
        for key in keys:
            ActionChains(self._chrome).send_keys(key).perform()

    @property
    def focused(self) -> str:
        """The id of what has the focus; empty when that has none."""
        return str(self.run("return document.activeElement.id"))

    def heard(self) -> list[tuple[str, str]]:
        """Role and name of everything that the browser tells a screen reader of."""
        self._cdp("Accessibility.enable")
        nodes = self._cdp("Accessibility.getFullAXTree")["nodes"]
        return [
            (str(node["role"]["value"]), str(node.get("name", {}).get("value", "")))
            for node in nodes
            if not node["ignored"]
        ]

    def trust_anybody(self) -> None:
        """Take any certificate: for tests that look at pages over TLS."""
        self._cdp("Security.setIgnoreCertificateErrors", ignore=True)

    @property
    def text(self) -> str:
        """All that can be read on the page."""
        return str(self.run("return document.body ? document.body.innerText : ''"))

    @property
    def source(self) -> str:
        """The page as it stands in the browser, which also runs when no script may."""
        return self._chrome.page_source

    @property
    def title(self) -> str:
        return self._chrome.title

    @property
    def url(self) -> str:
        return self._chrome.current_url

    def run(self, script: str) -> Any:  # noqa: ANN401 - whatever the script returns
        """What a script of the test returns, in the page."""
        return self._chrome.execute_script(script)

    def until(self, holds: Callable[[], bool], otherwise: str = "") -> None:
        """Wait until something is so. The page may be exchanged while it is looked at."""

        def tried(_: Chrome) -> bool:
            try:
                return holds()
            except StaleElementReferenceException:
                return False

        try:
            WebDriverWait(self._chrome, PATIENCE_S, poll_frequency=0.1).until(tried)
        except TimeoutException as late:
            raise AssertionError(f"{otherwise}; the page says: {self.text}") from late

    def says(self, *words: str) -> None:
        """Wait until all of these can be read."""
        self.until(lambda: all(word in self.text for word in words), f"no {words}")

    def complaints(self) -> list[str]:
        """What the browser complains of on its console since ``open``, policies broken included."""
        return [entry["message"] for entry in self._log("browser")]

    def traffic(self) -> dict[str, int]:
        """Bytes on the line by request since ``open``: headers and bodies of what came."""
        bytes_of: dict[str, int] = {}
        urls: dict[str, str] = {}
        for entry in self._log("performance"):
            message = json.loads(entry["message"])["message"]
            given = message["params"]
            if message["method"] == "Network.requestWillBeSent":
                urls[given["requestId"]] = given["request"]["url"]
            elif message["method"] == "Network.loadingFinished":
                bytes_of[given["requestId"]] = int(given["encodedDataLength"])
        return {
            url: bytes_of.get(key, 0) for key, url in urls.items() if not url.startswith("data:")
        }

    def picture(self) -> Image.Image:
        """The whole page, as it is painted, in device pixels."""
        size = self._cdp("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        shot = self._cdp("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        return Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("RGB")

    def close(self) -> None:
        self._chrome.quit()

    def _log(self, kind: str) -> list[dict[str, Any]]:
        """What was logged since it was last asked for."""
        entries: list[dict[str, Any]] = self._chrome.get_log(kind)  # type: ignore[no-untyped-call]
        return entries

    def _cdp(self, command: str, **given: object) -> dict[str, Any]:
        answer: dict[str, Any] = self._chrome.execute_cdp_cmd(command, given)
        return answer


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for all tests of a module."""
    if CHROMIUM is None or DRIVER is None:
        pytest.skip("Chromium is not here: apt-get install chromium chromium-driver")
    os.environ["SE_OFFLINE"] = "true"  # or Selenium looks for browsers in the internet
    made = Browser(tmp_path_factory.mktemp("browser"))
    yield made
    made.close()


@pytest.fixture
def browser(chromium: Browser) -> Browser:
    """The same, as every test finds it."""
    chromium.scripts(run=True)
    chromium.screen()
    return chromium
