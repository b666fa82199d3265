"""A plugin imports nothing of the program but `studio.plugins_api`. It runs with your rights: there is no sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from studio.plugins_api import ActionContext, ActionResult, ExportRequest, OutputFile


class ListFormat:
    """Writes the names of all pictures into a text file."""

    name = "my-list"
    title = "My list"
    needs_sheet = False

    def files(self, request: ExportRequest) -> Iterator[OutputFile]:
        """Yield the files; equal input gives equal bytes."""
        names = "\n".join(sprite.name for sprite in request.scene.sprites)
        yield OutputFile(PurePosixPath(f"{request.base_name}_list.txt"), f"{names}\n".encode())


def mirror(context: ActionContext) -> ActionResult:
    """Swap left and right of what the character wears."""
    swapped = {"Left": "Right", "Right": "Left"}

    def other(name: str) -> str:
        side = next((side for side in swapped if name.endswith(side)), "")
        return name.removesuffix(side) + swapped[side] if side else name

    pose = {other(name): -value if name in ("headYaw", "headRoll") else value for name, value in context.pose.items()}
    return ActionResult(f"{context.character_name or 'Nobody'} looks the other way.", pose=pose)
