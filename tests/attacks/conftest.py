"""The hall that is attacked."""

from collections.abc import Iterator

import pytest

from tests.attacks.hall import Hall, a_slip, admitted
from tests.centre.running import RunningCentre


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """One centre for all attacks of a module."""
    data = tmp_path_factory.mktemp("attacked")
    tokens = admitted(data)
    with RunningCentre(data) as centre:
        yield Hall(centre=centre, tokens=tokens, slip=a_slip(centre))
