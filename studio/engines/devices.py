"""What this machine really computes with; asked of the libraries by use, not by what they claim."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache


@dataclass(frozen=True, slots=True)
class TorchReport:
    """What torch can use.

    Attributes:
        version: Of torch.
        device: "cuda", "mps" or "cpu": what engines are put on.
        device_name: The card's own name, or the processor.
        memory_bytes: Of the card; 0 for the processor.
        problem: Why a card that seems to be there is not used; empty if all is well.
    """

    version: str
    device: str
    device_name: str
    memory_bytes: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class OnnxReport:
    """What onnxruntime can use.

    Attributes:
        version: Of onnxruntime.
        built_in: Providers that this build was made with; says nothing about the machine.
        used: Providers that a session which was really opened reports.
    """

    version: str
    built_in: tuple[str, ...]
    used: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeviceReport:
    """The whole machine, as far as drawing goes."""

    processor: str
    cores: int
    torch: TorchReport | None
    onnx: OnnxReport | None
    notes: tuple[str, ...] = field(default=())


@cache
def report_devices() -> DeviceReport:
    """Look at the machine; imports torch and onnxruntime, which takes a second or two."""
    notes: list[str] = []
    torch_report = _torch_report(notes)
    onnx_report = _onnx_report(torch_report, notes)
    return DeviceReport(_processor_name(), os.cpu_count() or 1, torch_report, onnx_report, tuple(notes))


def _torch_report(notes: list[str]) -> TorchReport | None:
    try:
        import torch
    except (ImportError, OSError) as error:
        notes.append(f"torch cannot be loaded: {error}")
        return None
    if torch.cuda.is_available():
        return _cuda_report(torch)
    if torch.backends.mps.is_available():
        return TorchReport(torch.__version__, "mps", "Apple GPU")
    return TorchReport(torch.__version__, "cpu", _processor_name(), problem=_why_no_cuda(torch.version.cuda))


def _cuda_report(torch: object) -> TorchReport:
    cuda = torch.cuda  # type: ignore[attr-defined]
    version = str(torch.__version__)  # type: ignore[attr-defined]
    try:
        name, memory = cuda.get_device_name(0), cuda.get_device_properties(0).total_memory
        torch.zeros(8, device="cuda").sum().item()  # type: ignore[attr-defined]
    except RuntimeError as error:
        first_line = str(error).splitlines()[0]
        return TorchReport(version, "cpu", _processor_name(), problem=f"a card is there but refuses work: {first_line}")
    return TorchReport(version, "cuda", str(name), int(memory))


def _why_no_cuda(built_for: str | None) -> str:
    """An NVIDIA driver without a CUDA build of torch is the usual reason for a slow machine."""
    if built_for is None and os.path.exists("/proc/driver/nvidia/version"):
        return "an NVIDIA card is there, but this torch was built without CUDA"
    return ""


def _onnx_report(torch_report: TorchReport | None, notes: list[str]) -> OnnxReport | None:
    try:
        import onnxruntime
    except (ImportError, OSError) as error:
        notes.append(f"onnxruntime cannot be loaded: {error}")
        return None
    wanted = ["CPUExecutionProvider"]
    if torch_report is not None and torch_report.device == "cuda":
        wanted.insert(0, "CUDAExecutionProvider")
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(_identity_model(), options, providers=wanted)
    used: Sequence[str] = session.get_providers()
    return OnnxReport(onnxruntime.__version__, tuple(onnxruntime.get_available_providers()), tuple(used))


def _identity_model() -> bytes:
    """The smallest network there is: one number in, the same number out."""
    import onnx

    text = '<ir_version: 8, opset_import: ["": 13]> same (float[1] x) => (float[1] y) { y = Identity (x) }'
    return bytes(onnx.parser.parse_model(text).SerializeToString())


def _processor_name() -> str:
    import platform

    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()
