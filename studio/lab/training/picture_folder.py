"""Any folder of pictures to learn from: one folder a character, or one picture a character.

    characters/ada/neutral.png  ada/joy.png  ada/joy.json     a character with two expressions
    characters/bob.png                                        a character with one picture

Pictures are squares that show the head as the portraits of the corpus do; others are cut to their middle. Beside a
picture, a JSON file of the same name may say its controls (`{"jawOpen": 0.6}`); without it the expression reader does.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from studio.core.errors import InputError
from studio.engines.diffusion.autoencoder import PortraitAutoencoder, to_premultiplied
from studio.engines.diffusion.reader import ExpressionReader, from_network_units
from studio.models.controls import to_vector

_KINDS = {".png", ".webp", ".jpg", ".jpeg"}
_HELD_BACK = 0.05
_RESTING = ("neutral", "rest", "idle")


class PictureFolder:
    """Pictures of characters, encoded when they are asked for; see `studio.lab.training.genaffect_data.Characters`.

    A character with fewer pictures than the richest one has its pictures several times.

    Args:
        characters: Files of each character, its resting face first.
        autoencoder: Makes latents.
        reader: Reads controls where no file says them.
        least_poses: As many pictures every character has at least, the same ones again if need be.
    """

    def __init__(
        self,
        characters: Sequence[Sequence[Path]],
        autoencoder: PortraitAutoencoder,
        reader: ExpressionReader | None,
        least_poses: int = 1,
    ) -> None:
        self.characters = [list(files) for files in characters]
        self.poses_per_identity = max(least_poses, *(len(files) for files in characters))
        self.identities = len(characters)
        self._autoencoder, self._reader = autoencoder, reader

    def _file(self, row: int) -> Path:
        files = self.characters[row // self.poses_per_identity]
        return files[row % self.poses_per_identity % len(files)]

    def pictures_of(self, rows: NDArray[np.int64]) -> Tensor:
        """(B, C, H, W) latents."""
        with torch.no_grad():
            latents: Tensor = self._autoencoder.encode(self.portraits_of(rows).to(self._autoencoder.device))
        return latents.cpu()

    def portraits_of(self, rows: NDArray[np.int64]) -> Tensor:
        """(B, 4, S, S) premultiplied pictures."""
        size = self._autoencoder.size_px
        return to_premultiplied(np.stack([read_square(self._file(int(row)), size) for row in rows]))

    def controls_of(self, rows: NDArray[np.int64]) -> Tensor:
        """(B, 55) controls, angles in degrees."""
        found = [read_controls(self._file(int(row))) for row in rows]
        unknown = [index for index, one in enumerate(found) if one is None]
        if unknown:
            if self._reader is None:
                path = self._file(int(rows[unknown[0]]))
                raise InputError(
                    f"Nothing says what expression {path.name} wears.",
                    "Put a JSON file with its controls beside it, or name the expression reader as a piece.",
                    "lab.folder",
                )  # fmt: skip
            with torch.no_grad():
                read = from_network_units(self._reader(self.pictures_of(rows[unknown])))
            for place, values in zip(unknown, read, strict=True):
                found[place] = values.numpy()
        return torch.from_numpy(np.stack([one for one in found if one is not None]))


def picture_folders(
    folder: Path, autoencoder: PortraitAutoencoder, reader: ExpressionReader | None = None, least_poses: int = 1
) -> tuple[PictureFolder, PictureFolder]:
    """What to learn from and what to validate with: one in twenty characters, at least one, is held back.

    Raises:
        InputError: If there are not at least two characters.
    """
    characters = find_characters(folder)
    if len(characters) < 2:
        raise InputError(
            f"In {folder} there are fewer than two characters.",
            "Put each character's pictures into a folder of its own.", "lab.folder",
        )  # fmt: skip
    held_back = max(1, round(_HELD_BACK * len(characters)))
    step = len(characters) // held_back
    validation = characters[::step][:held_back]
    train = [one for one in characters if one not in validation]
    return (
        PictureFolder(train, autoencoder, reader, least_poses),
        PictureFolder(validation, autoencoder, reader, least_poses),
    )


def find_characters(folder: Path) -> list[list[Path]]:
    """Files of each character in a folder, sorted by name; resting faces first."""
    if not folder.is_dir():
        raise InputError(f"There is no folder {folder}.", "Name a folder of pictures.", "lab.folder")
    found = []
    for entry in sorted(folder.iterdir()):
        if entry.is_dir():
            files = sorted((one for one in entry.iterdir() if one.suffix.lower() in _KINDS), key=_resting_first)
            if files:
                found.append(files)
        elif entry.suffix.lower() in _KINDS:
            found.append([entry])
    return found


def _resting_first(path: Path) -> tuple[bool, str]:
    return not path.stem.lower().startswith(_RESTING), path.name


def read_square(path: Path, size: int) -> NDArray[np.uint8]:
    """(S, S, 4) uint8 straight alpha: the middle square of a picture.

    Raises:
        InputError: If it cannot be read.
    """
    from PIL import Image

    try:
        with Image.open(path) as image:
            given = image.convert("RGBA")
    except (OSError, ValueError) as error:
        raise InputError(f"The picture {path} cannot be read.", "Take it out of the folder.", "lab.folder") from error
    side = min(given.size)
    left, top = (given.width - side) // 2, (given.height - side) // 2
    square = given.crop((left, top, left + side, top + side))
    return np.array(square.resize((size, size), Image.Resampling.LANCZOS), np.uint8)


def read_controls(path: Path) -> NDArray[np.float32] | None:
    """(55,) what the file beside a picture says; None without one.

    Raises:
        InputError: If it cannot be used.
    """
    notes = path.with_suffix(".json")
    if not notes.exists():
        return None
    try:
        values = json.loads(notes.read_text(encoding="utf-8"))
        return to_vector({str(name): float(value) for name, value in values.items()})
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise InputError(f"The controls in {notes} cannot be read.", "Write name: value.", "lab.folder") from error


__all__ = ["PictureFolder", "find_characters", "picture_folders", "read_controls", "read_square"]
