"""For which diagonal a screen is drawn, and in which languages before it knows its centre."""

from kiosk.roles.screen_process import before_a_centre, drawn_for_in


def test_an_agents_screen_shrinks_as_a_whole_on_a_small_monitor() -> None:
    assert drawn_for_in("counter", 10.1) == 15.6
    assert drawn_for_in("counter", 21.5) == 21.5


def test_what_visitors_read_never_shrinks() -> None:
    assert drawn_for_in("kiosk", 10.1) == 10.1
    assert drawn_for_in("feedback", 10.1) == 10.1


def test_two_languages_stand_there_before_a_centre_has_told_its_own() -> None:
    assert before_a_centre(("en", "sw")) == ("en", "sw")
    assert before_a_centre(("en", "so", "sw")) == ("en", "sw")
    assert before_a_centre(("am", "fr", "so")) == ("am", "fr")
