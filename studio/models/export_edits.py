"""The export page as data: targets and their options, edits of the settings, what a sheet costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from studio.models.project import ExportSettings, Project
from studio.models.sheet import PackedSheet, Sprite

DEFAULT_EXPORT = ExportSettings(("godot4",), "export")
"""What is shown before anybody has changed or exported anything."""
EVERYBODY = "*"
"""As the character of the settings: the whole cast, one after the other."""
NOTHING = ("none",)
"""As expressions or clips of the settings: none of them leave."""


@dataclass(frozen=True, slots=True)
class TargetOption:
    """A setting that only one format knows.

    Attributes:
        key: As in the settings, without the format's name.
        title: For people.
        tip: What it does.
        choices: (value, text); "0" and "1" alone make a switch.
        default: Value that counts where nothing is set.
    """

    key: str
    title: str
    tip: str
    choices: tuple[tuple[str, str], ...]
    default: str

    @property
    def is_switch(self) -> bool:
        """Whether it is only on or off."""
        return {value for value, _ in self.choices} == {"0", "1"}


@dataclass(frozen=True, slots=True)
class Target:
    """An export format as a card.

    Attributes:
        name: In the registry of formats.
        title: For people.
        line: What it writes.
        icon: Name of an icon.
        group: Heading that it stands under.
        options: Settings of its own.
    """

    name: str
    title: str
    line: str
    icon: str
    group: str
    options: tuple[TargetOption, ...] = ()


_SWITCH = (("0", "Off"), ("1", "On"))
_FRAME_NAMES = TargetOption(
    "frame_names",
    "Frame names",
    "What frames are called in the file. Phaser’s createFromAseprite wants numbers.",
    (("aseprite", "As Aseprite writes them"), ("number", "Numbers"), ("sprite", "Sprite names")),
    "aseprite",
)
_TRIGGERS = TargetOption(
    "triggers", "Triggers", "Give the controller a trigger for each state, with transitions from any state.", _SWITCH,
    "0",
)  # fmt: skip
_LIBRARY = TargetOption(
    "sprite_library", "Sprite library", "Turn off for projects without the 2D Animation package.", _SWITCH, "1"
)
ENGINES, DATA, PICTURES = "Game engines", "Sheet and data", "Pictures"
ACTING, ADDED = "Acting, without pixels", "From plugins"

TARGETS: tuple[Target, ...] = (
    Target("godot4", "Godot 4", "Scene, sprite frames and animations", "target-engine", ENGINES),
    Target("godot3", "Godot 3", "Scene, sprite frames and animations", "target-engine", ENGINES),
    Target("unity", "Unity", "Package with clips and prefab", "target-engine", ENGINES, (_TRIGGERS, _LIBRARY)),
    Target("phaser", "Phaser 3", "Multi-atlas and animations", "target-engine", ENGINES),
    Target("aseprite", "Aseprite JSON", "One page, frames by name", "target-data", DATA, (_FRAME_NAMES,)),
    Target("aseprite-array", "Aseprite JSON, list", "One page, frames in order", "target-data", DATA, (_FRAME_NAMES,)),
    Target("texturepacker", "TexturePacker JSON", "For Pixi and Phaser", "target-data", DATA),
    Target("texturepacker-array", "TexturePacker JSON, list", "Frames in order", "target-data", DATA),
    Target("png-sequence", "PNG files", "A picture for each frame", "target-pictures", PICTURES),
    Target("apng", "Animated PNG", "A film for each clip, exact", "target-film", PICTURES),
    Target("webp", "Animated WebP", "A film for each clip, exact", "target-film", PICTURES),
    Target("gif", "GIF", "For showing: few colours", "target-film", PICTURES),
    Target("livelink", "Live Link Face", "A recording (.csv) for each clip", "performance", ACTING),
    Target("gltf", "glTF animation", "A face with morph targets (.glb) for each clip", "performance", ACTING),
    Target("vrma", "VRM animation", "Expression curves (.vrma) for each clip", "performance", ACTING),
)


def targets_with(added: Sequence[tuple[str, str]], chosen: Sequence[str], missing: str) -> tuple[Target, ...]:
    """All cards.

    Args:
        added: (name, title) of formats that plugins bring.
        chosen: Names that the settings hold; those that nobody brings get a card too, to be turned off.
        missing: What such a card says.
    """
    known = {one.name for one in TARGETS}
    more = [Target(name, title, "", "plugins", ADDED) for name, title in added if name not in known]
    known |= {one.name for one in more}
    return (*TARGETS, *more, *(Target(name, name, missing, "plugins", ADDED) for name in chosen if name not in known))


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
        folder: The folder in full.
        is_folder_there: Whether it exists.
        default_name: What files are called without a base name.
        targets: All formats, those of plugins and those that the settings name but nobody brings among them.
    """

    characters: tuple[Choice, ...] = ()
    expressions: tuple[Choice, ...] = ()
    clips: tuple[Choice, ...] = ()
    own_set: tuple[str, ...] = ()
    folder: str = ""
    is_folder_there: bool = False
    default_name: str = ""
    targets: tuple[Target, ...] = TARGETS


@dataclass(frozen=True, slots=True)
class SpriteArea:
    """A sprite on its page.

    Attributes:
        names: Of all sprites that share the place.
        x, y, width, height: The rectangle, without extrusion.
        offset_x, offset_y: Where it lies in the untrimmed frame.
        source_width, source_height: Of the untrimmed frame.
    """

    names: tuple[str, ...]
    x: int
    y: int
    width: int
    height: int
    offset_x: int
    offset_y: int
    source_width: int
    source_height: int


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One page of a packed sheet.

    Attributes:
        title: For people ("Aria, 2 of 3").
        scale: 1.0 is the drawn size.
        width, height: Pixels.
        areas: What lies on it.
        extrude_px: Ring around each area.
    """

    title: str
    scale: float
    width: int
    height: int
    areas: tuple[SpriteArea, ...]
    extrude_px: int = 0


@dataclass(frozen=True, slots=True)
class ShownFrame:
    """One frame of a playing animation: index of a page, what is cut from it, how long it stays."""

    page: int
    area: SpriteArea
    duration_ms: int


@dataclass(frozen=True, slots=True)
class ShownAnimation:
    """An animation as it will leave, ready to be played from the pages.

    Attributes:
        id: Unique among those shown.
        title: For people.
        frames: One pass, there and back written out.
        is_endless: Whether it starts anew at its end.
    """

    id: str
    title: str
    frames: tuple[ShownFrame, ...]
    is_endless: bool = True

    @property
    def duration_ms(self) -> int:
        """Length of a pass."""
        return sum(frame.duration_ms for frame in self.frames)


@dataclass(frozen=True, slots=True)
class SheetNumbers:
    """What a sheet costs.

    Attributes:
        pages: How many pages, all scales.
        largest: (width, height) of the largest page.
        sprites: How many sprites.
        merged: How many of them share the place of another.
        memory_bytes: All pages in a graphics card's memory.
        file_bytes: All pages as PNG.
        waste_ratio: Share of the pages' area without a sprite.
        longest: Title of the longest animation; empty without one.
        longest_ms: Its length.
    """

    pages: int = 0
    largest: tuple[int, int] = (0, 0)
    sprites: int = 0
    merged: int = 0
    memory_bytes: int = 0
    file_bytes: int = 0
    waste_ratio: float = 0.0
    longest: str = ""
    longest_ms: int = 0


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """The sheet as it would be written.

    Attributes:
        pages: Of all characters and scales.
        animations: Played from the pages of the first scale.
        numbers: What it costs.
        is_written: Whether a chosen format writes sheets at all.
    """

    pages: tuple[SheetPage, ...] = ()
    animations: tuple[ShownAnimation, ...] = ()
    numbers: SheetNumbers = field(default_factory=SheetNumbers)
    is_written: bool = True


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


def areas_of(sheet: PackedSheet, page: int, names: Mapping[str, str]) -> tuple[SpriteArea, ...]:
    """The places of a page, each once.

    Args:
        sheet: The packed sheet.
        page: Index of the page.
        names: Sprite id -> name.
    """
    found: dict[tuple[int, int, int, int], SpriteArea] = {}
    for place in sheet.placements.values():
        if place.page != page:
            continue
        rect = (place.x, place.y, place.width, place.height)
        name = names.get(place.sprite_id, place.sprite_id)
        known = found.get(rect)
        if known is not None:
            found[rect] = replace(known, names=(*known.names, name))
        else:
            offset = (place.offset_x, place.offset_y, place.source_width, place.source_height)
            found[rect] = SpriteArea((name,), *rect, *offset)
    return tuple(found.values())


def merged_count(sheet: PackedSheet, sprites: Sequence[Sprite]) -> int:
    """How many sprites share the place of another."""
    unique = {(place.page, place.x, place.y, place.width, place.height) for place in sheet.placements.values()}
    return len(sprites) - len(unique)


def short_folder(folder: str, parts: int = 3) -> str:
    """The end of a path, for narrow places."""
    path = PurePath(folder)
    return folder if len(path.parts) <= parts else str(PurePath("…", *path.parts[-parts:]))
