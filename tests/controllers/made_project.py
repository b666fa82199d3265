"""A small project for tests of controllers: one character made by formula, drawn by the test engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from studio.models.character import Background, Character, Reference, SeenMesh
from studio.models.face import MeshSource
from studio.models.project import Project, SetSettings
from studio.storage.blobs import BlobStore
from studio.storage.pictures import encode_png
from studio.storage.project_file import OpenProject


def make_reference(blobs: BlobStore, shade: int = 0, width: int = 96, height: int = 128) -> Reference:
    rows, columns = np.mgrid[:height, :width]
    pixels = np.stack(
        [columns * 255 // width, rows * 255 // height, np.full_like(rows, shade), np.full_like(rows, 255)], axis=2
    ).astype(np.uint8)
    distance = np.hypot((columns - width / 2) / width, (rows - height / 2) / height)
    pixels[..., 3] = np.clip((0.52 - distance) * 2000, 0, 255)
    angles, radii = np.arange(478) * 2.399963, np.sqrt(np.arange(478) / 478)
    x, y = width / 2 + 0.2 * width * radii * np.cos(angles), height * 0.4 + 0.2 * height * radii * np.sin(angles)
    points = np.stack([x, y, angles], axis=1).astype(np.float32)
    picture = blobs.put(encode_png(pixels))
    mesh = SeenMesh(blobs.put_array(points), MeshSource.ANCHORS)
    return Reference(picture[:16], "made.png", picture, mesh, Background.OWN_ALPHA)


def make_project(names: tuple[str, ...] = ("Aria",)) -> OpenProject:
    blobs = BlobStore()
    cast = tuple(
        Character(name.lower(), name, (make_reference(blobs, 40 * index),), expression_set=("neutral", "joy", "anger"))
        for index, name in enumerate(names)
    )
    return OpenProject(Project("made", "Cast", cast, set_settings=SetSettings(engine="fake")), blobs)


class FakeSignal:
    """What controllers need of a signal."""

    def __init__(self) -> None:
        self._slots: list[Callable[..., object]] = []

    def connect(self, slot: Callable[..., object]) -> None:
        self._slots.append(slot)

    def emit(self, *values: Any) -> None:
        for slot in self._slots:
            slot(*values)


class FakeView:
    """Stands for any view: every name that is asked for first is a signal, `show_…` remembers what it was given."""

    def __init__(self) -> None:
        self.shown: dict[str, list[tuple[Any, ...]]] = {}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made: Any = FakeSignal()
        if name.startswith("show_"):

            def made(*values: Any) -> None:
                self.shown.setdefault(name, []).append(values)

        setattr(self, name, made)
        return made

    def last(self, name: str) -> Any:
        """The first argument of the last call; None if there was none."""
        calls = self.shown.get(name)
        return calls[-1][0] if calls else None


@dataclass
class FakeActions:
    """The window's actions."""

    slots: dict[str, Callable[..., object]] = field(default_factory=dict)
    enabled: dict[str, bool] = field(default_factory=dict)
    checked: dict[str, bool] = field(default_factory=dict)

    def bind(self, action_id: str, slot: Callable[..., object]) -> None:
        self.slots[action_id] = slot

    def set_enabled(self, action_id: str, is_enabled: bool) -> None:
        self.enabled[action_id] = is_enabled

    def set_checked(self, action_id: str, is_checked: bool) -> None:
        self.checked[action_id] = is_checked
