"""What cameras write of when and where, as it is read."""

from __future__ import annotations

import pytest
from PIL.TiffImagePlugin import IFDRational

from tools.uploads.rules.camera import moment, place, satellite_moment


@pytest.mark.parametrize(
    ("written", "offset", "read"),
    [
        ("2026:03:10 09:12:33", "-05:00", "2026-03-10T09:12:33-05:00"),
        ("2026:03:10 09:12:33", None, "2026-03-10T09:12:33"),
        ("2026:03:10 09:12:33\0", b"+05:30\0", "2026-03-10T09:12:33+05:30"),
        ("2026:03:10 09:12:33", "Berlin", "2026-03-10T09:12:33"),
        ("2026:03:10 09:12:33", "+25:00", "2026-03-10T09:12:33"),
        ("0000:00:00 00:00:00", None, None),
        ("1970:01:01 00:00:00", None, None),
        ("2026:02:30 09:12:33", None, None),
        ("<script>", None, None),
        (None, "+01:00", None),
        (17, None, None),
    ],
)
def test_the_clock_of_a_camera(written, offset, read) -> None:
    assert moment(written, offset) == read


@pytest.mark.parametrize(
    ("day", "time", "read"),
    [
        ("2026:03:10", (14.0, 12.0, 33.9), "2026-03-10T14:12:33Z"),
        ("2026:03:10", (24.0, 0.0, 0.0), None),
        ("2026:03:10", (float("nan"), 0.0, 0.0), None),
        ("2026:03:10", (1.0, 2.0), None),
        (None, (14.0, 12.0, 33.0), None),
        ("2026:13:10", (14.0, 12.0, 33.0), None),
    ],
)
def test_the_clock_of_a_satellite(day, time, read) -> None:
    assert satellite_moment(day, time) == read


@pytest.mark.parametrize(
    ("latitude", "north", "longitude", "east", "read"),
    [
        ((44.0, 59.0, 0.0), "N", (93.0, 16.0, 0.0), "W", (44.983333, -93.266667)),
        ((33.0, 51.0, 31.0), b"S\0", (151.0, 12.0, 36.0), "e", (-33.858611, 151.21)),
        ((0.0, 0.0, 0.0), "S", (0.0, 0.0, 0.0), "W", (0.0, 0.0)),
        (
            (IFDRational(44), IFDRational(59), IFDRational(0)),
            "N",
            (IFDRational(93), 16, 0.0),
            "W",
            (44.983333, -93.266667),
        ),
        ((IFDRational(0, 0), 0.0, 0.0), "N", (0.0, 0.0, 0.0), "E", None),
        ((float("inf"), 0.0, 0.0), "N", (0.0, 0.0, 0.0), "E", None),
        ((90.0, 0.0, 1.0), "N", (0.0, 0.0, 0.0), "E", None),
        ((44.0, 60.0, 0.0), "N", (0.0, 0.0, 0.0), "E", None),
        ((44.0, 59.0, 0.0), "X", (0.0, 0.0, 0.0), "E", None),
        ((44.0, 59.0, 0.0), None, (0.0, 0.0, 0.0), "E", None),
        ((44.0, 59.0, 0.0), "N", None, None, None),
        ((float("nan"), 0.0, 0.0), "N", (0.0, 0.0, 0.0), "E", None),
        ((-1.0, 0.0, 0.0), "N", (0.0, 0.0, 0.0), "E", None),
        (("a", "b", "c"), "N", (0.0, 0.0, 0.0), "E", None),
        (b"abc", "N", "abc", "E", None),
    ],
)
def test_the_place_a_camera_notes(latitude, north, longitude, east, read) -> None:
    assert place(latitude, north, longitude, east) == read
