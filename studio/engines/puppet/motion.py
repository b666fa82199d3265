"""From a pose to what each part of the face does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from studio.engines.puppet import contour
from studio.engines.puppet.contour import Table
from studio.engines.puppet.eyes import EyeMotion
from studio.engines.puppet.mouth import (
    FUNNEL_LOWER,
    FUNNEL_UPPER,
    LOWER_DOWN,
    PRESS_SHARE,
    ROLL_SHARE,
    TONGUE_PARTS,
    UPPER_UP,
    JawReach,
    MouthMotion,
    MouthPart,
)
from studio.engines.puppet.muscles import JAW_SIDE_CHIN
from studio.models.controls import Pose
from studio.models.face import ArtStyle

RELAX_SHARE = 0.9
"""How much of a measured smile is taken back; the rest keeps the face its own."""
LEFT_SHARE: Table = contour.side_share(True)
RIGHT_SHARE: Table = contour.side_share(False)


@dataclass(frozen=True, slots=True)
class RestState:
    """What the reference's own face already does; it is taken back where a pose asks for the opposite.

    Attributes:
        smile_left, smile_right: 0…1, how far the corners are already drawn up.
    """

    smile_left: float = 0.0
    smile_right: float = 0.0


FLAT_ACTING: Mapping[str, float] = {
    "browDown": 1.5, "browInnerUp": 1.4, "browOuterUp": 1.3, "mouthSmile": 1.25, "mouthFrown": 1.25, "jawOpen": 0.72,
}  # fmt: skip
"""How flat art acts against skin: brows and corners larger, the mouth less open. Taken from drawn expression sets."""


def acted(pose: Pose, style: ArtStyle) -> dict[str, float]:
    """The pose as a face of a style acts it; values may leave 0…1."""
    if style is not ArtStyle.FLAT:
        return dict(pose)
    return {name: value * FLAT_ACTING.get(_sideless(name), 1.0) for name, value in pose.items()}


def _sideless(control: str) -> str:
    return control.removesuffix("Left").removesuffix("Right")


def relaxation(pose: Pose) -> float:
    """How far the reference's own smile gives way, 0…1: the muscles that pull against it switch it off."""

    def of(name: str) -> float:
        return pose.get(name, 0.0)

    against = (
        1.8 * max(of("mouthFrownLeft"), of("mouthFrownRight"))
        + 1.5 * max(of("mouthPucker"), of("mouthFunnel"))
        + 1.2 * max(of("mouthPressLeft"), of("mouthPressRight"))
        + 1.2 * max(of("mouthRollLower"), of("mouthRollUpper"))
        + 1.3 * of("mouthClose")
        + 1.0 * max(of("mouthShrugLower"), of("mouthShrugUpper"))
        + 0.8 * max(of("mouthStretchLeft"), of("mouthStretchRight"))
        + 0.6 * of("cheekPuff")
    )
    for_it = max(of("mouthSmileLeft"), of("mouthSmileRight"), of("mouthDimpleLeft"), of("mouthDimpleRight"))
    x = float(np.clip(1.2 * against - 1.2 * for_it, 0.0, 1.0))
    return x * x * (3.0 - 2.0 * x)


def field_weights(pose: Pose, rest: RestState) -> dict[str, float]:
    """Weights of the displacement fields: the pose, the head's angles as sines, the rest state taken back."""
    weights = {name: value for name, value in pose.items() if not name.startswith("head")}
    relaxed = relaxation(pose)
    if relaxed:
        weights["mouthSmileLeft"] = weights.get("mouthSmileLeft", 0.0) - RELAX_SHARE * relaxed * rest.smile_left
        weights["mouthSmileRight"] = weights.get("mouthSmileRight", 0.0) - RELAX_SHARE * relaxed * rest.smile_right
        # A relaxed mouth is narrower already; what draws it together has less way to go.
        left_over = 1.0 - 0.4 * relaxed * max(rest.smile_left, rest.smile_right)
        for name in ("mouthPucker", "mouthFunnel"):
            if name in weights:
                weights[name] *= left_over
    for axis in ("Yaw", "Pitch", "Roll"):
        angle = np.deg2rad(pose.get(f"head{axis}", 0.0))
        if angle:
            weights[f"{axis.lower()}_sin"] = float(np.sin(angle))
            weights[f"{axis.lower()}_cos"] = float(1.0 - np.cos(angle))
    return weights


def eye_motion(pose: Pose, side: str) -> EyeMotion:
    """What the eye of a side ("Left" or "Right", the character's own) does."""

    def of(name: str) -> float:
        return pose.get(f"{name}{side}", 0.0)

    outward = of("eyeLookOut") - of("eyeLookIn")
    return EyeMotion(
        blink=of("eyeBlink"),
        squint=of("eyeSquint"),
        wide=of("eyeWide"),
        cheek=of("cheekSquint"),
        gaze_x=outward if side == "Left" else -outward,
        gaze_y=of("eyeLookDown") - of("eyeLookUp"),
    )


def mouth_motion(
    pose: Pose,
    mouth: MouthPart,
    jaw: JawReach,
) -> MouthMotion:
    """What the lips do.

    Args:
        pose: Sparse control values.
        mouth: The mouth that moves.
        jaw: What jawOpen = 1 does on this face.
    """

    def of(name: str) -> float:
        return pose.get(name, 0.0)

    opened = of("jawOpen")
    parted = opened * (1.0 - of("mouthClose"))
    up = np.zeros(contour.TABLE_SIZE, np.float32)
    down = mouth.jaw_lens * (parted * jaw.lip_beyond_line_px)
    size = mouth.size_px
    lift = LEFT_SHARE * of("mouthUpperUpLeft") + RIGHT_SHARE * of("mouthUpperUpRight")
    drop = LEFT_SHARE * of("mouthLowerDownLeft") + RIGHT_SHARE * of("mouthLowerDownRight")
    up = up + mouth.open_lens * lift * (UPPER_UP * size) + mouth.round_lens * (of("mouthFunnel") * FUNNEL_UPPER * size)
    down = (
        down + mouth.open_lens * drop * (LOWER_DOWN * size) + mouth.open_lens * (of("tongueOut") * TONGUE_PARTS * size)
    )
    down = down + mouth.round_lens * (of("mouthFunnel") * FUNNEL_LOWER * size)
    press = LEFT_SHARE * of("mouthPressLeft") + RIGHT_SHARE * of("mouthPressRight")
    upper_in = mouth.upper_lip * np.minimum(0.85, ROLL_SHARE * of("mouthRollUpper") + PRESS_SHARE * press)
    lower_in = mouth.lower_lip * np.minimum(0.85, ROLL_SHARE * of("mouthRollLower") + PRESS_SHARE * press)
    return MouthMotion(
        np.asarray(up, np.float32),
        np.asarray(down, np.float32),
        np.asarray(upper_in, np.float32),
        np.asarray(lower_in, np.float32),
        closing=relaxation(pose) * (1.0 - parted),
        stay=parted,
        jaw_shift=_jaw_shift(pose, mouth, jaw),
        skin_lag=(jaw.line_px[0] * opened, jaw.line_px[1] * opened),
        tongue=of("tongueOut"),
    )


def _jaw_shift(pose: Pose, mouth: MouthPart, jaw: JawReach) -> tuple[float, float]:
    """By how many pixels the jaw has left the skull: down as it opens, sideways as it slides."""
    opened = pose.get("jawOpen", 0.0)
    aside = (pose.get("jawLeft", 0.0) - pose.get("jawRight", 0.0)) * JAW_SIDE_CHIN * mouth.eye_distance_px
    along = mouth.frame.along
    x, y = ((line + beyond) * opened for line, beyond in zip(jaw.line_px, jaw.beyond_px, strict=True))
    return x + aside * float(along[0]), y + aside * float(along[1])
