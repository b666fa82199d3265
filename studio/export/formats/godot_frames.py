"""Godot 4 SpriteFrames: an AtlasTexture per sprite, an animation per clip and per still expression."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studio.export.formats.godot_cast import Cast, CastAnimation, clean_text, page_names, speed_fps, used_sprites
from studio.export.formats.godot_reader import Document, attributes, items, pairs, references, unquote
from studio.export.formats.godot_text import (
    Section,
    array,
    boolean,
    number,
    quote,
    rect2,
    render,
    stable_ids,
    string_name,
)
from studio.models.sheet import ExportSet, PackedSheet, Placement, Sprite

OWNED_KEY = "metadata/avatar_studio_names"
"""Metadata of our resources: the names that we wrote, so that names added by hand are known."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Hand-made parts of a file that lies in the export folder.

    Attributes:
        values: Their entries, in the engine's notation.
        sections: The resources that they need.
        names: Their names.
        dropped: Names of parts that could not be kept.
    """

    values: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    names: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def frames_file(
    scene: ExportSet, cast: Cast, sheet: PackedSheet, *, stem: str, uid: str, existing: Document | None
) -> tuple[bytes, tuple[str, ...]]:
    """The SpriteFrames resource of one sheet.

    Args:
        scene: Sprites.
        cast: Animations.
        sheet: Where each sprite lies.
        stem: File name stem of the sheet's pages.
        uid: Identifier for the header.
        existing: What lies in the export folder; animations that the user added there are kept.

    Returns:
        The file's bytes, and warnings.
    """
    sprites = used_sprites(scene, cast)
    texture_ids = stable_ids("AtlasTexture", (sprite.id for sprite in sprites))
    pages = page_names(stem, sheet)
    kept = _kept_animations(existing, cast, set(texture_ids.values()), re.compile(rf"{re.escape(stem)}(_\d+)?\.png"))
    ours = [_animation(animation, texture_ids) for animation in cast.animations]
    sections = [
        *(texture_reference(name, f"page_{index}") for index, name in enumerate(pages)),
        *(section for section in kept.sections if section.heading.startswith("ext_resource")),
        *(_atlas_texture(sprite, texture_ids[sprite.id], sheet.placements[sprite.id]) for sprite in sprites),
        *(section for section in kept.sections if section.heading.startswith("sub_resource")),
        Section(
            "resource", (("animations", array([*ours, *kept.values])), owned_names(a.name for a in cast.animations))
        ),
    ]
    header = f'gd_resource type="SpriteFrames" format=3 uid="{uid}"'
    return render(header, sections), kept_warning("The animation", kept.dropped)


def texture_reference(path: str, resource_id: str) -> Section:
    """A picture in the same folder. Without a uid, so that every copy of the folder finds its own."""
    return Section(f'ext_resource type="Texture2D" path={quote(path)} id="{resource_id}"')


def owned_names(names: Iterable[str]) -> tuple[str, str]:
    """The property that remembers which names we wrote."""
    return OWNED_KEY, f"PackedStringArray({', '.join(quote(name) for name in names)})"


def read_owned_names(existing: Document) -> set[str]:
    """The names that we wrote last time."""
    literal = dict(existing.main.properties).get(OWNED_KEY, "")
    return {name for item in items(literal) if (name := unquote(item)) is not None}


def kept_warning(what: str, dropped: Sequence[str]) -> tuple[str, ...]:
    """One sentence for parts that could not be kept, none if all were."""
    return tuple(f"{what} “{name}”, added by hand, could not be kept." for name in dropped)


def _atlas_texture(sprite: Sprite, resource_id: str, placement: Placement) -> Section:
    spare_width = placement.source_width - placement.width
    spare_height = placement.source_height - placement.height
    margin = rect2(placement.offset_x, placement.offset_y, spare_width, spare_height)
    has_margin = bool(spare_width or spare_height)
    return Section(
        f'sub_resource type="AtlasTexture" id="{resource_id}"',
        (
            ("resource_name", quote(clean_text(sprite.name))),
            ("atlas", f'ExtResource("page_{placement.page}")'),
            ("region", rect2(placement.x, placement.y, placement.width, placement.height)),
            *((("margin", margin),) if has_margin else ()),
            ("filter_clip", boolean(True)),
        ),
    )


def _animation(animation: CastAnimation, texture_ids: dict[str, str]) -> str:
    speed = speed_fps(animation.frames)
    frames = ", ".join(
        f'{{\n"duration": {number(frame.duration_ms * speed / 1000.0)},\n'
        f'"texture": SubResource("{texture_ids[frame.sprite_id]}")\n}}'
        for frame in animation.frames
    )
    return (
        f'{{\n"frames": [{frames}],\n"loop": {boolean(animation.is_looping)},\n'
        f'"name": {string_name(animation.name)},\n"speed": {number(speed)}\n}}'
    )


def _kept_animations(existing: Document | None, cast: Cast, texture_ids: set[str], page: re.Pattern[str]) -> Kept:
    if existing is None:
        return Kept()
    ours = read_owned_names(existing) | {animation.name for animation in cast.animations}
    values: list[str] = []
    names: list[str] = []
    dropped: list[str] = []
    needed: dict[str, Section] = {}
    for name, literal in _named(existing):
        # An animation without pictures is nothing to keep; the engine makes an empty "default" by itself.
        if name in ours or "Resource(" not in literal:
            continue
        sections = _needed_sections(existing, literal, texture_ids, page)
        if sections is None:
            dropped.append(name)
            continue
        names.append(name)
        values.append(literal)
        needed |= {section.heading: section for section in sections}
    return Kept(tuple(values), tuple(needed.values()), tuple(names), tuple(dropped))


def _named(existing: Document) -> list[tuple[str, str]]:
    found = []
    for literal in items(dict(existing.main.properties).get("animations", "[]")):
        name = unquote({unquote(key): value for key, value in pairs(literal)}.get("name", ""))
        if name is not None:
            found.append((name, literal))
    return found


def _needed_sections(
    existing: Document, literal: str, texture_ids: set[str], page: re.Pattern[str]
) -> list[Section] | None:
    """What a hand-made animation shows beside our own textures; None if it needs one that is gone."""
    subs, externals = existing.by_id("sub_resource"), existing.by_id("ext_resource")
    sections: list[Section] = []
    for resource_id in references(literal, "Sub"):
        if resource_id in texture_ids:
            continue
        section = subs.get(resource_id)
        wanted = references("".join(value for _, value in section.properties), "Ext") if section else []
        if section is None or any(_shows_page(externals.get(one), page) for one in wanted):
            return None  # a piece of our own sheet, which has moved
        sections += [*(externals[one] for one in wanted if one in externals), section]
    wanted = references(literal, "Ext")
    if any(one not in externals or _shows_page(externals[one], page) for one in wanted):
        return None
    return [*sections, *(externals[one] for one in wanted)]


def _shows_page(external: Section | None, page: re.Pattern[str]) -> bool:
    path = attributes(external.heading).get("path", "") if external else ""
    return page.fullmatch(path.rpartition("/")[2]) is not None
