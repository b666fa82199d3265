"""The one family of expected errors; anything else that is raised is a bug."""

from __future__ import annotations


class StudioError(Exception):
    """An expected failure, told to the user in words.

    Args:
        user_message: What happened and why, one or two sentences.
        hint: What the user can do next; may be empty.
        code: Stable machine-readable identifier, for example ``"picture.truncated"``.
    """

    default_code = "error"

    def __init__(self, user_message: str, hint: str = "", code: str = "") -> None:
        super().__init__(user_message)
        self.user_message = user_message
        self.hint = hint
        self.code = code or self.default_code

    def __str__(self) -> str:
        return f"{self.user_message} {self.hint}".strip()


class InputError(StudioError):
    """A picture, file or value given by the user cannot be used."""

    default_code = "input"


class ProjectError(StudioError):
    """A project file cannot be read or written."""

    default_code = "project"


class ModelError(StudioError):
    """A model file is missing, damaged or of the wrong kind."""

    default_code = "model"


class DeviceError(StudioError):
    """The requested device cannot do the work."""

    default_code = "device"


class NetworkError(StudioError):
    """A download failed."""

    default_code = "network"


class ExportError(StudioError):
    """An export cannot be written as asked."""

    default_code = "export"


class PluginError(StudioError):
    """A plugin failed."""

    default_code = "plugin"


class JobCancelled(Exception):  # noqa: N818 (an outcome, not an error)
    """Raised inside a job when its token was cancelled; never shown as an error."""
