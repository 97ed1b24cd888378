"""What a camera noted in a picture, read before the picture is made anew without it."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import ExifTags, Image

from tools.uploads.rules.camera import moment, place, satellite_moment

_FORMATS = ("JPEG", "PNG", "WEBP")
# Original before digitised: each with its offset.
_CLOCKS = ((0x9003, 0x9011), (0x9004, 0x9012))


@dataclass(frozen=True, slots=True)
class Taken:
    """When and where a picture says it was taken: no proof. at: ISO 8601, with an offset only where the camera noted one.

    latitude and longitude in degrees, both or neither."""

    at: str | None = None
    latitude: float | None = None
    longitude: float | None = None


NOTHING_NOTED = Taken()


def taken_of(content: bytes) -> Taken:
    """What can be read; nothing of bytes that hold nothing readable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
                exif = opened.getexif()
                camera, satellite = dict(exif.get_ifd(ExifTags.IFD.Exif)), dict(exif.get_ifd(ExifTags.IFD.GPSInfo))
    except Exception:
        # What a decoder raises over foreign bytes has no end.
        return NOTHING_NOTED
    by_clock = (moment(camera.get(clock), camera.get(offset)) for clock, offset in _CLOCKS)
    at = next((found for found in by_clock if found), None) or satellite_moment(satellite.get(29), satellite.get(7))
    where = place(satellite.get(2), satellite.get(1), satellite.get(4), satellite.get(3))
    return Taken(at, *(where or (None, None)))
