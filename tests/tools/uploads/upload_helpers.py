"""Files that tests send inside calls."""

from __future__ import annotations

import base64
import io

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 100

HEIC = b"\0\0\0\x1cftypheic\0\0\0\0mif1MiHBheic" + b"\0" * 100


def photo() -> bytes:
    """A JPEG as a phone makes it: a second picture behind the first, a place, a comment and XMP."""
    exif = Image.Exif()
    exif[0x010F] = "Maker of cameras"
    exif.get_ifd(0x8825).update({1: "N", 2: (60.0, 10.0, 1.0)})
    target = io.BytesIO()
    Image.new("RGB", (400, 200), "red").save(
        target,
        "MPO",
        save_all=True,
        append_images=[Image.new("RGB", (100, 50), "blue")],
        exif=exif,
        comment=b"taken at home",
        xmp=b"<x:xmpmeta>exif:GPSLatitude=60,10N</x:xmpmeta>",
    )
    return target.getvalue()


def picture(width: int = 800, height: int = 400, format: str = "PNG", colour: str = "red") -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(target, format)
    return target.getvalue()


def sent(content: bytes, filename: str = "file") -> dict[str, str]:
    """A file as a call carries it."""
    return {"filename": filename, "content_base64": base64.b64encode(content).decode()}
