"""What the inspector of the set page says about one cell: recipe, likeness, requested and measured controls."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path

from PySide6.QtCore import QObject

from studio.engines.registry import engine_title
from studio.models.character import Character
from studio.models.controls import HEAD_LIMIT_DEG, Pose
from studio.models.engine_choices import split_engine
from studio.models.face import ArtStyle
from studio.models.framing import Crop, FrameOptions
from studio.models.results import Cell, Recipe, Variant
from studio.models.set_plan import CellPlace, CellState, PlannedCell, is_stale, slot_of
from studio.models.set_view import CellDetails, ControlBar, VariantSight

UNREAD = ("cheekPuff", "cheekSquint", "noseSneer", "jawForward", "tongueOut")
"""Beginnings of the controls that the reader never reports."""
WEAK = ("mouthClose", "mouthFunnel", "mouthFrown", "mouthRight", "mouthShrugUpper", "eyeWide", "jawRight", "jawLeft")
"""Beginnings of the controls that it reports far too low."""
SHOWN_UNASKED = 0.15
"""A control that nobody asked for is shown from this reading on."""
MAX_BARS = 16
KEY_DIGITS = 12


class DetailMaker(QObject):
    """Makes the values that the inspector shows."""

    def details(
        self,
        character: Character,
        title: str,
        planned: PlannedCell,
        state: CellState,
        looked_at: str = "",
        project_path: Path | None = None,
    ) -> CellDetails:
        """Everything about a cell.

        Args:
            character: Whose.
            title: Of the expression.
            planned: The cell.
            state: With jobs.
            looked_at: Id of a drawing to look at; the shown one if there is none of that id.
            project_path: For the command line.
        """
        cell = planned.cell
        variant = _variant(cell, looked_at)
        text, tone = self._likeness(character, variant)
        return CellDetails(
            planned.place,
            title,
            character.name,
            state,
            self.state_text(state),
            self._reason(planned, state, variant),
            variant.id if variant else "",
            variant.picture if variant else "",
            self._variants(cell, planned.wanted),
            self._recipe_rows(variant) if variant else (),
            _recipe_json(variant) if variant else "",
            self._command(character, planned.place, variant, project_path),
            text,
            tone,
            _bars(variant, self._note_of) if variant else (),
            self._bars_note(character, variant) if variant else "",
        )

    def state_text(self, state: CellState) -> str:
        """A state in a word or two."""
        return {
            CellState.ABSENT: self.tr("Not in this set"),
            CellState.MISSING: self.tr("Not drawn yet"),
            CellState.QUEUED: self.tr("Waiting"),
            CellState.DRAWING: self.tr("Being drawn"),
            CellState.DONE: self.tr("Up to date"),
            CellState.STALE: self.tr("Out of date"),
            CellState.FAILED: self.tr("Failed"),
        }[state]

    def _reason(self, planned: PlannedCell, state: CellState, variant: Variant | None) -> str:
        if planned.failure and state is CellState.FAILED:
            return planned.failure
        if state is CellState.STALE and variant is not None and planned.wanted is not None:
            return self.stale_reason(variant.recipe, planned.wanted)
        return ""

    def stale_reason(self, drawn: Recipe, wanted: Recipe) -> str:
        """What has changed since a drawing was made."""
        changes = []
        if drawn.reference != wanted.reference:
            changes.append(self.tr("the character's picture or landmarks"))
        if drawn.pose != wanted.pose:
            changes.append(self.tr("the expression"))
        if replace(drawn.frame, pivot=wanted.frame.pivot) != wanted.frame:
            changes.append(self.tr("the frame"))
        if drawn.engine != wanted.engine:
            is_other = split_engine(drawn.engine)[0] != split_engine(wanted.engine)[0]
            changes.append(self.tr("the engine") if is_other else self.tr("the engine's settings"))
        if drawn.seed != wanted.seed:
            changes.append(self.tr("the seed"))
        if drawn.models != wanted.models:
            changes.append(self.tr("the models"))
        return self.tr("Changed since it was drawn: {what}.").format(what=", ".join(changes)) if changes else ""

    @staticmethod
    def _variants(cell: Cell | None, wanted: Recipe | None) -> tuple[VariantSight, ...]:
        if cell is None:
            return ()
        shown = cell.shown
        return tuple(
            VariantSight(
                one.id,
                one.picture,
                str(slot_of(one.recipe) + 1),
                one.is_starred,
                shown is not None and one.id == shown.id,
                wanted is not None and slot_of(one.recipe) == slot_of(wanted) and is_stale(one, wanted),
                one.likeness,
            )
            for one in cell.variants
        )

    def _recipe_rows(self, variant: Variant) -> tuple[tuple[str, str], ...]:
        recipe = variant.recipe
        models = ", ".join(f"{name} {digest[:KEY_DIGITS]}" for name, digest in sorted(recipe.models.items()))
        return (
            (self.tr("Engine"), _engine_text(recipe.engine)),
            (self.tr("Program"), recipe.program),
            (self.tr("Seed"), f"{recipe.seed:,}".replace(",", " ")),
            (self.tr("Expression"), recipe.expression),
            (self.tr("Controls"), self._pose_text(recipe.pose)),
            (self.tr("Frame"), self._frame_text(recipe.frame)),
            (self.tr("Reference"), recipe.reference[:KEY_DIGITS]),
            (self.tr("Models"), models or self.tr("none needed")),
            (self.tr("Recipe key"), recipe.key[:KEY_DIGITS]),
            (self.tr("Picture"), variant.picture[:KEY_DIGITS]),
        )

    def _pose_text(self, pose: Pose) -> str:
        if not pose:
            return self.tr("none: the face at rest")
        text = self.tr("1 control") if len(pose) == 1 else self.tr("{count} controls")
        return text.format(count=len(pose))

    def _frame_text(self, frame: FrameOptions) -> str:
        size = self.tr("{px} px").format(px=frame.size_px) if frame.size_px else self.tr("up to 512 px")
        crops = {Crop.NONE: self.tr("whole picture"), Crop.BUST: self.tr("bust"), Crop.FACE: self.tr("face")}
        parts = [size, crops[frame.crop]] + ([self.tr("pixel art")] if frame.is_pixel_art else [])
        return " · ".join(parts)

    @staticmethod
    def _command(character: Character, place: CellPlace, variant: Variant | None, path: Path | None) -> str:
        name = path.name if path is not None else "PROJECT.avatar"
        words = ["avatar-studio", "cells", name, place.expression, "--character", character.name]
        slot = slot_of(variant.recipe) if variant is not None else 0
        return shlex.join([*words, "--again", *(["--variant", str(slot + 1)] if slot else [])])

    def _likeness(self, character: Character, variant: Variant | None) -> tuple[str, str]:
        if variant is None:
            return "", "dim"
        if variant.likeness is None:
            return self.tr("Not measured. It needs a face recogniser; see Models."), "dim"
        threshold = character.identity.threshold if character.identity is not None else 0.0
        if not threshold:
            return self.tr("{score:.2f}, without a threshold to compare with").format(score=variant.likeness), "dim"
        is_same = variant.likeness >= threshold
        text = (
            self.tr("{score:.2f}: the same character (from {limit:.2f} on)")
            if is_same
            else self.tr("{score:.2f}: looks like someone else (the same from {limit:.2f} on)")
        )
        return text.format(score=variant.likeness, limit=threshold), "good" if is_same else "warn"

    def _note_of(self, name: str) -> str:
        if name in HEAD_LIMIT_DEG:
            return self.tr("turns of the head are not read")
        if name.startswith(UNREAD):
            return self.tr("cannot be read")
        if name.startswith(WEAK):
            return self.tr("read too low")
        return ""

    def _bars_note(self, character: Character, variant: Variant) -> str:
        if not variant.recipe.pose:
            return self.tr("The face at rest: nothing was asked for.")
        if not variant.measured:
            return self.tr("Nothing was read from this drawing. Reading needs the face landmarker; see Models.")
        if character.references and character.main_reference.style is not ArtStyle.PHOTO:
            return self.tr("Measured above the face at rest. On drawn characters readings are a hint at best.")
        return self.tr("Measured above the face at rest.")


def _variant(cell: Cell | None, variant_id: str) -> Variant | None:
    if cell is None:
        return None
    return next((one for one in cell.variants if one.id == variant_id), cell.shown)


def _bars(variant: Variant, note_of: Callable[[str], str]) -> tuple[ControlBar, ...]:
    asked, read = variant.recipe.pose, variant.measured
    unasked = {name for name, value in read.items() if value >= SHOWN_UNASKED and name not in asked}
    names = sorted({*asked, *unasked}, key=lambda name: -_share(name, asked, read))
    return tuple(_bar(name, asked, read, note_of(name)) for name in names[:MAX_BARS])


def _share(name: str, asked: Pose, read: Mapping[str, float]) -> float:
    value = asked.get(name)
    return 1.0 + abs(value) / HEAD_LIMIT_DEG.get(name, 1.0) if value is not None else read[name]


def _bar(name: str, asked: Pose, read: Mapping[str, float], note: str) -> ControlBar:
    is_readable = bool(read) and name not in HEAD_LIMIT_DEG and not name.startswith(UNREAD)
    measured = read.get(name, 0.0) if is_readable else None
    return ControlBar(name, asked.get(name, 0.0), measured, HEAD_LIMIT_DEG.get(name, 1.0), note)


def _recipe_json(variant: Variant) -> str:
    data = asdict(variant.recipe) | {"key": variant.recipe.key, "picture": variant.picture}
    data |= {"likeness": variant.likeness, "measured": dict(variant.measured)}
    return json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False)


def _engine_text(text: str) -> str:
    """An engine with what was chosen of it: "Avatar (Gen-AFFECT), expression 1.3"."""
    options = split_engine(text)[1]
    return ", ".join([engine_title(text), *(f"{name} {value}" for name, value in sorted(options.items()))])
