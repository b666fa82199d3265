"""The square of a face as the network sees it, and the way of a drawn square into a frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.engines.arc2face.alignment import Alignment, align, aligned_points, aligned_rgb, aligned_rgba
from studio.engines.arc2face.codecs import Codec, PortraitCodec
from studio.engines.arc2face.identity import FaceIdentity, find_recogniser
from studio.engines.arc2face.layout import MemberSettings, WeightPaths
from studio.models.face import FaceReference


@dataclass(frozen=True, slots=True, eq=False)
class Square:
    """A face cut out.

    Attributes:
        values: (size, size, C) float32 0…1; premultiplied where C is 4.
        points: (478, 2) landmarks in it.
    """

    values: NDArray[np.float32]
    points: NDArray[np.float32]


def alignment_of(reference: FaceReference, settings: MemberSettings, size_px: int) -> Alignment:
    """The square that the weights know: FFHQ's, or the whole of a drawn portrait.

    Raises:
        InputError: If the face cannot be drawn, or these weights know nothing like it.
    """
    if settings.identity != "portrait":
        return align(reference.mesh, size_px)
    portrait = reference.portrait
    if portrait is None:
        message = f"{settings.title} draws the studio's own drawn portraits and nothing else."
        hint = "For photographs install the published Arc2Face; for your own art take the puppet."
        raise InputError(message, hint, "face.kind")
    x, y, side = portrait.x, portrait.y, portrait.size_px
    return Alignment(np.array([[x, y], [x, y + side], [x + side, y + side], [x + side, y]], np.float64), size_px)


def cut_out(reference: FaceReference, alignment: Alignment, channels: int) -> Square:
    """The square of a reference, with transparency where the weights know it."""
    if channels == 4:
        values = aligned_rgba(reference.picture, alignment)
    else:
        values = aligned_rgb(reference.picture, alignment).astype(np.float32) / 255
    return Square(values, aligned_points(reference.mesh, alignment))


def identity_of(square: Square, weights: WeightPaths, codec: Codec) -> NDArray[np.float32]:
    """(512,) of the person in a square, by the recogniser that the weights were trained with.

    Raises:
        ModelError: If it is missing.
        InputError: If there is no face.
    """
    if weights.settings.identity == "portrait":
        return _drawn_identity(square, weights, codec)
    rgb = pixels_of(square.values)[..., :3]
    return FaceIdentity(find_recogniser(weights.recogniser)).of_picture(rgb, square.points)


def _drawn_identity(square: Square, weights: WeightPaths, codec: Codec) -> NDArray[np.float32]:
    import torch

    from studio.engines.diffusion.identity import PortraitIdentity
    from studio.engines.diffusion.weights import IDENTITY, weights_folder

    own = weights.settings.pieces.get("identity")
    network = PortraitIdentity.from_pretrained(weights.root / own if own else weights_folder(IDENTITY))
    assert isinstance(codec, PortraitCodec)
    device = next(codec.network.parameters()).device
    with torch.no_grad():
        latents = codec.distribution(torch.from_numpy(square.values).permute(2, 0, 1)[None].to(device))[0]
        vector: NDArray[np.float32] = network.to(device)(latents)[0].float().cpu().numpy()
    return vector


def pixels_of(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    """(size, size, C) 0…1 to uint8; straight alpha where C is 4."""
    if values.shape[2] == 4:
        coverage = values[..., 3:]
        values = np.concatenate([np.where(coverage > 0, values[..., :3] / np.maximum(coverage, 1e-4), 0), coverage], 2)
    pixels: NDArray[np.uint8] = np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8)
    return pixels


def portrait_in_frame(pixels: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    """A new portrait as large as fits into a frame, in its middle; around it nothing."""
    from PIL import Image

    size = min(width, height)
    mode = "RGBA" if pixels.shape[2] == 4 else "RGB"
    image = Image.fromarray(pixels, mode).convert("RGBa" if mode == "RGBA" else "RGB")
    scaled = np.asarray(image.resize((size, size), Image.Resampling.LANCZOS).convert("RGBA"))
    frame = np.zeros((height, width, 4), np.uint8)
    x, y = (width - size) // 2, (height - size) // 2
    frame[y : y + size, x : x + size] = scaled
    return frame


__all__ = ["Square", "alignment_of", "cut_out", "identity_of", "pixels_of", "portrait_in_frame"]
