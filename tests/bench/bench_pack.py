"""How dense and how fast sheets are made, beside other packers, all in one run.

    python tests/bench/bench_pack.py [--rounds N] [--keep FOLDER]

The work is the 200-sprite workload of `make_pack_workload.py`: read 200 PNGs, trim, pack (padding 2, extrude 1, pages
up to 4096, no rotation), paint, write PNG and data. Density is trimmed pixels / pixels of all pages. Times are of the
job itself, without starting the interpreter; the best of the rounds counts, and rounds of all tools alternate.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

REPO = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPO))

from studio.export.sheet import pack_sheet  # noqa: E402
from studio.models.sheet import SheetOptions, Sprite  # noqa: E402

WORKLOAD_TOOL = REPO.parent / "shared" / "tools" / "make_pack_workload.py"
PEER = "free-tex-packer-core"
PEER_VERSION = "0.3.9"
PEER_PACKERS = (("MaxRectsPacker", "Smart"), ("OptimalPacker", "Automatic"))
MAX_SIZE_PX, PADDING_PX, EXTRUDE_PX = 4096, 2, 1

PEER_SCRIPT = """
const fs = require('fs'), path = require('path');
const pack = require('free-tex-packer-core');
const [folder, packer, method, limit] = process.argv.slice(2);
const start = process.hrtime.bigint();
const names = fs.readdirSync(folder).filter(name => name.endsWith('.png')).sort();
const images = names.map(name => ({path: name, contents: fs.readFileSync(path.join(folder, name))}));
const options = {textureName: 'sheet', width: +limit, height: +limit, fixedSize: false, padding: 2, extrude: 1,
  allowRotation: false, allowTrim: true, detectIdentical: true, exporter: 'JsonHash', packer, packerMethod: method};
pack(images, options, (files, error) => {
  if (error) { console.error(error); process.exit(1); }
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const pages = files.filter(file => file.name.endsWith('.png')).map(file => file.buffer);
  console.log(JSON.stringify({seconds, bytes: pages.reduce((sum, page) => sum + page.length, 0),
    sizes: pages.map(page => [page.readUInt32BE(16), page.readUInt32BE(20)])}));
});
"""


@dataclass(frozen=True, slots=True)
class Result:
    """One run of one tool: its seconds, its pages' sizes, and their bytes as PNG (0: it writes none)."""

    seconds: float
    sizes: tuple[tuple[int, int], ...]
    png_bytes: int


def read(folder: Path) -> list[Sprite]:
    """All sprites of the workload, decoded on all cores."""
    paths = sorted(folder.glob("*.png"))
    with ThreadPoolExecutor() as pool:
        pictures = list(pool.map(lambda path: np.array(Image.open(path)), paths))
    return [Sprite(path.name, path.stem, pixels) for path, pixels in zip(paths, pictures, strict=True)]


def ours(folder: Path, max_size_px: int = MAX_SIZE_PX) -> Result:
    """The whole job with Avatar Studio."""
    options = SheetOptions(padding_px=PADDING_PX, extrude_px=EXTRUDE_PX, max_size_px=max_size_px)
    start = time.perf_counter()
    (sheet,) = pack_sheet(read(folder), options)
    with tempfile.TemporaryDirectory() as target:
        for number, png in enumerate(sheet.pages_png):
            (Path(target) / f"{number}.png").write_bytes(png)
        rows = {p.sprite_id: [p.page, p.x, p.y, p.width, p.height] for p in sheet.placements.values()}
        (Path(target) / "sheet.json").write_text(json.dumps(rows))
    seconds = time.perf_counter() - start
    sizes = tuple((int(page.shape[1]), int(page.shape[0])) for page in sheet.pages)
    return Result(seconds, sizes, sum(map(len, sheet.pages_png)))


def plain_rectpack(folder: Path) -> Result:
    """The whole job as a short script does it: Pillow, rectpack's best packer here, Pillow again."""
    from rectpack import MaxRectsBl

    start = time.perf_counter()
    images = [Image.open(path) for path in sorted(folder.glob("*.png"))]
    boxes = [image.getbbox() for image in images]
    sizes = [(box[2] - box[0], box[3] - box[1]) for box in boxes if box is not None]
    ((corners, page),) = rectpack_pages(sizes, MaxRectsBl)
    sheet = Image.new("RGBA", page)
    for index, (x, y) in corners.items():
        sheet.paste(images[index].crop(boxes[index]), (x, y))
    with tempfile.TemporaryDirectory() as target:
        sheet.save(Path(target) / "sheet.png")
        png_bytes = (Path(target) / "sheet.png").stat().st_size
    return Result(time.perf_counter() - start, (page,), png_bytes)


def rectpack_pages(
    sizes: Iterable[tuple[int, int]], algorithm: type
) -> list[tuple[dict[int, tuple[int, int]], tuple[int, int]]]:
    """rectpack on rectangles with their ring and padding: corners and size of each page."""
    from rectpack import SORT_LSIDE, newPacker

    gap = 2 * EXTRUDE_PX + PADDING_PX
    packer = newPacker(rotation=False, pack_algo=algorithm, sort_algo=SORT_LSIDE)
    for index, (width, height) in enumerate(sizes):
        packer.add_rect(width + gap, height + gap, index)
    packer.add_bin(MAX_SIZE_PX, MAX_SIZE_PX, count=float("inf"))
    packer.pack()
    pages = []
    for page in packer:
        corners = {r.rid: (r.x + EXTRUDE_PX, r.y + EXTRUDE_PX) for r in page}
        size = max(r.x + r.width for r in page) - PADDING_PX, max(r.y + r.height for r in page) - PADDING_PX
        pages.append((corners, size))
    return pages


def rectpack_only(folder: Path, name: str) -> Result:
    """rectpack's rectangles alone."""
    import rectpack

    entries = json.loads((folder / "rects.json").read_text())
    sizes = [(box[2] - box[0], box[3] - box[1]) for box in (entry["trimmed_box"] for entry in entries)]
    start = time.perf_counter()
    pages = rectpack_pages(sizes, getattr(rectpack, name))
    return Result(time.perf_counter() - start, tuple(size for _, size in pages), 0)


def install_peer(folder: Path) -> Path | None:
    """The peer's script, ready to run; None, with a loud line, where it cannot be had."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        print(f"!!! NODE OR NPM IS MISSING: {PEER} IS NOT MEASURED, AND THE PROMISED RATIO IS NOT CHECKED !!!")
        return None
    (folder / "package.json").write_text('{"private": true}')
    command = [npm, "install", "--no-audit", "--no-fund", "--silent", f"{PEER}@{PEER_VERSION}"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        print(f"!!! {PEER} COULD NOT BE INSTALLED, SO THE PROMISED RATIO IS NOT CHECKED: {done.stderr.strip()[-300:]}")
        return None
    script = folder / "peer.js"
    script.write_text(PEER_SCRIPT)
    return script


def run_peer(script: Path, folder: Path, packer: str, method: str) -> Result:
    """The whole job with the peer."""
    command = ["node", str(script), str(folder), packer, method, str(MAX_SIZE_PX)]
    done = subprocess.run(command, cwd=script.parent, capture_output=True, text=True, timeout=300, check=True)
    values = json.loads(done.stdout.strip().splitlines()[-1])
    return Result(values["seconds"], tuple((w, h) for w, h in values["sizes"]), values["bytes"])


def trimmed_area(folder: Path) -> int:
    """Pixels of all sprites once trimmed."""
    boxes: list[NDArray[np.int64]] = [
        np.array(entry["trimmed_box"]) for entry in json.loads((folder / "rects.json").read_text())
    ]
    return int(sum((box[2] - box[0]) * (box[3] - box[1]) for box in boxes))


def show(tools: dict[str, list[Result]], area: int) -> None:
    """Print the table; ratios are to our own time."""
    own = min(result.seconds for result in next(iter(tools.values())))
    print(f"{'tool':44} {'pages':30} {'density':>8} {'MB':>6} {'seconds':>8} {'ours / it':>10}")
    for name, results in tools.items():
        best = min(results, key=lambda result: result.seconds)
        density = area / sum(width * height for width, height in best.sizes)
        pages = ", ".join(f"{width}x{height}" for width, height in best.sizes[:2])
        pages += f" (+{len(best.sizes) - 2})" if len(best.sizes) > 2 else ""
        size = f"{best.png_bytes / 1e6:6.1f}" if best.png_bytes else "     -"
        ratio = f"{own / best.seconds:10.2f}" if best.png_bytes else "         -"
        print(f"{name:44} {pages:30} {density:8.4f} {size} {best.seconds:8.3f} {ratio}")


def main() -> int:
    """Measure and print; 1 if a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="write our page there")
    options = parser.parse_args()
    if not WORKLOAD_TOOL.exists():
        print("!!! MISSING TOOL: make_pack_workload.py is not beside the project; nothing can be measured !!!")
        return 1
    with tempfile.TemporaryDirectory() as scratch:
        folder, peer_folder = Path(scratch) / "sprites", Path(scratch) / "peer"
        peer_folder.mkdir()
        subprocess.run([sys.executable, str(WORKLOAD_TOOL), str(folder)], check=True, stdout=subprocess.DEVNULL)
        if options.keep:
            (sheet,) = pack_sheet(read(folder), SheetOptions())
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / "sheet.png").write_bytes(sheet.pages_png[0])
        tools: dict[str, Callable[[], Result]] = {
            "Avatar Studio, whole job": lambda: ours(folder),
            "Avatar Studio, pages up to 2048": lambda: ours(folder, 2048),
            "Pillow + rectpack, no extrusion": lambda: plain_rectpack(folder),
        }
        for name in ("MaxRectsBl", "MaxRectsBssf", "MaxRectsBaf", "SkylineBl", "GuillotineBssfSas"):
            tools[f"rectpack {name}, rectangles only"] = lambda name=name: rectpack_only(folder, name)  # type: ignore[misc]
        script = install_peer(peer_folder)
        if script is not None:
            for packer, method in PEER_PACKERS:
                tools[f"{PEER} {packer} {method}"] = lambda packer=packer, method=method: run_peer(  # type: ignore[misc]
                    script, folder, packer, method
                )
        results: dict[str, list[Result]] = {name: [] for name in tools}
        for _ in range(options.rounds):
            for name, tool in tools.items():
                results[name].append(tool())
        show(results, trimmed_area(folder))
        return verdict(results, trimmed_area(folder))


def verdict(results: dict[str, list[Result]], area: int) -> int:
    """Compare with what is promised: 0.91 dense, and 0.8 of the fastest run of the peer."""
    own = min(next(iter(results.values())), key=lambda result: result.seconds)
    density = area / sum(width * height for width, height in own.sizes)
    peers = [result.seconds for name, runs in results.items() if name.startswith(PEER) for result in runs]
    ratio = own.seconds / min(peers) if peers else None
    print(f"\ndensity {density:.4f} (promised at least 0.91)", end="")
    print(f"; time {ratio:.2f} x {PEER} (promised at most 0.80)" if ratio is not None else "; time NOT COMPARED")
    return int(density < 0.91 or (ratio is not None and ratio > 0.8))


if __name__ == "__main__":
    raise SystemExit(main())
