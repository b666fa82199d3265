"""Putting a character, wearing an expression, into a picture, or into every frame of a clip.

Outside the soft mask the result is the given picture, byte for byte and at its own size. Nothing is drawn of a real
person before the user has confirmed the right to it.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.core.files import sha256_hex
from studio.core.jobs import CancelToken, Progress
from studio.engines.swap_square import Square, cut, feathered, pasted, scene_of, square_of
from studio.engines.swappers import DEFAULT_SWAPPER, make_swapper, swapper_title
from studio.engines.swapping import SwapOptions, SwapperInfo, SwapScene, SwapSession, WornExpression
from studio.export.content_notes import read_note
from studio.models.content_note import ContentNote
from studio.models.controls import Pose
from studio.models.face import ArtStyle, FaceReference
from studio.models.picture import Picture
from studio.pipelines.seeing import SeenPicture, SeeOptions, see_data
from studio.pipelines.stage import frame_digest

CONSENT_CODE, CHOOSE_CODE = "swap.consent", "swap.choose"
MIN_GROWTH, MAX_GROWTH = 0.6, 1.6


@dataclass(frozen=True, slots=True, eq=False)
class SwapPicture:
    """A picture that takes part, with the face that counts.

    Attributes:
        name: For people.
        reference: The picture and its face.
        sha256: Of the file.
        note: Its content note, if it carries one.
        is_drawn_by_us: Whether the program drew it from genes: nobody real can be in it.
    """

    name: str
    reference: FaceReference
    sha256: str
    note: ContentNote | None = None
    is_drawn_by_us: bool = False

    @property
    def shows_somebody_real(self) -> bool:
        """Whether it looks like a photograph of somebody: then the right to use it has to be confirmed."""
        return self.reference.style is ArtStyle.PHOTO and not self.is_drawn_by_us


@dataclass(frozen=True, slots=True)
class SwapExpression:
    """What is worn.

    Attributes:
        name: As it was asked for: "joy:0.7".
        pose: Controls.
        picture: Who shows it, alone without background; None where the controls say all.
        strength: How strongly what the picture shows is worn.
    """

    name: str
    pose: Pose = field(default_factory=dict)
    picture: SwapPicture | None = None
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class SwapPlan:
    """How a swap is done.

    Attributes:
        swapper: Name of what draws.
        options: How it draws.
        growth: Of the mask; 1 is the usual size.
        keeps_head: Whether the head keeps the turn that it has in the picture.
        rights: Hashes of the pictures for which the right is confirmed.
    """

    swapper: str = DEFAULT_SWAPPER
    options: SwapOptions = field(default_factory=SwapOptions)
    growth: float = 1.0
    keeps_head: bool = True
    rights: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class SwapResult:
    """A finished picture.

    Attributes:
        pixels: (H, W, 4) uint8 straight alpha, the size of the picture that was given.
        changed: (H, W) bool: where it may differ from that picture.
        note: Its content note.
        warnings: What the user should know.
    """

    pixels: NDArray[np.uint8]
    changed: NDArray[np.bool_]
    note: ContentNote
    warnings: tuple[str, ...]


def see_scene(
    data: bytes, name: str, options: SeeOptions | None = None, cancel: CancelToken | None = None
) -> Generator[Progress, None, SwapPicture]:
    """Look at the picture that somebody is put into; it keeps its background.

    Raises:
        InputError: If it is no picture, holds no face, or several and none was chosen.
        JobCancelled: If `cancel` was set.
    """
    chosen = replace(options or SeeOptions(), keep_background=True)
    seen = yield from see_data(data, name, chosen, cancel)
    if len(seen.faces) > 1 and chosen.face is None and chosen.point is None:
        places = ", ".join(
            f"{index}: {box.width:.0f} px wide at {box.x + box.width / 2:.0f}, {box.y + box.height / 2:.0f}"
            for index, box in enumerate(seen.faces[:6])
        )
        raise InputError(
            f"“{name}” shows {len(seen.faces)} faces, and it is not clear whose is to be replaced ({places}).",
            f"Choose one with --face 0 … {len(seen.faces) - 1}; 0 is the largest.", CHOOSE_CODE,
        )  # fmt: skip
    return seen_picture(seen, name)


def seen_picture(seen: SeenPicture, name: str) -> SwapPicture:
    """A picture that was looked at, as one that takes part."""
    return SwapPicture(name, seen.reference, sha256_hex(seen.data), read_note(seen.data))


def see_expression(
    data: bytes, name: str, cancel: CancelToken | None = None, models: Path | None = None
) -> Generator[Progress, None, SwapPicture]:
    """Look at a picture that shows an expression; its background is cut away.

    Raises:
        InputError: If it is no picture or holds no face.
    """
    return seen_picture((yield from see_data(data, name, SeeOptions(models=models), cancel)), name)


def missing_rights(pictures: Sequence[SwapPicture], rights: Collection[str]) -> tuple[SwapPicture, ...]:
    """The pictures of real people for which the right to use them has not been confirmed yet, each once."""
    found = {one.sha256: one for one in pictures if one.shows_somebody_real and one.sha256 not in rights}
    return tuple(found.values())


def check_rights(pictures: Sequence[SwapPicture], rights: Collection[str]) -> None:
    """Refuse to go on before the rights are confirmed.

    Raises:
        InputError: With the names of the pictures.
    """
    missing = missing_rights(pictures, rights)
    if missing:
        names = " and ".join(f"“{one.name}”" for one in missing)
        raise InputError(
            f"{names} {'shows' if len(missing) == 1 else 'show'} a real person.",
            "Confirm that you have the right to use the face: --i-have-the-right on the command line.", CONSENT_CODE,
        )  # fmt: skip


def swap(
    scene: SwapPicture,
    identity: Sequence[SwapPicture],
    worn: SwapExpression,
    plan: SwapPlan | None = None,
    cancel: CancelToken | None = None,
) -> Generator[Progress, None, SwapResult]:
    """Put somebody into a picture.

    Args:
        scene: The picture.
        identity: One or several pictures of the character.
        worn: The expression.
        plan: How.
        cancel: Stops between two evaluations of the network.

    Raises:
        InputError: If something cannot be used, or a right is missing.
        ModelError: If weights are missing.
        JobCancelled: If `cancel` was set.
    """
    token, how = cancel or CancelToken(), plan or SwapPlan()
    yield Progress(0.0, f"getting {identity[0].name if identity else 'the character'} ready")
    opened = open_swap(scene, identity, how, token)
    try:
        yield Progress(0.3, f"drawing {worn.name}")
        drawn = opened.draw(worn, token)
        yield Progress(0.9, "putting it in")
        token.check()
        return SwapResult(drawn, opened.mask > 0, opened.note(worn), opened.warnings)
    finally:
        opened.close()


@dataclass(slots=True, eq=False)
class OpenSwap:
    """A scene and a character, ready to be drawn many times."""

    scene: SwapPicture
    identity: tuple[SwapPicture, ...]
    plan: SwapPlan
    info: SwapperInfo
    session: SwapSession
    square: Square
    cut_scene: SwapScene
    mask: NDArray[np.float32]

    def draw(self, worn: SwapExpression, cancel: CancelToken | None = None) -> NDArray[np.uint8]:
        """(H, W, 4) uint8: the scene with the character in it; outside the mask its own bytes."""
        shown = None
        if worn.picture is not None:
            shown = cut(
                worn.picture.reference.picture.pixels, square_of(worn.picture.reference, self.info.placing),
                self.info.size_px,
            )  # fmt: skip
        asked = WornExpression(worn.pose, shown, worn.strength, self.plan.keeps_head)
        drawn = self.session.draw(self.cut_scene, asked, self.plan.options, cancel)
        return pasted(self.scene.reference.picture.pixels, drawn, self.square, self.mask)

    def note(self, worn: SwapExpression) -> ContentNote:
        """What goes into the file."""
        options = self.plan.options
        recipe = {
            "made": "head put into a picture", "expression": worn.name, "seed": str(options.seed),
            "quality": options.quality.value, "identity scale": f"{options.identity_scale:g}",
            "expression scale": f"{options.expression_scale:g}", "picture sha256": self.scene.sha256,
            "identity sha256": " ".join(one.sha256 for one in self.identity),
        }  # fmt: skip
        if worn.picture is not None:
            recipe["expression picture sha256"] = worn.picture.sha256
        recipe |= {f"weights {name}": value for name, value in self.session.recipe().items()}
        sources = [self.scene, *self.identity, *([worn.picture] if worn.picture else [])]
        earlier = tuple(dict.fromkeys(one.note.to_json() for one in sources if one.note is not None))
        notes = tuple(one.note for one in sources if one.note is not None)
        kept = tuple(next(note for note in notes if note.to_json() == text) for text in earlier)
        return ContentNote(self.plan.swapper, True, recipe, earlier=kept)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the user should know."""
        found = []
        if self.info.note and any(one.reference.style is ArtStyle.PHOTO for one in (self.scene, *self.identity)):
            found.append(f"{swapper_title(self.plan.swapper)}: {self.info.note}")
        elif self.square.side_px > 2.5 * self.info.size_px:
            found.append(
                f"The head is drawn at {self.info.size_px} px and enlarged "
                f"{self.square.side_px / self.info.size_px:.1f} times: it comes out softer than the picture."
            )
        return tuple(found)

    def close(self) -> None:
        """Free memory."""
        self.session.close()


def open_swap(
    scene: SwapPicture, identity: Sequence[SwapPicture], plan: SwapPlan, cancel: CancelToken | None = None
) -> OpenSwap:
    """Check everything, then get it ready.

    Raises:
        InputError: If something cannot be used, or a right is missing.
        ModelError: If weights are missing.
    """
    if not identity:
        raise InputError("Nobody was named to be put in.", "Choose a character with a picture.", "swap.identity")
    if not MIN_GROWTH <= plan.growth <= MAX_GROWTH:
        hint = f"Give a number from {MIN_GROWTH:g} to {MAX_GROWTH:g}."
        raise InputError(f"The mask cannot grow by {plan.growth:g}.", hint, "usage.growth")
    check_rights((scene, *identity), plan.rights)
    swapper = make_swapper(plan.swapper)
    cut_scene, square = scene_of(scene.reference, swapper.info, plan.growth)
    session = swapper.open([one.reference for one in identity], cancel)
    height, width = scene.reference.picture.pixels.shape[:2]
    mask = feathered(cut_scene.mask, square, (height, width))
    return OpenSwap(scene, tuple(identity), plan, swapper.info, session, square, cut_scene, mask)


class SwapStage:
    """An open swap where `render_clip` expects a stage: every frame with the same seed, equal frames kept once."""

    def __init__(self, opened: OpenSwap, cancel: CancelToken | None = None) -> None:
        self._opened, self._cancel = opened, cancel or CancelToken()
        self._by_pose: dict[tuple[tuple[str, float], ...], NDArray[np.uint8]] = {}
        self._by_pixels: dict[bytes, NDArray[np.uint8]] = {}

    def frame(self, pose: Pose, seed: int = 0) -> NDArray[np.uint8]:
        """(H, W, 4) uint8, read-only; the seed is the plan's own, so that only the expression changes."""
        self._cancel.check()
        key = tuple(sorted(pose.items()))
        if key not in self._by_pose:
            pixels = self._opened.draw(SwapExpression("frame", pose), self._cancel)
            frame = self._by_pixels.setdefault(frame_digest(pixels), pixels)
            frame.flags.writeable = False
            self._by_pose[key] = frame
        return self._by_pose[key]


def with_pixels(picture: SwapPicture, pixels: NDArray[np.uint8]) -> SwapPicture:
    """The same picture with other pixels of the same size."""
    shown = Picture(pixels, bool((pixels[..., 3] < 255).any()), picture.name)
    return replace(picture, reference=replace(picture.reference, picture=shown))


__all__ = [
    "CHOOSE_CODE", "CONSENT_CODE", "OpenSwap", "SwapExpression", "SwapPicture", "SwapPlan", "SwapResult", "SwapStage",
    "check_rights", "missing_rights", "open_swap", "see_expression", "see_scene", "seen_picture", "swap",
    "with_pixels",
]  # fmt: skip
