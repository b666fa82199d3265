"""A synthetic voice says known sounds at known times; what is heard is compared with that."""

from __future__ import annotations

import random
from collections.abc import Generator
from typing import TypeVar

import numpy as np
import pytest

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, JobCancelled, Progress
from studio.models.speech import OPEN_VISEMES, VISEMES
from studio.models.speech_clip import speech_clip
from studio.models.speech_cues import Speech
from studio.models.speech_curves import INDEX, viseme_curves
from studio.models.timeline import ClipSampler
from studio.pipelines.speech_features import linear_prediction, measured
from studio.pipelines.speech_job import speech_of_recording
from studio.pipelines.speech_wav import Recording, parse_wav, resampled
from studio.pipelines.wardrobe import builtin_expressions
from tests.pipelines.voice import RATE, VOWELS, Sound, resonated, silence, spoken, voiced, wav_bytes

Result = TypeVar("Result")
SAID = [
    ("sil", 200), ("aa", 200), ("E", 200), ("ih", 200), ("oh", 200), ("ou", 200), ("sil", 300), ("aa", 250),
    ("PP", 90), ("oh", 200), ("sil", 250), ("DD", 80), ("ih", 150), ("SS", 120), ("aa", 150), ("CH", 120), ("E", 150),
    ("kk", 80), ("ou", 200), ("FF", 100), ("aa", 150), ("nn", 100), ("aa", 200), ("sil", 300),
]  # fmt: skip
SPEAKERS = [(120.0, 1.0), (100.0, 0.95), (210.0, 1.17), (260.0, 1.3)]
"""Pitch and size: two men, a woman, a child."""


def drained(job: Generator[Progress, None, Result]) -> Result:
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def heard(sound: Sound, text: str = "", rate: int = RATE) -> Speech:
    return drained(speech_of_recording(parse_wav(wav_bytes(sound, rate)), text))


def truth_of(said: list[tuple[str, int]]) -> list[str]:
    return [name for name, ms in said for _ in range(ms // 10)]


def starts_of(said: list[tuple[str, int]]) -> list[tuple[str, int]]:
    times = np.cumsum([0, *(ms for _, ms in said)])
    return [(name, int(start)) for (name, _), start in zip(said, times, strict=False)]


def rows_of(speech: Speech) -> list[str]:
    rows = [""] * (speech.duration_ms // 10)
    for cue in speech.cues:
        rows[cue.start_ms // 10 : cue.end_ms // 10] = [cue.viseme] * (cue.end_ms // 10 - cue.start_ms // 10)
    return rows


@pytest.mark.parametrize(("pitch", "size"), SPEAKERS)
def test_vowels_of_four_voices(pitch: float, size: float) -> None:
    speech = heard(spoken(SAID, pitch, size))
    truth = truth_of(SAID)
    rows = rows_of(speech)
    shown = [VISEMES[row] for row in viseme_curves(speech).argmax(axis=1)]
    for seen in (rows, shown):
        vowels = [seen[index] == name for index, name in enumerate(truth) if name in VOWELS]
        assert np.mean(vowels) >= 0.9
    rests = [rows[index] == "sil" for index, name in enumerate(truth) if name == "sil"]
    assert np.mean(rests) == 1.0
    assert speech.duration_ms == sum(ms for _, ms in SAID)


@pytest.mark.parametrize(("pitch", "size"), SPEAKERS)
def test_consonants_and_onsets(pitch: float, size: float) -> None:
    """Every sound of the list is found within 30 ms of its true start."""
    speech = heard(spoken(SAID, pitch, size))
    for name, start in starts_of(SAID):
        near = [abs(cue.start_ms - start) for cue in speech.cues if cue.viseme == name]
        assert near, name
        if name != "sil":
            assert min(near) < 30, (name, start)


@pytest.mark.parametrize("rate", [8000, 11_025, 16_000, 44_100, 48_000])
def test_vowels_at_any_rate(rate: int) -> None:
    said = [("sil", 200), *((name, 250) for name in VOWELS), ("sil", 200)]
    sound = resampled(spoken(said).astype(np.float32), RATE, rate)
    rows = rows_of(heard(sound, rate=rate))
    right = [rows[index] == name for index, name in enumerate(truth_of(said)) if name in VOWELS]
    assert np.mean(right) >= 0.9


def test_in_a_noisy_room() -> None:
    sound = spoken(SAID)
    sound = sound + silence(len(sound) * 1000 // RATE + 1, RATE, 0.002, seed=5)[: len(sound)]
    rows = rows_of(heard(sound))
    truth = truth_of(SAID)
    right = [rows[index] == name for index, name in enumerate(truth) if name in VOWELS]
    assert np.mean(right) >= 0.85
    rests = [rows[index] == "sil" for index, name in enumerate(truth) if name == "sil"]
    assert np.mean(rests) >= 0.9


def test_soft_speech_is_heard_as_loud_one() -> None:
    loud, soft = heard(spoken(SAID)), heard(spoken(SAID) * 0.05)
    same = np.mean([one == other for one, other in zip(rows_of(loud), rows_of(soft), strict=True)])
    assert same > 0.97


def test_one_long_vowel() -> None:
    speech = heard(voiced("aa", 2000))
    assert np.mean([row == "aa" for row in rows_of(speech)]) > 0.95


def test_lips_close_for_stops() -> None:
    """At the middle of every P the mouth is shut, over a wide open emotion too."""
    library = builtin_expressions()
    said = [("sil", 200), ("aa", 150), ("PP", 60), ("aa", 150), ("PP", 80), ("oh", 150), ("sil", 200)]
    speech = heard(spoken(said))
    middles = [(cue.start_ms + cue.end_ms) / 2 for cue in speech.cues if cue.viseme == "PP"]
    assert middles == pytest.approx([380, 600], abs=20)
    sampler = ClipSampler(speech_clip(speech).clip, library)
    for middle in middles:
        for moment in (middle - 20, middle, middle + 20):
            pose = sampler.pose(moment, library["surprise"].pose)
            assert pose.get("jawOpen", 0.0) < 0.12
            assert pose["mouthPressLeft"] > 0.4
    assert sampler.pose(260, {})["jawOpen"] > 0.4


def test_silence_is_told() -> None:
    for sound in (silence(1000), silence(1000, level=1e-4)):
        with pytest.raises(InputError, match="Nothing is said"):
            heard(sound)
    with pytest.raises(InputError, match="Nothing is said"):
        heard(silence(1000), "hello")


@pytest.mark.parametrize("ms", [25, 40, 90])
def test_very_short_recordings(ms: int) -> None:
    speech = heard(voiced("aa", ms))
    assert speech.duration_ms == ms


TEXT = "Papa, see two fat do"
TEXT_SAID = [
    ("sil", 300), ("PP", 80), ("aa", 160), ("PP", 90), ("aa", 180), ("sil", 150), ("SS", 120), ("ih", 200),
    ("sil", 200), ("DD", 80), ("ou", 200), ("FF", 100), ("aa", 150), ("DD", 90), ("ou", 60), ("sil", 200),
]  # fmt: skip


@pytest.mark.parametrize(("pitch", "size"), SPEAKERS)
def test_a_text_is_laid_over_its_recording(pitch: float, size: float) -> None:
    speech = heard(spoken(TEXT_SAID, pitch, size), TEXT)
    want = [("Papa", 300, 810), ("see", 960, 1280), ("two", 1480, 1760), ("fat", 1760, 2030), ("do", 2030, 2160)]
    assert [word.text for word in speech.words] == [name for name, _, _ in want]
    for word, (_, start, end) in zip(speech.words, want, strict=True):
        assert abs(word.start_ms - start) <= 60
        assert abs(word.end_ms - end) <= 60
    vowels = [(name, start) for name, start in starts_of(TEXT_SAID) if name in OPEN_VISEMES]
    found = [(cue.viseme, cue.start_ms) for cue in speech.cues if cue.viseme in OPEN_VISEMES]
    assert [name for name, _ in found] == [name for name, _ in vowels]
    errors = [abs(one - other) for (_, one), (_, other) in zip(found, vowels, strict=True)]
    assert np.median(errors) < 30


def test_lips_close_for_a_hum() -> None:
    said = [("sil", 200), ("aa", 200), ("mm", 110), ("aa", 200), ("nn", 110), ("oh", 200), ("sil", 200)]
    names = [cue.viseme for cue in heard(spoken(said)).cues]
    assert names == ["sil", "aa", "PP", "aa", "nn", "oh", "sil"]


def test_a_text_knows_more_than_ears() -> None:
    said = [("sil", 200), ("aa", 200), ("nn", 110), ("aa", 200), ("sil", 200)]
    assert "PP" not in {cue.viseme for cue in heard(spoken(said)).cues}
    speech = heard(spoken(said), "ama")
    (hum,) = [cue for cue in speech.cues if cue.viseme == "PP"]
    assert abs(hum.start_ms - 400) < 50
    assert abs(hum.end_ms - 510) < 50


def test_a_text_that_does_not_fit_is_told() -> None:
    with pytest.raises(InputError, match="too long"):
        heard(voiced("aa", 400), "a very long sentence about many things that nobody says " * 3)


def test_it_can_be_cancelled() -> None:
    recording = Recording(np.tile(spoken(SAID), 12).astype(np.float32), RATE)
    token = CancelToken()
    job = speech_of_recording(recording, "hello " * 20, token)
    next(job)
    token.cancel()
    with pytest.raises(JobCancelled):
        drained(job)


def test_formants_of_every_vowel() -> None:
    for name, formants in VOWELS.items():
        features = drained(measured(parse_wav(wav_bytes(voiced(name, 300)))))
        found = np.median(features.formants_hz[5:-5], axis=0)
        assert found == pytest.approx(formants, rel=0.08, abs=95)


def test_levinson_durbin_solves_the_normal_equations() -> None:
    rows = np.stack([resonated(np.random.default_rng(seed).standard_normal(400), VOWELS["E"], 10_000)
                     for seed in range(3)])  # fmt: skip
    full = np.stack([np.correlate(row, row, "full")[399:412] for row in rows])
    found = linear_prediction(full, 12)
    for row, coefficients in zip(full, found, strict=True):
        lifted = row.copy()
        lifted[0] = lifted[0] * (1 + 1e-6) + 1e-9
        matrix = lifted[np.abs(np.subtract.outer(np.arange(12), np.arange(12)))]
        assert coefficients[1:] == pytest.approx(np.linalg.solve(matrix, -lifted[1:]), rel=1e-4, abs=1e-6)


def test_weights_add_up_and_begin_and_end_closed() -> None:
    weights = viseme_curves(heard(spoken(SAID)))
    assert weights.sum(axis=1) == pytest.approx(np.ones(len(weights)))
    assert weights.min() >= -1e-12
    assert weights[0, INDEX["sil"]] == weights[-1, INDEX["sil"]] == 1


@pytest.mark.parametrize("seed", range(6))
def test_sentences_by_chance(seed: int) -> None:
    """Voices and sentences that nothing was tuned on."""
    said, pitch, size = by_chance(seed)
    rows = rows_of(heard(spoken(said, pitch, size)))
    right = [rows[index] == name for index, name in enumerate(truth_of(said)) if name in VOWELS]
    assert np.mean(right) >= 0.9


def by_chance(seed: int) -> tuple[list[tuple[str, int]], float, float]:
    chance = random.Random(seed)
    said = [("sil", 200)]
    for _ in range(12):
        if chance.random() < 0.6:
            said.append((chance.choice(("PP", "DD", "kk", "SS", "CH", "FF", "nn")), chance.randrange(70, 130, 10)))
        said.append((chance.choice(list(VOWELS)), chance.randrange(120, 260, 10)))
        if chance.random() < 0.25:
            said.append(("sil", chance.randrange(250, 500, 10)))
    size = chance.uniform(0.92, 1.25)
    return [*said, ("sil", 200)], 120 * size**2.5 * chance.uniform(0.85, 1.15), size
