"""Files that tests send inside calls."""

from __future__ import annotations

import base64
import io

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 100


def picture(width: int = 800, height: int = 400, format: str = "PNG", colour: str = "red") -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(target, format)
    return target.getvalue()


def sent(content: bytes, filename: str = "file") -> dict[str, str]:
    """A file as a call carries it."""
    return {"filename": filename, "content_base64": base64.b64encode(content).decode()}
