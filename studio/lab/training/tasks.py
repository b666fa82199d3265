"""Which trainings there are."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import cast

from studio.core.errors import InputError
from studio.lab.training.loop import TrainingTask
from studio.lab.training.settings import TrainingSettings

TASKS: Mapping[str, str] = {
    "autoencoder": "studio.lab.training.autoencoder_task:AutoencoderTask",
    "identity": "studio.lab.training.identity_task:IdentityTask",
    "reader": "studio.lab.training.reader_task:ReaderTask",
    "judges": "studio.lab.training.judge_task:JudgesTask",
    "motion": "studio.lab.training.motion_task:MotionTask",
    "genaffect": "studio.lab.training.genaffect_task:GenAffectTask",
    "arc2face": "studio.lab.training.arc2face_task:Arc2FaceTask",
    "diffsfsr": "studio.lab.training.diffsfsr_task:DiffSfsrTask",
}
"""Name in the settings -> where its class is; a class is made with the settings."""


def task_of(settings: TrainingSettings) -> TrainingTask:
    """The task that the settings name.

    Raises:
        InputError: If there is none with this name.
    """
    place = TASKS.get(settings.task)
    if place is None:
        raise InputError(f"There is no training {settings.task!r}.", f"There are: {', '.join(TASKS)}.", "lab.task")
    module, _, name = place.partition(":")
    try:
        kind = getattr(import_module(module), name)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        raise InputError(f"The training {settings.task!r} is not in this version.", "", "lab.task") from error
    return cast(TrainingTask, kind(settings))


__all__ = ["TASKS", "task_of"]
