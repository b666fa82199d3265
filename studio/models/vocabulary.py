"""The 135 emotion words: six families, 25 clusters, a recipe for each word.

The word list is that of Shaver, Schwartz, Kirson and O'Connor, Journal of Personality and Social Psychology 52, 1987.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from studio.core.folders import resources_folder
from studio.models.expression import Expression
from studio.models.expression_files import ID_PATTERN, StrictModel, entry_error, entry_pose, parse_file

VOCABULARY_FORMAT = "avatar-studio-vocabulary"
WORD_GROUP = "word"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the vocabulary.

    Attributes:
        expression: Its expression; the id is the word.
        synonyms: Other words that find it.
        valence: How pleasant people rate it, 1…9 (Glasgow Norms, CC BY 4.0); None where not rated.
    """

    expression: Expression
    synonyms: tuple[str, ...]
    valence: float | None


@dataclass(frozen=True, slots=True)
class Cluster:
    """Words whose faces share their muscles.

    Attributes:
        id: Name of the cluster; unique within its family.
        family: "love", "joy", "surprise", "anger", "sadness" or "fear".
        reason: Which facial action units (AU) the cluster uses, and why.
        words: In the order of the published list.
    """

    id: str
    family: str
    reason: str
    words: tuple[Word, ...]


class _WordEntry(StrictModel):
    word: str = Field(pattern=ID_PATTERN)
    synonyms: tuple[str, ...] = ()
    valence: float | None = Field(default=None, ge=1, le=9)
    pose: dict[str, float]


class _ClusterEntry(StrictModel):
    cluster: str = Field(pattern=ID_PATTERN)
    reason: str
    words: tuple[_WordEntry, ...]


class _FamilyEntry(StrictModel):
    family: str = Field(pattern=ID_PATTERN)
    clusters: tuple[_ClusterEntry, ...]


class _VocabularyFile(StrictModel):
    format: str = Field(pattern=f"^{VOCABULARY_FORMAT}$")
    version: int = Field(ge=1, le=1)
    about: str = ""
    sources: tuple[str, ...] = ()
    families: tuple[_FamilyEntry, ...]


def vocabulary_path(resources: Path | None = None) -> Path:
    """Where the vocabulary lies."""
    return (resources or resources_folder()) / "vocabulary.json"


def load_vocabulary(path: Path | None = None) -> tuple[Cluster, ...]:
    """All clusters with their words, in the order of the file.

    Raises:
        InputError: With line and word, if the file cannot be used.
    """
    path = path or vocabulary_path()
    content, text = parse_file(path, _VocabularyFile)
    seen: set[str] = set()
    for family in content.families:
        for word in (word.word for cluster in family.clusters for word in cluster.words):
            if word in seen:
                raise entry_error(path, text, word, "the word is given twice", "Keep one of the two.")
            seen.add(word)
    return tuple(_clusters(path, text, content))


def _clusters(path: Path, text: str, content: _VocabularyFile) -> Iterator[Cluster]:
    for family in content.families:
        for cluster in family.clusters:
            words = tuple(_word(path, text, family.family, cluster.cluster, entry) for entry in cluster.words)
            yield Cluster(cluster.cluster, family.family, cluster.reason, words)


def _word(path: Path, text: str, family: str, cluster: str, entry: _WordEntry) -> Word:
    pose = entry_pose(path, text, entry.word, entry.pose)
    name = entry.word.replace("-", " ").capitalize()
    expression = Expression(entry.word, name, pose, WORD_GROUP, family, cluster, entry.synonyms)
    return Word(expression, entry.synonyms, entry.valence)
