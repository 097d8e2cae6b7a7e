"""What `check` says about sound: outputs, voices, recordings, and the jack of a headset."""

from collections.abc import Iterator, Mapping, Sequence
from queue import Empty, SimpleQueue
from threading import Thread

from kiosk.config import SoundConfig
from kiosk.roles.check_finding import Finding, absent, fails, works
from kiosk.roles.places import VOICE
from kiosk.speech import headset
from kiosk.speech.clips import Clips
from kiosk.speech.espeak import PROGRAM, Espeak
from kiosk.speech.soundcard import NoSound, Outlet, outlets
from kiosk.texts import Texts

WITHIN_S = 5.0
INSTALL = "apt-get install espeak-ng"
MOST_NAMED = 6


def sound(screens: Mapping[str, SoundConfig], texts: Texts) -> Iterator[Finding]:
    """Everything about sound; ``screens`` are the settings of those that may speak, by role."""
    wanted = {role: config for role, config in screens.items() if config.on}
    yield from heard_from(wanted)
    engine = Espeak()
    yield from voices(engine, texts)
    yield from recordings(texts, spoken=engine.languages)
    yield jack()


def heard_from(screens: Mapping[str, SoundConfig]) -> Iterator[Finding]:
    """The outputs of this machine, and whether those that the settings name are among them."""
    try:
        found = _outlets_in_time()
    except NoSound as reason:
        if named := [role for role, config in screens.items() if config.device]:
            yield fails(
                "sound", f"{_sentence(reason)} The settings of {' and '.join(named)} name one."
            )
        else:
            yield absent("sound", f"{_sentence(reason)} Screens are silent; nothing else changes.")
        return
    names = ", ".join(each.name for each in found)
    yield works("sound", f"Sound outputs ({found[0].system}): {names}.")
    for role, config in screens.items():
        if config.device:
            yield _chosen(role, config.device, found)


def voices(engine: Espeak, texts: Texts) -> Iterator[Finding]:
    """Whether espeak-ng is there, and what it can speak."""
    if engine.there is None:
        yield absent("speech", f"{PROGRAM} is not installed: nothing is read aloud; {INSTALL}")
        return
    if not engine.languages:
        yield fails("speech", f"{PROGRAM} is there, and lists no voices: {INSTALL} --reinstall")
        return
    for language in texts.languages:
        name = texts.say(language, "language-name")
        if language in engine.languages:
            yield works("speech", f"{PROGRAM} speaks {name} ({language}).")
        else:
            yield absent("speech", f"{PROGRAM} has no voice for {name} ({language}).")


def recordings(texts: Texts, *, spoken: frozenset[str]) -> Iterator[Finding]:
    """Which words of a board's calls have no recording."""
    clips = Clips(VOICE, texts)
    for language in texts.languages:
        missing = clips.missing(language)
        if not missing:
            yield works("recordings", f"All words of the calls are recorded in {language}.")
            continue
        named = ", ".join(missing[:MOST_NAMED]) + (" …" if len(missing) > MOST_NAMED else "")
        said = f"{len(missing)} words of the calls are not recorded in {language} ({named})"
        if language in spoken:
            yield works("recordings", f"{said}: {PROGRAM} speaks them.")
        else:
            yield absent("recordings", f"{said}, and nothing speaks them: no call is heard in it.")


def jack() -> Finding:
    """Whether a headset is noticed when it is put in."""
    if found := headset.switches():
        names = ", ".join(each.name for each in found)
        now = "one is in now" if any(each.plugged for each in found) else "none is in now"
        return works("headset", f"This machine notices a headset ({names}); {now}.")
    begin = "speech begins with a key of the keypad, or two fingers held for two seconds"
    if headset.forbidden():
        return absent(
            "headset",
            f"This user may not read the jacks: sudo adduser $USER input; until then {begin}.",
        )
    return absent("headset", f"No jack here tells when a headset is put in: {begin}.")


def _outlets_in_time() -> tuple[Outlet, ...]:
    """Asked on a thread of its own: a sound system that hangs must not hang `check`."""
    answer: SimpleQueue[tuple[Outlet, ...] | NoSound] = SimpleQueue()

    def ask() -> None:
        try:
            answer.put(outlets())
        except NoSound as reason:
            answer.put(reason)

    Thread(target=ask, name="outlets", daemon=True).start()
    try:
        found = answer.get(timeout=WITHIN_S)
    except Empty:
        raise NoSound("the sound system does not answer: restart it") from None
    if isinstance(found, NoSound):
        raise found
    return found


def _chosen(role: str, wanted: str, found: Sequence[Outlet]) -> Finding:
    match = next((each for each in found if wanted.casefold() in each.name.casefold()), None)
    if match is None:
        return fails("sound", f"The {role} is silent: no output is called {wanted}.")
    return works("sound", f"The {role} is heard from {match.name}.")


def _sentence(reason: NoSound) -> str:
    text = str(reason)
    return f"{text[:1].upper()}{text[1:]}."
