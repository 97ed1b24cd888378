"""Pictures as they are kept: turned upright, without place and device data, scaled down, with small versions."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

LONGEST_SIDE = 1920
SMALL_SIDES = (640, 160)
MOST_PIXELS = 50_000_000
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
            if opened.width * opened.height > MOST_PIXELS:
                raise UnreadableImage(f"has {opened.width} x {opened.height} pixels; at most 50 million are allowed")
            kind = opened.format or "PNG"
            # A JPEG decodes straight to the smallest size that still covers what is kept: many times faster.
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(opened)
            picture = _plain(upright, kind)
    except UnreadableImage:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise UnreadableImage("cannot be decoded as a picture") from error
    kept = _encoded(_within(picture, LONGEST_SIDE), kind)
    small = [_encoded(_within(picture, side), kind) for side in SMALL_SIDES if max(picture.size) > side]
    return kept, small


def _plain(picture: Image.Image, kind: str) -> Image.Image:
    if kind == "JPEG":
        return picture.convert("RGB")
    has_alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    return picture.convert("RGBA" if has_alpha else "RGB")


def _within(picture: Image.Image, side: int) -> Image.Image:
    if max(picture.size) <= side:
        return picture
    smaller = picture.copy()
    smaller.thumbnail((side, side), Image.Resampling.LANCZOS)
    return smaller


def _encoded(picture: Image.Image, kind: str) -> Picture:
    # A fresh image carries no EXIF, XMP or ICC data of the original, so none is written.
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    target = io.BytesIO()
    if kind == "JPEG":
        bare.save(target, "JPEG", quality=85, optimize=True)
    elif kind == "WEBP":
        bare.save(target, "WEBP", quality=85, method=2)
    else:
        bare.save(target, "PNG", compress_level=6)
    return Picture(target.getvalue(), _FORMATS[kind], *picture.size)
