"""What stands on the screen, as it is said."""

import pytest

from kiosk.ui.spoken_form import SpokenForm
from tests.ui.product import sentences


@pytest.mark.parametrize(
    ("written", "language", "said"),
    [
        ("A042", "en", "A, zero, four, two"),
        ("A042", "sw", "ei, sifuri, nne, mbili"),
        ("KSh 1,000", "en", "one thousand shillings"),
        ("KSh 1,000", "sw", "shilingi elfu moja"),
        ("about 10–20 min", "en", "about ten to twenty minutes"),
        ("muda 10–20 dak", "sw", "muda dakika kumi hadi ishirini"),
        (
            "23 people waiting · under 5 min",
            "en",
            "twenty three people waiting, under five minutes",
        ),
        ("Tutafungua leo, 08:00.", "sw", "Tutafungua leo, saa mbili kamili asubuhi."),
        ("NTSA", "en", "N, T, S, A"),
        ("KRA PIN", "sw", "kei, ar, ei PIN"),
        ("SHA", "en", "SHA"),
        ("National ID", "en", "National ID"),
    ],
)
def test_nothing_but_words_is_left(written: str, language: str, said: str) -> None:
    assert SpokenForm(sentences())(written, language) == said


def test_hours_run_from_one_to_the_other() -> None:
    form = SpokenForm(sentences())

    said = form("Monday to Friday 08:00–17:00", "en")
    sw = form("Jumatatu hadi Ijumaa 08:00–17:00", "sw")

    assert " to five o" in said
    assert "asubuhi hadi saa kumi na moja" in sw
