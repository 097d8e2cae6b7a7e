"""Every page of joining, as a manager may find it on a screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kiosk.client.found_centre import FoundCentre
from kiosk.client.joining import Step
from kiosk.ui.application import OpenWindow
from kiosk.ui.joining_asking import Applying, Trouble
from kiosk.ui.joining_looking import Looking
from kiosk.ui.joining_screen import DeviceName, JoiningPage, JoiningScreen
from kiosk.ui.joining_window import JoiningWindow
from kiosk.ui.words import Words
from tests.ui.product import sentences

MOLO = FoundCentre(code="MOLO", name="Huduma Centre Molo", urls=("https://192.168.10.104:8443",))
THIKA = FoundCentre(
    code="THIKA", name="Huduma Centre Thika Stadium", urls=("https://192.168.10.105:8443",)
)


class Posed(Applying):
    """An application that stands where a scene wants it, and asks nobody."""

    def __init__(self, *, step: Step | None = None, trouble: Trouble | None = None) -> None:
        super().__init__(role="kiosk", name="Kiosk 1")
        self.posed, self.posed_trouble = step, trouble

    @property
    def step(self) -> Step | None:
        return self.posed

    @property
    def code(self) -> str:
        return "480 173".replace(" ", "") if self.posed is Step.WAITING else ""

    @property
    def left_s(self) -> float:
        return 531.0

    def begin(self, url: str, authority: object = None) -> None:
        self.url, self.trouble = url, self.posed_trouble
        self.changed.emit()

    def stop(self) -> None:
        self.trouble = None


class Quiet(Looking):
    """A network on which a scene says who is heard."""

    def start(self) -> None:
        """Nobody listens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoiningScene:
    """A screen on its way to a centre."""

    joining: JoiningScreen
    looking: Quiet


def made(*, step: Step | None = None, trouble: Trouble | None = None) -> JoiningScene:
    looking = Quiet(local=None)
    joining = JoiningScreen(
        device=DeviceName(role="kiosk", name="Kiosk 1"),
        languages=sentences().languages,
        applying=Posed(step=step, trouble=trouble),
        looking=looking,
    )
    return JoiningScene(joining=joining, looking=looking)


def _looking() -> JoiningScene:
    scene = made()
    scene.joining.look(at_once=True)
    return scene


def _copied() -> JoiningScene:
    scene = made()
    scene.joining.copied = True
    scene.joining.look(at_once=True)
    return scene


def _found() -> JoiningScene:
    scene = _looking()
    scene.looking.found.emit((MOLO, THIKA))
    return scene


def _many() -> JoiningScene:
    scene = _looking()
    more = tuple(
        FoundCentre(code=f"C{n}", name=f"Huduma Centre {n}", urls=(f"https://10.0.0.{n}:8443",))
        for n in range(1, 9)
    )
    scene.looking.found.emit((MOLO, THIKA, *more))
    return scene


def _typing() -> JoiningScene:
    scene = _looking()
    scene.joining.typeAddress()
    for key in "192.168.10.104":
        scene.joining.press(key)
    return scene


def _plain() -> JoiningScene:
    scene = _looking()
    scene.joining.typeAddress()
    for key in "http://192.168.10.104":
        scene.joining.press(key)
    scene.joining.enter()
    return scene


def _asking(trouble: Trouble | None = None) -> Callable[[], JoiningScene]:
    def scene() -> JoiningScene:
        scene = made(step=Step.LOOKING, trouble=trouble)
        scene.looking.found.emit((MOLO,))
        scene.joining.look(at_once=True)
        scene.joining.choose(0)
        return scene

    return scene


def _code() -> JoiningScene:
    scene = made(step=Step.WAITING)
    scene.looking.found.emit((THIKA,))
    scene.joining.look(at_once=True)
    scene.joining.choose(0)
    return scene


def _code_copied() -> JoiningScene:
    scene = _code()
    scene.joining.copied = True
    scene.joining.changed.emit()
    return scene


def _told(page: JoiningPage) -> Callable[[], JoiningScene]:
    def scene() -> JoiningScene:
        scene = made()
        scene.joining.tell(page, "https://192.168.10.104:8443", None)
        return scene

    return scene


SCENES: Mapping[str, Callable[[], JoiningScene]] = {
    "looking": _looking,
    "copied": _copied,
    "found": _found,
    "many": _many,
    "typing": _typing,
    "plain": _plain,
    "asking": _asking(),
    "silent": _asking(Trouble.SILENT),
    "cheated": _asking(Trouble.CHEATED),
    "code": _code,
    "code_copied": _code_copied,
    "revoked": _told(JoiningPage.REVOKED),
    "twin": _told(JoiningPage.TWIN),
    "stranger": _told(JoiningPage.STRANGER),
    "refused": _told(JoiningPage.REFUSED),
}


def lay_over(opened: OpenWindow, scene: JoiningScene) -> None:
    """Its pages over whatever that window shows."""
    words = Words(sentences(), parent=opened.window)
    # It lives as long as the window, and the scene as long as it.
    JoiningWindow(opened, scene.joining, words)
    scene.joining.setParent(opened.window)
