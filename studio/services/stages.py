"""Characters that are ready to be drawn; lives in the inference thread and is used there alone."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from studio.models.character import Reference
from studio.models.framing import FrameOptions
from studio.models.results import reference_key
from studio.pipelines.stage import Stage
from studio.storage.blobs import BlobStore

MAX_STAGES = 6


@dataclass(frozen=True, slots=True)
class StageRequest:
    """Who is drawn, and how.

    Attributes:
        reference: The picture and what was seen in it.
        engine: Name of the engine.
        frame: Size and place of a frame.
        largest_px: Limit for frames whose size is left open; 0 for none.
    """

    reference: Reference
    engine: str
    frame: FrameOptions = field(default_factory=FrameOptions)
    largest_px: int = 0

    @property
    def key(self) -> tuple[str, str, FrameOptions, int]:
        """Equal where the same stage serves."""
        return reference_key(self.reference), self.engine, self.frame, self.largest_px


class StageCache:
    """Keeps the last few stages open, because opening one takes longer than drawing."""

    def __init__(self) -> None:
        self._stages: OrderedDict[tuple[str, str, FrameOptions, int], Stage] = OrderedDict()

    def stage(self, request: StageRequest, blobs: Mapping[str, bytes]) -> Stage:
        """A stage, open; it stays the cache's.

        Raises:
            ProjectError, InputError, ModelError: If the character cannot be drawn.
        """
        from studio.pipelines.cast import drawable

        known = self._stages.pop(request.key, None)
        if known is None:
            reference = drawable(request.reference, cast(BlobStore, blobs))
            known = Stage(reference, request.frame, request.engine, None, request.largest_px)
        self._stages[request.key] = known
        while len(self._stages) > MAX_STAGES:
            self._stages.popitem(last=False)[1].close()
        return known

    def clear(self) -> None:
        """Close all of them."""
        while self._stages:
            self._stages.popitem()[1].close()
