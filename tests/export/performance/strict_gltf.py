"""A reader of glTF 2.0 files that shares no code with the writer and checks what the specification demands."""

from __future__ import annotations

import base64
import json
import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

SIZES = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}
KINDS = {5123: ("<u2", 2), 5125: ("<u4", 4), 5126: ("<f4", 4)}


@dataclass(frozen=True)
class ReadGltf:
    """A file, checked."""

    data: dict[str, Any]
    buffer: bytes

    def accessor(self, index: int) -> NDArray[Any]:
        accessor = self.data["accessors"][index]
        view = self.data["bufferViews"][accessor["bufferView"]]
        dtype, width = KINDS[accessor["componentType"]]
        offset = view["byteOffset"]
        size = SIZES[accessor["type"]]
        assert offset % width == 0
        assert view["byteLength"] == accessor["count"] * size * width
        assert offset + view["byteLength"] <= self.data["buffers"][0]["byteLength"]
        values = np.frombuffer(self.buffer, dtype, accessor["count"] * size, offset)
        assert np.isfinite(values).all()
        values = values.reshape(-1, size) if size > 1 else values
        for name, found in (("min", values.min(axis=0)), ("max", values.max(axis=0))):
            if name in accessor:
                assert np.array_equal(np.atleast_1d(found).astype(np.float32), np.array(accessor[name], np.float32))
        return values

    def animation(self) -> dict[tuple[int, str], tuple[NDArray[Any], NDArray[Any]]]:
        """(node, path) -> times, values."""
        (animation,) = self.data["animations"]
        result = {}
        for channel in animation["channels"]:
            sampler = animation["samplers"][channel["sampler"]]
            accessor = self.data["accessors"][sampler["input"]]
            assert {"min", "max"} <= set(accessor)
            times = self.accessor(sampler["input"])
            assert (np.diff(times) > 0).all()
            assert times[0] >= 0
            key = (channel["target"]["node"], channel["target"]["path"])
            assert key not in result
            result[key] = times, self.accessor(sampler["output"])
        return result


def read_gltf(data: bytes) -> ReadGltf:
    """A .glb or a .gltf that holds its buffer."""
    if data[:4] == b"glTF":
        magic, version, length = struct.unpack_from("<4sII", data)
        assert (magic, version, length) == (b"glTF", 2, len(data))
        json_length, kind = struct.unpack_from("<I4s", data, 12)
        assert (kind, json_length % 4) == (b"JSON", 0)
        tree = json.loads(data[20 : 20 + json_length])
        binary_length, kind = struct.unpack_from("<I4s", data, 20 + json_length)
        assert (kind, binary_length % 4) == (b"BIN\0", 0)
        buffer = data[28 + json_length :]
        assert len(buffer) == binary_length
        assert "uri" not in tree["buffers"][0]
    else:
        tree = json.loads(data)
        buffer = base64.b64decode(tree["buffers"][0]["uri"].partition(",")[2])
    assert tree["asset"]["version"] == "2.0"
    assert len(buffer) - tree["buffers"][0]["byteLength"] in range(4)
    nodes = tree["nodes"]
    children = [child for node in nodes for child in node.get("children", [])]
    assert len(children) == len(set(children))
    assert not set(children) & set(tree["scenes"][0]["nodes"])
    assert set(children) | set(tree["scenes"][0]["nodes"]) == set(range(len(nodes)))
    return ReadGltf(tree, buffer)
