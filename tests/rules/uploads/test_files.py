from __future__ import annotations

import contextlib
import io
import struct
import zipfile
from collections.abc import Callable
from random import Random

import pytest
from PIL import Image

from tools.uploads.images import UnreadableImage, prepare
from tools.uploads.rules.files import IMAGES, KIB, VIDEOS, Kind, Recognised, file_fault, recognise, stored_name


def image(format: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(target, format)
    return target.getvalue()


def boxed(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def branded(major: str, *compatible: str) -> bytes:
    """ISO media of these brands, as a phone begins it."""
    brands = b"".join(name.ljust(4).encode() for name in compatible)
    return boxed(b"ftyp", major.ljust(4).encode() + b"\0\0\0\0" + brands) + b"\0" * 60


META = boxed(b"meta", b"\0\0\0\0" + boxed(b"hdlr", b"\0" * 8 + b"pict" + b"\0" * 13))


def archive(*names: tuple[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in names:
            packed.writestr(name, content)
    return target.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 100
WEBM = bytes.fromhex("1A45DFA39F4286810142F7810142F2810442F381084282847765626D") + b"\0" * 60
EXE = b"MZ\x90\0" + b"\0" * 100


@pytest.mark.parametrize(
    ("content", "kind", "mime_type"),
    [
        (image("JPEG"), "image", "image/jpeg"),
        (image("PNG"), "image", "image/png"),
        (image("GIF"), "image", "image/gif"),
        (image("WEBP"), "image", "image/webp"),
        (MP4, "video", "video/mp4"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + b"\0" * 50, "video", "video/quicktime"),
        (WEBM, "video", "video/webm"),
        (PDF, "document", "application/pdf"),
        (b"{\\rtf1\\ansi hello}", "document", "application/rtf"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "document", "application/msword"),
        ("Zeugnis für Ann\n".encode(), "document", "text/plain"),
        (
            archive(("[Content_Types].xml", "<x/>"), ("word/document.xml", "<x/>")),
            "document",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            archive(("[Content_Types].xml", "<x/>"), ("xl/workbook.xml", "<x/>")),
            "document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            archive(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "")),
            "document",
            "application/vnd.oasis.opendocument.text",
        ),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, kind: Kind, mime_type: str) -> None:
    assert recognise(content) == Recognised(kind, mime_type)


@pytest.mark.parametrize(
    "content",
    [
        EXE,
        b"\x7fELF" + b"\0" * 60,
        bytes(range(256)),
        b"<!DOCTYPE html><html><script>alert(1)</script>",
        b"  \n<html>",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">',
        b"#!/bin/sh\nrm -rf /\n",
        b"<!-- x --><script>alert(1)</script>",
        b"<!-- " + b"x" * 5_000 + b" -->\n<script>alert(1)</script>",
        b"<b onmouseover=alert(1)>hello</b>",
        b"<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
        b" \xef\xbb\xbf\r\n\x0c<iframe>",
        "\u200b\u2060\ufeff<svg/onload=alert(1)>".encode(),
        b"\x01<html>",
        archive(("a.txt", "hello")),
        archive(("mimetype", "application/epub+zip")),
        b"PK\x03\x04 broken",
        b"\xff\xfe\x00",
    ],
)
def test_programs_pages_archives_and_the_unknown_are_not_accepted(content: bytes) -> None:
    assert recognise(content) is None
    found, fault = file_fault(content, None)
    assert found is None
    assert fault


@pytest.mark.parametrize(
    ("content", "wanted", "fault"),
    [
        (b"", "document", "is empty"),
        (PDF, "image", "it is application/pdf"),
        (image("PNG"), "document", "it is image/png"),
        (PDF + b" " * (5120 * KIB), "document", "has 5121 KiB; at most 5120 KiB are allowed"),
        (PDF + b" " * (5120 * KIB), None, "has 5121 KiB; at most 5120 KiB are allowed"),
        (MP4 + b" " * (51_200 * KIB), "video", "at most 51200 KiB"),
    ],
)
def test_what_is_empty_too_large_or_of_another_kind_is_named(content: bytes, wanted: Kind | None, fault: str) -> None:
    found, said = file_fault(content, wanted)
    assert found is None
    assert said is not None
    assert fault in said


def test_a_file_of_exactly_the_bound_is_taken() -> None:
    content = PDF + b" " * (5120 * KIB - len(PDF))
    assert file_fault(content, "document") == (Recognised("document", "application/pdf"), None)


def test_a_video_may_be_ten_times_as_large_where_any_kind_is_taken() -> None:
    assert file_fault(MP4 + b"\0" * (6000 * KIB), None) == (Recognised("video", "video/mp4"), None)


DOCX = ("[Content_Types].xml", "<x/>"), ("word/document.xml", "<x/>")


def packed(*names: tuple[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in names:
            archive.writestr(name, content)
    return target.getvalue()


def overlapping() -> bytes:
    """A document whose list names one large part many times under names of its own."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in DOCX:
            archive.writestr(name, content)
        archive.writestr("word/media/a", "x" * 100_000)
        last = archive.filelist[-1]
        for number in range(50):
            same = zipfile.ZipInfo(f"word/media/{number}")
            same.header_offset, same.file_size, same.compress_size = last.header_offset, 100_000, 100_000
            same.CRC = last.CRC
            archive.filelist.append(same)
    return target.getvalue()


@pytest.mark.parametrize(
    ("made", "fault"),
    [
        (lambda: packed(*DOCX, ("word/media/big", "\0" * (80 * KIB * KIB))), "unpacks to"),
        (lambda: packed(*DOCX, *[(f"word/media/{n}", "\0" * (KIB * KIB)) for n in range(51)]), "unpacks to"),
        (
            lambda: packed(("mimetype", "application/vnd.oasis.opendocument.text"), ("a", "\0" * (60 * KIB * KIB))),
            "unpacks to",
        ),
        (lambda: packed(*DOCX, *[(f"word/{n}", "") for n in range(4_000)]), "has 4002 parts"),
        (lambda: packed(*DOCX, *[(f"{n}", "") for n in range(40_000)]), "has 40002 parts"),
        (overlapping, "lie over each other"),
    ],
)
def test_packed_documents_that_are_much_more_than_they_seem_are_refused(made: Callable[[], bytes], fault: str) -> None:
    content = made()
    assert len(content) < 5120 * KIB
    assert recognise(content) is None
    found, said = file_fault(content, "document")
    assert found is None
    assert said is not None
    assert fault in said


def test_a_large_document_within_the_bounds_is_taken() -> None:
    parts = [(f"ppt/slides/{n}.xml", "<x/>" * 3_000) for n in range(1_000)]
    found, fault = file_fault(packed(("[Content_Types].xml", "<x/>"), *parts), "document")
    assert fault is None
    assert found is not None


def test_the_type_of_an_open_document_is_not_unpacked_to_be_read() -> None:
    assert recognise(packed(("mimetype", "application/vnd.oasis.opendocument.text"), method=zipfile.ZIP_LZMA)) is None


@pytest.mark.parametrize(
    ("name", "mime_type", "stored"),
    [
        ("notes.txt", "text/plain", "notes.txt"),
        ("people.csv", "text/plain", "people.csv"),
        ("README.MD", "text/plain", "README.md"),
        ("x.html", "text/plain", "x.txt"),
        ("x.HTML", "text/plain", "x.txt"),
        ("x.html.", "text/plain", "x.txt"),
        ("x.html. .", "text/plain", "x.txt"),
        ("x.svg", "text/plain", "x.txt"),
        ("x.js", "text/plain", "x.txt"),
        ("x.xml", "text/plain", "x.txt"),
        ("x.pdf.exe", "application/pdf", "x.pdf.pdf"),
        ("cv.pdf", "application/pdf", "cv.pdf"),
        ("cv.doc", "application/pdf", "cv.pdf"),
        ("cv", "application/pdf", "cv.pdf"),
        ("report v1.2", "application/pdf", "report v1.2.pdf"),
        ("Dr. Smith", "application/pdf", "Dr. Smith.pdf"),
        (".html", "text/plain", "file.txt"),
        ("...", "text/plain", "file.txt"),
        ("photo.JPEG", "image/jpeg", "photo.jpeg"),
        ("photo.gif", "image/png", "photo.png"),
        ("table.xls", "application/msword", "table.xls"),
        ("clip.exe", "video/quicktime", "clip.mov"),
        ("a" * 300, "application/pdf", "a" * 251 + ".pdf"),
    ],
)
def test_the_ending_of_a_name_is_that_of_the_content(name: str, mime_type: str, stored: str) -> None:
    assert stored_name(name, mime_type) == stored


def test_every_accepted_type_has_its_ending() -> None:
    for mime_type in (*IMAGES, *VIDEOS, "application/pdf", "application/rtf", "application/msword", "text/plain"):
        assert not stored_name("x", mime_type).endswith(".bin")


@pytest.mark.parametrize(
    "content",
    [
        branded("heic", "mif1", "MiHB", "heic"),
        branded("heix", "mif1", "heix"),
        branded("mif1", "heic", "mif1"),
        branded("hevc", "msf1", "hevc"),
        branded("msf1"),
        branded("avif", "mif1", "miaf"),
        branded("avis", "avif", "msf1", "iso8"),
        branded("mp42", "isom", "heic"),
        branded("crx", "isom"),
        image("AVIF"),
        boxed(b"free", b"\0" * 20) + branded("heic", "mif1"),
        boxed(b"ftyp", b"mp42\0\0\0\0mp42isom") + META,
    ],
)
@pytest.mark.parametrize("wanted", [None, "image", "video", "document"])
def test_a_heic_or_avif_picture_is_no_film_and_is_refused_with_what_to_send(
    content: bytes, wanted: Kind | None
) -> None:
    assert recognise(content) is None
    found, fault = file_fault(content, wanted)
    assert found is None
    assert fault == "is a HEIC, HEIF or AVIF picture, which is not taken; send it as JPEG"


@pytest.mark.parametrize(
    ("content", "mime_type"),
    [
        (branded("isom", "isom", "iso2", "avc1", "mp41"), "video/mp4"),
        (branded("mp42", "mp41", "isom"), "video/mp4"),
        (branded("M4V", "M4V", "mp42"), "video/mp4"),
        (branded("abcd", "isom"), "video/mp4"),
        (branded("qt", "qt"), "video/quicktime"),
        (branded("3gp4", "isom", "3gp4"), "video/3gpp"),
        (boxed(b"wide", b"") + boxed(b"mdat", b"\0" * 50), "video/quicktime"),
        (boxed(b"moov", b"\0" * 50), "video/quicktime"),
    ],
)
def test_a_film_is_told_by_its_brands(content: bytes, mime_type: str) -> None:
    assert recognise(content) == Recognised("video", mime_type)


@pytest.mark.parametrize("content", [branded("M4A", "M4A", "mp42"), branded("zzzz", "yyyy"), branded("zzzz")])
def test_sound_and_media_of_a_brand_nobody_knows_are_not_taken_for_films(content: bytes) -> None:
    assert recognise(content) is None


def test_a_text_with_the_word_of_a_box_in_it_is_text() -> None:
    for text in (b"The wide road", b"The moov", b"abcdftypheic and so on"):
        assert recognise(text) == Recognised("document", "text/plain")


def every_format() -> list[tuple[str, bytes]]:
    """A small picture in every format the library can write."""
    Image.init()
    made = []
    for name in sorted(Image.SAVE):
        for mode in ("RGB", "P", "1"):
            target = io.BytesIO()
            try:
                Image.new(mode, (30, 20)).save(target, name)
            except (OSError, ValueError, KeyError):
                continue
            made.append((name, target.getvalue()))
            break
    return made


FORMATS = every_format()


@pytest.mark.parametrize(("name", "content"), FORMATS, ids=[name for name, _ in FORMATS])
def test_a_picture_of_any_format_whole_cut_off_or_changed_is_kept_clean_or_refused(name: str, content: bytes) -> None:
    taken = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}
    random = Random(name)
    assert getattr(recognise(content), "mime_type", None) in (taken.get(name), "application/pdf", "text/plain")
    for attempt in range(60):
        cut = content[: random.randrange(len(content) + 1)] if attempt % 2 else content
        changed = bytearray(cut)
        for _ in range(attempt % 7):
            if changed:
                changed[random.randrange(min(len(changed), 400))] = random.randrange(256)
        found, fault = file_fault(bytes(changed), None)
        assert (found is None) == (fault is not None)
        if found is not None and found.kind == "image":
            with contextlib.suppress(UnreadableImage):
                prepare(bytes(changed))
        else:
            with pytest.raises(UnreadableImage):
                prepare(bytes(changed)[:3])
