"""What anchors and groups are called."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication


def _tr(text: str) -> str:
    return QCoreApplication.translate("Anchors", text)


def anchor_word(name: str) -> str:
    """An anchor for people: "Right eye, outer corner". Right and left are the character's own."""
    return _words().get(name, name)


def group_word(name: str) -> str:
    """A group of anchors for people."""
    return _groups().get(name, name)


def anchor_help(name: str) -> str:
    """Where exactly the anchor goes, in one line."""
    if "Right" in name:
        return _tr("The character's own right: on the left of the picture.")
    if "Left" in name:
        return _tr("The character's own left: on the right of the picture.")
    return _help().get(name, "")


def _groups() -> Mapping[str, str]:
    return {
        "eyeRight": _tr("Right eye"), "eyeLeft": _tr("Left eye"), "browRight": _tr("Right brow"),
        "browLeft": _tr("Left brow"), "nose": _tr("Nose"), "mouth": _tr("Mouth"), "jaw": _tr("Jaw"),
    }  # fmt: skip


def _help() -> Mapping[str, str]:
    return {
        "noseTip": _tr("Where the nose comes nearest to you."),
        "chin": _tr("The lowest point of the face."),
        "forehead": _tr("The middle of the hairline, or where it would be."),
        "upperLipTop": _tr("The upper edge of the upper lip, in the middle."),
        "upperLipBottom": _tr("The middle of the line between the lips."),
        "lowerLipTop": _tr("The lower lip's upper edge; the same line while the mouth is closed."),
        "lowerLipBottom": _tr("The lower edge of the lower lip, in the middle."),
    }


def _words() -> Mapping[str, str]:
    return {
        "eyeRightOuter": _tr("Right eye, outer corner"), "eyeRightInner": _tr("Right eye, inner corner"),
        "eyeRightUpper": _tr("Right eye, upper lid"), "eyeRightLower": _tr("Right eye, lower lid"),
        "eyeLeftInner": _tr("Left eye, inner corner"), "eyeLeftOuter": _tr("Left eye, outer corner"),
        "eyeLeftUpper": _tr("Left eye, upper lid"), "eyeLeftLower": _tr("Left eye, lower lid"),
        "browRightOuter": _tr("Right brow, outer end"), "browRightMiddle": _tr("Right brow, middle"),
        "browRightInner": _tr("Right brow, inner end"), "browLeftInner": _tr("Left brow, inner end"),
        "browLeftMiddle": _tr("Left brow, middle"), "browLeftOuter": _tr("Left brow, outer end"),
        "noseTip": _tr("Tip of the nose"), "noseWingRight": _tr("Nose, right wing"),
        "noseWingLeft": _tr("Nose, left wing"), "mouthRight": _tr("Mouth, right corner"),
        "mouthLeft": _tr("Mouth, left corner"), "upperLipTop": _tr("Upper lip, upper edge"),
        "upperLipBottom": _tr("Upper lip, lower edge"), "lowerLipTop": _tr("Lower lip, upper edge"),
        "lowerLipBottom": _tr("Lower lip, lower edge"), "chin": _tr("Chin"), "jawRight": _tr("Jaw, right corner"),
        "jawLeft": _tr("Jaw, left corner"), "forehead": _tr("Forehead"), "irisRight": _tr("Right iris, middle"),
        "irisLeft": _tr("Left iris, middle"), "cheekRight": _tr("Edge of the right cheek"),
        "cheekLeft": _tr("Edge of the left cheek"),
    }  # fmt: skip
