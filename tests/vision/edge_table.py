"""Prints what becomes of each difficult file, as a Markdown table. Run by hand: python tests/vision/edge_table.py"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPO))

from studio.core.errors import StudioError  # noqa: E402
from studio.models.picture import Picture  # noqa: E402
from studio.storage.pictures import load_picture  # noqa: E402
from studio.vision.detect import find_faces  # noqa: E402
from studio.vision.landmarks import find_mesh  # noqa: E402
from studio.vision.quality import quality_notes  # noqa: E402

DATA = REPO.parent / "shared" / "data"


def opening(path: Path) -> tuple[str, Picture | None]:
    """How reading went."""
    try:
        picture = load_picture(path)
    except StudioError as error:
        return f"refused: `{error.code}`", None
    notes = "; ".join(picture.notes)
    size = f"{picture.source_format} {picture.width} x {picture.height}{', alpha' if picture.has_alpha else ''}"
    return f"{size}{f' ({notes})' if notes else ''}", picture


def seeing(picture: Picture, models: Path) -> str:
    """How finding the face went."""
    faces = find_faces(picture, models)
    if not faces:
        return "no face"
    try:
        mesh = find_mesh(picture, faces[0], models)
    except StudioError as error:
        return f"refused: `{error.code}`"
    turns = f", turned {90 * mesh.quarter_turns}°" if mesh.quarter_turns else ""
    notes = "; ".join(quality_notes(picture, mesh, faces[0]))
    return f"found{turns}{f' ({notes})' if notes else ''}"


def main() -> None:
    """Print the table."""
    print("| file | read as | face, bundled models | face, installed models |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as bare:
        for path in sorted((DATA / "portraits" / "edge").iterdir()):
            if path.suffix == ".json":
                continue
            text, picture = opening(path)
            faces = ["", ""] if picture is None else [seeing(picture, Path(bare)), seeing(picture, DATA / "models")]
            print(f"| {path.name} | {text} | {faces[0]} | {faces[1]} |")


if __name__ == "__main__":
    main()
