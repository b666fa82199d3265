"""Reading recorded speech: WAV of every usual kind, also cut off in the middle."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError

Samples = NDArray[np.float32]

LONGEST_S = 3600
LARGEST_BYTES = 2 * 1024**3
_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_SLOWEST_HZ, _FASTEST_HZ = 4000, 768_000
_MOST_CHANNELS = 64
_BLOCK_BYTES = 16 * 1024**2
_CONVERT = "Convert it to WAV, for example with Audacity (File, Export, WAV) or: ffmpeg -i speech.mp3 speech.wav"

_OTHER_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"ID3", "an MP3"), (b"OggS", "an OGG"), (b"fLaC", "a FLAC"), (b"FORM", "an AIFF"), (b"caff", "a CAF"),
    (b"#!AMR", "an AMR"), (b"\x1aE\xdf\xa3", "a WebM or Matroska"), (b"0&\xb2u", "a WMA"), (b".snd", "an AU"),
)  # fmt: skip
_CODECS: Mapping[int, str] = {
    2: "ADPCM", 6: "A-law", 7: "mu-law", 17: "IMA ADPCM", 49: "GSM", 85: "MP3", 255: "AAC",
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """Speech as sound.

    Attributes:
        samples: Mono, about -1…1.
        rate_hz: Samples a second.
        notes: What a user should know: that it was cut off, for example.
    """

    samples: Samples
    rate_hz: int
    notes: tuple[str, ...] = ()

    @property
    def duration_ms(self) -> int:
        """Its length, rounded."""
        return round(1000 * len(self.samples) / self.rate_hz)


@dataclass(frozen=True, slots=True)
class _Format:
    code: int
    channels: int
    rate_hz: int
    block_bytes: int
    bits: int


def read_wav(path: Path) -> Recording:
    """Read a WAV file: 8, 16, 24 or 32-bit whole numbers, 32 or 64-bit floats, any rate, any channels (mixed to one).

    A file that is cut off gives what is there, with a note.

    Raises:
        InputError: If it is another kind of file, or holds no sound.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            hint = "Cut it into parts of at most an hour."
            raise InputError(f"“{path.name}” is larger than 2 GB.", hint, "audio.large")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"There is no sound file “{path}”.", "Check the path.", "audio.missing") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(f"“{path.name}” cannot be read: {reason}.", "", "audio.unreadable") from error
    return parse_wav(data, path.name)


def parse_wav(data: bytes, name: str = "the sound") -> Recording:
    """The bytes of a WAV file as a recording; see `read_wav`."""
    if len(data) < 12 or data[:4] not in (b"RIFF", b"RF64", b"RIFX") or data[8:12] != b"WAVE":
        raise _not_wav(data, name)
    if data[:4] == b"RIFX":
        raise InputError(f"“{name}” is a big-endian WAV, which is not read here.", _CONVERT, "audio.kind")
    layout: _Format | None = None
    position = 12
    while position + 8 <= len(data):
        kind, size = data[position : position + 4], int.from_bytes(data[position + 4 : position + 8], "little")
        start = position + 8
        if kind == b"fmt ":
            layout = _read_format(data[start : start + size], name)
        elif kind == b"data":
            if layout is None:
                raise _damaged(name, "its sound comes before the description of it")
            return _read_data(data, start, size, layout, name)
        position = start + size + size % 2
    raise _damaged(name, "it holds no sound" if layout else "it ends before its sound is described")


def _not_wav(data: bytes, name: str) -> InputError:
    kind = next((kind for sign, kind in _OTHER_KINDS if data.startswith(sign)), "")
    if not kind and len(data) > 2 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0:
        kind = "an MP3"
    if not kind and data[4:8] == b"ftyp":
        kind = "an M4A or MP4"
    if kind:
        return InputError(f"“{name}” is {kind} file; only WAV is read here.", _CONVERT, "audio.kind")
    what = "is empty" if not data else "is no WAV file"
    return InputError(f"“{name}” {what}.", _CONVERT, "audio.kind")


def _damaged(name: str, reason: str) -> InputError:
    return InputError(f"“{name}” cannot be used: {reason}.", "Save or convert it again as WAV.", "audio.damaged")


def _read_format(chunk: bytes, name: str) -> _Format:
    if len(chunk) < 16:
        raise _damaged(name, "the description of its sound is cut off")
    code, channels, rate, _, block, bits = struct.unpack_from("<HHIIHH", chunk)
    if code == _EXTENSIBLE and len(chunk) >= 26:
        code = int.from_bytes(chunk[24:26], "little")
    if code not in (_PCM, _FLOAT):
        kind = _CODECS.get(code, f"kind {code}")
        raise InputError(f"The sound of “{name}” is compressed ({kind}).", _CONVERT, "audio.kind")
    if not 1 <= channels <= _MOST_CHANNELS:
        raise _damaged(name, f"it says that it has {channels} channels")
    if not _SLOWEST_HZ <= rate <= _FASTEST_HZ:
        raise _damaged(name, f"it says that it has {rate} samples a second")
    width = -(-bits // 8)
    if width not in ((1, 2, 3, 4) if code == _PCM else (4, 8)):
        raise _damaged(name, f"it says that a sample has {bits} bits")
    if block != channels * width:
        raise _damaged(name, "the sizes of its samples do not fit together")
    return _Format(code, channels, rate, block, bits)


def _read_data(data: bytes, start: int, size: int, layout: _Format, name: str) -> Recording:
    notes: list[str] = []
    there = len(data) - start
    is_streamed = size in (0, 0xFFFFFFFF) or data[:4] == b"RF64"  # written before the length was known
    if size > there and not is_streamed:
        missing_s = (size - there) / layout.block_bytes / layout.rate_hz
        notes.append(f"“{name}” is cut off: its last {missing_s:.1f} s are missing. What is there is used.")
    used = there if is_streamed else min(size, there)
    count = used // layout.block_bytes
    if count == 0:
        raise _damaged(name, "it holds no sound")
    if count > LONGEST_S * layout.rate_hz:
        raise InputError(f"“{name}” is longer than an hour.", "Cut it into parts.", "audio.large")
    samples = _mono(data[start : start + count * layout.block_bytes], layout)
    if not np.isfinite(samples).all():
        notes.append(f"“{name}” holds values that are no numbers; they are taken as silence.")
        samples = np.nan_to_num(samples, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
    loudest = float(np.abs(samples).max())
    if loudest > 8:  # floats in the range of whole numbers
        samples = samples / np.float32(loudest)
    return Recording(samples, layout.rate_hz, tuple(notes))


def _mono(data: bytes, layout: _Format) -> Samples:
    """In blocks, so that an hour of studio sound never lies in memory as floats of all channels."""
    step = max(1, _BLOCK_BYTES // layout.block_bytes) * layout.block_bytes
    decode = _decoder(layout)
    parts = [
        decode(data[first : first + step]).reshape(-1, layout.channels).mean(axis=1, dtype=np.float32)
        for first in range(0, len(data), step)
    ]
    return np.concatenate(parts)


def _decoder(layout: _Format) -> Callable[[bytes], Samples]:
    if layout.code == _FLOAT:
        kind = "<f4" if layout.block_bytes == 4 * layout.channels else "<f8"
        return lambda data: np.frombuffer(data, kind).astype(np.float32)
    width = layout.block_bytes // layout.channels
    if width == 1:
        return lambda data: (np.frombuffer(data, np.uint8).astype(np.float32) - 128) / 128
    if width == 3:
        return _decoded_24
    kind, full = ("<i2", 2.0**15) if width == 2 else ("<i4", 2.0**31)
    return lambda data: (np.frombuffer(data, kind) / full).astype(np.float32)


def _decoded_24(data: bytes) -> Samples:
    parts = np.frombuffer(data, np.uint8).reshape(-1, 3).astype(np.int32)
    values = parts[:, 0] | parts[:, 1] << 8 | parts[:, 2] << 16
    return ((values ^ 0x800000) - 0x800000).astype(np.float32) / np.float32(2**23)


def resampled(samples: Samples, rate_hz: int, wanted_hz: int) -> Samples:
    """At another rate, without echoes of what the new one cannot hold."""
    from scipy.signal import resample_poly

    if rate_hz == wanted_hz:
        return samples
    divisor = math.gcd(rate_hz, wanted_hz)
    up, down = wanted_hz // divisor, rate_hz // divisor
    if max(up, down) > 1000:  # an odd rate: near enough, and quick
        up, down = _near_ratio(wanted_hz / rate_hz)
    return np.asarray(resample_poly(samples, up, down), np.float32)


def _near_ratio(ratio: float) -> tuple[int, int]:
    from fractions import Fraction

    near = Fraction(ratio).limit_denominator(1000)
    return near.numerator, near.denominator
