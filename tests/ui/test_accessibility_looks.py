"""What is touched, read and told apart, on the pixels of every scene and size of kiosk."""

import pytest
from PySide6.QtGui import QGuiApplication

from bench.accessibility.sizes import GLASSES, LARGE_MM, PAGES, USUAL_MM, small, steps
from bench.accessibility.stage import Glass, Wishes, kiosk
from bench.accessibility.standing_out import GLASS, Found
from bench.accessibility.targets import targets
from tests.ui.scenes.kiosk import MOMENTS, SCENES


@pytest.fixture(autouse=True)
def application(qapp: QGuiApplication, fonts: None) -> None:
    """Everything here is measured in real windows."""


@pytest.mark.many(11)
@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
@pytest.mark.parametrize("glass", GLASSES, ids=str)
@pytest.mark.parametrize("name", PAGES)
def test_a_finger_finds_every_control_and_eyes_every_word(
    name: str,
    glass: Glass,
    large: bool,  # noqa: FBT001 - pytest hands parameters over by name
) -> None:
    with kiosk(name, glass, Wishes(large=large)) as shown:
        for _step in steps(shown):
            assert [target for target in targets(shown) if not target.good] == []
            assert list(small(shown, LARGE_MM if large else USUAL_MM)) == []


@pytest.mark.many(11)
@pytest.mark.parametrize("contrast", [False, True], ids=["usual", "contrast"])
@pytest.mark.parametrize("name", [*SCENES, *MOMENTS])
def test_words_icons_and_edges_stand_out(
    name: str,
    contrast: bool,  # noqa: FBT001
) -> None:
    found = Found()
    with kiosk(name, GLASS, Wishes(contrast=contrast)) as shown:
        found.look_at(shown)

    assert found.words
    assert found.shapes
    assert list(found.weak()) == []
