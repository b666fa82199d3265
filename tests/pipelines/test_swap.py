from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from studio.core.errors import InputError, JobCancelled, ModelError
from studio.core.jobs import CancelToken
from studio.engines.swapping import SwapOptions
from studio.models.content_note import ContentNote
from studio.models.face import ArtStyle, FaceMesh, FaceReference
from studio.models.picture import Picture
from studio.pipelines.swap import SwapExpression, SwapPlan, missing_rights, swap

from .swap_rig import drawn_person, flat_swapper

PLAN = SwapPlan("flat")
JOY = SwapExpression("joy", {"mouthSmileLeft": 0.7, "mouthSmileRight": 0.7})


def _run(job):
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value


@pytest.fixture
def flat():
    with flat_swapper() as made:
        yield made


def _placed(person, factor: float, left: int, top: int, size: tuple[int, int]):
    """The person's picture enlarged, somewhere in a noisy picture of another size, with alpha."""
    import cv2

    height, width = size
    pixels = np.random.default_rng(1).integers(0, 255, (height, width, 4), np.uint8)
    side = round(128 * factor)
    large = cv2.resize(person.reference.picture.pixels, (side, side))
    rows, columns = slice(max(0, top), top + side), slice(max(0, left), left + side)
    pixels[rows, columns] = large[rows.start - top :, columns.start - left :][
        : height - rows.start, : width - columns.start
    ]
    points = person.reference.mesh.points * factor + np.array([left, top, 0], np.float32)
    mesh = FaceMesh(points.astype(np.float32), person.reference.mesh.source)
    return replace(person, reference=FaceReference(Picture(pixels, True, "placed.png"), mesh, ArtStyle.FLAT))


def test_outside_the_mask_every_byte_stays_and_the_size_too(flat):
    scene = _placed(drawn_person(0), 1.7, 90, 40, (400, 501))
    given = scene.reference.picture.pixels.copy()
    result = _run(swap(scene, [drawn_person(2)], JOY, PLAN))
    assert result.pixels.shape == (400, 501, 4)
    assert np.array_equal(scene.reference.picture.pixels, given)
    assert np.array_equal(result.pixels[~result.changed], given[~result.changed])
    assert 0.05 < result.changed.mean() < 0.6
    points = scene.reference.mesh.points[:, :2].round().astype(int)
    assert result.changed[points[:, 1], points[:, 0]].all(), "the whole face is replaced"
    middle = points.mean(0).astype(int)
    assert result.pixels[middle[1], middle[0], 0] == 255
    assert flat.is_closed


def test_the_edge_is_soft(flat):
    scene = _placed(drawn_person(0), 3.0, 10, 10, (420, 420))
    plain = replace(scene.reference, picture=Picture(np.zeros_like(scene.reference.picture.pixels) + 255, False))
    result = _run(swap(replace(scene, reference=plain), [drawn_person(2)], JOY, PLAN))
    row = result.pixels[round(float(scene.reference.mesh.points[1, 1])), :, 2].astype(int)
    steps = np.abs(np.diff(row))
    assert row.min() == 0
    assert steps.max() < 40, "no hard step between the new head and the picture"


def test_the_swapper_sees_faces_where_it_wants_them(flat):
    for factor, left, top in ((1.0, 0, 0), (2.5, 60, 30)):
        scene = _placed(drawn_person(0), factor, left, top, (420, 460))
        _run(swap(scene, [drawn_person(2)], JOY, PLAN))
        cut = flat.asked[-1][0]
        eyes = cut.landmarks[[33, 133, 362, 263]].mean(0) / 64
        assert eyes == pytest.approx([0.505, 0.503], abs=0.01)
        assert cut.mask[32, 32] == 1
        assert cut.mask[0, 0] == 0
    first, second = (asked[0].pixels.astype(float) for asked in flat.asked)
    assert np.abs(first - second)[10:50, 15:50].mean() < 12, "size and place of the face do not matter"


def test_the_note_says_how_it_was_made_and_what_went_in(flat):
    before = ContentNote("genaffect")
    scene = replace(drawn_person(0), note=before)
    result = _run(swap(scene, [drawn_person(2), drawn_person(3)], JOY, replace(PLAN, options=SwapOptions(seed=9))))
    note = result.note
    assert note.engine == "flat"
    assert note.is_composed
    assert note.recipe["expression"] == "joy"
    assert note.recipe["seed"] == "9"
    assert note.recipe["picture sha256"] == "0" * 64
    assert "2" * 64 in note.recipe["identity sha256"]
    assert note.recipe["weights flat"] == "abc"
    assert note.earlier == (before,)


def test_a_real_person_asks_for_the_right_once_a_picture(flat):
    photo, drawn = drawn_person(0, ArtStyle.PHOTO), drawn_person(2)
    for scene, identity in ((photo, drawn), (drawn, photo)):
        with pytest.raises(InputError, match="real person") as caught:
            _run(swap(scene, [identity], JOY, PLAN))
        assert caught.value.code == "swap.consent"
        assert not flat.asked, "nothing is drawn before"
        assert missing_rights([scene, identity, photo], frozenset()) == (photo,)
    allowed = replace(PLAN, rights=frozenset({photo.sha256}))
    result = _run(swap(photo, [drawn], JOY, allowed))
    assert result.warnings == ("Flat: It is flat.",)
    assert not missing_rights([replace(photo, is_drawn_by_us=True)], frozenset())
    other = replace(photo, sha256="f" * 64)
    with pytest.raises(InputError, match="real person"):
        _run(swap(other, [drawn], JOY, allowed))


@pytest.mark.parametrize(("factor", "left", "top", "code"), [(0.2, 50, 50, "swap.tiny"), (2.0, -150, 60, "swap.edge")])
def test_faces_that_cannot_be_replaced_are_refused(flat, factor, left, top, code):
    scene = _placed(drawn_person(0), factor, left, top, (300, 300))
    with pytest.raises(InputError) as caught:
        _run(swap(scene, [drawn_person(2)], JOY, PLAN))
    assert caught.value.code == code
    assert caught.value.hint
    assert not flat.asked


def test_a_face_near_the_edge_works(flat):
    scene = _placed(drawn_person(0), 2.0, -60, -50, (300, 300))
    given = scene.reference.picture.pixels
    result = _run(swap(scene, [drawn_person(2)], JOY, PLAN))
    assert np.array_equal(result.pixels[~result.changed], given[~result.changed])


def test_nobody_and_nonsense_are_refused(flat):
    scene = drawn_person(0)
    for identity, plan, code in (
        ((), PLAN, "swap.identity"), ((scene,), replace(PLAN, swapper="none"), "usage.engine"),
        ((scene,), replace(PLAN, growth=9.0), "usage.growth"),
    ):  # fmt: skip
        with pytest.raises(InputError) as caught:
            _run(swap(scene, identity, JOY, plan))
        assert caught.value.code == code


def test_without_weights_it_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("AVATAR_STUDIO_WEIGHTS", str(tmp_path))
    with pytest.raises(ModelError, match="diffsfsr"):
        _run(swap(drawn_person(0), [drawn_person(2)], JOY))


def test_cancel_draws_nothing(flat):
    token = CancelToken()
    token.cancel()
    with pytest.raises(JobCancelled):
        _run(swap(drawn_person(0), [drawn_person(2)], JOY, PLAN, token))
    assert not flat.asked


def test_the_real_way_with_small_weights(monkeypatch, tmp_path):
    from tests.engines.diffsfsr.tiny import portrait, write_tiny

    write_tiny(tmp_path)
    monkeypatch.setenv("AVATAR_STUDIO_WEIGHTS", str(tmp_path))
    scene, plan = drawn_person(0), SwapPlan(options=SwapOptions(steps=2, seed=4))
    scene = replace(scene, reference=portrait(0))
    first, again, other = (
        _run(swap(scene, [drawn_person(2)], worn, plan)) for worn in (JOY, JOY, SwapExpression("awe", {"jawOpen": 1.0}))
    )
    assert np.array_equal(first.pixels, again.pixels)
    assert not np.array_equal(first.pixels, other.pixels)
    given = scene.reference.picture.pixels
    assert np.array_equal(first.pixels[~first.changed], given[~first.changed])
    assert len(first.note.recipe["weights diffsfsr"]) == 16
