"""From controls to 55 numbers: order, limits, small and one-sided movements, fitting."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.core.errors import InputError, ModelError
from studio.engines.arc2face.control import (
    EXPRESSION_COUNT,
    FLAME_SLIDERS,
    ExpressionMap,
    control_rows,
    direct_map,
    limited,
    read_map,
)
from studio.engines.arc2face.control_fit import fit_map
from studio.models.controls import ALL_CONTROLS, ARKIT_CONTROLS, mirrored_name
from tests.engines.arc2face.tiny import random_map

LOUD = {"jawOpen": 0.8, "mouthSmileLeft": 0.9, "mouthSmileRight": 0.9}


@pytest.fixture(scope="module")
def pairs() -> tuple[Any, Any, ExpressionMap]:
    """Measured controls and expressions of 400 made-up pictures: a linear face, bent a little, read with noise."""
    chance = np.random.default_rng(1)
    truth = random_map(7)
    controls = np.clip(chance.beta(0.6, 1.6, (400, len(ARKIT_CONTROLS))) + chance.normal(0, 0.01, (400, 52)), 0, 1)
    vectors = controls @ truth.matrix
    vectors[:, :EXPRESSION_COUNT] += 0.1 * np.tanh(vectors[:, :EXPRESSION_COUNT]) + 0.3
    vectors += chance.normal(0, 0.05, vectors.shape)
    return controls.astype(np.float32), vectors.astype(np.float32), truth


def test_the_order_of_the_numbers() -> None:
    vector = direct_map().vector({"eyeBlinkLeft": 0.25, "eyeBlinkRight": 0.75, "jawOpen": 1.0, "jawLeft": 0.5})
    assert vector[:EXPRESSION_COUNT].tolist() == [0.0] * 50
    assert vector[50:].tolist() == pytest.approx([0.25, 0.75, 0.5, 0.1, 0.0])
    assert [slider.index for slider in FLAME_SLIDERS] == list(range(55))
    assert not direct_map().vector({}).any(), "rest is the zero vector"


def test_limits() -> None:
    wild = limited(np.full(55, 9.0))
    assert wild[50:].tolist() == pytest.approx([1.0, 1.0, 9.0, 0.2, 0.2])
    assert (wild[:50] == 9.0).all(), "expression is free"
    low = limited(np.full(55, -9.0))
    assert low[50:].tolist() == pytest.approx([0.0, 0.0, 0.0, -0.2, -0.2])
    for wrong, message in ((np.zeros(54), "55"), (np.full(55, np.inf), "not a number")):
        with pytest.raises(InputError, match=message):
            limited(wrong)


def test_direct_sliders_are_added() -> None:
    fitted = random_map()
    plain = fitted.vector(LOUD)
    pushed = fitted.vector(LOUD, {"expression03": 1.5, "jaw_turn": -0.1})
    assert (pushed - plain)[[2, 53]].tolist() == pytest.approx([1.5, -0.1], abs=1e-6)
    with pytest.raises(InputError, match="frown"):
        fitted.vector({}, {"frown": 1.0})


def test_controls_without_numbers_are_refused_not_forgotten() -> None:
    with pytest.raises(ModelError, match=r"mouthSmileLeft.*controls_to_expression"):
        direct_map().vector(LOUD)
    with pytest.raises(InputError):
        random_map().vector({"jawOpne": 1.0})


# --- micro-expressions and asymmetric ones


@pytest.mark.parametrize("control", ARKIT_CONTROLS)
def test_the_smallest_movement_arrives(control: str) -> None:
    """Two hundredths of a control, on top of a loud face, are one fiftieth of the full movement, and of no other."""
    fitted = random_map()
    rest = dict.fromkeys(ARKIT_CONTROLS, 0.2)
    base = fitted.vector(rest)
    small, large = (fitted.vector({**rest, control: 0.2 + step}) - base for step in (0.02, 0.6))
    assert np.linalg.norm(small) > 0.015 * np.linalg.norm(fitted.matrix[ARKIT_CONTROLS.index(control)])
    assert np.allclose(small * 30, large, atol=2e-4)
    found = fitted.recovered(base + small)
    assert found[control] == pytest.approx(0.22, abs=1e-3)
    assert max(abs(value - 0.2) for name, value in found.items() if name != control) < 1e-3


def test_left_and_right_stay_apart(pairs: tuple[Any, Any, ExpressionMap]) -> None:
    controls, vectors, _ = pairs
    fitted, _ = fit_map(controls, vectors)
    for left in (name for name in ARKIT_CONTROLS if name.endswith("Left")):
        one, other = (fitted.vector({name: 0.7}) - fitted.bias for name in (left, mirrored_name(left)))
        if left == "jawLeft":
            continue  # one axis: its two ends
        cosine = float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))
        assert cosine < 0.9, left
        found = fitted.recovered(fitted.bias + one)
        assert found[left] == pytest.approx(0.7, abs=0.03)
        assert abs(found[mirrored_name(left)]) < 0.03


# --- fitting


def test_a_fit_finds_the_map_and_tells_its_error(pairs: tuple[Any, Any, ExpressionMap]) -> None:
    controls, vectors, truth = pairs
    fitted, report = fit_map(controls, vectors, source="made up")
    assert report.pairs == 400
    assert report.explained["expression"] > 0.98
    assert 0.04 < report.error["expression"] < 0.12
    assert not report.never_seen
    assert fitted.error == report.error
    blink = ARKIT_CONTROLS.index("eyeBlinkLeft")
    assert fitted.matrix[blink, 50:].tolist() == [1.0, 0.0, 0.0, 0.0, 0.0]
    slope = fitted.matrix[:, :50] / 1.1
    assert np.abs(slope - truth.matrix[:, :50]).mean() < 0.1
    free, _ = fit_map(controls, vectors, is_direct=False)
    assert free.matrix[blink, 50] == pytest.approx(1.0, abs=0.1)


def test_noise_is_not_learnt_by_heart() -> None:
    chance = np.random.default_rng(0)
    controls, vectors = chance.random((60, 52)), chance.standard_normal((60, 55))
    _, report = fit_map(controls, vectors, is_direct=False)
    assert report.explained["expression"] < 0.05, "the error is measured on pairs that were not seen"
    assert report.strength >= 1.0
    controls[:, 3] = 0.5
    assert fit_map(controls, vectors)[1].never_seen == (ARKIT_CONTROLS[3],)


@pytest.mark.parametrize(
    ("controls", "vectors", "message"),
    [
        (np.zeros((20, 51)), np.zeros((20, 55)), "do not fit"), (np.zeros((20, 52)), np.zeros((19, 55)), "do not fit"),
        (np.zeros((5, 52)), np.zeros((5, 55)), "too few"), (np.full((20, 52), np.nan), np.zeros((20, 55)), "number"),
    ],
)  # fmt: skip
def test_pairs_that_cannot_be_used(controls: Any, vectors: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        fit_map(controls, vectors)


# --- the file


def test_the_file_keeps_everything(tmp_path: Path, pairs: tuple[Any, Any, ExpressionMap]) -> None:
    fitted, _ = fit_map(*pairs[:2], source="made up")
    fitted.save(tmp_path / "map.npz")
    read = read_map(tmp_path / "map.npz")
    assert read.controls == fitted.controls
    assert np.array_equal(read.matrix, fitted.matrix)
    assert dict(read.error) == pytest.approx(dict(fitted.error))
    assert read.source == "made up"
    assert np.array_equal(read.vector(LOUD), fitted.vector(LOUD))
    assert read_map(None).controls == direct_map().controls


def test_files_that_cannot_be_used(tmp_path: Path) -> None:
    path = tmp_path / "controls_to_expression.npz"
    path.write_bytes(b"nothing")
    with pytest.raises(ModelError, match=r"controls_to_expression\.npz"):
        read_map(path)
    good = random_map()
    for change, message in (
        ({"matrix": good.matrix[:, :54]}, "54"), ({"matrix": np.full_like(good.matrix, np.nan)}, "not a number"),
        ({"controls": (*good.controls[:-1], "noseLift")}, "noseLift"),
    ):  # fmt: skip
        values = {"controls": good.controls, "matrix": good.matrix, "bias": good.bias} | change
        np.savez(path, **{name: np.array(value) for name, value in values.items()})
        with pytest.raises(ModelError, match=message):
            read_map(path)
    np.savez(path, controls=np.array([object()], dtype=object), matrix=good.matrix, bias=good.bias)
    with pytest.raises(ModelError):
        read_map(path)


def test_the_head_counts_in_its_own_unit() -> None:
    matrix = np.zeros((55, 55), np.float32)
    matrix[52, 0] = 2.0
    turned = ExpressionMap(ALL_CONTROLS, matrix).vector({"headYaw": 10.0})
    assert turned[0] == pytest.approx(1.0)
    assert control_rows([{"headYaw": 10.0}])[0, 52] == pytest.approx(0.5)
    assert not random_map().vector({"headYaw": 10.0}).any(), "weights without a head leave it to the picture"
