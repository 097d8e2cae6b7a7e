"""`python -m bench.voice_clips [LANGUAGE …]`: the chime and the clips in assets/, by espeak-ng.

Wants espeak-ng and sox. What a person has recorded lies beside them as .wav and is left alone;
`python -m bench.voice_clips LANGUAGE --recorded DIR` takes such recordings from DIR, cuts the
silence around them off, and makes them as loud as the others.
"""

import math
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path

from kiosk.roles.places import CHIME, TEXTS, VOICE
from kiosk.speech.clips import read_recording
from kiosk.speech.engine import Sentence, SpeechBroken
from kiosk.speech.espeak import Espeak
from kiosk.speech.sound import Sound
from kiosk.speech.soundcard import RATE_HZ
from kiosk.speech.spelling import CLIPS, Spelling
from kiosk.speech.wav import wav_of
from kiosk.texts import Texts

FULL_SCALE = 32_767
SPEECH_DBFS = -20.0
"""The mean of what is heard of each clip; its peak stays below the next."""
PEAK_DBFS = -1.0
QUIET = 330
"""Softer than -40 dB is taken for silence, and cut off but for a little before and after."""
MARGIN_S = 0.015
NOTES = ((0.0, 659.3), (0.28, 523.3))
"""Seconds from the beginning, and hertz: E and C, as doors ring."""
PARTIALS = ((1, 1.0), (2, 0.35), (3, 0.12))
CHIME_S = 0.95
DECAY_S = 0.22
ATTACK_S = 0.004


def main(arguments: Sequence[str]) -> int:
    """Make them anew, all or those of some languages; 1 where a program is missing."""
    made = ArgumentParser(prog="python -m bench.voice_clips", description=__doc__)
    made.add_argument("languages", nargs="*", metavar="LANGUAGE")
    made.add_argument("--recorded", type=Path, metavar="DIR")
    given = made.parse_args(arguments)
    if given.recorded is None:
        return _spoken(given.languages)
    if len(given.languages) != 1:
        made.error("--recorded wants the one language of the recordings")
    return _recorded(given.recorded, given.languages[0])


def _recorded(directory: Path, language: str) -> int:
    """Take a person's recordings; 1 when one of them is of no use."""
    unfit = 0
    for file in sorted(directory.iterdir()):
        try:
            if file.stem not in CLIPS:
                raise SpeechBroken("no call has such a piece")
            taken = levelled(trimmed(read_recording(file)))
        except SpeechBroken as reason:
            unfit += 1
            print(f"{file.name}: {reason}", file=sys.stderr)
            continue
        (VOICE / language).mkdir(parents=True, exist_ok=True)
        (VOICE / language / f"{file.stem}.wav").write_bytes(wav_of(taken))
    return 1 if unfit else 0


def _spoken(languages: Sequence[str]) -> int:
    texts, engine = Texts.load(TEXTS), Espeak()
    if engine.there is None or shutil.which("sox") is None:
        print("This wants espeak-ng and sox: apt-get install espeak-ng sox", file=sys.stderr)
        return 1
    _write(chime(), CHIME)
    for language in languages or texts.languages:
        if language not in engine.languages:
            print(f"espeak-ng has no voice for {language}: its calls want recordings.")
            continue
        spelling = Spelling(texts, language)
        (VOICE / language).mkdir(parents=True, exist_ok=True)
        for name in CLIPS:
            if words := spelling.piece(name):
                spoken = engine.spoken(Sentence(text=words, language=language), final_pause=False)
                _write(levelled(trimmed(spoken)), VOICE / language / f"{name}.flac")
    made = [CHIME, *VOICE.rglob("*.flac")]
    print(f"{len(made)} files, {sum(file.stat().st_size for file in made) / 1e6:.2f} MB")
    return 0


def chime() -> Sound:
    """Two notes, each struck and dying away."""
    samples = [0.0] * round(CHIME_S * RATE_HZ)
    for begins_s, hertz in NOTES:
        for n in range(round(begins_s * RATE_HZ), len(samples)):
            at_s = n / RATE_HZ - begins_s
            struck = min(1.0, at_s / ATTACK_S) * math.exp(-at_s / DECAY_S)
            samples[n] += struck * sum(
                height * math.sin(2 * math.pi * hertz * times * at_s) for times, height in PARTIALS
            )
    # It ends in silence, not in a click.
    fade = round(0.05 * RATE_HZ)
    for n in range(fade):
        samples[-1 - n] *= n / fade
    return levelled(_sound(sample * 8_000 for sample in samples))


def trimmed(sound: Sound) -> Sound:
    """Without the silence around it."""
    samples = array("h", sound.samples)
    loud = [n for n, sample in enumerate(samples) if abs(sample) > QUIET]
    if not loud:
        raise SpeechBroken("nothing is heard in it")
    margin = round(MARGIN_S * sound.rate_hz)
    kept = samples[max(0, loud[0] - margin) : loud[-1] + margin]
    return Sound(samples=kept.tobytes(), rate_hz=sound.rate_hz)


def levelled(sound: Sound) -> Sound:
    """As loud as the others."""
    samples = array("h", sound.samples)
    heard = [sample for sample in samples if abs(sample) > QUIET]
    mean = math.sqrt(sum(sample * sample for sample in heard) / len(heard))
    factor = min(
        FULL_SCALE * 10 ** (SPEECH_DBFS / 20) / mean,
        FULL_SCALE * 10 ** (PEAK_DBFS / 20) / max(map(abs, heard)),
    )
    return _sound((sample * factor for sample in samples), sound.rate_hz)


def _sound(samples: Iterable[float], rate_hz: int = RATE_HZ) -> Sound:
    return Sound(samples=array("h", map(round, samples)).tobytes(), rate_hz=rate_hz)


def _write(sound: Sound, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    command = ["sox", "-D", "-t", "wav", "-", "-C", "8", "--comment", "", str(file)]
    subprocess.run(command, input=wav_of(sound), check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
