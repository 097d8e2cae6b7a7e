"""What every journey starts from: a hall on an empty disk, and the windows of the tests of ui."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.hall import Hall
from tests.ui.conftest import Opens, fonts, open_page

__all__ = ["fonts", "open_page"]


@pytest.fixture
def hall(tmp_path: Path, open_page: Opens) -> Iterator[Hall]:
    """A hall whose centre runs."""
    with Hall(tmp_path, open_page) as hall:
        yield hall
