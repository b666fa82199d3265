"""The page of all emotion words, as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studio.models.fuzzy import fuzzy_score
from studio.models.vocabulary import Cluster

ALL_WORDS = ""


@dataclass(frozen=True, slots=True)
class WordRow:
    """One word.

    Attributes:
        id: Of its expression.
        name: For people.
        family, cluster: Where it belongs.
        synonyms: Other words that find it.
    """

    id: str
    name: str
    family: str
    cluster: str
    synonyms: tuple[str, ...]

    @property
    def place(self) -> str:
        """Its cluster, unique among all: "joy/pride"."""
        return f"{self.family}/{self.cluster}"


@dataclass(frozen=True, slots=True)
class WordGroup:
    """One line of the list of families and clusters.

    Attributes:
        id: "" for all words, "joy" for a family, "joy/pride" for a cluster.
        name: For people.
        count: How many words are in it.
        family: Whose colour it has; empty for all.
        is_cluster: Whether it stands below a family.
    """

    id: str
    name: str
    count: int
    family: str = ""
    is_cluster: bool = False


def word_rows(clusters: Sequence[Cluster]) -> tuple[WordRow, ...]:
    """All words, in the order of the vocabulary."""
    return tuple(
        WordRow(word.expression.id, word.expression.name, cluster.family, cluster.id, word.synonyms)
        for cluster in clusters
        for word in cluster.words
    )


def word_groups(clusters: Sequence[Cluster], all_name: str) -> tuple[WordGroup, ...]:
    """All words, then each family with its clusters."""
    groups = [WordGroup(ALL_WORDS, all_name, sum(len(one.words) for one in clusters))]
    for family in dict.fromkeys(one.family for one in clusters):
        own = [one for one in clusters if one.family == family]
        groups.append(WordGroup(family, family.capitalize(), sum(len(one.words) for one in own), family))
        groups += [
            WordGroup(f"{family}/{one.id}", one.id.replace("-", " ").capitalize(), len(one.words), family, True)
            for one in own
        ]
    return tuple(groups)


def found_words(rows: Sequence[WordRow], group: str, text: str) -> tuple[WordRow, ...]:
    """The words of a group that a search leaves: the word itself, words that hold the text, synonyms and clusters that
    do; where there is none of these, words that are spelt like it.
    """
    inside = [row for row in rows if group in (ALL_WORDS, row.family, row.place)]
    wanted = text.strip().casefold()
    if not wanted:
        return tuple(inside)
    hits = [row for row in inside if any(wanted in name for name in _names(row))]
    hits.sort(key=lambda row: (row.name.casefold() != wanted, wanted not in row.name.casefold()))
    return tuple(hits or [row for row in inside if any(fuzzy_score(wanted, name) for name in _names(row))])


def _names(row: WordRow) -> tuple[str, ...]:
    return tuple(one.casefold() for one in (row.name, row.cluster, *row.synonyms))


__all__ = ["ALL_WORDS", "WordGroup", "WordRow", "found_words", "word_groups", "word_rows"]
