"""Uploaded files: what they are by their content, how large each kind may be, and how long unused ones stay."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import puremagic

from tools.rules.sentences import joined, word, worded
from tools.uploads.rules.media import SEND_JPEG, film_type, is_iso_media, is_iso_picture, raster_type

Kind = Literal["image", "video", "document"]
Purpose = Literal["general", "job", "schedule", "event", "avatar", "cv"]

KIB = 1024
MOST_BYTES: dict[Kind, int] = {"image": 5120 * KIB, "document": 5120 * KIB, "video": 51_200 * KIB}
MOST_FILES_A_CALL = 20
QUOTA_BYTES = 1024 * KIB * KIB
UNUSED_AFTER = timedelta(days=30)

IMAGES = ("image/jpeg", "image/png", "image/gif", "image/webp")
_OTHER_VIDEOS = ("video/webm", "video/x-matroska", "video/x-msvideo")
VIDEOS = ("video/mp4", "video/quicktime", "video/3gpp", *_OTHER_VIDEOS)
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
    "image": worded("JPEG, PNG, GIF or WebP"),
    "video": worded("MP4, MOV, WebM, Matroska, 3GP or AVI"),
    "document": worded("PDF, Word, Excel, PowerPoint, OpenDocument, RTF or plain text (UTF-8)"),
}


# What a stored file of a type may be called; the first is what it is called else.
_ENDINGS: dict[str, tuple[str, ...]] = {
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "video/mp4": ("mp4", "m4v"),
    "video/quicktime": ("mov", "qt"),
    "video/webm": ("webm",),
    "video/x-matroska": ("mkv",),
    "video/3gpp": ("3gp",),
    "video/x-msvideo": ("avi",),
    "application/pdf": ("pdf",),
    "application/rtf": ("rtf",),
    "application/msword": ("doc", "xls", "ppt"),
    "application/vnd.ms-excel": ("xls",),
    _OFFICE_PARTS["word/"]: ("docx",),
    _OFFICE_PARTS["xl/"]: ("xlsx",),
    _OFFICE_PARTS["ppt/"]: ("pptx",),
    _OPEN_DOCUMENTS[0]: ("odt",),
    _OPEN_DOCUMENTS[1]: ("ods",),
    _OPEN_DOCUMENTS[2]: ("odp",),
    "text/plain": ("txt", "csv", "tsv", "md"),
}
_ENDING = re.compile(r"\.([^\W_]{1,8})$")
MOST_NAME = 255

# A document is a few hundred parts and some ten times as large unpacked; what is much more is made to fill a reader's memory.
MOST_ENTRIES = 4_000
MOST_UNPACKED = 50 * KIB * KIB
_ENTRY = b"PK\x01\x02"


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file is, read from its content."""

    kind: Kind
    mime_type: str


def recognise(content: bytes) -> Recognised | None:
    """What the bytes are; None for what is not accepted here (programs, web pages, archives, unknown)."""
    picture = raster_type(content)
    if picture:
        return Recognised("image", picture)
    if is_iso_media(content):
        film = film_type(content)
        return Recognised("video", film) if film else None
    try:
        guesses = [found.mime_type for found in puremagic.magic_string(content)]
    except Exception:
        # Besides its own error the library raises what its readers of single formats do over broken bytes.
        guesses = []
    film = next((guess for guess in guesses if guess in _OTHER_VIDEOS), None)
    if film:
        return Recognised("video", film)
    mime_type = _document(content, guesses)
    return Recognised("document", mime_type) if mime_type else None


def file_fault(content: bytes, wanted: Kind | None) -> tuple[Recognised | None, str | None]:
    """What the file is, or what is wrong with it. wanted None: any kind, each within its own bound."""
    if not content:
        return None, worded("is empty")
    largest = MOST_BYTES[wanted] if wanted else max(MOST_BYTES.values())
    if len(content) > largest:
        return None, _too_large(len(content), largest)
    if content.startswith(b"PK") and (fault := _packing_fault(content)):
        return None, fault
    if is_iso_picture(content):
        return None, SEND_JPEG
    found = recognise(content)
    if found is None or (wanted and found.kind != wanted):
        accepted = ACCEPTED[wanted] if wanted else joined(ACCEPTED.values(), "; ")
        seen = worded("; it is {type}", type=found.mime_type) if found else ""
        kind = worded(
            "is not a readable {kind} by its content{seen}. Accepted: {accepted}",
            kind=word(wanted) if wanted else worded("file"),
            seen=seen,
            accepted=accepted,
        )
        return None, kind
    if len(content) > MOST_BYTES[found.kind]:
        return None, _too_large(len(content), MOST_BYTES[found.kind])
    return found, None


def stored_name(name: str, mime_type: str) -> str:
    """A file's name with an ending of what its content is, whatever it was sent as: page.html of plain text is page.txt."""
    fitting = _ENDINGS.get(mime_type, ("bin",))
    bare = name.rstrip(". ")
    found = _ENDING.search(bare)
    ending = found[1].lower() if found else ""
    if found is None or ending.isdecimal():
        stem, ending = bare, fitting[0]
    else:
        stem, ending = bare[: found.start()], ending if ending in fitting else fitting[0]
    return f"{stem.rstrip('. ')[: MOST_NAME - len(ending) - 1] or 'file'}.{ending}"


def _packing_fault(content: bytes) -> str | None:
    """What is wrong with a packed document before anything of it is read: too many parts, or too much in them."""
    # No entry of the list goes without this mark, so counting it is a bound on what reading the list would take.
    entries = content.count(_ENTRY)
    if entries > MOST_ENTRIES:
        return worded(
            "has {entries} parts; at most {most_entries} are allowed", entries=entries, most_entries=MOST_ENTRIES
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except _UNREADABLE:
        return None
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED:
        return worded(
            "unpacks to {more} KiB; at most {most_unpacked} KiB are allowed",
            more=-(-unpacked // KIB),
            most_unpacked=MOST_UNPACKED // KIB,
        )
    # Parts that share their bytes unpack to more than they seem to hold.
    if sum(part.compress_size for part in parts) > len(content):
        return worded("has parts that lie over each other")
    return None


def _too_large(size: int, largest: int) -> str:
    return worded("has {more} KiB; at most {largest} KiB are allowed", more=-(-size // KIB), largest=largest // KIB)


def _document(content: bytes, guesses: list[str]) -> str | None:
    if content.startswith(b"PK"):
        return None if _packing_fault(content) else _office_document(content)
    found = next((guess for guess in guesses if guess in _DOCUMENTS), None)
    if found:
        return found
    # Anything a browser would run stays out, also under the name of text.
    if any(guess.startswith(("text/html", "image/svg", "application/x")) for guess in guesses):
        return None
    return "text/plain" if _is_text(content) else None


_UNREADABLE = (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError, OverflowError)


def _office_document(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if "mimetype" in names and _is_plain(archive.getinfo("mimetype")):
                declared = archive.read("mimetype").decode("ascii", "replace").strip()
                return declared if declared in _OPEN_DOCUMENTS else None
    except _UNREADABLE:
        return None
    if "[Content_Types].xml" not in names:
        return None
    return next((mime for part, mime in _OFFICE_PARTS.items() if any(name.startswith(part) for name in names)), None)


BEGINNING = 10_000
# Blanks, control characters, marks of order and direction.
_INVISIBLE = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]+"
)


def _is_plain(part: zipfile.ZipInfo) -> bool:
    """Whether a part is short and lies there unpacked, as the type of an OpenDocument does."""
    return part.file_size < 100 and part.compress_type == zipfile.ZIP_STORED


def _is_text(content: bytes) -> bool:
    if b"\0" in content:
        return False
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    # A page, a picture of lines, a program, a comment before either: no text that a person wrote begins so.
    return not _INVISIBLE.sub("", text[:BEGINNING]).startswith(("<", "#!", "%!PS"))
