"""Whatever becomes of a ticket's paper can be read and answered, on every screen of a kiosk."""

import pytest

from tests.ui.conftest import Opens
from tests.ui.kiosk_fit import SCREENS, assert_kiosk_fits
from tests.ui.scenes.kiosk import PAPERS


@pytest.mark.many(13)
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", PAPERS)
def test_words_fit_in_every_language_and_size(open_page: Opens, name: str, screen: str) -> None:
    assert_kiosk_fits(open_page, name, screen)
