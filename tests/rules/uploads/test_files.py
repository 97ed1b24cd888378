from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image

from tools.uploads.rules.files import KIB, Kind, Recognised, file_fault, recognise


def image(format: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(target, format)
    return target.getvalue()


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
