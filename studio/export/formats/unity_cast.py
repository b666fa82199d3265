"""What Unity is given: pages with their file names, clips and still expressions under names that it takes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from studio.core.errors import ExportError
from studio.export.formats.base import ExportRequest
from studio.export.naming import sheet_stem
from studio.models.sheet import Animation, AnimationFrame, ExportSet, LoopMode, PackedSheet, Placement, Sprite

STILL_MS = 1000
"""Length of a still expression's clip; it does not loop, so the expression simply stays."""
EXPRESSION_PREFIX = "expression/"
LARGEST_TEXTURE_PX = 16384
_FILE_FORBIDDEN = '<>:"/\\|?*'
_STATE_FORBIDDEN = "./"
"""Unity's state paths use the dot, menus the slash."""
_LONGEST_STEM = 80


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One texture.

    Attributes:
        path: Its file, relative to the export folder.
        sheet_name: Name of the sheet that it belongs to, part of its sprites' ids.
        scale: 1.0 for the drawn size.
        size: (width, height), pixels.
        png: The file's bytes.
        sprites: What lies on it, in the set's order.
    """

    path: PurePosixPath
    sheet_name: str
    scale: float
    size: tuple[int, int]
    png: bytes
    sprites: tuple[tuple[Sprite, Placement], ...]


@dataclass(frozen=True, slots=True)
class Clip:
    """One animation as Unity gets it.

    Attributes:
        source: Where it comes from.
        stem: File name without suffix; also the clip's name, which Unity wants equal.
        state: Name of its state in the controller.
        frames: One pass, ping-pong unrolled.
    """

    source: Animation
    stem: str
    state: str
    frames: tuple[AnimationFrame, ...]

    @property
    def is_looping(self) -> bool:
        """Whether it starts again at its end."""
        return self.source.loop is not LoopMode.ONCE

    @property
    def duration_ms(self) -> int:
        """Length of one pass."""
        return sum(frame.duration_ms for frame in self.frames)


def pages_of(request: ExportRequest) -> tuple[Page, ...]:
    """All textures, sheet by sheet.

    Raises:
        ExportError: If there is no sheet, a sprite is on none, or a page is larger than Unity takes.
    """
    if not request.sheets or not request.scene.sprites:
        raise ExportError("There is nothing to export: no sprites.", "Add at least one expression.", "export.empty")
    return tuple(_page(request, sheet, number) for sheet in request.sheets for number in range(len(sheet.pages)))


def page_path(name: str, number: int) -> PurePosixPath:
    """File of a sheet's page; the first has no number, so that a second page does not rename it."""
    return PurePosixPath(f"{name}.png" if number == 0 else f"{name}_{number + 1}.png")


def _page(request: ExportRequest, sheet: PackedSheet, number: int) -> Page:
    height, width = sheet.pages[number].shape[:2]
    if max(width, height) > LARGEST_TEXTURE_PX:
        raise ExportError(
            f"A page of {width} x {height} pixels is larger than Unity's {LARGEST_TEXTURE_PX}.",
            "Choose a smaller largest page size.",
            "export.unity.size",
        )
    missing = [sprite.name for sprite in request.scene.sprites if sprite.id not in sheet.placements]
    if missing:
        raise ExportError(f"“{missing[0]}” is on no page.", "Pack the sheet again.", "export.sprite")
    name = sheet_stem(request.base_name, sheet, sheet is request.sheets[0])
    placed = tuple(
        (sprite, sheet.placements[sprite.id])
        for sprite in request.scene.sprites
        if sheet.placements[sprite.id].page == number
    )
    return Page(page_path(name, number), name, sheet.scale, (width, height), sheet.pages_png[number], placed)


def clips_of(scene: ExportSet, base_name: str) -> tuple[tuple[Clip, ...], tuple[str, ...]]:
    """Every animation, then every still expression, and a warning for each state that had to be renamed.

    Raises:
        ExportError: If a frame has no length or no picture.
    """
    sources = (*scene.animations, *_stills(scene))
    for source in scene.animations:
        _check(source, scene)
    states = _unique((source.name for source in sources), _state_safe)
    stems = _unique((f"{base_name}_{source.name}" for source in sources), file_safe, str.casefold)
    clips = tuple(
        Clip(source, stem, state, source.unrolled()) for source, stem, state in zip(sources, stems, states, strict=True)
    )
    warnings = tuple(
        f"“{clip.source.name}” is the state “{clip.state}” in Unity."
        for clip in clips
        if clip.state != clip.source.name
    )
    return clips, warnings


def default_clip(scene: ExportSet, clips: tuple[Clip, ...]) -> Clip:
    """The clip that plays first.

    Raises:
        ExportError: If the set names one that it does not hold.
    """
    wanted = scene.default_animation
    for clip in clips:
        if not wanted or clip.source.name == wanted:
            return clip
    raise ExportError(
        f"The default animation “{wanted}” is not in this export.",
        "Choose one of: " + ", ".join(clip.source.name for clip in clips[:12]) + ".",
        "export.default",
    )


def stills_of(scene: ExportSet) -> tuple[Sprite, ...]:
    """The sprites that are expressions of their own and not only frames of a clip."""
    used = {frame.sprite_id for clip in scene.animations for frame in clip.frames}
    return tuple(sprite for sprite in scene.sprites if sprite.id.startswith(EXPRESSION_PREFIX) or sprite.id not in used)


def file_safe(name: str) -> str:
    """A file name stem that every system takes; letters of all scripts stay."""
    text = unicodedata.normalize("NFC", clean_text(name))
    text = "".join("_" if sign in _FILE_FORBIDDEN else sign for sign in text)
    return text[:_LONGEST_STEM].strip(" .") or "clip"


def clean_text(text: str) -> str:
    """Text without control characters and lone surrogates, on one line."""
    return "".join("_" if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") else sign for sign in text)


def _stills(scene: ExportSet) -> Iterable[Animation]:
    ids = {clip.id for clip in scene.animations}
    names = {clip.name for clip in scene.animations}
    for sprite in stills_of(scene):
        if sprite.id not in ids:
            name = f"{sprite.name}_still" if sprite.name in names else sprite.name
            yield Animation(sprite.id, name, (AnimationFrame(sprite.id, STILL_MS),), LoopMode.ONCE)


def _state_safe(name: str) -> str:
    return "".join("_" if sign in _STATE_FORBIDDEN else sign for sign in clean_text(name)).strip() or "clip"


def _unique(names: Iterable[str], safe: Callable[[str], str], same: Callable[[str], str] = str) -> list[str]:
    taken, result = set[str](), list[str]()
    for name in names:
        wanted = candidate = safe(name)
        count = 2
        while same(candidate) in taken:
            candidate, count = f"{wanted}_{count}", count + 1
        taken.add(same(candidate))
        result.append(candidate)
    return result


def _check(source: Animation, scene: ExportSet) -> None:
    known = {sprite.id for sprite in scene.sprites}
    if not source.frames or any(frame.duration_ms <= 0 for frame in source.frames):
        raise ExportError(
            f"The clip “{source.name}” has a frame without length or no frames at all.",
            "Give every frame at least 1 ms.",
            "export.duration",
        )
    missing = [frame.sprite_id for frame in source.frames if frame.sprite_id not in known]
    if missing:
        raise ExportError(
            f"The clip “{source.name}” shows “{missing[0]}”, which is not among the sprites.",
            "Export the sprites and the clip together.",
            "export.sprite",
        )
