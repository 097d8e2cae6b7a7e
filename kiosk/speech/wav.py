"""Reads a WAV file as a program writes it into a pipe: with sizes that may be wrong."""

import struct

from kiosk.speech.engine import SpeechBroken
from kiosk.speech.sound import BYTES_PER_SAMPLE, Sound

PCM = 1
RATES_HZ = range(8_000, 48_001)
_HEADER = struct.Struct("<4sI4s")
_CHUNK = struct.Struct("<4sI")
_FORMAT = struct.Struct("<HHIIHH")


def read_wav(data: bytes) -> Sound:
    """Its sound, as far as it is there; raises ``SpeechBroken`` unless it is mono, 16-bit PCM.

    A size beyond the end means "to the end": whoever writes into a pipe cannot know it.
    """
    if len(data) < _HEADER.size or data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise SpeechBroken("that is no WAV")
    at, rate_hz = _HEADER.size, 0
    while at + _CHUNK.size <= len(data):
        name, size = _CHUNK.unpack_from(data, at)
        at += _CHUNK.size
        if name == b"fmt ":
            rate_hz = _rate_hz(data[at : at + size])
        elif name == b"data":
            if not rate_hz:
                raise SpeechBroken("a WAV without a format")
            samples = data[at : at + size]
            return Sound(samples=samples[: len(samples) & -BYTES_PER_SAMPLE], rate_hz=rate_hz)
        # Chunks lie at even places.
        at += size + size % 2
    raise SpeechBroken("a WAV without sound")


def wav_of(sound: Sound) -> bytes:
    """The whole file."""
    rate, samples = sound.rate_hz, sound.samples
    form = _FORMAT.pack(PCM, 1, rate, rate * BYTES_PER_SAMPLE, BYTES_PER_SAMPLE, 16)
    body = b"".join(
        (_CHUNK.pack(b"fmt ", len(form)), form, _CHUNK.pack(b"data", len(samples)), samples)
    )
    return _HEADER.pack(b"RIFF", 4 + len(body), b"WAVE") + body


def _rate_hz(form: bytes) -> int:
    if len(form) < _FORMAT.size:
        raise SpeechBroken("a WAV with half a format")
    kind, channels, rate_hz, _, _, bits = _FORMAT.unpack_from(form)
    if (kind, channels, bits) != (PCM, 1, 8 * BYTES_PER_SAMPLE) or rate_hz not in RATES_HZ:
        raise SpeechBroken(f"a WAV of kind {kind}, {channels} channels, {bits} bits, {rate_hz} Hz")
    return int(rate_hz)
