"""What can be measured in speech every ten milliseconds: loudness, voice, brightness, and the resonances of the mouth.

The resonances (formants) come from linear prediction: the Levinson-Durbin recursion over the autocorrelation gives an
all-pole filter, whose poles near the unit circle are the formants (Makhoul, "Linear Prediction: A Tutorial Review",
Proceedings of the IEEE 63, 1975).
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.core.jobs import CancelToken, Progress, ProgressClock
from studio.pipelines.speech_wav import Recording, Samples, resampled

Floats = NDArray[np.float64]

FRAME_MS = 10
RATE_HZ = 16_000
_VOICE_RATE_HZ = 10_000
"""Holds the first five formants of an adult, which is what the filter's order is for."""
_ORDER = 12
_WINDOW_MS = 26
_PITCH_WINDOW_MS = 40
_PITCH_HZ = (65.0, 420.0)
_BANDS_HZ = ((50, 400), (400, 1000), (1000, 2000), (2000, 3200), (3200, 5000), (5000, 7900))
_PRE_EMPHASIS = 0.97
_FORMANT_HZ = (180.0, 4500.0)
_WIDEST_HZ = 600.0
_ROWS_AT_ONCE = 1000
_QUIET = 1e-10


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """One row for each frame of `FRAME_MS`; all arrays have the same length.

    Attributes:
        level_db: Loudness of exactly this frame, 0 is full scale.
        voicing: 0…1, how much the sound repeats itself as a voice does.
        centroid_hz: Middle of the spectrum.
        crossings: Share of samples at which the sign changes.
        bands: (T, 6) shares of energy, low to high.
        formants_hz: (T, 3) first resonances; 0 where there is none.
    """

    level_db: Floats
    voicing: Floats
    centroid_hz: Floats
    crossings: Floats
    bands: Floats
    formants_hz: Floats

    def __len__(self) -> int:
        return len(self.level_db)


def measured(recording: Recording, cancel: CancelToken | None = None) -> Generator[Progress, None, Features]:
    """The features of a recording; the last, unfinished frame counts.

    Args:
        recording: The speech.
        cancel: Stops between two steps.

    Returns:
        One row for each `FRAME_MS`.
    """
    token = cancel or CancelToken()
    yield Progress(0.0, "listening")
    sound = resampled(recording.samples, recording.rate_hz, RATE_HZ)
    bright = _emphasised(resampled(recording.samples, recording.rate_hz, _VOICE_RATE_HZ))
    count = max(1, -(-recording.duration_ms // FRAME_MS))
    clock = ProgressClock(count)
    parts: list[tuple[Floats, ...]] = []
    for first in range(0, count, _ROWS_AT_ONCE):
        token.check()
        parts.append(_measured(sound, bright, first, min(count, first + _ROWS_AT_ONCE)))
        yield clock.at(min(count, first + _ROWS_AT_ONCE), "listening")
    return Features(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _measured(sound: Samples, bright: Samples, first: int, last: int) -> tuple[Floats, ...]:
    exact = _frames(sound, RATE_HZ, FRAME_MS, first, last)
    level = 10 * np.log10(np.mean(exact**2, axis=1) + _QUIET)
    wide = _frames(sound, RATE_HZ, _WINDOW_MS, first, last)
    crossings = np.mean(np.diff(np.signbit(wide), axis=1), axis=1)
    spectrum = np.abs(np.fft.rfft(wide * np.hanning(wide.shape[1]), 512, axis=1)) ** 2
    pitches = np.fft.rfftfreq(512, 1 / RATE_HZ)
    total = spectrum.sum(axis=1) + 1e-9
    bands = [spectrum[:, (pitches >= low) & (pitches < high)].sum(axis=1) / total for low, high in _BANDS_HZ]
    centroid = (spectrum * pitches).sum(axis=1) / total
    voicing = _voicing(_frames(sound, RATE_HZ, _PITCH_WINDOW_MS, first, last))
    formants = _formants(_frames(bright, _VOICE_RATE_HZ, _WINDOW_MS, first, last))
    return level, voicing, centroid, crossings.astype(np.float64), np.stack(bands, axis=1), formants


def _emphasised(samples: Samples) -> Samples:
    """Speech falls off towards high tones; lifted, all resonances count alike."""
    return np.append(samples[:1], samples[1:] - np.float32(_PRE_EMPHASIS) * samples[:-1])


def _frames(samples: Samples, rate_hz: int, length_ms: int, first: int, last: int) -> Floats:
    """Pieces around the middles of frames, filled up with silence at the ends."""
    length = rate_hz * length_ms // 1000
    hop = rate_hz * FRAME_MS // 1000
    lead = (length - hop) // 2
    start, end = first * hop - lead, (last - 1) * hop - lead + length
    piece = samples[max(0, start) : max(0, end)]
    filled = np.pad(piece, (max(0, -start), max(0, end - max(0, start) - len(piece))))
    rows = np.lib.stride_tricks.sliding_window_view(filled, length)[::hop][: last - first]
    return rows.astype(np.float64)


def _voicing(rows: Floats) -> Floats:
    """The highest peak of the autocorrelation where a pitch may lie, as a share of what it could be."""
    rows = rows - rows.mean(axis=1, keepdims=True)
    length = rows.shape[1]
    correlation = _autocorrelation(rows)
    low, high = (int(RATE_HZ / pitch) for pitch in (_PITCH_HZ[1], _PITCH_HZ[0]))
    high = min(high, length * 2 // 3)
    fair = 1 - np.arange(low, high) / length  # fewer samples meet at a longer lag
    peaks = correlation[:, low:high] / fair
    return np.asarray(np.clip(peaks.max(axis=1) / (correlation[:, 0] + 1e-7), 0, 1))


def _autocorrelation(rows: Floats) -> Floats:
    size = 1 << (2 * rows.shape[1] - 1).bit_length()
    power = np.abs(np.fft.rfft(rows, size, axis=1)) ** 2
    return np.asarray(np.fft.irfft(power, axis=1)[:, : rows.shape[1]])


def linear_prediction(correlation: Floats, order: int = _ORDER) -> Floats:
    """The Levinson-Durbin recursion for many rows at once.

    Args:
        correlation: (T, > order) autocorrelation.
        order: Of the filter.

    Returns:
        (T, order + 1) coefficients of the predictor, the first is 1.
    """
    lifted = correlation.copy()
    lifted[:, 0] = lifted[:, 0] * (1 + 1e-6) + 1e-9  # a little noise keeps silence solvable
    coefficients = np.zeros((len(lifted), order + 1))
    coefficients[:, 0] = 1
    error = lifted[:, 0].copy()
    for step in range(1, order + 1):
        ahead = np.einsum("ti,ti->t", coefficients[:, :step], lifted[:, step:0:-1])
        reflection = -ahead / error
        turned = coefficients[:, step::-1].copy()
        coefficients[:, : step + 1] += reflection[:, None] * turned
        error *= np.maximum(1 - reflection**2, 1e-9)
    return coefficients


def _formants(rows: Floats) -> Floats:
    windowed = rows * np.hamming(rows.shape[1])
    coefficients = linear_prediction(_autocorrelation(windowed)[:, : _ORDER + 1])
    companion = np.zeros((len(rows), _ORDER, _ORDER))
    companion[:, 0] = -coefficients[:, 1:]
    companion[:, np.arange(1, _ORDER), np.arange(_ORDER - 1)] = 1
    poles = np.linalg.eigvals(companion)
    tones = np.angle(poles) * _VOICE_RATE_HZ / (2 * np.pi)
    widths = -np.log(np.maximum(np.abs(poles), 1e-9)) * _VOICE_RATE_HZ / np.pi
    is_formant = (tones > _FORMANT_HZ[0]) & (tones < _FORMANT_HZ[1]) & (widths < _WIDEST_HZ)
    found = np.sort(np.where(is_formant, tones, np.inf), axis=1)[:, :3]
    return np.where(np.isfinite(found), found, 0.0)
