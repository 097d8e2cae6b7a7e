"""Speaks by the program espeak-ng: one process for each sentence, its text on standard input.

A process that dies, hangs or talks nonsense costs that one sentence. The program is under the
GPL and stays outside ours; what it says is nobody's but the speaker's.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from threading import Lock, Timer

from kiosk.speech.engine import Sentence, SpeechBroken
from kiosk.speech.sound import Sound
from kiosk.speech.wav import read_wav

PROGRAM = "espeak-ng"
WORDS_A_MINUTE = 140
WITHIN_S = 5.0
"""A short sentence takes some 10 ms, on a busy machine 100."""
MOST_CHARACTERS = 1_000
"""Less than a pipe holds, so that writing them never waits for the program."""
MOST_BYTES = 16_000_000
"""Six minutes: more than any sentence, and no danger to the memory."""
_VOICE = re.compile(r"\s*\d+\s+([a-z][a-z0-9-]*)\s")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")


class Espeak:
    """espeak-ng at ``words_a_minute``; may be asked from several threads at once.

    ``command`` is what is run: the program, found on the path when it is only a name.
    """

    def __init__(
        self,
        command: Sequence[str] = (PROGRAM,),
        *,
        words_a_minute: int = WORDS_A_MINUTE,
        within_s: float = WITHIN_S,
    ) -> None:
        self._command = tuple(command)
        self._words_a_minute = words_a_minute
        self._within_s = within_s
        self._lock = Lock()
        self._languages: frozenset[str] | None = None

    @property
    def there(self) -> Path | None:
        """The program's place, if it is installed."""
        found = shutil.which(self._command[0])
        return Path(found) if found else None

    @property
    def languages(self) -> frozenset[str]:
        """The codes of its voices' languages; none when the program is missing or broken."""
        with self._lock:
            if self._languages is None:
                try:
                    told = self._run(("--voices",), b"")
                except SpeechBroken:
                    # It may be installed while we run: look again the next time.
                    return frozenset()
                self._languages = _languages(told.decode("utf-8", "replace"))
            return self._languages

    def spoken(self, sentence: Sentence, *, final_pause: bool = True) -> Sound:
        """The sentence as sound of 22,050 Hz; raises ``SpeechBroken``.

        Without ``final_pause`` it ends with its last word, so that others can follow at once.
        """
        if not LANGUAGE.fullmatch(sentence.language):
            raise SpeechBroken(f"no voice can have the name {sentence.language!r}")
        if sentence.language not in self.languages:
            why = "no voice for it" if self.there else "the program is not installed"
            raise SpeechBroken(f"{self._command[0]} does not speak {sentence.language}: {why}")
        options = ["-v", sentence.language, "-s", str(self._words_a_minute), "-b", "1", "--stdout"]
        if not final_pause:
            options.append("-z")
        return read_wav(self._run((*options, "--stdin"), _plain(sentence.text).encode()))

    def _run(self, options: Sequence[str], given: bytes) -> bytes:
        try:
            process = subprocess.Popen(
                (*self._command, *options),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # So that whatever it starts can be ended with it.
                start_new_session=True,
            )
        except OSError as error:
            raise SpeechBroken(f"{self._command[0]} cannot be run: {error.strerror}") from error
        ending = Timer(self._within_s, _end, (process,))
        ending.daemon = True
        ending.start()
        try:
            with process:
                told = _told(process, given)
        finally:
            in_time = ending.is_alive()
            ending.cancel()
        if not in_time:
            raise SpeechBroken(f"{self._command[0]} took longer than {self._within_s:g} s")
        if len(told) > MOST_BYTES:
            raise SpeechBroken(f"{self._command[0]} had no end")
        if process.returncode != 0:
            raise SpeechBroken(f"{self._command[0]} ended with {process.returncode}")
        return told


def _told(process: subprocess.Popen[bytes], given: bytes) -> bytes:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(given)
        process.stdin.close()
    except OSError:
        # It did not want to hear it; its exit code says why.
        pass
    told = process.stdout.read(MOST_BYTES + 1)
    if len(told) > MOST_BYTES:
        _end(process)
    return told


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it and what it has started, which could hold its output open."""
    try:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    except OSError:
        # It has just ended by itself.
        pass


def _plain(text: str) -> str:
    """Nothing but words: no control characters, and none of espeak-ng's phonemes in ``[[ ]]``."""
    words = "".join(
        " " if unicodedata.category(letter)[0] == "C" else letter
        for letter in text[:MOST_CHARACTERS]
    )
    return words.replace("[[", "[ [")


def _languages(told: str) -> frozenset[str]:
    """From lines such as `` 2  en-gb  --/M  English_(Great_Britain) gmw/en (en 2)``."""
    found = set()
    for line in told.splitlines()[1:]:
        # Voices of MBROLA are listed without their being there.
        if " mb/" not in line and (voice := _VOICE.match(line)):
            found.add(voice[1])
            found.update(re.findall(r"\(([a-z][a-z0-9-]*) \d+\)", line))
    return frozenset(found)
