"""A small formant synthesiser: a voice of known sounds at known times."""

from __future__ import annotations

import struct

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, lfilter, sosfilt

RATE = 22_050
VOWELS: dict[str, tuple[float, float, float]] = {
    "aa": (730, 1090, 2440), "E": (530, 1840, 2480), "ih": (270, 2290, 3010), "oh": (570, 840, 2410),
    "ou": (300, 870, 2240),
}  # fmt: skip
"""Mean resonances of men, Peterson and Barney 1952."""
NASALS = {"nn": (280.0, 1700.0, 2500.0), "mm": (260.0, 1080.0, 2300.0)}
NOISES = {"SS": (4800, 9500), "CH": (2200, 4200), "FF": (1200, 9000)}

Sound = NDArray[np.float64]


def resonated(source: Sound, formants: tuple[float, ...], rate: int, scale: float = 1.0) -> Sound:
    tones = [tone * scale for tone in (*formants, 3500.0, 4500.0)]
    for index, tone in enumerate(tones):
        width = (70.0, 90.0, 120.0, 200.0, 250.0)[min(index, 4)]
        radius = np.exp(-np.pi * width / rate)
        angle = 2 * np.pi * tone / rate
        poles = [1.0, -2 * radius * np.cos(angle), radius**2]
        source = lfilter([sum(poles)], poles, source)
    return source


def voiced(name: str, ms: int, pitch: float = 120.0, scale: float = 1.0, rate: int = RATE, seed: int = 0) -> Sound:
    """A vowel, or a nasal."""
    count = rate * ms // 1000
    chance = np.random.default_rng(seed)
    source = np.zeros(count)
    now = 0.0
    while now < count:
        source[int(now)] = 1.0
        now += rate / (pitch * (1 + 0.01 * chance.standard_normal()))
    source = lfilter([1.0], [1.0, -0.96], source) + 1e-4 * chance.standard_normal(count)
    formants = NASALS.get(name) or VOWELS[name]
    result = np.append(0.0, np.diff(resonated(source, formants, rate, scale)))
    result *= (0.12 if name in NASALS else 0.5) / np.abs(result).max()
    return faded(result, rate)


def noise(name: str, ms: int, rate: int = RATE, seed: int = 0, loud: float = 0.12) -> Sound:
    """A hiss of a kind."""
    low, high = NOISES[name]
    band = butter(4, (low, min(high, rate * 0.49)), "bandpass", fs=rate, output="sos")
    result = sosfilt(band, np.random.default_rng(seed).standard_normal(rate * ms // 1000))
    level = {"SS": 1.0, "CH": 1.2, "FF": 0.25}[name]
    return faded(result / np.abs(result).max() * loud * level, rate)


def burst(name: str, rate: int = RATE, seed: int = 0) -> Sound:
    """The 12 ms after lips (PP), tongue tip (DD) or back of the tongue (kk) open."""
    low, high = {"PP": (200, 900), "DD": (3500, 7500), "kk": (1300, 2400)}[name]
    band = butter(3, (low, high), "bandpass", fs=rate, output="sos")
    result = sosfilt(band, np.random.default_rng(seed).standard_normal(rate * 12 // 1000))
    return result / np.abs(result).max() * 0.25 * np.linspace(1, 0.2, len(result))


def silence(ms: int, rate: int = RATE, level: float = 0.0, seed: int = 0) -> Sound:
    return level * np.random.default_rng(seed).standard_normal(rate * ms // 1000)


def faded(sound: Sound, rate: int, ms: float = 8) -> Sound:
    count = min(len(sound) // 2, int(rate * ms / 1000))
    ramp = 0.5 - 0.5 * np.cos(np.pi * (np.arange(count) + 0.5) / count)
    sound[:count] *= ramp
    sound[len(sound) - count :] *= ramp[::-1]
    return sound


def spoken(parts: list[tuple[str, int]], pitch: float = 120.0, scale: float = 1.0, rate: int = RATE) -> Sound:
    """Sounds one after the other; PP, DD and kk are a closure (silence) that ends in a burst."""
    pieces: list[Sound] = []
    for index, (name, ms) in enumerate(parts):
        if name == "sil":
            pieces.append(silence(ms, rate))
        elif name in NOISES:
            pieces.append(noise(name, ms, rate, index))
        elif name in ("PP", "DD", "kk"):
            end = burst(name, rate, index)
            pieces += [np.zeros(rate * ms // 1000 - len(end)), end]
        else:
            pieces.append(voiced(name, ms, pitch, scale, rate, index))
    return np.concatenate(pieces)


def wav_bytes(
    sound: Sound,
    rate: int = RATE,
    bits: int = 16,
    channels: int = 1,
    is_float: bool = False,
    is_extensible: bool = False,
) -> bytes:  # fmt: skip
    """The sound as a WAV file; every channel holds the same."""
    wide = np.repeat(np.clip(sound, -1, 1)[:, None], channels, axis=1).ravel()
    if is_float:
        body = wide.astype("<f4" if bits == 32 else "<f8").tobytes()
    elif bits == 8:
        body = np.round(wide * 127 + 128).astype(np.uint8).tobytes()
    elif bits == 24:
        whole = np.round(wide * (2**23 - 1)).astype("<i4")
        body = whole.view(np.uint8).reshape(-1, 4)[:, :3].tobytes()
    else:
        body = np.round(wide * (2.0 ** (bits - 1) - 1)).astype(f"<i{bits // 8}").tobytes()
    width = bits // 8
    code = 0xFFFE if is_extensible else 3 if is_float else 1
    layout = struct.pack("<HHIIHH", code, channels, rate, rate * channels * width, channels * width, bits)
    if is_extensible:
        tail = b"\0\0\0\0\x10\0\x80\0\0\xaa\0\x38\x9b\x71"
        layout += struct.pack("<HHI", 22, bits, 0) + struct.pack("<H", 3 if is_float else 1) + tail
    chunks = b"fmt " + struct.pack("<I", len(layout)) + layout + b"data" + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks
