"""The export page as data: edits of the settings, what there is to choose from, what an export would do and did."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath

from studio.models.export_targets import TARGETS, Target, TargetOption
from studio.models.project import ExportSettings, Project

DEFAULT_EXPORT = ExportSettings(("godot4",), "export")
"""What is shown before anybody has changed or exported anything."""
EVERYBODY = "*"
"""As the character of the settings: the whole cast, one after the other."""
NOTHING = ("none",)
"""As expressions or clips of the settings: none of them leave."""


def settings_of(project: Project) -> ExportSettings:
    """The settings that the page shows."""
    return project.export or DEFAULT_EXPORT


def with_settings(project: Project, settings: ExportSettings) -> Project:
    """The project that leaves as `settings` say; untouched where nothing differs."""
    return project if settings == settings_of(project) else replace(project, export=settings)


def with_target(settings: ExportSettings, name: str, is_on: bool) -> ExportSettings:
    """A format chosen or not; formats keep the order of the cards. Options of a format that left are dropped."""
    wanted = {*settings.targets, name} if is_on else set(settings.targets) - {name}
    known = tuple(one.name for one in TARGETS if one.name in wanted)
    targets = known + tuple(one for one in settings.targets if one in wanted and one not in known)
    options = {key: value for key, value in settings.format_options.items() if _owner(key, settings) in wanted}
    return replace(settings, targets=targets, format_options=options)


def _owner(key: str, settings: ExportSettings) -> str:
    name, dot, _ = key.partition(".")
    return name if dot or len(settings.targets) != 1 else settings.targets[0]


def option_value(settings: ExportSettings, name: str, option: TargetOption) -> str:
    """What an option of a format is set to."""
    values = settings.format_options
    short = values.get(option.key) if settings.targets == (name,) else None
    return values.get(f"{name}.{option.key}", short or option.default)


def with_option(settings: ExportSettings, name: str, option: TargetOption, value: str) -> ExportSettings:
    """An option of a format set; one that is as always is not kept."""
    kept = {key: old for key, old in settings.format_options.items() if key not in (option.key, f"{name}.{option.key}")}
    if value != option.default:
        kept[f"{name}.{option.key}"] = value
    return replace(settings, format_options=kept)


_PLACES: tuple[tuple[str, str], ...] = (
    ("export.too-large", "max_size"), ("export.pages", "max_size"), ("export.scale", "scales"),
    ("export.format", "targets"), ("export.option", "targets"), ("export.duration", "targets"),
    ("export.folder", "folder"), ("export.write", "folder"), ("export.in-the-way", "folder"),
    ("output.unwritable", "folder"), ("export.newer", "folder"), ("export.name", "folder"),
    ("usage.size", "frame"), ("usage.clip", "clips"), ("export.animation", "clips"), ("clip.", "clips"),
    ("usage.empty", "expressions"), ("export.empty", "expressions"), ("usage.expression", "expressions"),
    ("expression", "expressions"), ("library", "expressions"), ("usage.collision", "expressions"),
    ("export.collision", "expressions"), ("usage.character", "folder"), ("export.options", "sheet"),
)  # fmt: skip


def place_of(code: str) -> str:
    """Beside which part of the page an error with this code is shown; "" beside the button."""
    return next((place for start, place in _PLACES if code.startswith(start)), "")


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be picked.

    Attributes:
        id: What is kept.
        title: For people.
        group: Heading that it stands under; may be empty.
        detail: One more word; may be empty.
    """

    id: str
    title: str
    group: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ExportContext:
    """What there is to choose from.

    Attributes:
        characters: The cast.
        expressions: All that can leave.
        clips: All that can leave by name.
        own_set: The character's set as words; empty where it has none.
        usual_clips: What leaves where nobody chose: the project's own clips, then the usual ones.
        folder: The folder in full.
        is_folder_there: Whether it exists.
        default_name: What files are called without a base name.
        targets: All formats, those of plugins and those that the settings name but nobody brings among them.
    """

    characters: tuple[Choice, ...] = ()
    expressions: tuple[Choice, ...] = ()
    clips: tuple[Choice, ...] = ()
    own_set: tuple[str, ...] = ()
    usual_clips: tuple[str, ...] = ()
    folder: str = ""
    is_folder_there: bool = False
    default_name: str = ""
    targets: tuple[Target, ...] = TARGETS


@dataclass(frozen=True, slots=True)
class PlannedFiles:
    """What an export would do to the folder; paths relative to it.

    Attributes:
        folder: In full.
        new, changed, unchanged, removed: Files.
        kept: Files of an earlier export that were changed by hand and are left alone.
        in_the_way: Files that are not ours, or were changed by hand; also named in `new` or `changed`.
        warnings: What the user should know.
    """

    folder: str
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    in_the_way: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def is_up_to_date(self) -> bool:
        """Whether nothing would be written or removed."""
        return not (self.new or self.changed or self.removed)

    def together(self, other: PlannedFiles) -> PlannedFiles:
        """Both in one list."""
        return PlannedFiles(
            self.folder, self.new + other.new, self.changed + other.changed, self.unchanged + other.unchanged,
            self.removed + other.removed, self.kept + other.kept, self.in_the_way + other.in_the_way,
            tuple(dict.fromkeys(self.warnings + other.warnings)),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExportProblem:
    """Why it cannot be exported as asked.

    Attributes:
        place: Part of the page, see `place_of`.
        text: What and why.
        hint: What to do; may be empty.
    """

    place: str
    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ExportOutcome:
    """What an export did.

    Attributes:
        files: What was written, removed and left.
        opened: Relative path of the file to begin with in the engine; empty for none.
    """

    files: PlannedFiles
    opened: str = ""


def short_folder(folder: str, parts: int = 3) -> str:
    """The end of a path, for narrow places."""
    path = PurePath(folder)
    return folder if len(path.parts) <= parts else str(PurePath("…", *path.parts[-parts:]))
