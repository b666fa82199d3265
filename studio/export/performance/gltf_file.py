"""Putting a glTF 2.0 file together: one buffer, its views and accessors (Khronos glTF 2.0 specification)."""

from __future__ import annotations

import base64
import json
import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

GENERATOR = "Avatar Studio"
_FLOAT, _UNSIGNED_SHORT = 5126, 5123
_TYPES = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4"}
VERTICES, INDICES = 34962, 34963
_MAGIC, _JSON, _BINARY = 0x46546C67, 0x4E4F534A, 0x004E4942


class GltfFile:
    """A glTF file in the making; fill `data` and add arrays, then take its bytes."""

    def __init__(self) -> None:
        self.data: dict[str, Any] = {"asset": {"version": "2.0", "generator": GENERATOR}, "scene": 0}
        self._accessors = list[dict[str, Any]]()
        self._views = list[dict[str, Any]]()
        self._buffer = bytearray()

    def add(self, values: NDArray[Any], target: int = 0, has_bounds: bool = False) -> int:
        """Add an array.

        Args:
            values: (N,) or (N, 2…4); whole numbers become indices (16 bits), others 32-bit floats.
            target: `VERTICES`, `INDICES`, or 0 for animations.
            has_bounds: Whether least and most are written, as positions and times need.

        Returns:
            The accessor's index.
        """
        is_index = np.issubdtype(values.dtype, np.integer)
        packed = np.ascontiguousarray(values, "<u2" if is_index else "<f4")
        if not is_index:
            packed = packed + np.float32(0)  # no -0.0, so that equal takes give equal files
        view: dict[str, Any] = {"buffer": 0, "byteOffset": len(self._buffer), "byteLength": packed.nbytes}
        if target:
            view["target"] = target
        self._buffer += packed.tobytes()
        self._buffer += b"\0" * (-len(self._buffer) % 4)
        self._views.append(view)
        flat = packed.reshape(len(packed), -1)
        accessor: dict[str, Any] = {
            "bufferView": len(self._views) - 1, "componentType": _UNSIGNED_SHORT if is_index else _FLOAT,
            "count": len(packed), "type": _TYPES[flat.shape[1]],
        }  # fmt: skip
        if has_bounds:
            accessor |= {"min": flat.min(axis=0).tolist(), "max": flat.max(axis=0).tolist()}
        self._accessors.append(accessor)
        return len(self._accessors) - 1

    def text(self) -> bytes:
        """As .gltf: JSON with the buffer inside."""
        uri = "data:application/octet-stream;base64," + base64.b64encode(self._buffer).decode("ascii")
        return json.dumps(self._whole({"uri": uri}), indent=1, ensure_ascii=False).encode("utf-8")

    def binary(self) -> bytes:
        """As .glb: JSON and buffer in one binary file."""
        text = json.dumps(self._whole({}), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        text += b" " * (-len(text) % 4)
        chunks = struct.pack("<II", len(text), _JSON) + text
        chunks += struct.pack("<II", len(self._buffer), _BINARY) + bytes(self._buffer)
        return struct.pack("<III", _MAGIC, 2, 12 + len(chunks)) + chunks

    def _whole(self, buffer: dict[str, Any]) -> dict[str, Any]:
        tables = {
            "accessors": self._accessors, "bufferViews": self._views,
            "buffers": [{"byteLength": len(self._buffer), **buffer}],
        }  # fmt: skip
        return self.data | tables
