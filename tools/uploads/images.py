"""Pictures as they are kept: turned upright, without place and device data, scaled down, with small versions."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

LONGEST_SIDE = 1920
SMALL_SIDES = (640, 160)
# A JPEG is decoded at a fraction of its size; the others take four bytes of memory for every pixel.
MOST_PIXELS = {"JPEG": 100_000_000, "PNG": 25_000_000, "WEBP": 25_000_000, "GIF": 25_000_000}
# What the library calls a JPEG with further pictures behind the first, as phones make them.
_SAME = {"MPO": "JPEG"}
_FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/png"}


class UnreadableImage(Exception):
    """The bytes are no picture that can be decoded, or one of too many pixels. The text says which."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One encoded picture and its size in pixels."""

    content: bytes
    mime_type: str
    width: int
    height: int


def prepare(content: bytes) -> tuple[Picture, list[Picture]]:
    """The picture to keep and its smaller versions (640 and 160 pixels, none that would be larger than the picture).

    A moving picture keeps its first frame. UnreadableImage when it cannot be decoded."""
    try:
        with Image.open(io.BytesIO(content), formats=tuple(_FORMATS)) as opened:
            kind = _SAME.get(opened.format or "PNG", opened.format or "PNG")
            if opened.width * opened.height > MOST_PIXELS[kind]:
                most = MOST_PIXELS[kind] // 1_000_000
                raise UnreadableImage(
                    f"has {opened.width} x {opened.height} pixels; at most {most} million are allowed"
                )
            # A JPEG decodes straight to the smallest size that still covers what is kept: many times faster.
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            opened.load()
            picture = _plain(_upright(opened), kind)
    except UnreadableImage:
        raise
    except Exception as error:
        # What a decoder raises over foreign bytes has no end: KeyError, struct.error, IndexError, MemoryError.
        raise UnreadableImage("cannot be decoded as a picture") from error
    scaled = _within(picture, LONGEST_SIDE)
    small = [_encoded(_within(scaled, side), kind) for side in SMALL_SIDES if max(scaled.size) > side]
    return _encoded(scaled, kind), small


def _upright(picture: Image.Image) -> Image.Image:
    """The picture turned as its camera was held; as it lies when what the camera noted cannot be read."""
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:
        return picture


def _plain(picture: Image.Image, kind: str) -> Image.Image:
    if kind == "JPEG":
        return picture.convert("RGB")
    has_alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    return picture.convert("RGBA" if has_alpha else "RGB")


def _within(picture: Image.Image, side: int) -> Image.Image:
    if max(picture.size) <= side:
        return picture
    smaller = picture.copy()
    smaller.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return smaller


def _encoded(picture: Image.Image, kind: str) -> Picture:
    # A fresh image carries no EXIF, XMP or ICC data of the original, so none is written.
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    target = io.BytesIO()
    if kind == "JPEG":
        bare.save(target, "JPEG", quality=85)
    elif kind == "WEBP":
        bare.save(target, "WEBP", quality=85, method=2)
    else:
        bare.save(target, "PNG", compress_level=4)
    return Picture(target.getvalue(), _FORMATS[kind], *picture.size)
