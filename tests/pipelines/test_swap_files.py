from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from studio.core.errors import InputError
from studio.engines.swapping import SwapOptions
from studio.export.content_notes import read_note
from studio.models.content_note import ContentNote
from studio.pipelines.clips import timed_clip
from studio.pipelines.labelled_expressions import read_labelled, worn_expression
from studio.pipelines.swap import SwapPlan
from studio.pipelines.swap_files import encoded, is_moving, moving_file, moving_frames, swap_clip
from studio.pipelines.wardrobe import builtin_expressions

from .swap_rig import drawn_person, flat_swapper
from .test_swap import _run


def test_travel_between_two_words_is_a_clip_with_one_seed(tmp_path):
    with flat_swapper() as flat:
        library = builtin_expressions()
        clip = timed_clip("homesickness..jubilation", library, None, 400, 0)
        plan = SwapPlan("flat", SwapOptions(seed=5))
        scene, warnings = _run(swap_clip(drawn_person(0), [drawn_person(2)], clip, library, plan, 10))
    assert {asked[2].seed for asked in flat.asked} == {5}
    assert len(scene.sprites) > 2
    assert not warnings
    first, last = flat.asked[0][1].pose, flat.asked[-1][1].pose
    assert first == pytest.approx(dict(library["homesickness"].pose))
    assert last == pytest.approx(dict(library["jubilation"].pose))
    given = drawn_person(0).reference.picture.pixels
    for sprite in scene.sprites:
        assert np.array_equal(sprite.pixels[:9, :9], given[:9, :9])
    data, _ = moving_file(scene, tmp_path / "x.apng")
    assert read_note(data) == scene.note
    assert scene.note.recipe["expression"] == clip.id
    assert is_moving(data)
    assert len(moving_frames(data, "x")) == len(scene.animations[0].frames)


@pytest.mark.parametrize("suffix", [".png", ".webp", ".jpg"])
def test_every_kind_of_picture_carries_the_note(suffix):
    pixels, note = drawn_person(0).reference.picture.pixels, ContentNote("diffsfsr", True, {"seed": "1"})
    data = encoded(pixels, suffix, note)
    assert read_note(data) == note
    if suffix != ".jpg":
        assert np.array_equal(np.array(Image.open(io.BytesIO(data)).convert("RGBA")), pixels)


def test_what_cannot_be_written_is_refused():
    pixels = np.zeros((20, 20, 4), np.uint8)
    for suffix in (".jpg", ".bmp"):
        with pytest.raises(InputError):
            encoded(pixels, suffix, ContentNote("x"))
    assert not is_moving(b"nothing")
    with pytest.raises(InputError):
        moving_frames(b"nothing", "x.gif")


def test_labels_are_rows_folders_and_names(tmp_path):
    (tmp_path / "grumpiness").mkdir()
    for name in (
        "joy_1.png",
        "joy (2).png",
        "grumpiness/7.png",
        "0001.png",
        "holiday.png",
        "happy-3.jpg",
        "readme.txt",
    ):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "labels.csv").write_text("0001.png,anger\n")
    found = read_labelled(tmp_path, builtin_expressions())
    named = {word: [path.name for path in paths] for word, paths in found.by_word.items()}
    assert named["joy"] == ["joy (2).png", "joy_1.png"]
    assert named["grumpiness"] == ["7.png"]
    assert named["anger"] == ["0001.png"]
    assert sum(map(len, named.values())) == 5, "happy is a synonym"
    assert [path.name for path in found.unknown] == ["holiday.png"]
    assert found.picture_of("joy", 3).name == "joy_1.png"
    assert found.picture_of("sadness") is None
    with pytest.raises(InputError, match="labelled"):
        read_labelled(tmp_path / "grumpiness" / "..", {})
    with pytest.raises(InputError, match="no folder"):
        read_labelled(tmp_path / "nowhere", builtin_expressions())


def test_words_without_pictures_go_by_their_recipe_and_unknown_ones_name_the_nearest(tmp_path):
    library = builtin_expressions()
    (tmp_path / "joy.png").write_bytes(b"x")
    labelled = read_labelled(tmp_path, library)
    worn = _run(worn_expression(["anger:0.5"], {"jawOpen": 0.2}, library, labelled))
    assert worn.picture is None
    assert worn.pose["jawOpen"] == pytest.approx(0.2)
    with pytest.raises(InputError, match="melancoly") as caught:
        _run(worn_expression(["melancoly"], {}, library, labelled))
    assert "melancholy" in caught.value.hint
    with pytest.raises(InputError):  # the word has a picture, which is none
        _run(worn_expression(["joy:0.5"], {}, library, labelled))


def test_all_135_words_are_worn(tmp_path):
    from studio.models.vocabulary import load_vocabulary

    library = builtin_expressions()
    words = [word.expression.id for cluster in load_vocabulary() for word in cluster.words]
    assert len(set(words)) == 135
    for word in words:
        full = _run(worn_expression([word], {}, library)).pose
        half = _run(worn_expression([f"{word}:0.5"], {}, library)).pose
        assert full, word
        assert max(map(abs, half.values())) < max(map(abs, full.values())), word
