"""The work of the export page, for jobs: draw the scenes, pack them for looking, write them."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import cast

from PySide6.QtGui import QImage

from studio.core.errors import ExportError
from studio.core.files import check_folder
from studio.core.jobs import CancelToken, Progress
from studio.export.formats.registry import format_by_name
from studio.export.report import ExportReport
from studio.export.scaling import padded_for_scales
from studio.export.sheet import pack_sheet
from studio.export.writer import check_scene, export_scene
from studio.models.character import Character
from studio.models.document import Blobs
from studio.models.export_edits import EVERYBODY, ExportOutcome, PlannedFiles
from studio.models.export_preview import (
    SheetNumbers,
    SheetPage,
    SheetPreview,
    ShownAnimation,
    ShownFrame,
    areas_of,
    merged_count,
)
from studio.models.project import ExportSettings, Project
from studio.models.results import drawn_key
from studio.models.sheet import ExportSet, LoopMode, PackedSheet
from studio.pipelines.export_character import ExportJob, build_scene, what_leaves
from studio.pipelines.progress import part_of
from studio.pipelines.subject import subject_of
from studio.services.images import to_qimage
from studio.storage.blobs import BlobStore
from studio.storage.project_file import OpenProject

OPENED_FIRST = (("godot4", ".tscn"), ("godot3", ".tscn"), ("unity", ".unitypackage"))
"""Target and the kind of file that one begins with in the engine."""


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """Everything that an export depends on, as it was asked for.

    Attributes:
        project: The project.
        blobs: Its blobs.
        settings: What leaves and how.
        characters: Who leaves.
        folder: Where to, in full.
        overwrite: Replace files in the way.
    """

    project: Project
    blobs: Blobs
    settings: ExportSettings
    characters: tuple[Character, ...]
    folder: Path
    overwrite: bool = False

    @property
    def drawn(self) -> tuple[object, ...]:
        """Equal where the drawn frames are equal, whatever becomes of them."""
        one, settings = self.project, self.settings
        who = tuple((each.id, each.name, drawn_key(each), each.expression_set) for each in self.characters)
        what = (settings.expressions, settings.clips, settings.fps, settings.frame)
        return (one.id, who, what, one.set_settings.engine, one.expressions, one.clips)

    def base_name(self, scene: ExportSet) -> str:
        """What the files of a character are called; several never share a name."""
        name = self.settings.base_name
        return f"{name}_{scene.name}" if name and len(self.characters) > 1 else name


@dataclass(frozen=True, slots=True, eq=False)
class PackedPreview:
    """A preview and its pictures: one for each page, and the first frame untrimmed."""

    preview: SheetPreview
    pages: tuple[QImage, ...]
    frame: QImage | None


@dataclass(frozen=True, slots=True, eq=False)
class Refused:
    """Nothing was written: files lie in the way."""

    plan: PlannedFiles


Scenes = tuple[ExportSet, ...]


def characters_of(project: Project, settings: ExportSettings, selected: Character | None) -> tuple[Character, ...]:
    """Who leaves: the whole cast, the one the settings name, else the selected one.

    Raises:
        InputError: If the settings name somebody who is not there.
    """
    if settings.character == EVERYBODY:
        return tuple(one for one in project.characters if one.references)
    if settings.character:
        return (project.character(settings.character),)
    return (selected,) if selected is not None else project.characters[:1]


def folder_of(settings: ExportSettings, project_file: Path | None, home: Path) -> Path:
    """The folder in full; a relative one counts from the project's, or from `home` before the first save."""
    return Path(os.path.abspath((project_file.parent if project_file else home) / settings.folder))


def kept_folder(folder: Path, project_file: Path | None) -> str:
    """A folder as the project keeps it: relative to itself, so that both can move together."""
    if project_file is None:
        return folder.as_posix()
    try:
        return Path(os.path.relpath(folder, project_file.parent)).as_posix()
    except ValueError:  # another drive
        return folder.as_posix()


def draw_scenes(order: Order, token: CancelToken) -> Generator[Progress, None, Scenes]:
    """Draw all that leaves.

    Raises:
        InputError: If something named is not there, or nothing is left.
    """
    scenes, settings = list[ExportSet](), order.settings
    for index, character in enumerate(order.characters):
        yield Progress(index / len(order.characters), character.name)
        content = OpenProject(order.project, cast(BlobStore, order.blobs))
        subject = subject_of(content, character.id)
        expressions, clips = what_leaves(settings, subject)
        job = ExportJob(expressions, clips, settings, order.folder, order.project.set_settings.engine)
        share = (index / len(order.characters), (index + 1) / len(order.characters))
        scenes.append((yield from part_of(build_scene(subject, job, token), *share)))
    return tuple(scenes)


def write_scenes(
    scenes: Scenes, order: Order, token: CancelToken, is_dry_run: bool = False
) -> Generator[Progress, None, ExportOutcome | Refused]:
    """Write the files of every target, or say what would be written.

    Where files are in the way, nothing is written for anybody and `Refused` names them.

    Raises:
        ExportError: If it cannot be written as asked.
        JobCancelled: If `token` was set; the character that was being written leaves no trace.
    """
    if not is_dry_run:
        check_folder(order.folder)
    if not is_dry_run and len(scenes) > 1 and not order.overwrite:
        planned = yield from write_scenes(scenes, order, token, is_dry_run=True)
        if isinstance(planned, ExportOutcome) and planned.files.in_the_way:
            return Refused(planned.files)
    files, opened = PlannedFiles(str(order.folder)), ""
    for index, scene in enumerate(scenes):
        share = (index / len(scenes), (index + 1) / len(scenes))
        try:
            report = yield from part_of(_writing(scene, order, token, is_dry_run), *share)
        except ExportError as error:
            if error.code != "export.in-the-way" or is_dry_run:
                raise
            planned = yield from write_scenes(scenes, order, token, is_dry_run=True)
            if isinstance(planned, Refused) or not planned.files.in_the_way:
                raise
            return Refused(planned.files)
        files = files.together(_files(report))
        opened = opened or _opened(report, order.settings)
    return ExportOutcome(files, opened)


def _writing(
    scene: ExportSet, order: Order, token: CancelToken, is_dry_run: bool
) -> Generator[Progress, None, ExportReport]:
    settings = order.settings
    return export_scene(
        scene, order.folder, settings.targets, settings.sheet, base_name=order.base_name(scene),
        format_options=settings.format_options, dry_run=is_dry_run, overwrite=order.overwrite, cancel=token,
    )  # fmt: skip


def _files(report: ExportReport) -> PlannedFiles:
    def texts(paths: Sequence[PurePosixPath]) -> tuple[str, ...]:
        return tuple(map(str, paths))

    new = set(report.new)
    changed = tuple(path for path in report.written if path not in new)
    return PlannedFiles(
        str(report.folder), texts(report.new), texts(changed), texts(report.unchanged), texts(report.removed),
        texts(report.skipped), texts(report.will_replace), report.warnings,
    )  # fmt: skip


def _opened(report: ExportReport, settings: ExportSettings) -> str:
    files = sorted({*report.written, *report.unchanged})
    for target, suffix in OPENED_FIRST:
        own = [
            path for path in files if path.suffix == suffix and (len(settings.targets) == 1 or path.parts[0] == target)
        ]
        if target in settings.targets and own:
            return str(own[0])
    return ""


def pack_scenes(
    scenes: Scenes, settings: ExportSettings, token: CancelToken
) -> Generator[Progress, None, PackedPreview]:
    """Lay the sprites on pages exactly as an export would.

    Raises:
        ExportError: If they cannot be packed as asked.
    """
    pages, images = list[SheetPage](), list[QImage]()
    animations, sheets = list[ShownAnimation](), list[tuple[ExportSet, PackedSheet]]()
    for index, scene in enumerate(scenes):
        yield Progress(index / len(scenes), scene.name)
        check_scene(scene)
        grown = padded_for_scales(scene, settings.sheet.scales)
        packed = pack_sheet(grown.sprites, settings.sheet, grown.pivot_px, token, is_pixel_art=grown.is_pixel_art)
        names = {sprite.id: sprite.name for sprite in grown.sprites}
        prefix = f"{scene.name}: " if len(scenes) > 1 else ""
        animations += _animations(grown, packed[0], len(pages), prefix)
        for sheet in packed:
            sheets.append((grown, sheet))
            for number, page in enumerate(sheet.pages):
                yield Progress(None, scene.name)
                pages.append(_page(scene, sheet, number, names))
                images.append(to_qimage(page))
    is_written = any(format_by_name(name).needs_sheet for name in settings.targets)
    preview = SheetPreview(tuple(pages), tuple(animations), _numbers(sheets, animations), is_written)
    frame = to_qimage(scenes[0].sprites[0].pixels) if scenes else None
    return PackedPreview(preview, tuple(images), frame)


def _page(scene: ExportSet, sheet: PackedSheet, number: int, names: dict[str, str]) -> SheetPage:
    height, width = sheet.pages[number].shape[:2]
    parts = [scene.name]
    if len(sheet.options.scales) > 1:
        parts.append(f"{sheet.scale:g}×")
    if len(sheet.pages) > 1:
        parts.append(f"{number + 1}/{len(sheet.pages)}")
    areas = areas_of(sheet, number, names)
    return SheetPage("  ".join(parts), sheet.scale, width, height, areas, sheet.options.extrude_px)


def _animations(scene: ExportSet, sheet: PackedSheet, first_page: int, prefix: str) -> list[ShownAnimation]:
    """Those that move, played from the pages, so that what is seen is what leaves."""
    areas = {
        (number, area.x, area.y, area.width, area.height): area
        for number in range(len(sheet.pages))
        for area in areas_of(sheet, number, {})
    }
    found = []
    for animation in scene.animations:
        frames = []
        for frame in animation.unrolled():
            place = sheet.placements[frame.sprite_id]
            area = areas[place.page, place.x, place.y, place.width, place.height]
            area = replace(area, offset_x=place.offset_x, offset_y=place.offset_y)
            frames.append(ShownFrame(first_page + place.page, area, frame.duration_ms))
        is_endless = animation.loop is not LoopMode.ONCE
        found.append(ShownAnimation(f"{prefix}{animation.id}", f"{prefix}{animation.name}", tuple(frames), is_endless))
    return found


def _numbers(sheets: Sequence[tuple[ExportSet, PackedSheet]], animations: Sequence[ShownAnimation]) -> SheetNumbers:
    pages = [page for _, sheet in sheets for page in sheet.pages]
    area = sum(page.shape[0] * page.shape[1] for page in pages)
    waste = sum(sheet.waste_ratio * sum(page.shape[0] * page.shape[1] for page in sheet.pages) for _, sheet in sheets)
    counted = {scene.name: (scene, sheet) for scene, sheet in reversed(sheets)}.values()
    moving = [animation for animation in animations if len(animation.frames) > 1]
    longest = max(moving, key=lambda animation: animation.duration_ms, default=None)
    largest = max(pages, key=lambda page: page.size, default=None)
    return SheetNumbers(
        pages=len(pages),
        largest=(int(largest.shape[1]), int(largest.shape[0])) if largest is not None else (0, 0),
        sprites=sum(len(scene.sprites) for scene, _ in counted),
        merged=sum(merged_count(sheet, scene.sprites) for scene, sheet in counted),
        memory_bytes=sum(int(page.size) for page in pages),
        file_bytes=sum(len(data) for _, sheet in sheets for data in sheet.pages_png),
        waste_ratio=waste / area if area else 0.0,
        longest=longest.title if longest else "",
        longest_ms=longest.duration_ms if longest else 0,
    )
