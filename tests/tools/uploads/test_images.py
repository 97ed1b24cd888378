from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.tools.uploads.upload_helpers import photo
from tools.uploads.images import UnreadableImage, prepare


def encoded(size: tuple[int, int], format: str = "JPEG", mode: str = "RGB", **options: object) -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, "red").save(target, format, **options)
    return target.getvalue()


@pytest.mark.parametrize(
    ("size", "kept", "small"),
    [
        ((4000, 3000), (1920, 1440), [(640, 480), (160, 120)]),
        ((300, 200), (300, 200), [(160, 107)]),
        ((100, 80), (100, 80), []),
        ((640, 640), (640, 640), [(160, 160)]),
    ],
)
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_scaled_down_and_gets_smaller_versions(
    size: tuple[int, int], kept: tuple[int, int], small: list[tuple[int, int]], format: str
) -> None:
    picture, versions = prepare(encoded(size, format))
    assert (picture.width, picture.height) == kept
    assert picture.mime_type == f"image/{format.lower()}"
    assert [(version.width, version.height) for version in versions] == small
    for made in (picture, *versions):
        with Image.open(io.BytesIO(made.content)) as read:
            assert read.size == (made.width, made.height)
            assert read.format == format


def test_a_picture_is_turned_upright_and_loses_its_place_and_device() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Maker of cameras"
    exif.get_ifd(0x8825)[1] = "N"
    source = encoded((400, 200), exif=exif, comment=b"taken at home")
    picture, _ = prepare(source)
    assert (picture.width, picture.height) == (200, 400)
    assert b"Maker of cameras" in source
    assert b"Maker of cameras" not in picture.content
    assert b"taken at home" not in picture.content
    with Image.open(io.BytesIO(picture.content)) as read:
        assert not read.getexif()


def test_transparency_survives_and_a_moving_picture_keeps_its_first_frame() -> None:
    picture, _ = prepare(encoded((50, 50), "PNG", "RGBA"))
    with Image.open(io.BytesIO(picture.content)) as read:
        assert read.mode == "RGBA"
    frames = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(
        frames, "GIF", save_all=True, append_images=[Image.new("RGB", (40, 40), "blue")]
    )
    still, _ = prepare(frames.getvalue())
    assert still.mime_type == "image/png"
    with Image.open(io.BytesIO(still.content)) as read:
        assert read.convert("RGB").getpixel((0, 0)) == (255, 0, 0)


@pytest.mark.parametrize(
    "content", [encoded((300, 300))[:200], encoded((60, 60), "PNG")[:60], b"\xff\xd8\xff\xe0 no picture", b"GIF89a"]
)
def test_a_broken_picture_is_called_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableImage):
        prepare(content)


def test_a_picture_of_too_many_pixels_is_never_decoded() -> None:
    with pytest.raises(UnreadableImage, match="at most 25 million"):
        prepare(encoded((6000, 5000), "PNG", "1"))


def test_a_photo_of_a_large_camera_is_scaled_while_it_is_decoded() -> None:
    picture, _ = prepare(encoded((9000, 6000)))
    assert (picture.width, picture.height) == (1920, 1280)


def test_a_photo_with_a_second_picture_is_a_jpeg_without_its_place() -> None:
    source = photo()
    assert b"MPF" in source
    picture, versions = prepare(source)
    assert picture.mime_type == "image/jpeg"
    for made in (picture, *versions):
        assert not any(mark in made.content for mark in (b"Maker", b"taken at home", b"GPSLatitude", b"MPF", b"Exif"))
        with Image.open(io.BytesIO(made.content)) as read:
            assert read.format == "JPEG"
            assert not read.getexif()


@pytest.mark.filterwarnings("ignore")
def test_a_picture_whose_notes_of_the_camera_are_broken_is_kept_as_it_lies() -> None:
    source = encoded((40, 20), exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\xff" * 40)
    picture, _ = prepare(source)
    assert (picture.width, picture.height) == (40, 20)
