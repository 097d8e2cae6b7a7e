"""For which diagonal a screen is drawn."""

from kiosk.roles.screen_process import drawn_for_in


def test_an_agents_screen_shrinks_as_a_whole_on_a_small_monitor() -> None:
    assert drawn_for_in("counter", 10.1) == 15.6
    assert drawn_for_in("counter", 21.5) == 21.5


def test_what_visitors_read_never_shrinks() -> None:
    assert drawn_for_in("kiosk", 10.1) == 10.1
    assert drawn_for_in("feedback", 10.1) == 10.1
