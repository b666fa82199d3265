"""Bringing in what the first picture will need, while nobody waits for it."""

from __future__ import annotations

from collections.abc import Generator
from importlib import import_module
from typing import Any

from studio.core.jobs import CancelToken, Progress
from studio.services.jobs import JobSpec, Lane, Phase

_MODULES = (
    "studio.core.libraries", "studio.storage.pictures", "studio.engines.puppet.engine", "studio.pipelines.stage",
    "studio.vision.detect", "studio.vision.landmarks", "studio.vision.matte", "studio.vision.refine",
    "studio.vision.identity", "studio.vision.mediapipe_tools", "studio.pipelines.cast", "studio.export.writer",
)  # fmt: skip
"""In the order in which a first capture, a first preview and a first export need them."""


def _warm_up(token: CancelToken, _carried: Any) -> Generator[Progress, None, None]:
    """Import one module a step; previews and shown jobs come in between."""
    from studio.core.libraries import preload

    preload("cv2", "scipy", "mediapipe")
    for index, name in enumerate(_MODULES):
        token.check()
        yield Progress(index / len(_MODULES), "")
        import_module(name)
    token.check()
    yield Progress(None, "")
    from studio.vision.mediapipe_tools import import_mediapipe

    import_mediapipe()


def warm_up() -> JobSpec:
    """A quiet job that makes the first capture quicker, and keeps its slow imports out of the artist's way."""
    return JobSpec("warming up", (Phase(Lane.INFERENCE, _warm_up),), "warm-up", is_quiet=True)
