"""From a sound file, with or without its text, to speech; as a job."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, Progress
from studio.models.speech_cues import Speech, tidied, words_of
from studio.pipelines.speech_align import aligned
from studio.pipelines.speech_features import measured
from studio.pipelines.speech_visemes import heard_cues
from studio.pipelines.speech_wav import Recording, read_wav


def speech_of_file(path: Path, text: str = "", cancel: CancelToken | None = None) -> Generator[Progress, None, Speech]:
    """The speech in a WAV file; see `speech_of_recording`."""
    yield Progress(None, f"reading {path.name}")
    return (yield from speech_of_recording(read_wav(path), text, cancel))


def speech_of_recording(
    recording: Recording, text: str = "", cancel: CancelToken | None = None
) -> Generator[Progress, None, Speech]:
    """The speech of a recording, exactly as long as it is.

    Args:
        recording: The sound.
        text: What is said; its sounds are laid over the recording. Without it they are guessed from the sound alone.
        cancel: Stops between two steps.

    Raises:
        InputError: If nothing is said, or the text does not fit.
    """
    words = words_of(text) if text.strip() else ()
    features = yield from measured(recording, cancel)
    if not words:
        try:
            return tidied(heard_cues(features), recording.duration_ms, (), recording.notes)
        except InputError as error:
            if error.code != "speech.empty":
                raise
            hint = "It is silent or very quiet: make it louder, or choose another file."
            raise InputError("Nothing is said in the recording.", hint, "audio.silent") from error
    cues, spoken = yield from aligned(words, features, cancel)
    return tidied(cues, recording.duration_ms, spoken, recording.notes)
