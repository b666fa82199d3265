"""onnxruntime sessions on the processor, made once per file."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from studio.core.errors import ModelError

_sessions: dict[str, Any] = {}
_lock = threading.Lock()


def session(path: Path) -> Any:
    """The session of a model file.

    Raises:
        ModelError: If the file is damaged.
    """
    import onnxruntime

    stat = path.stat()
    key = f"{path}|{stat.st_size}|{stat.st_mtime_ns}"
    with _lock:
        if key not in _sessions:
            options = onnxruntime.SessionOptions()
            options.log_severity_level = 3
            try:
                # The provider is named on purpose: without a GPU the others print errors that nothing can catch.
                _sessions[key] = onnxruntime.InferenceSession(
                    path.read_bytes(), options, providers=["CPUExecutionProvider"]
                )
            except Exception as error:  # onnxruntime raises its own, unrelated types
                hint = "Install it again, or delete it to work without."
                raise ModelError(f"The model file “{path.name}” cannot be loaded.", hint, "model.corrupt") from error
        return _sessions[key]
