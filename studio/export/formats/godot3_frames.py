"""Godot 3 SpriteFrames. They know no length per frame, so frames are repeated on a common beat."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from studio.export.formats.godot_cast import Cast, CastAnimation, page_names, used_sprites
from studio.export.formats.godot_text import Section, boolean, number, quote, rect2, render
from studio.models.sheet import ExportSet, PackedSheet, Placement

MAX_FRAMES = 1000
"""Repeated frames of one animation; beyond that the beat is made coarser and the user is told."""
FLAG_FILTER = 4


@dataclass(frozen=True, slots=True)
class Beat:
    """An animation on equal ticks.

    Attributes:
        tick_ms: Length of one tick.
        starts: Tick at which each frame begins, and the tick after the last.
        error_ms: Largest shift of a frame's beginning or end.
    """

    tick_ms: int
    starts: tuple[int, ...]
    error_ms: float

    def counts(self) -> tuple[int, ...]:
        """How often each frame is repeated, at least once."""
        return tuple(end - start for start, end in zip(self.starts, self.starts[1:], strict=False))


def beat_of(animation: CastAnimation) -> Beat:
    """The common beat of an animation's frames: exact, unless that takes more than `MAX_FRAMES`."""
    durations = [frame.duration_ms for frame in animation.frames]
    exact_ms = math.gcd(*durations)
    tick_ms = max(exact_ms, math.ceil(animation.duration_ms / max(MAX_FRAMES, len(durations))))
    edges_ms = [*animation.starts_ms(), animation.duration_ms]
    starts = [0]
    for edge_ms in edges_ms[1:]:
        starts.append(max(starts[-1] + 1, round(edge_ms / tick_ms)))
    error_ms = max(abs(start * tick_ms - edge_ms) for start, edge_ms in zip(starts, edges_ms, strict=True))
    return Beat(tick_ms, tuple(starts), float(error_ms))


def frames3_file(scene: ExportSet, cast: Cast, sheet: PackedSheet, stem: str) -> tuple[bytes, tuple[str, ...]]:
    """The SpriteFrames resource of one sheet.

    Returns:
        The file's bytes, and warnings.
    """
    pages = page_names(stem, sheet)
    sprites = used_sprites(scene, cast)
    numbers = {sprite.id: index for index, sprite in enumerate(sprites, 1)}
    beats = [beat_of(animation) for animation in cast.animations]
    animations = [_animation(a, beat, numbers) for a, beat in zip(cast.animations, beats, strict=True)]
    flags = 0 if scene.is_pixel_art else FLAG_FILTER
    sections = [
        *(external(name, "Texture", index) for index, name in enumerate(pages, 1)),
        *(_atlas_texture(numbers[s.id], sheet.placements[s.id], flags) for s in sprites),
        Section("resource", (("animations", f"[ {', '.join(animations)} ]"),)),
    ]
    header = f'gd_resource type="SpriteFrames" load_steps={len(sections)} format=2'
    return render(header, sections), tuple(_warnings(cast, beats))


def external(path: str, kind: str, resource_id: int) -> Section:
    """A file in the same folder."""
    return Section(f'ext_resource path={quote(path)} type="{kind}" id={resource_id}')


def _atlas_texture(resource_id: int, placement: Placement, flags: int) -> Section:
    spare = placement.source_width - placement.width, placement.source_height - placement.height
    return Section(
        f'sub_resource type="AtlasTexture" id={resource_id}',
        (
            ("atlas", f"ExtResource( {placement.page + 1} )"),
            # After the atlas: the engine hands flags on to the picture that is already there.
            ("flags", str(flags)),
            ("region", rect2(placement.x, placement.y, placement.width, placement.height)),
            ("margin", rect2(placement.offset_x, placement.offset_y, *spare)),
            ("filter_clip", boolean(True)),
        ),
    )


def _animation(animation: CastAnimation, beat: Beat, numbers: dict[str, int]) -> str:
    shown = [
        f"SubResource( {numbers[frame.sprite_id]} )"
        for frame, count in zip(animation.frames, beat.counts(), strict=True)
        for _ in range(count)
    ]
    return (
        f'{{\n"frames": [ {", ".join(shown)} ],\n"loop": {boolean(animation.is_looping)},\n'
        f'"name": {quote(animation.name)},\n"speed": {number(1000.0 / beat.tick_ms)}\n}}'
    )


def _warnings(cast: Cast, beats: list[Beat]) -> Iterator[str]:
    for animation, beat in zip(cast.animations, beats, strict=True):
        if beat.error_ms:
            yield (
                f"Godot 3 repeats frames instead of giving them lengths: “{animation.name}” would need more than "
                f"{MAX_FRAMES} and is up to {beat.error_ms:g} ms off. Its AnimationPlayer clip is exact."
            )
