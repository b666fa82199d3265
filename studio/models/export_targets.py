"""Export formats as cards: what each writes, and the settings that only it knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


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
