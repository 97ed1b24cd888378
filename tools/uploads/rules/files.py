"""Uploaded files: what they are by their content, how large each kind may be, and how long unused ones stay."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import puremagic

Kind = Literal["image", "video", "document"]
Purpose = Literal["general", "job", "schedule", "event", "avatar", "cv"]

KIB = 1024
MOST_BYTES: dict[Kind, int] = {"image": 5120 * KIB, "document": 5120 * KIB, "video": 51_200 * KIB}
MOST_FILES_A_CALL = 20
QUOTA_BYTES = 1024 * KIB * KIB
UNUSED_AFTER = timedelta(days=30)

IMAGES = ("image/jpeg", "image/png", "image/gif", "image/webp")
VIDEOS = ("video/mp4", "video/quicktime", "video/webm", "video/x-matroska", "video/3gpp", "video/x-msvideo")
_DOCUMENTS = ("application/pdf", "application/rtf", "application/msword", "application/vnd.ms-excel")
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OFFICE_PARTS = {
    "word/": f"{_OFFICE}wordprocessingml.document",
    "xl/": f"{_OFFICE}spreadsheetml.sheet",
    "ppt/": f"{_OFFICE}presentationml.presentation",
}
_OPEN_DOCUMENTS = tuple(
    f"application/vnd.oasis.opendocument.{part}" for part in ("text", "spreadsheet", "presentation")
)
ACCEPTED: dict[Kind, str] = {
    "image": "JPEG, PNG, GIF or WebP",
    "video": "MP4, MOV, WebM, Matroska, 3GP or AVI",
    "document": "PDF, Word, Excel, PowerPoint, OpenDocument, RTF or plain text (UTF-8)",
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file is, read from its content."""

    kind: Kind
    mime_type: str


def recognise(content: bytes) -> Recognised | None:
    """What the bytes are; None for what is not accepted here (programs, web pages, archives, unknown)."""
    try:
        guesses = [found.mime_type for found in puremagic.magic_string(content)]
    except (puremagic.PureError, ValueError):
        guesses = []
    for kind, mime_types in (("image", IMAGES), ("video", VIDEOS)):
        found = next((guess for guess in guesses if guess in mime_types), None)
        if found:
            return Recognised(kind, found)  # type: ignore[arg-type]
    mime_type = _document(content, guesses)
    return Recognised("document", mime_type) if mime_type else None


def file_fault(content: bytes, wanted: Kind | None) -> tuple[Recognised | None, str | None]:
    """What the file is, or what is wrong with it. wanted None: any kind, each within its own bound."""
    if not content:
        return None, "is empty"
    largest = MOST_BYTES[wanted] if wanted else max(MOST_BYTES.values())
    if len(content) > largest:
        return None, _too_large(len(content), largest)
    found = recognise(content)
    if found is None or (wanted and found.kind != wanted):
        accepted = ACCEPTED[wanted] if wanted else "; ".join(ACCEPTED.values())
        seen = f"; it is {found.mime_type}" if found else ""
        return None, f"is not a readable {wanted or 'file'} by its content{seen}. Accepted: {accepted}"
    if len(content) > MOST_BYTES[found.kind]:
        return None, _too_large(len(content), MOST_BYTES[found.kind])
    return found, None


def _too_large(size: int, largest: int) -> str:
    return f"has {-(-size // KIB)} KiB; at most {largest // KIB} KiB are allowed"


def _document(content: bytes, guesses: list[str]) -> str | None:
    if content.startswith(b"PK"):
        return _office_document(content)
    found = next((guess for guess in guesses if guess in _DOCUMENTS), None)
    if found:
        return found
    # Anything a browser would run stays out, also under the name of text.
    if any(guess.startswith(("text/html", "image/svg", "application/x")) for guess in guesses):
        return None
    return "text/plain" if _is_text(content) else None


def _office_document(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                declared = archive.read("mimetype").decode("ascii", "replace").strip()
                return declared if declared in _OPEN_DOCUMENTS else None
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError):
        return None
    if "[Content_Types].xml" not in names:
        return None
    return next((mime for part, mime in _OFFICE_PARTS.items() if any(name.startswith(part) for name in names)), None)


def _is_text(content: bytes) -> bool:
    if b"\0" in content:
        return False
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    beginning = text[:500].lstrip("\ufeff \t\r\n").lower()
    return not beginning.startswith(("<!doctype", "<html", "<svg", "<script", "<?xml", "#!"))
