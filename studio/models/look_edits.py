"""Changes of a look, one pure function each: sliders, words and their intensity, layers, mirror, copy and paste."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from studio.core.errors import InputError
from studio.models.controls import CONTROL_INDEX, Pose, clamped, limits_of, mirrored
from studio.models.expression import BlendMode, ExpressionLibrary, blend, combine
from studio.models.library import find
from studio.models.look import BASE_LAYER_ID, Layer, Look

MAX_FACTOR = 2.0
"""The most that a control of a multiplying layer can be scaled by."""
MAX_RING = 1.5
"""The most that the intensity ring reaches."""

ROOM_FOR_A_BLINK: Pose = {
    "eyeWideLeft": 0.0, "eyeWideRight": 0.0, "eyeSquintLeft": 0.0, "eyeSquintRight": 0.0,
}  # fmt: skip
"""As a multiplying layer: silences what would hold the lids where an emotion has put them."""
BLINK: Pose = {"eyeBlinkLeft": 1.0, "eyeBlinkRight": 1.0}


# --- sliders


def rest_value(mode: BlendMode) -> float:
    """What a control that a layer does not name stands at: a factor of 1 in a multiplying layer, else 0."""
    return 1.0 if mode is BlendMode.MULTIPLY else 0.0


def limits_in(mode: BlendMode, control: str) -> tuple[float, float]:
    """Smallest and largest value of a control in a layer of that mode."""
    return (0.0, MAX_FACTOR) if mode is BlendMode.MULTIPLY else limits_of(control)


def shown_value(layer: Layer, control: str) -> float:
    """What a slider shows."""
    return layer.pose.get(control, rest_value(layer.mode))


def selected_layer(look: Look, layer_id: str) -> Layer:
    """The layer of that id; the top one where it is gone."""
    return next((layer for layer in look.layers if layer.id == layer_id), look.layers[-1])


def with_controls(look: Look, layer_id: str, values: Mapping[str, float]) -> Look:
    """Set controls of one layer, inside their limits.

    A control at rest leaves an adding layer. In the other modes it stays named, because there 0 (or a factor of 1)
    is a statement.
    """
    layer = look.layer(layer_id)
    pose = dict(layer.pose)
    for name, value in values.items():
        low, high = limits_in(layer.mode, name)
        limited = min(high, max(low, float(value)))
        if layer.mode is BlendMode.ADD and not limited:
            pose.pop(name, None)
        else:
            pose[name] = limited
    return look.with_layer(replace(layer, pose=_ordered(pose)))


def without_controls(look: Look, layer_id: str, names: Iterable[str]) -> Look:
    """Put controls of one layer back to rest."""
    gone = set(names)
    layer = look.layer(layer_id)
    return look.with_layer(replace(layer, pose={k: v for k, v in layer.pose.items() if k not in gone}))


def mirrored_layer(look: Look, layer_id: str) -> Look:
    """One layer as seen in a mirror; twice gives the same look again."""
    layer = look.layer(layer_id)
    pose = mirrored(layer.pose)
    if layer.mode is BlendMode.MULTIPLY:  # factors have no direction
        pose = {name: abs(value) for name, value in pose.items()}
    return look.with_layer(replace(layer, pose=_ordered(pose)))


def toggled_mute(look: Look, names: Iterable[str]) -> Look:
    """Mute controls, or let them count again if all of them were muted."""
    return replace(look, muted=_toggled(look.muted, names))


def toggled_solo(look: Look, names: Iterable[str]) -> Look:
    """Let these controls count alone (with others that are soloed), or end it."""
    return replace(look, soloed=_toggled(look.soloed, names))


def _toggled(present: tuple[str, ...], names: Iterable[str]) -> tuple[str, ...]:
    wanted = tuple(names)
    if all(name in present for name in wanted):
        return tuple(name for name in present if name not in wanted)
    return (*present, *(name for name in wanted if name not in present))


def changed_controls(layer: Layer) -> frozenset[str]:
    """The controls that a layer moves away from rest."""
    rest = rest_value(layer.mode)
    names = layer.pose if layer.mode is BlendMode.OVERWRITE else (k for k, v in layer.pose.items() if v != rest)
    return frozenset(names)


def reset_look() -> Look:
    """The reference as it is."""
    return Look()


# --- words and intensity


@dataclass(frozen=True, slots=True)
class Source:
    """What a layer was made from, taken apart.

    Attributes:
        words: One or two terms with their amounts, as typed: (("joy", 0.6), ("surprise", 0.4)).
    """

    words: tuple[tuple[str, float], ...] = ()

    @property
    def intensity(self) -> float:
        """All amounts together; the intensity ring shows it."""
        return sum(amount for _, amount in self.words)

    @property
    def balance(self) -> float:
        """How much of it is the second word, 0…1; the middle where nothing is left to tell by."""
        if len(self.words) < 2:
            return 0.0
        return self.words[1][1] / self.intensity if self.intensity else 0.5

    @property
    def ids(self) -> tuple[str, ...]:
        """The words alone."""
        return tuple(word for word, _ in self.words)

    @property
    def text(self) -> str:
        """As `studio.models.library.find` reads it; empty for none."""
        return "+".join(word if amount == 1.0 else f"{word}:{amount:.4g}" for word, amount in self.words)


def parsed_source(text: str) -> Source:
    """A layer's source, taken apart; an empty one where it cannot be."""
    words = []
    for part in (part.strip() for part in text.split("+") if part.strip()):
        word, _, amount = part.partition(":")
        try:
            words.append((word.strip(), float(amount) if amount.strip() else 1.0))
        except ValueError:
            return Source()
    return Source(tuple(words))


def source_of(words: Iterable[str], intensity: float = 1.0, balance: float = 0.5) -> Source:
    """One word at an intensity, or two of which the second makes up `balance`."""
    named = tuple(dict.fromkeys(words))[:2]
    total = min(MAX_RING, max(0.0, intensity))
    if len(named) < 2:
        return Source(tuple((word, round(total, 3)) for word in named))
    second = round(total * min(1.0, max(0.0, balance)), 3)
    return Source(((named[0], round(total - second, 3)), (named[1], second)))


def source_pose(library: ExpressionLibrary, source: Source) -> dict[str, float]:
    """The controls that a source stands for; words that the library does not know (any more) give nothing."""
    if not source.words:
        return {}
    try:
        return clamped(find(library, source.text).pose)
    except InputError:
        known = [(library[word].pose, amount) for word, amount in source.words if word in library]
        return blend(known)


def with_source(look: Look, layer_id: str, library: ExpressionLibrary, source: Source) -> Look:
    """Let a layer be a word (or two); what it was before is gone."""
    layer = look.layer(layer_id)
    return look.with_layer(replace(layer, pose=_ordered(source_pose(library, source)), source=source.text))


def with_pose(look: Look, layer_id: str, pose: Pose, source: str = "") -> Look:
    """Let a layer be a pose; what it was before is gone."""
    return look.with_layer(replace(look.layer(layer_id), pose=_ordered(dict(pose)), source=source))


@dataclass(frozen=True, slots=True)
class HandMade:
    """What an artist changed on a layer's source, kept while its intensity is turned.

    Clamping would eat into it at both ends of the ring; so it is remembered as it was, as long as nothing but the
    ring touches the layer.

    Attributes:
        after: The layer as the ring last left it.
        differences: Control -> how far the artist moved it from the source.
        is_mirrored: Whether the source counts as seen in a mirror.
    """

    after: Layer
    differences: Mapping[str, float] = field(default_factory=dict)
    is_mirrored: bool = False


def hand_made(library: ExpressionLibrary, layer: Layer) -> HandMade:
    """What differs between a layer and its source; a mirrored layer is told from one that was changed by hand."""
    expected = source_pose(library, parsed_source(layer.source))
    plain, flipped = _differences(layer.pose, expected), _differences(layer.pose, mirrored(expected))
    is_mirrored = _size(flipped) < _size(plain)
    return HandMade(layer, flipped if is_mirrored else plain, is_mirrored)


def resourced(
    look: Look, layer_id: str, library: ExpressionLibrary, source: Source, known: HandMade | None = None
) -> tuple[Look, HandMade]:
    """Give a layer the same words in other amounts and keep what was made by hand.

    Args:
        look: The look.
        layer_id: Which layer.
        library: Where words are found.
        source: The words in their new amounts.
        known: What the last call returned; used if nothing else has changed the layer since.

    Returns:
        The look, and what was made by hand.
    """
    layer = look.layer(layer_id)
    made = known if known is not None and known.after == layer else hand_made(library, layer)
    expected = source_pose(library, source)
    pose = dict(mirrored(expected) if made.is_mirrored else expected)
    for name, difference in made.differences.items():
        low, high = limits_in(layer.mode, name)
        value = min(high, max(low, pose.get(name, 0.0) + difference))
        pose[name] = 0.0 if abs(value) < 1e-9 else value
    if layer.mode is BlendMode.ADD:
        pose = {name: value for name, value in pose.items() if value}
    after = replace(layer, pose=_ordered(pose), source=source.text)
    return look.with_layer(after), replace(made, after=after)


def _differences(pose: Pose, expected: Pose) -> dict[str, float]:
    names = dict.fromkeys((*pose, *expected))
    moved = {name: pose.get(name, 0.0) - expected.get(name, 0.0) for name in names}
    return {name: value for name, value in moved.items() if abs(value) > 1e-9}


def _size(differences: Mapping[str, float]) -> float:
    return sum(abs(value) / max(1.0, limits_of(name)[1]) for name, value in differences.items())


# --- layers


def with_new_layer(look: Look, layer: Layer, above: str = "") -> Look:
    """A layer more, above another one or on top."""
    index = next((i + 1 for i, present in enumerate(look.layers) if present.id == above), len(look.layers))
    return replace(look, layers=(*look.layers[:index], layer, *look.layers[index:]))


def without_layer(look: Look, layer_id: str) -> Look:
    """A layer less; an empty one stays where it was the last."""
    kept = tuple(layer for layer in look.layers if layer.id != layer_id)
    return replace(look, layers=kept or Look().layers)


def duplicated_layer(look: Look, layer_id: str, new_id: str, new_name: str) -> Look:
    """A copy of a layer, just above it."""
    return with_new_layer(look, replace(look.layer(layer_id), id=new_id, name=new_name), layer_id)


def moved_layer(look: Look, layer_id: str, place: int) -> Look:
    """A layer at another height; 0 is the lowest."""
    layer = look.layer(layer_id)
    kept = [present for present in look.layers if present.id != layer_id]
    kept.insert(min(len(kept), max(0, place)), layer)
    return replace(look, layers=tuple(kept))


def flattened(look: Look) -> Look:
    """All layers as one that gives the same face; solo and mute stay as they are."""
    pose: dict[str, float] = {}
    counting = [layer for layer in look.layers if layer.is_enabled]
    for layer in counting:
        pose = combine(pose, layer.pose, layer.mode, layer.weight)
    only = counting[0] if len(counting) == 1 else None
    keeps_source = only is not None and only.weight == 1.0 and only.mode is not BlendMode.MULTIPLY
    base = Layer(BASE_LAYER_ID, "Base", clamped(pose), source=only.source if only and keeps_source else "")
    return replace(look, layers=(base,))


def free_name(look: Look, wish: str) -> str:
    """A layer name that is not taken: "Layer", "Layer 2", …"""
    taken = {layer.name for layer in look.layers}
    name, number = wish, 2
    while name in taken:
        name, number = f"{wish} {number}", number + 1
    return name


def _ordered(pose: Pose) -> dict[str, float]:
    return {name: pose[name] for name in sorted(pose, key=CONTROL_INDEX.__getitem__)}
