"""What keys point to, as lines of a list; and links that follow an expression when it is renamed or deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from studio.core.errors import InputError
from studio.models.clip import Clip, Key, Track, changed
from studio.models.expression import Expression, ExpressionLibrary
from studio.models.library import find
from studio.models.timeline_links import linked_keys
from studio.models.timeline_selection import KeyRef, Selection

MOUTH_SHAPES = "viseme"
"""In the place of the text of a link: all mouth shapes of a talk."""
_VISEME = "viseme-"


@dataclass(frozen=True, slots=True)
class LinkRow:
    """What some keys of a clip point to.

    Attributes:
        text: As the keys say it ("joy", "joy:0.6").
        title: For people; the text where nothing is found.
        expression: Id of the one expression that it names; empty for a mixture or for none.
        keys: Which keys.
        is_missing: Whether there is no such expression: the keys cannot be shown.
        is_changed: Whether it was edited since the user last looked.
        is_selected: Whether one of the selected keys points to it.
    """

    text: str
    title: str
    expression: str
    keys: Selection
    is_missing: bool = False
    is_changed: bool = False
    is_selected: bool = False


def link_rows(
    links: Mapping[str, Selection], library: ExpressionLibrary, changed_keys: Selection = frozenset(),
    selection: Selection = frozenset(),
) -> tuple[LinkRow, ...]:  # fmt: skip
    """The links of a clip in the order of their first keys; missing ones first.

    Args:
        links: As `links_of` gives them.
        library: What they may mean.
        changed_keys: Keys that look otherwise since the user last looked.
        selection: The selected keys.
    """
    rows = []
    for text, keys in links.items():
        if text == MOUTH_SHAPES:
            rows.append(LinkRow(text, text, "", keys, False, bool(keys & changed_keys), bool(keys & selection)))
            continue
        title, expression, is_missing = text, "", False
        try:
            found = find(library, text)
            title, expression = found.name, names_in(text, library)[0] if len(names_in(text, library)) == 1 else ""
        except InputError:
            is_missing = True
        is_changed, is_selected = bool(keys & changed_keys), bool(keys & selection)
        rows.append(LinkRow(text, title, expression, keys, is_missing, is_changed, is_selected))
    rows.sort(key=lambda row: (not row.is_missing, min(time_ms for _, time_ms in row.keys)))
    return tuple(rows)


def links_of(clip: Clip) -> dict[str, Selection]:
    """What keys link to -> those keys; mouth shapes of a talk as one: a line of speech has dozens of mixtures."""
    found: dict[str, Selection] = {}
    for text, keys in linked_keys(clip).items():
        is_talk = all(term.strip().startswith(_VISEME) for term in text.split("+"))
        name = MOUTH_SHAPES if is_talk else text
        found[name] = found.get(name, frozenset()) | keys
    return found


def names_in(text: str, library: ExpressionLibrary) -> tuple[str, ...]:
    """Ids of the expressions that a link is made of; those that nobody knows are left out."""
    found = []
    for term in text.split("+"):
        name = term.partition(":")[0].strip()
        try:
            found.append(find(library, name).id)
        except InputError:
            continue
    return tuple(found)


def followed(clips: Iterable[Clip], before: ExpressionLibrary, after: ExpressionLibrary) -> tuple[Clip, ...]:
    """Clips whose links still mean the same after expressions were renamed or deleted.

    A link by a name that is gone is written with the id; one to an expression that is gone becomes what it showed.

    Args:
        clips: All of the project.
        before: What the links meant.
        after: What is there now.

    Returns:
        The clips; those without such links are the same objects.
    """
    known: dict[str, Callable[[Key], Key]] = {}
    result = []
    for clip in clips:
        ways: dict[str, Callable[[Key], Key]] = {}
        for text in linked_keys(clip):
            if text not in known:
                known[text] = _way(text, before, after)
            if known[text] is not _same:
                ways[text] = known[text]
        result.append(_rewritten(clip, ways) if ways else clip)
    return tuple(result)


def _same(key: Key) -> Key:
    return key


def _way(text: str, before: ExpressionLibrary, after: ExpressionLibrary) -> Callable[[Key], Key]:
    try:
        shown = find(before, text)
    except InputError:
        return _same  # it was broken already
    if _is_known(text, after):
        return _same
    by_id = "+".join(_by_id(term, before) for term in text.split("+"))
    if _is_known(by_id, after):
        return lambda key: changed(key, expression=by_id)
    pose = dict(shown.pose)
    return lambda key: changed(key, pose=pose, expression="")


def _is_known(text: str, library: ExpressionLibrary) -> bool:
    try:
        find(library, text)
    except InputError:
        return False
    return True


def _by_id(term: str, library: ExpressionLibrary) -> str:
    name, sign, weight = term.partition(":")
    try:
        return f"{find(library, name.strip()).id}{sign}{weight}"
    except InputError:
        return term


def _rewritten(clip: Clip, ways: Mapping[str, Callable[[Key], Key]]) -> Clip:
    def rewritten(track: Track) -> Track:
        if not any(key.expression in ways for key in track.keys):
            return track
        keys = tuple(ways[key.expression](key) if key.expression in ways else key for key in track.keys)
        return changed(track, keys=keys)

    return changed(clip, tracks=tuple(rewritten(track) for track in clip.tracks))


def keys_meant(row: LinkRow, selection: Iterable[KeyRef]) -> Selection:
    """The selected keys among a row's; all of the row where none is selected."""
    chosen = row.keys & frozenset(selection)
    return chosen or row.keys


def with_expression(expressions: Iterable[Expression], one: Expression) -> tuple[Expression, ...]:
    """The expressions with one put in the place of that with its id, or added."""
    present = {expression.id: expression for expression in expressions} | {one.id: one}
    return tuple(present.values())
