"""What both Godot versions show: clips and still expressions under names that the engine takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from studio.core.errors import ExportError
from studio.export.formats.base import ExportRequest
from studio.models.sheet import Animation, AnimationEvent, AnimationFrame, ExportSet, LoopMode, PackedSheet, Sprite

STILL_MS = 1000
"""Length of a still expression; it does not loop, so it simply stays."""
EXPRESSION_PREFIX = "expression/"
PLAYER_RESERVED = ("RESET", "Start", "End")
"""RESET is the player's own animation, Start and End are states of every state machine."""
PLAYER_FORBIDDEN = "/:,["
NODE_FORBIDDEN = '.:@/"%'


@dataclass(frozen=True, slots=True)
class CastAnimation:
    """One animation as the engine gets it.

    Attributes:
        id: Stable identifier.
        name: Name in the sprite frames; any text.
        player_name: Name in the animation player and the state machine, which forbid some characters.
        frames: One pass, ping-pong unrolled.
        is_looping: Whether it starts again at its end.
        events: In order of time.
    """

    id: str
    name: str
    player_name: str
    frames: tuple[AnimationFrame, ...]
    is_looping: bool
    events: tuple[AnimationEvent, ...] = ()

    @property
    def duration_ms(self) -> int:
        """Length of one pass."""
        return sum(frame.duration_ms for frame in self.frames)

    def starts_ms(self) -> tuple[int, ...]:
        """When each frame begins."""
        starts, now = [], 0
        for frame in self.frames:
            starts.append(now)
            now += frame.duration_ms
        return tuple(starts)


@dataclass(frozen=True, slots=True)
class Cast:
    """All animations of a character.

    Attributes:
        animations: Clips in their order, then still expressions.
        default: The one that plays first.
        warnings: Names that had to be changed.
    """

    animations: tuple[CastAnimation, ...]
    default: CastAnimation
    warnings: tuple[str, ...]


def cast_of(scene: ExportSet) -> Cast:
    """Every clip, and every still expression as an animation of one frame.

    Raises:
        ExportError: If the set is empty, a frame has no length or no picture, or the default is unknown.
    """
    clips = tuple(scene.animations)
    _check(scene, clips)
    everything = clips + tuple(_still_animations(scene))
    names = unique_names((animation.name for animation in everything), lambda name: clean_text(name) or "animation")
    player_names = unique_names(names, player_safe, PLAYER_RESERVED)
    animations = tuple(
        CastAnimation(a.id, name, player_name, a.unrolled(), a.loop is not LoopMode.ONCE, a.events)
        for a, name, player_name in zip(everything, names, player_names, strict=True)
    )
    warnings = _rename_warnings([a.name for a in everything], names, player_names)
    return Cast(animations, _default(scene, everything, animations), warnings)


def _check(scene: ExportSet, clips: tuple[Animation, ...]) -> None:
    if not scene.sprites:
        raise ExportError("There is nothing to export: no sprites.", "Add at least one expression.", "export.empty")
    known = {sprite.id for sprite in scene.sprites}
    for clip in clips:
        if not clip.frames or any(frame.duration_ms <= 0 for frame in clip.frames):
            raise ExportError(
                f"The clip “{clip.name}” has a frame without length or no frames at all.",
                "Give every frame at least 1 ms.",
                "export.duration",
            )
        missing = [frame.sprite_id for frame in clip.frames if frame.sprite_id not in known]
        if missing:
            raise ExportError(
                f"The clip “{clip.name}” shows “{missing[0]}”, which is not among the sprites.",
                "Export the sprites and the clip together.",
                "export.sprite",
            )


def _still_animations(scene: ExportSet) -> Iterable[Animation]:
    used = {frame.sprite_id for clip in scene.animations for frame in clip.frames}
    clip_ids = {clip.id for clip in scene.animations}
    clip_names = {clip.name for clip in scene.animations}
    for sprite in scene.sprites:
        is_still = sprite.id.startswith(EXPRESSION_PREFIX) or sprite.id not in used
        if is_still and sprite.id not in clip_ids:
            name = f"{sprite.name}_still" if sprite.name in clip_names else sprite.name
            yield Animation(sprite.id, name, (AnimationFrame(sprite.id, STILL_MS),), LoopMode.ONCE)


def _default(scene: ExportSet, source: tuple[Animation, ...], cast: tuple[CastAnimation, ...]) -> CastAnimation:
    if not scene.default_animation:
        return cast[0]
    for original, animation in zip(source, cast, strict=True):
        if original.name == scene.default_animation:
            return animation
    raise ExportError(
        f"The default animation “{scene.default_animation}” is not in this export.",
        "Choose one of: " + ", ".join(animation.name for animation in source[:12]) + ".",
        "export.default",
    )


def unique_names(names: Iterable[str], safe: Callable[[str], str], reserved: Iterable[str] = ()) -> list[str]:
    """Names after `safe`, each different from the others and from `reserved`, in order."""
    taken, result = set(reserved), []
    for name in names:
        wanted = candidate = safe(name)
        count = 2
        while candidate in taken:
            candidate, count = f"{wanted}_{count}", count + 1
        taken.add(candidate)
        result.append(candidate)
    return result


def events_apart(events: Iterable[AnimationEvent]) -> list[list[AnimationEvent]]:
    """Events in as few lists as keep those of one moment apart: a method track holds one call a moment."""
    lists: list[list[AnimationEvent]] = []
    for event in events:
        free = next((one for one in lists if one[-1].time_ms != event.time_ms), None)
        if free is None:
            lists.append([event])
        else:
            free.append(event)
    return lists


def clean_text(text: str) -> str:
    """Text that survives UTF-8 and the engine's strings: no lone surrogates, no control characters."""
    return "".join("_" if ord(sign) < 32 or 0xD800 <= ord(sign) <= 0xDFFF else sign for sign in text)


def player_safe(name: str) -> str:
    """A name that the animation player and the state machine take."""
    return "".join("_" if sign in PLAYER_FORBIDDEN else sign for sign in name)


def node_safe(name: str) -> str:
    """A name that a scene node takes."""
    cleaned = "".join("_" if sign in NODE_FORBIDDEN else sign for sign in clean_text(name)).strip()
    return cleaned or "Character"


def _rename_warnings(wanted: list[str], names: list[str], player_names: list[str]) -> tuple[str, ...]:
    changed = [f"“{a}” is “{b}”" for a, b in zip(wanted, names, strict=True) if a != b]
    changed += [f"“{a}” is “{b}” in the player" for a, b in zip(names, player_names, strict=True) if a != b]
    return tuple(f"Godot does not take every name: {change}." for change in changed)


def speed_fps(frames: Iterable[AnimationFrame]) -> float:
    """Frames a second at which the most common frame has the relative length 1."""
    durations = [frame.duration_ms for frame in frames]
    counts = Counter(durations)
    unit = min(counts, key=lambda duration: (-counts[duration], duration))
    # The engine lifts relative lengths under 0.01 to 0.01, which would no longer be exact.
    return 1000.0 / (unit if min(durations) >= 0.01 * unit else min(durations))


def page_names(base_name: str, sheet: PackedSheet) -> tuple[str, ...]:
    """File names of a sheet's pages."""
    if len(sheet.pages_png) == 1:
        return (f"{base_name}.png",)
    return tuple(f"{base_name}_{index}.png" for index in range(len(sheet.pages_png)))


def variant_names(request: ExportRequest) -> tuple[str, ...]:
    """File name stems of the sheets: the main one plain, the others with their scale.

    Raises:
        ExportError: If there is no sheet.
    """
    if not request.sheets:
        raise ExportError("The Godot export needs a packed sheet.", "Pack the sprites first.", "export.sheet")
    others = tuple(f"{request.base_name}@{sheet.scale:g}x" for sheet in request.sheets[1:])
    return (request.base_name, *others)


def pivot_of(scene: ExportSet, sheet: PackedSheet) -> tuple[float, float]:
    """The pivot in the sheet's own pixels."""
    width, height = scene.canvas_size
    placement = sheet.placements[scene.sprites[0].id]
    x, y = scene.pivot_px
    return x * placement.source_width / width, y * placement.source_height / height


def used_sprites(scene: ExportSet, cast: Cast) -> tuple[Sprite, ...]:
    """The sprites that any animation shows, in the set's order."""
    used = {frame.sprite_id for animation in cast.animations for frame in animation.frames}
    return tuple(sprite for sprite in scene.sprites if sprite.id in used)
