"""A character for Ren'Py: PNG files and a script that declares them.

In the game: `show aria joy`, `show aria blink`. Names are lower case with underscores, as Ren'Py wants them.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from PIL import Image

from studio.plugins_api import Animation, ExportError, ExportRequest, LoopMode, OutputFile, Sprite

FOLDER_OPTION = "folder"
DEFAULT_FOLDER = "images"


class RenpyFormat:
    """One PNG a sprite under `images/TAG/`, and `TAG.rpy` beside them."""

    name = "renpy"
    title = "Ren'Py"
    needs_sheet = False

    def check_options(self, options: Mapping[str, str]) -> None:
        """Refuse settings that do not exist, and folders outside of the game's."""
        for key, value in options.items():
            if key != FOLDER_OPTION:
                message = f"Ren'Py has no setting “{key}”."
                raise ExportError(
                    message, f"There is {FOLDER_OPTION}: where pictures lie in the game.", "export.option"
                )
            if not re.fullmatch(r"\w[\w -]*(/\w[\w -]*)*", value):
                raise ExportError(
                    f"“{value}” is no folder inside the game.", "Write for example images.", "export.option"
                )

    def files(self, request: ExportRequest) -> Iterator[OutputFile]:
        """Yield the pictures, then the script."""
        tag = attribute(request.base_name)
        folder = PurePosixPath(request.options.get(FOLDER_OPTION, DEFAULT_FOLDER)) / tag
        paths = {sprite.id: folder / f"{tag}_{attribute(sprite.name)}.png" for sprite in request.scene.sprites}
        if len(set(paths.values())) != len(paths):
            raise ExportError("Two pictures get the same Ren'Py name.", "Rename one of them.", "export.collision")
        for sprite in request.scene.sprites:
            yield OutputFile(paths[sprite.id], _png(sprite))
        lines = [f"# {request.scene.name}: show {tag} joy, show {tag} blink, …", ""]
        for animation in request.scene.animations:
            lines += _declared(tag, animation, paths)
        x, y = request.scene.pivot_px
        width, height = request.scene.canvas_size
        anchor = f"{x / width:.4f}, {y / height:.4f}"
        lines += ["", f"transform {tag}_stand:", f"    anchor ({anchor})", "    align (0.5, 1.0)", ""]
        yield OutputFile(PurePosixPath(f"{tag}.rpy"), "\n".join(lines).encode())


def attribute(name: str) -> str:
    """A name as Ren'Py takes it for a tag or an attribute."""
    plain = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")
    return plain if plain and not plain[0].isdigit() else f"n{plain}"


def _png(sprite: Sprite) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(sprite.pixels).save(buffer, "PNG")
    return buffer.getvalue()


def _declared(tag: str, animation: Animation, paths: Mapping[str, PurePosixPath]) -> list[str]:
    """A still picture as an image; a moving one as ATL, in seconds."""
    head = f"image {tag} {attribute(animation.name)}"
    frames = animation.unrolled()
    if len(frames) == 1:
        return [f"{head} = {_quoted(paths[frames[0].sprite_id])}"]
    lines = [f"{head}:"]
    for frame in frames:
        lines += [f"    {_quoted(paths[frame.sprite_id])}", f"    pause {frame.duration_ms / 1000:.3f}"]
    return lines if animation.loop is LoopMode.ONCE else [*lines, "    repeat"]


def _quoted(path: PurePosixPath) -> str:
    return json.dumps(str(path), ensure_ascii=False)
