from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.errors import InputError
from studio.models.speech_alignment import read_alignment
from studio.models.speech_cues import Speech
from studio.models.speech_papagayo import read_papagayo
from studio.models.speech_phones import named_viseme, shares_of_phone
from studio.models.speech_rhubarb import read_rhubarb

Reader = Callable[..., Speech]

RHUBARB_JSON = """{
  "metadata": {
    "soundFile": "/voices/hi.wav",
    "duration": 1.50
  },
  "mouthCues": [
    { "start": 0.00, "end": 0.20, "value": "X" },
    { "start": 0.20, "end": 0.35, "value": "A" },
    { "start": 0.35, "end": 0.70, "value": "D" },
    { "start": 0.70, "end": 1.20, "value": "G" }
  ]
}
"""
RHUBARB_TSV = "0.00\tX\n0.20\tA\n0.35\tD\n0.70\tG\n1.20\tX\n1.50\tX\n"
RHUBARB_XML = """<?xml version="1.0" encoding="utf-8"?>
<rhubarbResult>
  <metadata>
    <soundFile>hi.wav</soundFile>
    <duration>1.50</duration>
  </metadata>
  <mouthCues>
    <mouthCue start="0.00" end="0.20">X</mouthCue>
    <mouthCue start="0.20" end="0.35">A</mouthCue>
    <mouthCue start="0.35" end="0.70">D</mouthCue>
    <mouthCue start="0.70" end="1.20">G</mouthCue>
  </mouthCues>
</rhubarbResult>
"""
PGO = """lipsync version 1
hi.wav
25
50
2
\tAnna
\thi you|
\t1
\t\thi you
\t\t5
\t\t30
\t\t2
\t\t\thi 5 14 2
\t\t\t\t5 etc
\t\t\t\t8 AI
\t\t\tyou 20 30 2
\t\t\t\t20 E
\t\t\t\t24 U
\tBert
\tma|
\t1
\t\tma
\t\t2
\t\t10
\t\t1
\t\t\tma 2 10 2
\t\t\t\t2 MBP
\t\t\t\t6 AI
"""
DAT = "MohoSwitch1\n1 rest\n13 MBP\n16 AI\n25 FV\n31 rest\n"
GENTLE = {
    "transcript": "hi you",
    "words": [
        {
            "alignedWord": "hi", "case": "success", "word": "hi", "start": 0.2, "end": 0.5,
            "phones": [{"phone": "hh_B", "duration": 0.1}, {"phone": "ay_E", "duration": 0.2}],
        },
        {"case": "not-found-in-audio", "word": "um"},
        {
            "alignedWord": "map", "case": "success", "word": "Map", "start": 0.8, "end": 1.1,
            "phones": [{"phone": "m_B", "duration": 0.1}, {"phone": "ae_I", "duration": 0.1},
                       {"phone": "p_E", "duration": 0.1}],
        },
    ],
}  # fmt: skip
MFA = {
    "start": 0, "end": 1.5,
    "tiers": {
        "words": {"type": "interval", "entries": [[0.2, 0.5, "hi"], [0.5, 0.8, ""], [0.8, 1.1, "map"]]},
        "phones": {
            "type": "interval",
            "entries": [[0.2, 0.3, "HH"], [0.3, 0.5, "AY1"], [0.8, 0.9, "M"], [0.9, 1.0, "AE1"], [1.0, 1.1, "P"]],
        },
    },
}  # fmt: skip
HI_MAP = [
    ("sil", 0, 200), ("aa", 200, 420), ("ih", 420, 500), ("sil", 500, 800), ("PP", 800, 900), ("aa", 900, 1000),
    ("PP", 1000, 1100),
]  # fmt: skip


def rows(speech: Speech) -> list[tuple[str, int, int]]:
    return [(cue.viseme, cue.start_ms, cue.end_ms) for cue in speech.cues]


def as_json(value: object) -> bytes:
    return json.dumps(value, indent=1).encode()


@pytest.mark.parametrize("text", [RHUBARB_JSON, RHUBARB_TSV, RHUBARB_XML])
@pytest.mark.parametrize("prepared", [str, lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text])
def test_rhubarb_in_its_three_formats(text: str, prepared: Callable[[str], str]) -> None:
    speech = read_rhubarb(prepared(text).encode(), "hi")
    assert rows(speech) == [
        ("sil", 0, 200), ("PP", 200, 350), ("aa", 350, 700), ("FF", 700, 1200), ("sil", 1200, 1500),
    ]  # fmt: skip
    assert speech.notes == ()


def test_papagayo() -> None:
    speech = read_papagayo(PGO.encode(), "hi.pgo")
    assert rows(speech) == [
        ("sil", 0, 200), ("DD", 200, 320), ("aa", 320, 600), ("sil", 600, 800), ("E", 800, 960), ("ou", 960, 1240),
        ("sil", 1240, 2000),
    ]  # fmt: skip
    assert [(word.text, word.start_ms, word.end_ms) for word in speech.words] == [("hi", 200, 600), ("you", 800, 1240)]
    assert "first one was taken: Anna" in speech.notes[0]
    bert = read_papagayo(PGO.encode(), "hi.pgo", voice="Bert")
    assert [word.text for word in bert.words] == ["ma"]
    assert bert.cues[1].viseme == "PP"
    with pytest.raises(InputError, match="no voice") as caught:
        read_papagayo(PGO.encode(), "hi.pgo", voice="Carl")
    assert "Anna, Bert" in caught.value.hint


def test_moho() -> None:
    speech = read_papagayo(DAT.encode(), "hi.dat", fps=24)
    assert rows(speech)[:4] == [("sil", 0, 500), ("PP", 500, 625), ("aa", 625, 1000), ("FF", 1000, 1250)]
    assert speech.notes == ()
    assert "24 was taken" in read_papagayo(DAT.encode(), "hi.dat").notes[0]


@pytest.mark.parametrize("value", [GENTLE, MFA])
def test_aligners(value: object) -> None:
    speech = read_alignment(as_json(value), "hi.json")
    assert rows(speech)[:7] == HI_MAP
    assert [word.text.lower() for word in speech.words] == ["hi", "map"]


def test_a_word_that_the_aligner_missed_is_told() -> None:
    assert "um" in read_alignment(as_json(GENTLE), "hi.json").notes[0]


def test_words_alone_are_spelt() -> None:
    value = {"segments": [{"words": [{"word": "papa", "start": 0.1, "end": 0.5}]},
                          {"words": [{"word": "do", "start": 0.6, "end": 0.9}]}]}  # fmt: skip
    speech = read_alignment(as_json(value), "whisper.json")
    names = [cue.viseme for cue in speech.cues]
    assert names == ["sil", "PP", "aa", "PP", "aa", "sil", "DD", "ou"]
    assert (speech.cues[1].start_ms, speech.cues[4].end_ms) == (100, 500)


def test_phones_alone() -> None:
    value = {"phones": [{"phone": "p", "start": 0.1, "end": 0.2}, {"phone": "aː", "start": 0.2, "end": 0.4}]}
    assert rows(read_alignment(as_json(value), "p.json")) == [("sil", 0, 100), ("PP", 100, 200), ("aa", 200, 400)]


@pytest.mark.parametrize(
    "value",
    [
        {"visemes": [{"viseme": "PP", "start": 0.1, "end": 0.2}, {"viseme": "aa", "start": 0.2, "end": 0.4}]},
        {"visemes": [{"viseme": 1, "time": 0.1}, {"viseme": 10, "time": 0.2}, {"viseme": 0, "time": 0.4}]},
        [{"viseme": "viseme_PP", "start": 0.1, "duration": 0.1}, {"viseme": "AA", "start": 0.2, "duration": 0.2}],
        {"frames": [{"time": 0.1, "weights": [0.1, 0.9] + [0] * 13},
                    {"time": 0.2, "weights": [0] * 10 + [1] + [0] * 4}, {"time": 0.4, "weights": [1] + [0] * 14}]},
    ],
)  # fmt: skip
def test_visemes(value: object) -> None:
    assert rows(read_alignment(as_json(value), "v.json"))[:3] == [("sil", 0, 100), ("PP", 100, 200), ("aa", 200, 400)]


@pytest.mark.parametrize(
    ("phone", "visemes"),
    [("AH0", "aa"), ("ay_E", "aa ih"), ("sil", "sil"), ("spn", "sil"), ("tʃ", "CH"), ("oʊ", "oh ou"), ("ˈiː", "ih"),
     ("ŋ", "nn"), ("t͡s", "SS"), ("HH", ""), ("b", "PP"), ("ɝ", "RR"), ("tʰ", "DD"), ("ã", "aa")],
)  # fmt: skip
def test_sounds_of_both_alphabets(phone: str, visemes: str) -> None:
    shares = shares_of_phone(phone)
    assert shares is not None
    assert [name for name, _ in shares] == visemes.split()
    assert not shares or sum(share for _, share in shares) == pytest.approx(1)


def test_sounds_nobody_knows() -> None:
    assert shares_of_phone("oov_S") is None
    assert shares_of_phone("%%") is None
    assert named_viseme(15) is named_viseme("xx") is named_viseme(None) is named_viseme(True) is None


@pytest.mark.parametrize(
    ("reader", "text", "line", "word"),
    [
        (read_rhubarb, RHUBARB_JSON.replace('"A"', '"Q"'), 8, "shapes A to H"),
        (read_rhubarb, RHUBARB_JSON.replace('"start": 0.35', '"start": NaN'), 9, "no time"),
        (read_rhubarb, RHUBARB_JSON.replace('"end": 0.70', '"end": 0.10'), 9, "before it starts"),
        (read_rhubarb, RHUBARB_JSON.replace('"start": 0.70', '"start": 0.10'), 10, "before the one ahead"),
        (read_rhubarb, RHUBARB_JSON.replace('"start": 0.70', '"start": -4'), 10, "lies at -4 s"),
        (read_rhubarb, RHUBARB_TSV.replace("0.35\tD", "0.35 D D"), 3, "expected"),
        (read_rhubarb, RHUBARB_TSV.replace("0.35", "o.35"), 3, "no time"),
        (read_rhubarb, RHUBARB_XML.replace(">D<", ">Z<"), 10, "shapes A to H"),
        (read_papagayo, PGO.replace("8 AI", "8 AIEE"), 15, "Preston Blair"),
        (read_papagayo, PGO.replace("you 20 30", "you 30 20"), 16, "ends before"),
        (read_papagayo, DAT.replace("16 AI", "x AI"), 4, "expected"),
        (read_papagayo, DAT.replace("FV", "GG"), 5, "Preston Blair"),
        (read_alignment, json.dumps(GENTLE, indent=1).replace("ae_I", "oov_S"), 25, "not known"),
        (read_alignment, json.dumps(MFA).replace("AE1", "??"), 1, "not known"),
        (read_alignment, '{"visemes": [\n{"viseme": "aa", "start": 0},\n{"viseme": "bb", "start": 1}]}', 3, "15"),
        (read_alignment, '{"frames": [\n{"time": 0, "weights": [1, 2]},\n{"time": 1, "weights": [1]}]}', 2, "15"),
    ],
)
def test_what_makes_no_sense_is_told_with_its_line(reader: Reader, text: str, line: int, word: str) -> None:
    with pytest.raises(InputError, match=word) as caught:
        reader(text.encode(), "file")
    assert f"line {line}:" in caught.value.user_message
    if "weights" in text:
        return
    speech = reader(text.encode(), "file", True)
    assert any(f"Line {line} " in note and word in note for note in speech.notes)
    assert speech.cues


@pytest.mark.parametrize(
    ("reader", "text", "word"),
    [
        (read_rhubarb, "{", "line 1: this is no JSON"),
        (read_rhubarb, "{}", "mouthCues"),
        (read_rhubarb, "", "no mouth shapes"),
        (read_rhubarb, "<rhubarbResult><mouthCues>", "no XML"),
        (read_rhubarb, '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "entities"),
        (read_rhubarb, "\0\0\0", "no text file"),
        (read_papagayo, "hello", "no file of Papagayo"),
        (read_papagayo, PGO[:60], "the file ends where"),
        (read_papagayo, PGO.replace("25\n", "0\n", 1), "no frame rate"),
        (read_papagayo, PGO.replace("hi 5 14 2", "hi five"), "line 13"),
        (read_alignment, "{}", "no words, sounds or visemes"),
        (read_alignment, "[]", "no words, sounds or visemes"),
        (read_alignment, "3", "no words, sounds or visemes"),
        (read_alignment, "[" * 100_000, "nested|JSON"),
    ],
)
def test_files_of_another_kind(reader: Reader, text: str, word: str) -> None:
    for is_tolerant in (False, True):
        with pytest.raises(InputError, match=word):
            reader(text.encode(), "file", is_tolerant)


def test_many_wrong_entries_do_not_flood() -> None:
    text = RHUBARB_TSV + "".join(f"{2 + index / 100:.2f}\tQ\n" for index in range(500))
    assert len(read_rhubarb(text.encode(), "file", True).notes) < 20


SAMPLES: list[tuple[Reader, str]] = [
    (read_rhubarb, RHUBARB_JSON), (read_rhubarb, RHUBARB_TSV), (read_rhubarb, RHUBARB_XML), (read_papagayo, PGO),
    (read_papagayo, DAT), (read_alignment, json.dumps(GENTLE)), (read_alignment, json.dumps(MFA)),
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SAMPLES), st.data(), st.booleans())
def test_damage_raises_nothing_but_told_errors(sample: tuple[Reader, str], data: st.DataObject, tolerant: bool) -> None:
    reader, text = sample
    raw = bytearray(text.encode())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 6))] = data.draw(
            st.binary(max_size=4) | st.sampled_from([b"null", b"[]", b"{}", b"-1", b"1e999", b"true", b'""', b"NaN"])
        )
    try:
        speech = reader(bytes(raw), "file", tolerant)
    except InputError:
        return
    assert speech.cues[0].start_ms == 0
    assert speech.cues[-1].end_ms == speech.duration_ms


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["words", "word", "phones", "phone", "start", "end", "visemes", "viseme",
                                       "tiers", "entries", "frames", "weights", "duration", "mouthCues"]), inner),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(JSON, st.booleans())
def test_any_json_raises_nothing_but_told_errors(value: object, tolerant: bool) -> None:
    for reader in (read_alignment, read_rhubarb):
        try:
            reader(json.dumps(value).encode(), "file", tolerant)
        except InputError as error:
            assert error.user_message  # noqa: PT017
