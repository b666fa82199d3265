"""One export from sprites to files on disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath, PurePosixPath

from studio.core.errors import ExportError
from studio.core.jobs import CancelToken, Progress
from studio.export.content_notes import SUFFIXES, with_note
from studio.export.folder import Changes, ExistingFiles, FolderUpdate
from studio.export.formats.base import ExportFormat, ExportRequest
from studio.export.formats.registry import format_by_name
from studio.export.manifest import manifest_path, settings_of
from studio.export.naming import safe_name
from studio.export.report import ExportReport, facts_of
from studio.export.scaling import padded_for_scales
from studio.export.sheet import pack_sheet
from studio.models.sheet import ExportSet, PackedSheet, SheetOptions

_PACKED_FRACTION = 0.5
_MADE_FRACTION = 0.95


def export_scene(
    scene: ExportSet,
    target_folder: Path,
    formats: Sequence[str],
    sheet_options: SheetOptions,
    *,
    base_name: str = "",
    format_options: Mapping[str, str] | None = None,
    dry_run: bool = False,
    overwrite: bool = False,
    cancel: CancelToken | None = None,
) -> Generator[Progress, None, ExportReport]:
    """Export to one or several formats.

    One format is written into the folder itself, several each into a subfolder of their name. All files are made
    first and swapped in at the end; files that are already right keep their time.

    Args:
        scene: What is exported.
        target_folder: Made if it does not exist.
        formats: Names from the registry.
        sheet_options: How the sheet is packed. Where a scale asks for it, the canvas grows to the right and
            downwards, and a warning says so.
        base_name: What files are called; the character's name if empty.
        format_options: Settings, as "format.setting"; the setting alone where there is one format.
        dry_run: Write nothing; the report says what would happen.
        overwrite: Replace files that lie in the way and are not ours.
        cancel: Checked often; after a cancel the folder is as it was.

    Yields:
        Progress.

    Returns:
        The report.

    Raises:
        ExportError: If the set cannot be exported, or files lie in the way.
        JobCancelled: If `cancel` was set.
    """
    token = cancel or CancelToken()
    targets = _targets(formats)
    options = _split_options(format_options or {}, targets)
    check_scene(scene)
    stem = safe_name(base_name or scene.name, "avatar")
    warnings = []
    sheets: tuple[PackedSheet, ...] = ()
    if any(target.needs_sheet for target in targets):
        yield Progress(0.0, "Packing the sheet")
        grown = padded_for_scales(scene, sheet_options.scales)
        if grown is not scene:
            warnings.append(_padding_note(scene, grown))
        scene = grown
        sheets = pack_sheet(scene.sprites, sheet_options, scene.pivot_px, token, is_pixel_art=scene.is_pixel_art)
        sheets = tuple(_noted(sheet, scene) for sheet in sheets)
    with FolderUpdate(target_folder, manifest_path(stem), formats, dry_run) as update:
        for number, target in enumerate(targets):
            share = _PACKED_FRACTION + (_MADE_FRACTION - _PACKED_FRACTION) * number / len(targets)
            yield Progress(share, f"Writing {target.title}")
            token.check()
            subfolder = PurePosixPath(target.name) if len(targets) > 1 else PurePosixPath()
            request = ExportRequest(
                scene, sheets if target.needs_sheet else (), stem,
                ExistingFiles(target_folder / subfolder), options[target.name],
            )  # fmt: skip
            warnings += _make(update, target, request, subfolder, token)
        changes = update.changes()
        token.check()
        if not dry_run:
            _refuse_conflicts(changes, overwrite)
            yield Progress(_MADE_FRACTION, "Swapping the files in")
            token.check()  # the last moment at which stopping leaves the folder as it was
            update.commit(changes, settings_of(tuple(formats), sheet_options, format_options or {}))
    yield Progress(1.0, "Done")
    return _report(target_folder, dry_run, changes, warnings, sheets)


def run_export(
    scene: ExportSet,
    target_folder: Path,
    formats: Sequence[str],
    sheet_options: SheetOptions | None = None,
    *,
    base_name: str = "",
    format_options: Mapping[str, str] | None = None,
    dry_run: bool = False,
    overwrite: bool = False,
    cancel: CancelToken | None = None,
) -> ExportReport:
    """`export_scene` without the progress."""
    job = export_scene(
        scene, target_folder, formats, sheet_options or SheetOptions(), base_name=base_name,
        format_options=format_options, dry_run=dry_run, overwrite=overwrite, cancel=cancel,
    )  # fmt: skip
    while True:
        try:
            next(job)
        except StopIteration as end:
            report: ExportReport = end.value
            return report


def plan_export(
    scene: ExportSet,
    target_folder: Path,
    formats: Sequence[str],
    sheet_options: SheetOptions | None = None,
    *,
    base_name: str = "",
    format_options: Mapping[str, str] | None = None,
) -> ExportReport:
    """What an export would do: new, changed, unchanged and removed files, and those in the way."""
    return run_export(
        scene, target_folder, formats, sheet_options, base_name=base_name, format_options=format_options, dry_run=True
    )


def check_scene(scene: ExportSet) -> None:
    """Refuse a set that no format can hold.

    Raises:
        ExportError: With what is wrong.
    """
    if not scene.sprites:
        raise ExportError("There is nothing to export.", "Add at least one expression or clip.", "export.empty")
    width, height = scene.canvas_size
    for sprite in scene.sprites:
        if sprite.pixels.shape[:2] != (height, width):
            size = f"{sprite.pixels.shape[1]} x {sprite.pixels.shape[0]}"
            raise ExportError(
                f'The sprite "{sprite.name}" is {size} px, the first one {width} x {height} px.',
                "Draw all sprites on the same canvas.",
                "export.canvas",
            )
    _check_unique("sprite", "id", (sprite.id for sprite in scene.sprites))
    _check_unique("sprite", "name", (sprite.name for sprite in scene.sprites))
    _check_unique("animation", "id", (animation.id for animation in scene.animations))
    _check_unique("animation", "name", (animation.name for animation in scene.animations))
    known = {sprite.id for sprite in scene.sprites}
    for animation in scene.animations:
        missing = [frame.sprite_id for frame in animation.frames if frame.sprite_id not in known]
        if not animation.frames or missing:
            detail = f'shows "{missing[0]}", which is not there' if missing else "has no frames"
            raise ExportError(f'The animation "{animation.name}" {detail}.', "", "export.animation")
        if any(frame.duration_ms <= 0 for frame in animation.frames):
            raise ExportError(
                f'A frame of the animation "{animation.name}" lasts no time.',
                "Give it at least 1 ms.",
                "export.animation",
            )


def _check_unique(what: str, field: str, values: Iterable[str]) -> None:
    twice = [value for value, count in Counter(values).items() if count > 1]
    if twice:
        raise ExportError(f'Two {what}s have the {field} "{twice[0]}".', "Rename one of them.", "export.collision")


def _targets(names: Sequence[str]) -> tuple[ExportFormat, ...]:
    if not names:
        raise ExportError("No format was named.", "Name at least one, such as godot4 or unity.", "export.format")
    if len(set(names)) != len(names):
        raise ExportError("A format was named twice.", "Name each once.", "export.format")
    return tuple(format_by_name(name) for name in names)


def _split_options(options: Mapping[str, str], targets: Sequence[ExportFormat]) -> dict[str, dict[str, str]]:
    result: dict[str, dict[str, str]] = {target.name: {} for target in targets}
    for key, value in options.items():
        name, dot, setting = key.partition(".")
        if not dot:
            name, setting = (targets[0].name if len(targets) == 1 else ""), key
        if name not in result:
            raise ExportError(
                f'The setting "{key}" belongs to no format of this export.',
                f"Write it as FORMAT.SETTING, with one of: {', '.join(result)}.",
                "export.option",
            )
        result[name][setting] = value
    for target in targets:
        check = getattr(target, "check_options", None)
        if check is not None:
            check(result[target.name])
        elif result[target.name]:
            unknown = next(iter(result[target.name]))
            raise ExportError(f'{target.title} has no setting "{unknown}".', "There are none.", "export.option")
    return result


def _padding_note(scene: ExportSet, grown: ExportSet) -> str:
    before, after = scene.canvas_size, grown.canvas_size
    return (
        f"The canvas was padded at the right and the bottom from {before[0]} x {before[1]} to {after[0]} x {after[1]} "
        "px, so that every scale has whole pixels."
    )


def _make(
    update: FolderUpdate, target: ExportFormat, request: ExportRequest, subfolder: PurePosixPath, token: CancelToken
) -> list[str]:
    """Let a format make its files; returns its warnings."""
    existing = request.existing
    warnings = []
    for file in target.files(request):
        token.check()
        is_merged = isinstance(existing, ExistingFiles) and file.path in existing.read
        update.add(subfolder / file.path, noted_file(file.path, file.data, request.scene), target.name, is_merged)
        warnings += file.warning.splitlines()
    return list(dict.fromkeys(warnings))


def noted_file(path: PurePath, data: bytes, scene: ExportSet) -> bytes:
    """A file of an export with the scene's content note, where there is one and this kind of file can carry it."""
    return with_note(data, scene.note) if path.suffix.lower() in SUFFIXES else data


def _noted(sheet: PackedSheet, scene: ExportSet) -> PackedSheet:
    """Pages carry the note before formats take them: some put them into archives."""
    return replace(sheet, pages_png=tuple(with_note(page, scene.note) for page in sheet.pages_png))


def _refuse_conflicts(changes: Changes, overwrite: bool) -> None:
    if changes.in_the_way and not overwrite:
        names = ", ".join(map(str, changes.in_the_way[:5]))
        more = f" and {len(changes.in_the_way) - 5} more" if len(changes.in_the_way) > 5 else ""
        raise ExportError(
            f"Files lie in the way that this export did not make, or that were changed since: {names}{more}.",
            "Choose another folder, move them, or ask for overwriting (--overwrite). Nothing was written.",
            "export.in-the-way",
        )


def _report(
    folder: Path, is_dry_run: bool, changes: Changes, warnings: list[str], sheets: tuple[PackedSheet, ...]
) -> ExportReport:
    return ExportReport(
        folder=folder,
        is_dry_run=is_dry_run,
        written=tuple(sorted((*changes.new, *changes.changed))),
        new=tuple(sorted(changes.new)),
        unchanged=tuple(sorted(changes.unchanged)),
        removed=tuple(sorted(changes.removed)),
        skipped=tuple(sorted(changes.skipped)),
        will_replace=tuple(sorted(changes.in_the_way)),
        warnings=(*warnings, *changes.warnings),
        sheets=facts_of(sheets),
    )
