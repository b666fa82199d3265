"""Finding expressions by what people type, and their own files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.errors import InputError
from studio.models.controls import ALL_CONTROLS
from studio.models.expression import blend, scaled
from studio.models.library import controls_table, find, load_library, nearest
from studio.models.vocabulary import load_vocabulary, vocabulary_path

LIBRARY = load_library()


class TestFind:
    @pytest.mark.parametrize("name", list(LIBRARY))
    def test_every_id_finds_itself(self, name: str) -> None:
        assert find(LIBRARY, name) is LIBRARY[name]
        assert find(LIBRARY, f"  {name.upper()} ").id == name

    @pytest.mark.parametrize(
        ("text", "expected"),
        [("happy", "happiness"), ("scared", "fear"), ("mad", "anger"), ("sad", "sadness"), ("Wink left", "wink-left"),
         ("eye_roll", "eye-roll"), ("tongue out", "cheeky"), ("PP", "viseme-pp"), ("Anger, strong", "anger-strong"),
         ("disgusted", "disgust"), ("in love", "love"), ("raised eyebrow", "skeptical")],
    )  # fmt: skip
    def test_names_and_synonyms(self, text: str, expected: str) -> None:
        assert find(LIBRARY, text).id == expected

    @pytest.mark.parametrize("text", ["joy:0.6", "joy:60%", "JOY : 0.60"])
    def test_intensity(self, text: str) -> None:
        found = find(LIBRARY, text)
        assert found.id == "joy-60"
        assert found.name == "Joy 60 %"
        assert found.family == "joy"
        assert found.pose == scaled(LIBRARY["joy"].pose, 0.6)

    def test_exaggeration_and_nothing(self) -> None:
        assert find(LIBRARY, "joy:1.5").pose == scaled(LIBRARY["joy"].pose, 1.5)
        assert find(LIBRARY, "joy:0").pose == {}
        assert find(LIBRARY, "joy:1") is LIBRARY["joy"]

    def test_blends_and_controls(self) -> None:
        found = find(LIBRARY, "joy + surprise:0.5 + headRoll:-8")
        parts = [(LIBRARY["joy"].pose, 1.0), (LIBRARY["surprise"].pose, 0.5), ({"headRoll": -8.0}, 1.0)]
        assert found.pose == blend(parts)
        assert found.id == "joy-surprise-50-head-roll-minus-8"
        assert found.group == "blend"
        assert find(LIBRARY, "jawOpen:0.3").pose == {"jawOpen": 0.3}
        assert find(LIBRARY, "jawopen").pose == {"jawOpen": 1.0}
        assert find(LIBRARY, "mouthSmile:0.4").pose == {"mouthSmileLeft": 0.4, "mouthSmileRight": 0.4}

    def test_different_texts_have_different_ids(self) -> None:
        texts = [
            "joy",
            "joy:0.5",
            "joy:0.55",
            "joy:0.555",
            "joy+surprise",
            "joy:0.5+surprise",
            "headYaw:5",
            "headYaw:-5",
        ]
        assert len({find(LIBRARY, text).id for text in texts}) == len(texts)

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("hapyness", "Did you mean happiness"),
            ("angr", "anger"),
            ("zzzzzz", "expressions list"),
            ("", "no expression"),
            ("joy+", "no expression"),
            ("joy:x", "no intensity"),
            ("joy:", "no intensity"),
            ("joy:-1", "no intensity"),
            ("joy:3", "no intensity"),
            ("joy:nan", "no intensity"),
            ("jawOpen:2", "goes from 0 to 1"),
            ("headYaw:50", "goes from -20 to 20"),
        ],
    )
    def test_what_is_not_there(self, text: str, message: str) -> None:
        with pytest.raises(InputError, match=message):
            find(LIBRARY, text)

    @settings(deadline=None, max_examples=60)
    @given(st.text(max_size=20))
    def test_any_text_is_found_or_refused(self, text: str) -> None:
        try:
            found = find(LIBRARY, text)
        except InputError:
            return
        assert found.id

    def test_nearest_offers_each_once(self) -> None:
        near = nearest(LIBRARY, "sadnes")
        assert near[0] == "sadness"
        assert len(set(near)) == len(near)


def test_controls_table_explains_every_control() -> None:
    rows = controls_table()
    assert [row.name for row in rows] == list(ALL_CONTROLS)
    assert len({row.meaning for row in rows}) == 55
    assert next(row for row in rows if row.name == "headYaw").maximum == 20
    assert {row.unit for row in rows} == {"", "deg"}


def write(folder: Path, content: Any, name: str = "mine.json") -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content, indent=2), "utf-8")
    return path


def expressions(*entries: Any, **more: Any) -> dict[str, Any]:
    return {"format": "avatar-studio-expressions", "version": 1, "expressions": list(entries), **more}


class TestUserFiles:
    def test_adds_and_replaces(self, tmp_path: Path) -> None:
        path = write(
            tmp_path,
            expressions({"id": "my-smirk", "pose": {"mouthSmileLeft": 0.5}}, {"id": "joy", "pose": {"jawOpen": 1}}),
        )
        library = load_library(user_files=[path])
        assert len(library) == len(LIBRARY) + 1
        assert library["my-smirk"].name == "My smirk"
        assert library["my-smirk"].group == "custom"
        assert library["joy"].pose == {"jawOpen": 1.0}

    def test_the_last_file_wins_and_a_byte_order_mark_is_no_problem(self, tmp_path: Path) -> None:
        first = write(tmp_path, expressions({"id": "a", "pose": {"jawOpen": 0.1}}), "a.json")
        second = write(tmp_path, "\ufeff" + json.dumps(expressions({"id": "a", "pose": {"jawOpen": 0.2}})), "b.json")
        assert load_library(user_files=[first, second])["a"].pose == {"jawOpen": 0.2}

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            ("{\n  nonsense", "mine.json.*line 2, column 3"),
            ("[]", "mine.json"),
            ('{"a": 1, "a": 2}', '"a" is given twice'),
            ('{"a": NaN}', "NaN is not a number"),
            ("[" * 100_000, "mine.json cannot be used"),
            (expressions({"id": "x", "pose": {"mouthSmil": 1}}), 'line 6, entry "x".*mouthSmil.*Did you mean'),
            (expressions({"id": "x", "pose": {"jawOpen": 7}}), 'entry "x".*jawOpen is 7'),
            (expressions({"id": "x", "pose": {"jawOpen": "wide"}}), 'entry "x".*jawOpen'),
            (expressions({"id": "x", "pose": {}}, {"id": "x", "pose": {}}), 'line 10, entry "x".*twice'),
            (expressions({"id": "Not Ok", "pose": {}}), 'entry "Not Ok".*id'),
            (expressions({"id": "x"}), 'entry "x".*pose'),
            (expressions({"id": "x", "pose": {}, "tag": "y"}), 'entry "x".*tag'),
            ({**expressions(), "format": "other"}, "format"),
            ({**expressions(), "version": 2}, "version"),
        ],
    )
    def test_problems_name_the_line_and_entry(self, tmp_path: Path, content: Any, message: str) -> None:
        with pytest.raises(InputError, match=f"(?s){message}"):
            load_library(user_files=[write(tmp_path, content)])

    def test_files_that_cannot_be_read(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"nowhere\.json"):
            load_library(user_files=[tmp_path / "nowhere.json"])
        with pytest.raises(InputError, match=r"folder|directory|denied"):
            load_library(user_files=[tmp_path])
        (tmp_path / "binary.json").write_bytes(b"\xff\xfe\x00\x80")
        with pytest.raises(InputError, match="UTF-8"):
            load_library(user_files=[tmp_path / "binary.json"])

    def test_an_edited_vocabulary(self, tmp_path: Path) -> None:
        text = vocabulary_path().read_text("utf-8")
        assert len(load_vocabulary(write(tmp_path, text))) == 25
        with pytest.raises(InputError, match=r'line \d+, entry "joy": the word is given twice'):
            load_vocabulary(write(tmp_path, text.replace('"word": "delight"', '"word": "joy"')))
        with pytest.raises(InputError, match=r'entry "adoration".*browInnrUp'):
            load_vocabulary(write(tmp_path, text.replace("browInnerUp", "browInnrUp", 1)))
