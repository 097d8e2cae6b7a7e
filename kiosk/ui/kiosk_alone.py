"""What a kiosk says of itself while it goes on without its centre."""

from kiosk.client.reply import Alone
from kiosk.printer.slip import NOT_KNOWN
from kiosk.texts import Texts, WaitMin


def banner(texts: Texts, alone: Alone, language: str) -> str:
    """The one line above every page."""
    if alone.since is None:
        return texts.say(language, "kiosk-alone")
    return texts.say(language, "kiosk-alone-since", time=texts.time(alone.since))


def figures_notice(texts: Texts, alone: Alone | None, language: str) -> str:
    """Of when the figures beside it are; empty while they are of now."""
    if alone is None:
        return ""
    if alone.as_of is None:
        return texts.say(language, "kiosk-figures-unknown")
    return texts.say(language, "kiosk-figures-as-of", time=texts.time(alone.as_of))


def ahead(people: int, alone: Alone | None) -> str:
    """How many are ahead, as a figure."""
    return NOT_KNOWN if alone is not None and alone.as_of is None else str(people)


def waiting_line(
    texts: Texts, people: str, wait_min: WaitMin | None, alone: Alone | None, language: str
) -> str:
    """``people`` and the wait in one line, with the time they were so."""
    if alone is not None and alone.as_of is None:
        return texts.say(language, "kiosk-figures-unknown")
    wait = texts.wait_about(language, wait_min)
    now = texts.say(language, "kiosk-waiting-now", people=people, wait=wait)
    if alone is None or alone.as_of is None:
        return now
    return texts.say(language, "kiosk-waiting-as-of", time=texts.time(alone.as_of), now=now)
