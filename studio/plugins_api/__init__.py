"""What a plugin may import: everything listed here, and nothing else of the program.

The version follows semantic versioning: a plugin written for 1.2 runs with every 1.x from 1.2 on.
"""

from studio.core.errors import ExportError, InputError, JobCancelled, PluginError, StudioError
from studio.core.jobs import CancelToken, Progress
from studio.models.controls import ALL_CONTROLS, ARKIT_CONTROLS, HEAD_CONTROLS, Pose
from studio.models.export_format import ExportFormat, ExportRequest, OutputFile
from studio.models.expression import Expression
from studio.models.face import FaceMesh, FaceReference
from studio.models.picture import Picture
from studio.models.sheet import Animation, AnimationFrame, ExportSet, LoopMode, PackedSheet, Placement, Sprite
from studio.plugins_api.actions import ActionContext, ActionResult

API_VERSION = "1.0"

__all__ = [
    "ALL_CONTROLS", "API_VERSION", "ARKIT_CONTROLS", "HEAD_CONTROLS", "ActionContext", "ActionResult", "Animation",
    "AnimationFrame", "CancelToken", "ExportError", "ExportFormat", "ExportRequest", "ExportSet", "Expression",
    "FaceMesh", "FaceReference", "InputError", "JobCancelled", "LoopMode", "OutputFile", "PackedSheet", "Picture",
    "Placement", "PluginError", "Pose", "Progress", "Sprite", "StudioError",
]  # fmt: skip
