from __future__ import annotations

import contextlib
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.errors import InputError
from studio.pipelines.speech_wav import parse_wav, read_wav, resampled
from tests.pipelines.voice import wav_bytes

RATE = 8000
TONE = 0.5 * np.sin(2 * np.pi * 200 * np.arange(RATE // 2) / RATE)


@pytest.mark.parametrize("channels", [1, 2, 6])
@pytest.mark.parametrize("is_extensible", [False, True])
@pytest.mark.parametrize(
    ("bits", "is_float", "near"),
    [(8, False, 0.01), (16, False, 1e-4), (24, False, 1e-6), (32, False, 1e-6), (32, True, 1e-6), (64, True, 1e-6)],
)
def test_every_usual_kind(bits: int, is_float: bool, near: float, channels: int, is_extensible: bool) -> None:
    read = parse_wav(wav_bytes(TONE, RATE, bits, channels, is_float, is_extensible))
    assert (read.rate_hz, read.duration_ms, read.notes) == (RATE, 500, ())
    np.testing.assert_allclose(read.samples, TONE, atol=near)


@pytest.mark.parametrize("rate", [4000, 8000, 11_025, 22_050, 44_100, 48_000, 96_000, 22_222, 192_000])
def test_any_rate(rate: int) -> None:
    tone = np.sin(2 * np.pi * 440 * np.arange(rate) / rate).astype(np.float32)
    made = resampled(tone, rate, 16_000)
    assert abs(len(made) - 16_000) < 20
    want = np.sin(2 * np.pi * 440 * np.arange(len(made)) / 16_000)
    assert np.abs(made - want)[400:-400].max() < 0.05


def test_channels_are_mixed() -> None:
    both = np.stack([TONE, -TONE], axis=1).ravel()
    data = bytearray(wav_bytes(both, RATE))
    struct.pack_into("<HIIH", data, 22, 2, RATE, RATE * 4, 4)
    assert np.abs(parse_wav(bytes(data)).samples).max() < 1e-4


def test_other_chunks_are_passed_over() -> None:
    whole = wav_bytes(TONE, RATE)
    data = whole[:12] + b"LIST" + struct.pack("<I", 5) + b"abcde\0" + whole[12:]
    assert len(parse_wav(data).samples) == len(TONE)


def test_a_cut_off_file_gives_what_is_there() -> None:
    whole = wav_bytes(TONE, RATE)
    read = parse_wav(whole[: 44 + RATE // 2 + 1], "cut.wav")
    assert read.duration_ms == 250
    assert "cut off" in read.notes[0]
    assert "0.2 s" in read.notes[0]


@pytest.mark.parametrize("size", [0, 0xFFFFFFFF])
def test_a_file_whose_length_was_never_written(size: int) -> None:
    data = bytearray(wav_bytes(TONE, RATE))
    struct.pack_into("<I", data, 40, size)
    read = parse_wav(bytes(data))
    assert (read.duration_ms, read.notes) == (500, ())


def test_numbers_that_are_none() -> None:
    data = bytearray(wav_bytes(TONE, RATE, 32, is_float=True))
    struct.pack_into("<f", data, 44 + 400, float("nan"))
    read = parse_wav(bytes(data))
    assert np.isfinite(read.samples).all()
    assert "no numbers" in read.notes[0]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"ID3\x04" + bytes(40), "MP3"),
        (b"\xff\xfb\x90\x00" + bytes(40), "MP3"),
        (b"OggS" + bytes(40), "OGG"),
        (b"fLaC" + bytes(40), "FLAC"),
        (b"\0\0\0\x20ftypM4A " + bytes(40), "M4A"),
        (b"", "empty"),
        (b"hello", "no WAV"),
        (b"RIFF\0\0\0\0AVI " + bytes(40), "no WAV"),
    ],
)
def test_other_kinds_are_told_with_what_to_do(data: bytes, word: str) -> None:
    with pytest.raises(InputError, match=word) as caught:
        parse_wav(data, "talk")
    assert "Convert" in caught.value.hint


@pytest.mark.parametrize(
    ("at", "value", "word"),
    [(20, "<H", "mu-law"), (22, "<H", "channels"), (24, "<I", "samples a second"), (34, "<H", "bits")],
)
def test_impossible_descriptions(at: int, value: str, word: str) -> None:
    data = bytearray(wav_bytes(TONE, RATE))
    struct.pack_into(value, data, at, 7 if at == 20 else 0)
    with pytest.raises(InputError, match=word):
        parse_wav(bytes(data))


@settings(deadline=None)
@given(st.binary(max_size=200), st.integers(0, 60), st.integers(0, 300))
def test_damage_is_told_and_nothing_worse(noise: bytes, at: int, length: int) -> None:
    whole = bytearray(wav_bytes(TONE[:100], RATE))
    whole[at : at + len(noise)] = noise
    for data in (bytes(whole), bytes(whole[:length]), noise):
        with contextlib.suppress(InputError):
            parse_wav(data)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no sound file"):
        read_wav(tmp_path / "no.wav")
    with pytest.raises(InputError, match="cannot be read"):
        read_wav(tmp_path)
