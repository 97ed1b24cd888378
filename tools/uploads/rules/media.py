"""Pictures and films by their own first bytes, which no guess from a table of endings replaces.

HEIC, AVIF and films share one container, ISO media: only its brands tell a photo with its place from a film."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from tools.rules.sentences import worded

_RASTERS = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
# Pictures and sequences of pictures: HEIF with any codec, AVIF, raw photos of Canon.
_IN_PICTURES = """
    heic heix heim heis hevc hevx hevm hevs mif1 mif2 mif3 msf1 miaf 1pic avif avis avio avci avcs vvic vvis evbi evbs
    jpeg jpgs j2ki j2is unif crx MiHB MiHE MiHA MiPr MA1A MA1B jxl jp2 jpx jpm
"""
_IN_FILMS = """
    isom iso2 iso3 iso4 iso5 iso6 iso7 iso8 iso9 isoa isob isoc avc1 hvc1 hev1 av01 mp41 mp42 mp71 M4V M4VH M4VP MSNV F4V
    f4v dash msdh msix cmfc cmf2 cmff dby1 mmp4 XAVC niko CAEP caqv pana SEG iphE
    NDSC NDSH NDSM NDSP NDSS NDXC NDXH NDXM NDXP NDXS
"""
_PICTURE_BRANDS, _FILM_BRANDS = frozenset(_IN_PICTURES.split()), frozenset(_IN_FILMS.split())
_MOBILE = ("3gp", "3g2", "3gs", "3gr", "3ge", "3gg")
_SOUND = ("M4A", "M4B", "M4P", "F4A", "F4B")
# What an ISO file of before its brands may begin with: QuickTime of old cameras.
_OLD_QUICKTIME = frozenset({b"moov", b"mdat", b"wide", b"pnot"})
_PADDING = frozenset({b"free", b"skip", b"wide"})
_MOST_BOXES = 200
SEND_JPEG = worded("is a HEIC, HEIF or AVIF picture, which is not taken; send it as JPEG")


def raster_type(content: bytes) -> str | None:
    """The type of a JPEG, PNG, GIF or WebP picture; None for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((mime_type for mark, mime_type in _RASTERS.items() if content.startswith(mark)), None)


def is_iso_media(content: bytes) -> bool:
    """Whether the bytes are boxes of ISO media: HEIC, AVIF, MP4, QuickTime and what else is built so."""
    # A box begins with its size, so a text that has such a word there is none: files are below 64 MiB.
    return content[:1] < b"\x04" and (_brand_box(content) is not None or content[4:8] in _OLD_QUICKTIME)


def is_iso_picture(content: bytes) -> bool:
    """Whether ISO media is a picture: by any brand it says it is compatible with, or by what it declares to hold."""
    if not is_iso_media(content):
        return False
    return any(brand in _PICTURE_BRANDS for brand in _brands(content)) or _holds_picture(content)


def film_type(content: bytes) -> str | None:
    """The type of ISO media that is a film; None for pictures, sound alone and brands nobody knows."""
    if is_iso_picture(content):
        return None
    if _brand_box(content) is None:
        return "video/quicktime" if content[4:8] in _OLD_QUICKTIME else None
    for brand in _brands(content):
        if brand in _SOUND:
            return None
        if brand == "qt":
            return "video/quicktime"
        if brand[:3] in _MOBILE:
            return "video/3gpp"
        if brand in _FILM_BRANDS:
            return "video/mp4"
    return None


def _brands(content: bytes) -> list[str]:
    """Major brand first, then those it is compatible with, without their blanks."""
    box = _brand_box(content)
    if box is None:
        return []
    major, compatible = box[:4], box[8:]
    names = [major, *(compatible[start : start + 4] for start in range(0, min(len(compatible), 400), 4))]
    return [name.decode("latin-1").rstrip(" \0") for name in names if name.strip(b" \0")]


def _brand_box(content: bytes) -> bytes | None:
    """What is in the box of brands, which is the first but for padding."""
    for kind, start, end in _boxes(content):
        if kind == b"ftyp":
            return content[start:end]
        if kind not in _PADDING:
            return None
    return None


def _holds_picture(content: bytes) -> bool:
    """Whether a box of its own describes pictures (`meta` with the handler `pict`), whatever the brands claim."""
    for kind, start, end in _boxes(content):
        if kind == b"meta":
            handler = content.find(b"hdlr", start, min(end, start + 200))
            if handler >= 0 and content[handler + 12 : handler + 16] == b"pict":
                return True
    return False


def _boxes(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Kind, first byte and end of the boxes at the top, as far as they can be followed."""
    at = 0
    for _ in range(_MOST_BOXES):
        if at + 8 > len(content):
            return
        size, kind = struct.unpack_from(">I4s", content, at)
        head = 8
        if size == 1 and at + 16 <= len(content):
            size, head = struct.unpack_from(">Q", content, at + 8)[0], 16
        end = len(content) if size == 0 else at + size
        yield kind, at + head, min(end, len(content))
        if end < at + head:
            return
        at = end
