import sys

import pytest

from kiosk.roles.display import display_trouble, has_display, library_sentence

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is a desktop")


def test_a_session_without_a_display_is_told_in_a_sentence() -> None:
    assert not has_display({})
    assert (display_trouble({}) or "").startswith("There is no display here")


def test_a_platform_that_was_asked_for_is_taken_as_it_is() -> None:
    assert has_display({"QT_QPA_PLATFORM": "offscreen"})
    assert display_trouble({"QT_QPA_PLATFORM": "offscreen:configfile=x.json"}) is None


def test_a_display_that_does_not_answer_is_told_before_qt_aborts() -> None:
    told = display_trouble({"DISPLAY": ":9876"}) or ""
    # Where the libraries of X11 are missing, that is what is told first.
    assert "The display :9876 does not answer" in told or "is missing; type: sudo apt" in told


def test_a_missing_library_is_told_with_the_line_to_type() -> None:
    reason = "libxcb-icccm.so.4: cannot open shared object file: No such file or directory"
    assert library_sentence(reason) == (
        "Qt cannot open a window here because libxcb-icccm.so.4 is missing;"
        " type: sudo apt-get install -y --no-install-recommends libxcb-icccm4"
    )
