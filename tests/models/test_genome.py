"""A portrait's genome: plain data that survives files, mixes and refuses nonsense."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.errors import InputError
from studio.models.genome import GENE_BY_NAME, GENES, HAIR_STYLES, GeneKind, PortraitGenome

seeds = st.integers(0, 2**40)


def test_table_describes_every_field() -> None:
    assert len(GENES) >= 60
    assert len(HAIR_STYLES) >= 16
    assert [gene.name for gene in GENES] == [one.name for one in dataclasses.fields(PortraitGenome)]
    for gene in GENES:
        assert gene.title
        assert gene.meaning
        assert bool(gene.choices) == (gene.kind is GeneKind.CHOICE)


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_json_round_trip_and_repeat(seed: int) -> None:
    genome = PortraitGenome.random(seed)
    assert genome == PortraitGenome.random(seed)
    again = PortraitGenome.from_json(genome.to_json())
    assert again.distance(genome) < 1e-5
    assert PortraitGenome.from_json(again.to_json()) == again


@settings(max_examples=25, deadline=None)
@given(seeds, seeds, st.floats(0, 1))
def test_distance_and_blend(first: int, second: int, share: float) -> None:
    a, b = PortraitGenome.random(first), PortraitGenome.random(second)
    assert a.distance(a) == 0
    assert a.distance(b) == pytest.approx(b.distance(a))
    assert 0 <= a.distance(b) <= 1
    assert a.blend(b, 0.0) == a
    assert a.blend(b, 1.0).distance(b) < 1e-6
    child = a.blend(b, share)
    for gene in GENES:
        if gene.kind is GeneKind.CHOICE:
            assert getattr(child, gene.name) in (getattr(a, gene.name), getattr(b, gene.name))


@settings(max_examples=25, deadline=None)
@given(seeds, seeds)
def test_mutation_grows_with_its_amount_and_keeps_what_is_locked(seed: int, other: int) -> None:
    genome = PortraitGenome.random(seed)
    assert genome.mutated(other, 0.0) == genome
    locked = genome.mutated(other, 1.0, locked=("hair", "skin_tone"))
    for gene in GENES:
        if gene.group == "hair" or gene.name == "skin_tone":
            assert getattr(locked, gene.name) == getattr(genome, gene.name)
    near, far = genome.mutated(other, 0.1).distance(genome), genome.mutated(other, 0.9).distance(genome)
    assert near <= far


def test_hues_mix_the_short_way_round() -> None:
    first, second = PortraitGenome(iris_hue=0.95), PortraitGenome(iris_hue=0.05)
    assert first.blend(second, 0.5).iris_hue == pytest.approx(0.0, abs=1e-9)
    assert first.distance(second) < PortraitGenome(iris_hue=0.5).distance(second)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"skin_tone": 1.2}, "genome.range"),
        ({"skin_tone": float("nan")}, "genome.range"),
        ({"skin_tone": "dark"}, "genome.range"),
        ({"hair_style": "wig"}, "genome.choice"),
        ({"horns": 1.0}, "genome.unknown"),
        ({"skin_tone": True}, "genome.range"),
    ],
)
def test_nonsense_is_refused(values: dict[str, object], code: str) -> None:
    with pytest.raises(InputError) as caught:
        PortraitGenome.from_values(values)  # type: ignore[arg-type]
    assert caught.value.code == code


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"portrait_genome": 2, "genes": {}}', '{"portrait_genome": 1, "genes": 3}']
)
def test_other_files_are_refused(text: str) -> None:
    with pytest.raises(InputError):
        PortraitGenome.from_json(text)


def test_missing_genes_take_their_defaults() -> None:
    text = json.dumps({"portrait_genome": 1, "genes": {"eye_size": 1}})
    assert PortraitGenome.from_json(text) == PortraitGenome(eye_size=1.0)


def test_unknown_locks_and_amounts_are_refused() -> None:
    with pytest.raises(InputError, match="horns"):
        PortraitGenome().mutated(1, 0.5, locked=("horns",))
    with pytest.raises(InputError):
        PortraitGenome().mutated(1, 1.5)


def test_chance_covers_skin_evenly_and_all_choices() -> None:
    people = [PortraitGenome.random(seed) for seed in range(1500)]
    tenths = [0] * 10
    for one in people:
        tenths[min(9, int(one.skin_tone * 10))] += 1
    assert min(tenths) > 100
    for name in ("hair_style", "fringe", "clothes", "style", "palette", "background", "beard", "glasses"):
        assert {getattr(one, name) for one in people} == set(GENE_BY_NAME[name].choices)
