"""Options that several commands share, and how what is typed is read."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli_commands import console
from studio.core.errors import InputError
from studio.core.files import check_folder
from studio.models.project import Crop, FrameOptions

if TYPE_CHECKING:
    from studio.pipelines.seeing import SeeOptions

__all__ = ["check_folder"]

SEEING, FRAME = "How the picture is looked at", "Frame"

Subject = Annotated[Path, typer.Argument(help="A picture, or a project (.avatar) made with `capture`.")]
Face = Annotated[
    int | None, typer.Option("--face", min=0, help="Which face: 0 is the largest.", rich_help_panel=SEEING)
]
AnchorsFile = Annotated[
    Path | None,
    typer.Option(
        "--anchors", help="JSON file with hand-placed points, for faces that are not found.", rich_help_panel=SEEING
    ),
]
KeepBackground = Annotated[
    bool, typer.Option("--keep-background", help="Do not cut the character out.", rich_help_panel=SEEING)
]
CharacterName = Annotated[
    str, typer.Option("--character", help="Who, in a project of several.", rich_help_panel=SEEING)
]
EngineName = Annotated[str, typer.Option("--engine", help="What draws: `doctor` lists the engines.")]
EngineOptions = Annotated[
    list[str],
    typer.Option(
        "--engine-option", "-E", help="steps=12, guidance=4, mode=new, region=mouth, …: see the engine's guide."
    ),
]
Size = Annotated[
    int,
    typer.Option(
        "--size",
        min=0,
        help="Long side of a frame in pixels; 0: the picture's own (sprites: up to 512).",
        rich_help_panel=FRAME,
    ),
]
CropOption = Annotated[Crop, typer.Option("--crop", help="Which part of the picture is shown.", rich_help_panel=FRAME)]
Pivot = Annotated[
    str,
    typer.Option(
        "--pivot",
        help="Point that stays put in the game, as fractions of the frame: 0.5,1 is the middle of the lower edge.",
        rich_help_panel=FRAME,
    ),
]
PixelArt = Annotated[
    bool, typer.Option("--pixel-art", help="Never smooth, here and in the game engine.", rich_help_panel=FRAME)
]


def see_options(face: int | None, anchors: Path | None, keep_background: bool) -> SeeOptions:
    """The options of seeing; reads the anchors' file."""
    from studio.pipelines.seeing import SeeOptions, read_anchors_file

    points = read_anchors_file(anchors) if anchors else None
    return SeeOptions(face, anchors=points, keep_background=keep_background)


def frame_options(size: int, crop: Crop, pivot: str = "0.5,1", is_pixel_art: bool = False) -> FrameOptions:
    """The options of the frame.

    Raises:
        InputError: If the pivot is not two numbers.
    """
    try:
        x, y = (float(part) for part in pivot.replace(";", ",").split(","))
    except ValueError as error:
        raise InputError(f"“{pivot}” is no pivot.", "Give two numbers, for example 0.5,1.", "usage.pivot") from error
    if not (-4 <= x <= 5 and -4 <= y <= 5):
        raise InputError(
            f"The pivot {pivot} lies far outside the frame.", "0,0 is top-left, 1,1 bottom-right.", "usage.pivot"
        )
    return FrameOptions(size, crop, (x, y), is_pixel_art)


def engine_text(engine: str, options: list[str]) -> str:
    """An engine with the options that were typed.

    Raises:
        InputError: If there is no such engine, or it does not take them.
    """
    from studio.engines.registry import make_engine
    from studio.models.engine_choices import split_engine, with_engine_options

    if not options:
        return engine
    text = with_engine_options(engine, split_engine(f"{engine}:{','.join(options)}")[1])
    make_engine(text)
    return text


def control_values(texts: list[str]) -> dict[str, float]:
    """`jawOpen=0.5` and the like as a mapping.

    Raises:
        InputError: If one cannot be read or a control is unknown.
    """
    from studio.models.controls import check_names

    values: dict[str, float] = {}
    for text in (part.strip() for item in texts for part in item.split(",")):
        name, sign, number = text.partition("=")
        try:
            values[name.strip()] = float(number)
        except ValueError as error:
            hint = "Write it as name=value, for example jawOpen=0.5."
            raise InputError(f"“{text}” is no control value.", hint, "usage.control") from error
        if not sign:
            raise InputError(f"“{text}” has no value.", "Write name=value.", "usage.control")
    check_names(values)
    console.warn(
        f"{name}={value:g} is out of range; {limited:g} is drawn." for name, value, limited in _limited(values)
    )
    return values


def _limited(values: dict[str, float]) -> Iterator[tuple[str, float, float]]:
    """The controls that cannot go as far as was asked: name, value, limit."""
    from studio.models.controls import limits_of

    for name, value in values.items():
        low, high = limits_of(name)
        limited = min(max(value, low), high)
        if limited != value and not math.isnan(value):
            yield name, value, limited


def check_output(output: Path, inputs: list[Path], suffixes: tuple[str, ...] = ()) -> None:
    """Refuse to write over an input, or a kind of file that is not written here.

    Raises:
        InputError: If the output cannot be written as asked.
    """
    if any(output.exists() and path.exists() and output.samefile(path) for path in inputs):
        raise InputError(f"“{output}” is the picture itself.", "Choose another name with -o.", "usage.output")
    if suffixes and output.suffix.lower() not in suffixes:
        hint = f"End the name in {' or '.join(suffixes)}."
        raise InputError(f"“{output.name}” is not a kind of file that is written here.", hint, "usage.output")
    if output.is_dir() and suffixes:
        raise InputError(f"“{output}” is a folder.", "Give a file name.", "usage.output")
