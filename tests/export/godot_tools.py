"""The real engine for tests: finding it, projects for it, running it without a single complaint."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from studio.export.formats.base import ExportFormat, ExportRequest
from studio.export.sheet import pack_sheet
from studio.models.sheet import (
    Animation,
    AnimationEvent,
    AnimationFrame,
    ExportSet,
    LoopMode,
    PackedSheet,
    SheetOptions,
    Sprite,
)

TIME_LIMIT_S = 180
COMPLAINTS = ("ERROR", "WARNING", "Failed", "Invalid", "leaked", "Parse Error", "at: ")
# Software rendering cannot change the vertical synchronisation and says so; nothing else is allowed.
ALLOWED = ("V-Sync", "v-sync", "vsync")
NOT_CHECKED = "this promise is NOT checked here"


def launcher() -> Path:
    """The Godot 4 program; skips loudly without one."""
    named = os.environ.get("AVATAR_STUDIO_GODOT")
    candidates = [Path(named)] if named else []
    candidates.append(Path.home() / ".cache" / "avatar-studio-godot" / "godot")
    candidates += [Path(found) for found in map(shutil.which, ("godot4", "godot")) if found]
    for candidate in candidates:
        if os.access(candidate, os.X_OK):
            return candidate
    pytest.skip(f"MISSING GAME ENGINE: no Godot 4 (set AVATAR_STUDIO_GODOT to one); {NOT_CHECKED}")


def need(program: str, package: str) -> Path:
    """A system program; skips loudly without it."""
    found = shutil.which(program)
    if not found:
        pytest.skip(f"MISSING PROGRAM: {program} (Debian package {package}); {NOT_CHECKED}")
    return Path(found)


@dataclass(frozen=True)
class GodotProject:
    """A folder with a project.godot and the engine that runs it."""

    folder: Path
    engine: Path

    def run(self, *arguments: str, display: bool = False) -> str:
        """Run the engine on this project; any error or warning line fails the test."""
        command = [str(self.engine), "--path", str(self.folder), *arguments]
        if display:
            xvfb = need("xvfb-run", "xvfb")
            need("xauth", "xauth")
            command = [str(xvfb), "-a", *command, "--rendering-driver", "opengl3", "--audio-driver", "Dummy"]
        else:
            command.append("--headless")
        return run_quietly(command, self.folder)

    def import_everything(self) -> str:
        """What the editor does when it opens the project for the first time."""
        return self.run("--import")

    def script(self, source: str, job: Mapping[str, Any]) -> Any:
        """Run a SceneTree script that reads ``res://job.json`` and writes ``res://answer.json``."""
        (self.folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
        (self.folder / "check.gd").write_text(source, encoding="utf-8")
        answer = self.folder / "answer.json"
        answer.unlink(missing_ok=True)
        output = self.run("--script", "res://check.gd")
        assert answer.is_file(), output
        return json.loads(answer.read_text(encoding="utf-8"))


def private_environment(project: Path) -> dict[str, str]:
    """Ours, with a home beside the project."""
    home = project.parent / (project.name + "-home")
    home.mkdir(exist_ok=True)
    kept = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
    # Godot 3 complains about the locale "C".
    return {**kept, "HOME": str(home), "LANG": "en_US.UTF-8"}


def run_quietly(command: Sequence[str], private_folder: Path) -> str:
    """Run a program with its own home; it must succeed and print no complaint."""
    done = subprocess.run(
        command,
        env=private_environment(private_folder),
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=TIME_LIMIT_S,
        check=False,
    )
    output = done.stdout + done.stderr
    bad = [line for line in output.splitlines() if any(sign in line for sign in COMPLAINTS)]
    bad = [line for line in bad if not any(sign in line for sign in ALLOWED)]
    assert not bad, "the engine complains:\n" + output
    assert done.returncode == 0, output
    return output


@dataclass(frozen=True)
class Godot3Project:
    """The same for Godot 3, whose editor aborts after its work when it quits."""

    folder: Path

    def import_everything(self) -> None:
        """Let the editor import under a virtual display; whether it did is seen by the files alone."""
        xvfb, engine = need("xvfb-run", "xvfb"), need("godot3", "godot3")
        command = [str(xvfb), "-a", str(engine), "--path", str(self.folder), "--editor", "--quit"]
        command += ["--audio-driver", "Dummy"]
        environment = private_environment(self.folder)
        subprocess.run(command, env=environment, capture_output=True, timeout=TIME_LIMIT_S, check=False)
        assert list((self.folder / ".import").glob("*.stex"))

    def script(self, source: str, job: Mapping[str, Any]) -> Any:
        """As in Godot 4, on the server build."""
        (self.folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
        (self.folder / "check.gd").write_text(source, encoding="utf-8")
        server = need("godot3-server", "godot3-server")
        run_quietly([str(server), "--path", str(self.folder), "--script", "res://check.gd"], self.folder)
        return json.loads((self.folder / "answer.json").read_text(encoding="utf-8"))


def new_godot3_project(folder: Path) -> Godot3Project:
    """An empty Godot 3 project; skips loudly without the engine."""
    need("godot3", "godot3")
    need("godot3-server", "godot3-server")
    folder.mkdir(parents=True)
    (folder / "project.godot").write_text('config_version=4\n\n[application]\nconfig/name="check"\n', encoding="utf-8")
    return Godot3Project(folder)


def assert_same_picture(seen: NDArray[np.uint8], wanted: NDArray[np.uint8], least_alpha: int = 1) -> None:
    """Equal alpha everywhere, equal colour from `least_alpha` on."""
    assert seen.shape == wanted.shape
    assert np.array_equal(seen[..., 3], wanted[..., 3])
    visible = wanted[..., 3] >= least_alpha
    assert np.array_equal(seen[visible], wanted[visible])


def new_project(folder: Path, size: tuple[int, int] = (640, 360)) -> GodotProject:
    """An empty project with a fixed window and a black background."""
    folder.mkdir(parents=True)
    (folder / "project.godot").write_text(
        'config_version=5\n\n[application]\nconfig/name="check"\n\n[display]\n'
        f"window/size/viewport_width={size[0]}\nwindow/size/viewport_height={size[1]}\n\n[rendering]\n"
        'renderer/rendering_method="gl_compatibility"\nenvironment/defaults/default_clear_color=Color(0, 0, 0, 1)\n',
        encoding="utf-8",
    )
    return GodotProject(folder, launcher())


class Folder(Mapping[PurePosixPath, bytes]):
    """The files of an export folder, read on demand."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def __getitem__(self, key: PurePosixPath) -> bytes:
        try:
            return (self._root / key).read_bytes()
        except FileNotFoundError:
            raise KeyError(key) from None

    def __iter__(self) -> Any:
        return (PurePosixPath(p.relative_to(self._root)) for p in self._root.rglob("*") if p.is_file())

    def __len__(self) -> int:
        return sum(1 for _ in self)


def request_for(
    scene: ExportSet,
    base_name: str,
    options: SheetOptions | None = None,
    existing: Mapping[PurePosixPath, bytes] | None = None,
) -> ExportRequest:
    """A request packed the way the studio packs."""
    sheets = pack_sheet(scene.sprites, options or SheetOptions(), scene.pivot_px, is_pixel_art=scene.is_pixel_art)
    return ExportRequest(scene, sheets, base_name, existing or {})


def write_export(target: ExportFormat, request: ExportRequest, folder: Path) -> dict[PurePosixPath, str]:
    """Write an export.

    Returns:
        Path -> warning of every file.
    """
    warnings = {}
    for file in target.files(request):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
        warnings[file.path] = file.warning
    return warnings


def hand_packed(sprites: Sequence[Sprite], columns: int = 4) -> PackedSheet:
    """A plain grid of untrimmed cells, independent of the studio's packer."""
    from io import BytesIO

    from studio.models.sheet import Placement

    height, width = sprites[0].pixels.shape[:2]
    rows = -(-len(sprites) // columns)
    page = np.zeros((rows * height, columns * width, 4), np.uint8)
    placements = {}
    for index, sprite in enumerate(sprites):
        row, column = divmod(index, columns)
        x, y = column * width, row * height
        page[y : y + height, x : x + width] = sprite.pixels
        placements[sprite.id] = Placement(sprite.id, 0, x, y, width, height, 0, 0, width, height)
    buffer = BytesIO()
    Image.fromarray(page).save(buffer, "PNG")
    return PackedSheet(1.0, (page,), (buffer.getvalue(),), placements, SheetOptions(bleed_colour=False))


# -- art that is hard to carry ----------------------------------------------------------------------------------

CANVAS = (96, 64)
"""(width, height) of every sprite."""
HARD_NAMES = (
    "joy",
    "ärger “böse”",
    'say "hi"',
    "mouth/open:wide, [a]",
    "RESET",
    "back\\slash",
    "Start",
    "喜び",
    "100%",
)


def soft_blob(centre: tuple[float, float], radius: float, colour: tuple[int, int, int], seed: int) -> NDArray[np.uint8]:
    """A soft-edged noisy disc; under zero alpha lies magenta."""
    width, height = CANVAS
    y, x = np.mgrid[0:height, 0:width]
    distance = np.hypot(x - centre[0], y - centre[1])
    alpha = np.clip((radius - distance) / (radius * 0.6), 0.0, 1.0)
    noise = np.random.default_rng(seed).integers(-24, 25, (height, width, 3))
    pixels = np.zeros((height, width, 4), np.uint8)
    pixels[..., :3] = np.clip(np.array(colour) + noise, 0, 255)
    pixels[..., 3] = np.round(alpha * 255)
    pixels[pixels[..., 3] == 0, :3] = (255, 0, 255)
    return pixels


def one_pixel(x: int, y: int) -> NDArray[np.uint8]:
    """A single visible pixel."""
    pixels = np.zeros((CANVAS[1], CANVAS[0], 4), np.uint8)
    pixels[..., 0] = pixels[..., 2] = 255
    pixels[y, x] = (10, 200, 30, 255)
    return pixels


def hard_scene(project_id: str = "project-hard", name: str = "Aria", is_pixel_art: bool = False) -> ExportSet:
    """Soft alpha, magenta under nothing, off-centre content, one pixel, nothing at all, and names to trip over."""
    stills = [
        Sprite(
            f"expression/{index}", label, soft_blob((14 + 8 * index, 20 + 3 * index), 6 + index, (200, 60, 40), index)
        )
        for index, label in enumerate(HARD_NAMES)
    ]
    stills.append(Sprite("expression/dot", "dot", one_pixel(CANVAS[0] - 1, CANVAS[1] - 1)))
    stills.append(Sprite("expression/nothing", "nothing", np.zeros((CANVAS[1], CANVAS[0], 4), np.uint8)))
    cells = [
        Sprite(
            f"clip/wave/{index:03d}",
            f"wave_{index:03d}",
            soft_blob((12 + 22 * index, 50 - 9 * index), 11, (40, 90, 220), 90 + index),
        )
        for index in range(4)
    ]
    ids = [cell.id for cell in cells]
    animations = (
        _animation(
            "wave",
            zip(ids[:3], (83, 80, 250), strict=True),
            LoopMode.LOOP,
            ((0, "start", ""), (163, "step", 'l"1'), (163, "word", "ha")),
        ),
        _animation("swing", zip(ids, (80, 80, 160, 80), strict=True), LoopMode.PING_PONG),
        _animation("once", zip(ids[::-1], (1, 250, 83, 40), strict=True), LoopMode.ONCE),
        _animation("twelve", ((one, 83) for one in ids), LoopMode.LOOP),
    )
    return ExportSet(project_id, name, (*stills, *cells), animations, (40.0, 60.0), is_pixel_art, "wave")


def _animation(
    name: str, frames: Iterable[tuple[str, int]], loop: LoopMode, events: Iterable[tuple[int, str, str]] = ()
) -> Animation:
    shown = tuple(AnimationFrame(sprite_id, duration_ms) for sprite_id, duration_ms in frames)
    return Animation(f"clip/{name}", name, shown, loop, tuple(AnimationEvent(*event) for event in events))
