"""Every kind of picture file, real and damaged, becomes a picture or one clear error."""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms

from studio.core.errors import InputError
from studio.models.picture import Picture
from studio.storage.pictures import FORMATS, MAX_PIXELS, decode_picture, encode_png, kept_compression, load_picture

REFUSED = {
    "truncated_half.jpg": "picture.truncated",
    "bad_crc.png": "picture.corrupt",
    "zero_bytes.png": "picture.empty",
    "text_renamed.jpg": "picture.unknown_format",
    "one_pixel.png": "picture.too_small",
    "bomb_30000x30000_1bit.png": "picture.too_large",
}


@pytest.fixture(scope="module")
def edge(shared_data: Path) -> Path:
    return shared_data / "portraits" / "edge"


@pytest.fixture(scope="module")
def astronaut(shared_data: Path) -> Picture:
    return load_picture(shared_data / "portraits" / "photo" / "astronaut_nasa.png")


def code_of(data: bytes, name: str = "x.png") -> str:
    with pytest.raises(InputError) as caught:
        decode_picture(data, name)
    assert name in caught.value.user_message
    assert caught.value.hint
    return caught.value.code


def difference(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> float:
    return float(np.abs(a.astype(int) - b.astype(int)).mean())


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)  # type: ignore[arg-type]
    return buffer.getvalue()


def test_every_edge_file_has_its_outcome(edge: Path) -> None:
    expected = set(json.loads((edge / "expectations.json").read_text(encoding="utf-8")))
    assert expected == {path.name for path in edge.iterdir()} - {"expectations.json"}
    assert set(REFUSED) <= expected
    for name in sorted(expected):
        if name in REFUSED:
            with pytest.raises(InputError) as caught:
                load_picture(edge / name)
            assert caught.value.code == REFUSED[name], name
            continue
        picture = load_picture(edge / name)
        assert picture.pixels.shape == (picture.height, picture.width, 4), name
        assert picture.pixels.dtype == np.uint8
        assert picture.pixels.flags.c_contiguous
        assert picture.source_name == name
        assert picture.source_format in FORMATS
        assert picture.has_alpha == bool((picture.pixels[..., 3] < 255).any()), name


def test_exif_orientations_all_show_the_same_upright_picture(edge: Path) -> None:
    upright = load_picture(edge / "exif_gps_private.jpg")
    for name in [f"exif_orientation_{k}.jpg" for k in (3, 4, 5, 6, 8)] + ["exif_orientation_6.png"]:
        picture = load_picture(edge / name)
        assert (picture.width, picture.height) == (upright.width, upright.height), name
        assert difference(picture.rgb, upright.rgb) < 3, name
        assert any("EXIF orientation" in note for note in picture.notes)


def test_colours_survive_each_kind(edge: Path, astronaut: Picture) -> None:
    limits = {
        "cmyk.jpg": 4, "progressive.jpg": 4, "webp_lossy.webp": 6, "palette_64.png": 9, "png_named_jpg.jpg": 0.01,
        "name with spaces äöü 漢字.jpg": 4, "q5.jpg": 20,
    }  # fmt: skip
    for name, limit in limits.items():
        assert difference(load_picture(edge / name).rgb, astronaut.rgb) < limit, name
    assert load_picture(edge / "png_named_jpg.jpg").source_format == "PNG"


def test_gray_kinds_keep_their_lightness(edge: Path, astronaut: Picture) -> None:
    gray = astronaut.rgb.astype(float) @ [0.299, 0.587, 0.114]
    for name, limit in (("gray_L.png", 1.5), ("gray_16bit.png", 1.5)):
        assert difference(load_picture(edge / name).rgb[..., 0], np.rint(gray).astype(np.uint8)) < limit, name
    assert abs(float(load_picture(edge / "one_bit.png").rgb.mean()) - float(gray.mean())) < 3


def test_alpha_stays_and_hidden_colours_never_show(edge: Path) -> None:
    soft = load_picture(edge / "alpha_soft_edges.png")
    assert len(np.unique(soft.pixels[..., 3])) > 20
    magenta = load_picture(edge / "alpha_magenta_under_zero.png")
    hidden = magenta.pixels[..., 3] == 0
    assert (magenta.pixels[hidden][:, :3] == (255, 0, 255)).all()  # kept as it is …
    assert (magenta.rgb[hidden] == 255).all()  # … and never shown
    assert load_picture(edge / "palette_transparency.png").has_alpha


def test_first_frame_of_animations_and_pages(edge: Path, astronaut: Picture) -> None:
    small = np.asarray(Image.fromarray(astronaut.rgb).resize((200, 200), Image.Resampling.LANCZOS))
    for name in ("animated.gif", "apng.png", "tiff_multi.tif"):
        picture = load_picture(edge / name)
        assert any("first of 2" in note for note in picture.notes), name
        assert difference(picture.rgb, small) < 12, name


def test_sixteen_bits_a_channel() -> None:
    import cv2

    ramp = np.linspace(0, 65535, 64 * 64).reshape(64, 64).astype(np.uint16)
    expected = np.rint(ramp / 257).astype(int)
    for channels in (ramp, np.dstack([ramp, ramp, ramp]), np.dstack([ramp, ramp, ramp, np.full_like(ramp, 65535)])):
        for suffix in (".png", ".tif"):
            if channels.ndim == 3 and channels.shape[2] == 4 and suffix == ".tif":
                continue  # OpenCV does not say which of four channels is alpha
            ok, data = cv2.imencode(suffix, channels)
            assert ok
            picture = decode_picture(data.tobytes())
            assert np.abs(picture.pixels[..., 1].astype(int) - expected).max() <= 1, (channels.shape, suffix)
            assert not picture.has_alpha


@pytest.mark.parametrize("scale", [1.0, 255.0, 65535.0])
def test_float_gray(scale: float) -> None:
    ramp = np.linspace(0, scale, 64 * 64, dtype=np.float32).reshape(64, 64)
    ramp[0, 0] = np.nan
    picture = decode_picture(saved(Image.fromarray(ramp), "TIFF"))
    assert (
        np.abs(picture.pixels[..., 0].astype(int) - np.rint(np.nan_to_num(ramp) * 255 / scale).astype(int)).max() <= 1
    )


def test_gray_with_alpha_and_bits() -> None:
    image = Image.merge("LA", [Image.linear_gradient("L"), Image.radial_gradient("L")])
    picture = decode_picture(saved(image, "PNG"))
    assert picture.has_alpha
    assert (picture.pixels[..., 3] == np.asarray(Image.radial_gradient("L"))).all()
    assert (picture.pixels[..., 2] == np.asarray(Image.linear_gradient("L"))).all()


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "AVIF", "BMP", "GIF", "JPEG"])
def test_each_kind_is_read(kind: str, astronaut: Picture) -> None:
    options: dict[str, object] = {"lossless": True} if kind == "WEBP" else {"quality": 90} if kind == "AVIF" else {}
    picture = decode_picture(saved(Image.fromarray(astronaut.rgb), kind, **options), "astronaut")
    assert picture.source_format == kind
    assert difference(picture.rgb, astronaut.rgb) < (0.01 if kind in ("PNG", "WEBP", "TIFF", "BMP") else 8)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_orientation_in_other_kinds(kind: str) -> None:
    pixels = np.zeros((40, 60, 3), np.uint8)
    pixels[:, :10] = (255, 0, 0)
    exif = Image.Exif()
    exif[0x0112] = 6  # shown turned clockwise by a quarter
    options: dict[str, object] = {"lossless": True} if kind == "WEBP" else {}
    picture = decode_picture(saved(Image.fromarray(pixels), kind, exif=exif, **options))
    assert (picture.width, picture.height) == (40, 60)
    assert (picture.rgb[:10] == (255, 0, 0)).all()
    assert (picture.rgb[10:] == 0).all()


def test_embedded_profile_is_converted_to_srgb() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = bytearray(srgb.replace("sRGB".encode("utf-16-be"), "test".encode("utf-16-be")))
    tags = {
        bytes(srgb[132 + 12 * i : 136 + 12 * i]): 132 + 12 * i for i in range(struct.unpack(">I", srgb[128:132])[0])
    }
    red, blue = tags[b"rXYZ"], tags[b"bXYZ"]
    swapped[red + 4 : red + 12], swapped[blue + 4 : blue + 12] = srgb[blue + 4 : blue + 12], srgb[red + 4 : red + 12]
    pixels = np.full((32, 32, 4), (200, 100, 50, 128), np.uint8)
    picture = decode_picture(saved(Image.fromarray(pixels), "PNG", icc_profile=bytes(swapped)))
    assert np.abs(picture.pixels[0, 0].astype(int) - (50, 100, 200, 128)).max() <= 2
    plain = decode_picture(saved(Image.fromarray(pixels), "PNG", icc_profile=srgb))
    assert (plain.pixels == pixels).all()
    broken = decode_picture(saved(Image.fromarray(pixels), "PNG", icc_profile=b"no profile at all"))
    assert (broken.pixels == pixels).all()
    assert any("damaged" in note for note in broken.notes)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP"])
def test_cut_files_say_so(kind: str, astronaut: Picture) -> None:
    data = saved(Image.fromarray(astronaut.rgb), kind)
    code = code_of(data[: len(data) // 2], "cut")
    assert code == "picture.truncated" or (kind == "TIFF" and code == "picture.corrupt")


def test_heads_without_bodies_and_other_files() -> None:
    assert code_of(b"\x89PNG\r\n\x1a\n" + b"\0" * 50) in ("picture.corrupt", "picture.truncated")
    assert code_of(b"\xff\xd8\xff" + b"\0" * 50) in ("picture.corrupt", "picture.truncated")
    assert code_of(b"%PDF-1.7 not a picture") == "picture.unknown_format"
    assert code_of(b"<svg xmlns='http://www.w3.org/2000/svg'/>") == "picture.unknown_format"
    assert code_of(b"") == "picture.empty"


def test_large_pictures_are_refused_before_decoding() -> None:
    side = int(MAX_PIXELS**0.5) + 50
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    import zlib

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
    assert code_of(data) == "picture.too_large"


def test_missing_files_and_folders(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "no.png", "picture.missing"), (tmp_path, "picture.unreadable")):
        with pytest.raises(InputError) as caught:
            load_picture(path)
        assert caught.value.code == code


def test_png_out_is_stable_and_carries_nothing_else(edge: Path) -> None:
    picture = load_picture(edge / "exif_gps_private.jpg")
    data = encode_png(picture.pixels, compress_level=3)
    assert data == encode_png(picture.pixels.copy(), compress_level=3)
    kinds, at = [], 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kinds.append(data[at + 4 : at + 8])
        at += 12 + length
    assert set(kinds) == {b"IHDR", b"IDAT", b"IEND"}
    assert (decode_picture(data).pixels == picture.pixels).all()


def test_a_large_picture_is_kept_quickly_and_exactly() -> None:
    small, large = np.zeros((100, 100, 4), np.uint8), np.zeros((2000, 2000, 4), np.uint8)
    assert kept_compression(small) > kept_compression(large)
    pixels = np.random.default_rng(0).integers(0, 256, (64, 48, 4), np.uint8)
    assert np.array_equal(decode_picture(encode_png(pixels, compress_level=kept_compression(large))).pixels, pixels)
