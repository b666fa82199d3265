"""What clips do, without pixels, a file for each: Live Link Face recordings, glTF faces that act, VRM animations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from studio.core.errors import ExportError
from studio.export.formats.base import ExportRequest, OutputFile
from studio.export.naming import safe_names


@dataclass(frozen=True, slots=True)
class PerformanceFileFormat:
    """One of them.

    Attributes:
        name: For the command line.
        title: For people.
        suffix: Of its files.
    """

    name: str
    title: str
    suffix: str
    needs_sheet: bool = False

    def files(self, request: ExportRequest) -> Iterator[OutputFile]:
        """Yield a file for each clip.

        Raises:
            ExportError: If no clip leaves, or two names become one file name.
        """
        found = [one for one in request.scene.performances if self.name in one.files]
        if not found:
            hint = "Add a clip to what leaves; an expression alone does not move."
            raise ExportError(f"There is no clip for {self.title}.", hint, "export.empty")
        stems = safe_names((one.name for one in found), "clip")
        for one in found:
            path = PurePosixPath(f"{request.base_name}_{stems[one.name]}{self.suffix}")
            yield OutputFile(path, one.files[self.name])


LIVE_LINK = PerformanceFileFormat("livelink", "Live Link Face", ".csv")
GLTF = PerformanceFileFormat("gltf", "glTF animation", ".glb")
VRMA = PerformanceFileFormat("vrma", "VRM animation", ".vrma")
FORMATS = (LIVE_LINK, GLTF, VRMA)
