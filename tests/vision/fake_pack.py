"""A tiny insightface pack: real ONNX files with made-up weights, so that loading and routing are really exercised."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx


def _save(path: Path, graph: str, tensors: dict[str, np.ndarray]) -> None:  # type: ignore[type-arg]
    model = onnx.parser.parse_model('<ir_version: 8, opset_import: ["": 13]>\n' + graph)
    kinds = {"f": onnx.TensorProto.FLOAT, "i": onnx.TensorProto.INT64}
    for name, values in tensors.items():
        model.graph.initializer.append(
            onnx.TensorProto(
                name=name, data_type=kinds[values.dtype.kind], dims=values.shape, raw_data=values.tobytes()
            )
        )
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def _projection(path: Path, size: int, outputs: int) -> None:
    """The picture pooled to 8 x 8 and projected at random."""
    step = size // 8
    weights = np.random.RandomState(0).randn(192, outputs).astype("f4") * np.float32(0.05)
    graph = f"""lin (float[N, 3, {size}, {size}] data) => (float[1, {outputs}] fc1) {{
        p = AveragePool <kernel_shape = [{step}, {step}], strides = [{step}, {step}]> (data)
        f = Reshape (p, shp)
        fc1 = MatMul (f, w) }}"""
    _save(path, graph, {"w": weights, "shp": np.array([-1, 192], "i8")})


def make_pack(folder: Path) -> None:
    """Write landmark, attribute and recognition networks in insightface's shapes."""
    folder.mkdir(parents=True)
    for name, size, outputs in (("2d106det", 192, 212), ("genderage", 96, 3), ("w600k_r50", 112, 512)):
        _projection(folder / f"{name}.onnx", size, outputs)
