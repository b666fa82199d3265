"""How fast the puppet engine draws, beside a plain piecewise-affine warp of the same mesh. Run by hand:

    python tests/bench/bench_puppet.py [--frames 10000]

Prints frames a second at faces of 512 and 1024 px (forehead to chin, with the usual quarter of margin), the ratio to
scikit-image's PiecewiseAffineTransform in the same run, and the memory before and after many frames.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from studio.engines.puppet.engine import PuppetEngine, PuppetSession
from studio.models.face import FaceMesh, FaceReference
from studio.models.library import load_library
from studio.models.picture import Picture
from tests.engines import faces

POSES = ("blink", "smile", "joy", "anger", "surprise", "viseme-aa")


def enlarged(reference: FaceReference, face_px: int) -> FaceReference:
    """The face cut out with half its size around it and scaled so that it measures `face_px`."""
    points = reference.mesh.points
    scale = face_px / (1.25 * float(np.ptp(points[:, 1])))
    pixels = cv2.resize(reference.picture.pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    centre = points[:, :2].mean(0) * scale
    low = np.maximum(np.round(centre - face_px).astype(int), 0)
    high = np.minimum(np.round(centre + face_px).astype(int), pixels.shape[1::-1])
    cut = np.ascontiguousarray(pixels[low[1] : high[1], low[0] : high[0]])
    moved = points * np.float32(scale) - np.array([low[0], low[1], 0], np.float32)
    return FaceReference(Picture(cut, has_alpha=False), FaceMesh(moved, reference.mesh.source), reference.style)


def seconds_a_frame(session: PuppetSession, pose: dict[str, float], count: int) -> float:
    """Best of three."""
    session.draw(pose)
    best = np.inf
    for _ in range(3):
        start = time.perf_counter()
        for _ in range(count):
            session.draw(pose)
        best = min(best, (time.perf_counter() - start) / count)
    return float(best)


def peer_seconds(reference: FaceReference) -> float:
    """One frame of the same mesh through scikit-image's piecewise-affine warp, its transform included."""
    from skimage.transform import PiecewiseAffineTransform, warp

    points = reference.mesh.points[:468, :2].astype(float)
    height, width = reference.picture.pixels.shape[:2]
    corners = np.array([[0, 0], [width, 0], [0, height], [width, height]], float)
    source = np.concatenate([points, corners])
    target = source.copy()
    target[:468, 1] += 0.03 * np.ptp(points[:, 1]) * np.exp(-(((points[:, 1] - points[13, 1]) / 40.0) ** 2))
    start = time.perf_counter()
    transform = PiecewiseAffineTransform.from_estimate(target, source)
    warp(reference.picture.pixels[..., :3], transform, output_shape=(height, width))
    return time.perf_counter() - start


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=10_000)
    arguments = parser.parse_args()
    library = load_library()
    base = faces.astronaut()
    print("| face | pose | ms a frame | frames a second | times the piecewise-affine warp |\n|---|---|---|---|---|")
    for face_px in (512, 1024):
        reference = enlarged(base, face_px)
        peer = peer_seconds(reference)
        session = PuppetEngine().open(reference)
        total = 0.0
        for name in POSES:
            pose = dict(library[name].pose)
            seconds = seconds_a_frame(session, pose, 30 if face_px == 512 else 12)
            total += seconds
            print(f"| {face_px} px | {name} | {1e3 * seconds:.1f} | {1 / seconds:.0f} | {peer / seconds:.0f} |")
        mean = total / len(POSES)
        print(f"| {face_px} px | **mean** | {1e3 * mean:.1f} | **{1 / mean:.0f}** | **{peer / mean:.0f}** |")
        print(f"| {face_px} px | scikit-image | {1e3 * peer:.0f} | {1 / peer:.2f} | 1 |")
    session = PuppetEngine().open(enlarged(base, 256))
    names = [name for name in library if library[name].pose]
    process = psutil.Process()
    for index in range(200):
        session.draw(dict(library[names[index % len(names)]].pose))
    before = process.memory_info().rss
    for index in range(arguments.frames):
        session.draw(dict(library[names[index % len(names)]].pose))
    after = process.memory_info().rss
    print(f"\nMemory over {arguments.frames} frames: {before / 2**20:.1f} -> {after / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
