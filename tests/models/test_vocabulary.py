"""The 135 words and the presets: complete, distinct, physically possible, told apart by family."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.core.folders import resources_folder
from studio.models.controls import ARKIT_CONTROLS, clamped, mirrored, to_vector
from studio.models.expression import Expression
from studio.models.expression_files import load_expressions
from studio.models.library import PRESET_FILES, load_library, sample_set
from studio.models.recipes import SHORTHANDS, expand, recipe_problems
from studio.models.speech import VISEMES, VOWELS
from studio.models.vocabulary import Word, load_vocabulary, vocabulary_path

LIBRARY = load_library()
CLUSTERS = load_vocabulary()
WORDS: tuple[Word, ...] = tuple(word for cluster in CLUSTERS for word in cluster.words)
WORD_DISTANCE = 0.35
"""Smallest Euclidean distance of two words over the 52 controls."""
NEUTRAL_DISTANCE = 0.6


def vectors(expressions: list[Expression]) -> NDArray[np.float32]:
    return np.stack([to_vector(expression.pose)[: len(ARKIT_CONTROLS)] for expression in expressions])


def smallest_distance(expressions: list[Expression]) -> tuple[float, str]:
    values = vectors(expressions)
    distances = np.linalg.norm(values[:, None] - values[None], axis=-1) + 9 * np.eye(len(values))
    first, second = np.unravel_index(int(distances.argmin()), distances.shape)
    return float(distances.min()), f"{expressions[first].id} and {expressions[second].id}"


class TestWords:
    def test_counts(self) -> None:
        assert len(WORDS) == 135
        assert len(CLUSTERS) == 25
        counts = Counter(word.expression.family for word in WORDS)
        assert counts == {"love": 16, "joy": 33, "surprise": 3, "anger": 29, "sadness": 37, "fear": 17}

    def test_equal_to_the_published_tree(self, shared_data: Path) -> None:
        tree = json.loads((shared_data / "vocab" / "shaver135_tree.json").read_text("utf-8"))
        ours: dict[str, dict[str, list[str]]] = {}
        for cluster in CLUSTERS:
            ours.setdefault(cluster.family, {})[cluster.id] = [word.expression.id for word in cluster.words]
        assert ours == tree

    def test_valence_is_the_published_rating(self, shared_data: Path) -> None:
        with (shared_data / "vocab" / "shaver135_open.csv").open(encoding="utf-8") as file:
            rated = {row["word"]: row["glasgow_valence_1to9"] for row in csv.DictReader(file)}
        assert {w.expression.id: w.valence for w in WORDS} == {k: float(v) if v else None for k, v in rated.items()}
        assert sum(word.valence is not None for word in WORDS) == 106
        assert "CC BY 4.0" in vocabulary_path().read_text("utf-8")

    def test_pairwise_distinct(self) -> None:
        distance, pair = smallest_distance([word.expression for word in WORDS])
        assert distance >= WORD_DISTANCE, pair

    def test_each_differs_from_neutral(self) -> None:
        lengths = np.linalg.norm(vectors([word.expression for word in WORDS]), axis=1)
        assert lengths.min() >= NEUTRAL_DISTANCE, WORDS[int(lengths.argmin())].expression.id

    def test_each_cluster_says_which_action_units(self) -> None:
        for cluster in CLUSTERS:
            assert len(cluster.reason) > 60, cluster.id

    def test_pleasant_words_smile_and_unpleasant_ones_do_not(self) -> None:
        def smile(word: Word) -> float:
            pose = word.expression.pose
            corners = [("mouthSmile", 1), ("mouthFrown", -1), ("mouthStretch", -0.3), ("noseSneer", -0.5)]
            return sum(sign * pose.get(name + side, 0.0) for name, sign in corners for side in ("Left", "Right"))

        rated = [(word.valence, smile(word)) for word in WORDS if word.valence is not None]
        assert np.corrcoef(np.array(rated).T)[0, 1] > 0.75

    @pytest.mark.parametrize(
        ("control", "most_of_all"),
        [("noseSneerLeft", "anger"), ("eyeWideLeft", "surprise"), ("browInnerUp", "surprise"),
         ("mouthSmileLeft", "joy"), ("mouthFrownLeft", "sadness"), ("mouthStretchLeft", "fear"),
         ("browDownLeft", "anger"), ("cheekSquintLeft", "joy")],
    )  # fmt: skip
    def test_families_use_their_own_muscles(self, control: str, most_of_all: str) -> None:
        means = {
            family: np.mean([w.expression.pose.get(control, 0.0) for w in WORDS if w.expression.family == family])
            for family in {cluster.family for cluster in CLUSTERS}
        }
        assert max(means, key=lambda family: means[family]) == most_of_all

    def test_acting(self) -> None:
        def pose(word: str) -> dict[str, float]:
            return dict(LIBRARY[word].pose)

        assert pose("pride")["headPitch"] > 5
        assert pose("pride")["eyeBlinkLeft"] > 0.2
        assert pose("shame")["headPitch"] < -5
        assert pose("shame")["eyeLookDownLeft"] > 0.5
        assert {"mouthSmileLeft", "mouthPressLeft"} <= set(pose("embarrassment"))
        assert max(pose("embarrassment").get(name, 0) for name in ("eyeLookOutLeft", "eyeLookOutRight")) > 0.3
        assert pose("contempt") != clamped(mirrored(pose("contempt")))
        assert pose("terror")["jawOpen"] > pose("fear")["jawOpen"] > pose("apprehension")["jawOpen"]


class TestPresets:
    def test_nothing_is_impossible(self) -> None:
        problems = {expression.id: recipe_problems(expression.pose) for expression in LIBRARY.values()}
        assert {key: found for key, found in problems.items() if found} == {}

    def test_ids_are_given_once(self) -> None:
        folder = resources_folder() / "presets"
        ids = [e.id for name in PRESET_FILES for e in load_expressions(folder / name)]
        ids += [word.expression.id for word in WORDS]
        assert [name for name, count in Counter(ids).items() if count > 1] == []
        assert len(ids) == len(LIBRARY)

    def test_no_two_expressions_are_found_by_one_name(self) -> None:
        owners: dict[str, set[str]] = {}
        for expression in LIBRARY.values():
            for name in {expression.id, expression.name, *expression.tags}:
                owners.setdefault(name.lower().replace(" ", "-").replace(",", ""), set()).add(expression.id)
        # a letter may be both a vowel and a viseme
        assert {name: ids for name, ids in owners.items() if len(ids) > 1 and len(name) > 1} == {}

    @pytest.mark.parametrize("basic", ["joy", "sadness", "anger", "fear", "surprise", "disgust", "contempt"])
    def test_basics_have_three_rising_strengths(self, basic: str) -> None:
        lengths = [np.linalg.norm(to_vector(LIBRARY[f"{basic}-{s}"].pose)) for s in ("light", "medium", "strong")]
        assert lengths[0] * 1.25 < lengths[1]
        assert lengths[1] * 1.1 < lengths[2]

    def test_visemes_and_vowels_are_complete_and_distinct(self) -> None:
        visemes = [LIBRARY[f"viseme-{name.lower()}"] for name in VISEMES]
        vowels = [LIBRARY[f"vowel-{name.lower()}"] for name in VOWELS]
        assert smallest_distance(visemes)[0] > 0.25, smallest_distance(visemes)[1]
        assert smallest_distance(vowels)[0] > 0.3, smallest_distance(vowels)[1]
        assert LIBRARY["viseme-sil"].pose == LIBRARY["neutral"].pose == {}

    def test_winks_are_mirrored(self) -> None:
        assert dict(LIBRARY["wink-left"].pose) == clamped(mirrored(LIBRARY["wink-right"].pose))

    def test_game_faces_are_distinct(self) -> None:
        assert smallest_distance([e for e in LIBRARY.values() if e.group == "game"])[0] > 0.4

    def test_sample_set_is_thirty_different_faces(self) -> None:
        ids = sample_set()
        assert len(set(ids)) == 30
        distance, pair = smallest_distance([LIBRARY[name] for name in ids])
        assert distance > 0.5, pair


class TestRecipes:
    def test_shorthands(self) -> None:
        assert expand({"mouthSmile": 0.5, "mouthSmileRight": 0.2}) == {"mouthSmileLeft": 0.5, "mouthSmileRight": 0.2}
        assert expand({"lookLeft": 0.4}) == {"eyeLookInRight": 0.4, "eyeLookOutLeft": 0.4}
        assert mirrored(expand({"lookLeft": 0.4})) == expand({"lookRight": 0.4})
        assert {"jaw", "mouth"}.isdisjoint(SHORTHANDS)
        assert len(SHORTHANDS) == 18 + 2

    @pytest.mark.parametrize("recipe", [{"mouthSmil": 1.0}, {"jawOpen": 1.5}, {"jawOpen": -0.1}, {"headYaw": 90.0}])
    def test_bad_recipes(self, recipe: dict[str, float]) -> None:
        with pytest.raises(InputError):
            expand(recipe)
        assert len(recipe_problems(recipe)) == 1

    @pytest.mark.parametrize(
        ("recipe", "word"),
        [
            ({"browDownLeft": 1.0, "browOuterUpLeft": 1.0}, "browOuterUpLeft"),
            ({"mouthSmileRight": 1.0, "mouthFrownRight": 1.0}, "mouthFrownRight"),
            ({"eyeWideLeft": 0.8, "eyeBlinkLeft": 0.8}, "eyeBlinkLeft"),
            ({"mouthClose": 0.4}, "closes more"),
            ({"mouthPress": 0.6, "jawOpen": 0.5}, "pressed"),
            ({"mouthRollLower": 0.9, "jawOpen": 0.8}, "rolled"),
            ({"cheekPuff": 0.9, "jawOpen": 0.5}, "puffed"),
            ({"tongueOut": 0.9}, "tongue"),
            ({"jawLeft": 0.5, "jawRight": 0.5}, "at once"),
            ({"eyeLookUp": 0.5, "eyeLookDown": 0.5}, "at once"),
            ({"eyeLookOut": 0.5}, "at once"),
            ({"eyeLookOutLeft": 0.8}, "two things"),
            ({"eyeLookUpLeft": 0.8}, "two things"),
        ],
    )
    def test_impossible_recipes_are_explained(self, recipe: dict[str, float], word: str) -> None:
        assert any(word in problem for problem in recipe_problems(recipe))

    @pytest.mark.parametrize(
        "recipe",
        [
            {},
            {"browDownLeft": 1.0, "browOuterUpRight": 1.0},
            {"mouthClose": 0.5, "jawOpen": 0.5, "mouthPress": 0.5},
            {"eyeLookIn": 0.5},
            {"lookLeft": 0.8, "eyeLookUp": 0.3},
            {"tongueOut": 0.9, "jawOpen": 0.3},
        ],
    )
    def test_possible_recipes_pass(self, recipe: dict[str, float]) -> None:
        assert recipe_problems(recipe) == []
