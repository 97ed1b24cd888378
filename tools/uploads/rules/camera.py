"""When and where a picture says it was taken, from the values a camera notes in it. Nobody vouches for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

_OFFSET = re.compile(r"[+-](0\d|1[0-4]):[0-5]\d")
_DAY_AND_TIME = "%Y:%m:%d %H:%M:%S"


def moment(written: object, offset: object = None) -> str | None:
    """ISO 8601 of '2026:03:10 09:12:33', by the camera's clock; with the offset when the camera noted one."""
    try:
        read = datetime.strptime(_text(written), _DAY_AND_TIME)
    except ValueError:
        return None
    if not 1990 <= read.year <= 2200:
        return None
    known = _text(offset)
    return read.isoformat() + (known if _OFFSET.fullmatch(known) else "")


def satellite_moment(day: object, time: object) -> str | None:
    """The same of what a satellite told, '2026:03:10' and hours, minutes and seconds, in UTC."""
    parts = _numbers(time)
    if parts is None or not (parts[0] < 24 and parts[1] < 60 and parts[2] < 60):
        return None
    hours, minutes, seconds = (int(part) for part in parts)
    read = moment(f"{_text(day)} {hours:02}:{minutes:02}:{seconds:02}")
    return f"{read}Z" if read else None


def place(latitude: object, north: object, longitude: object, east: object) -> tuple[float, float] | None:
    """Degrees north and east, six places; None unless both can be read."""
    up, across = _degrees(latitude, north, "NS", 90), _degrees(longitude, east, "EW", 180)
    return None if up is None or across is None else (up, across)


def _degrees(value: object, side: object, sides: str, most: int) -> float | None:
    parts, letter = _numbers(value), _text(side)[:1].upper()
    if parts is None or not letter or letter not in sides or parts[1] >= 60 or parts[2] >= 60:
        return None
    degrees = round(parts[0] + parts[1] / 60 + parts[2] / 3600, 6)
    if degrees > most:
        return None
    return (-degrees.numerator if letter == sides[1] else degrees.numerator) / degrees.denominator


def _numbers(value: object) -> list[Fraction] | None:
    """Three numbers of at least 0."""
    if not isinstance(value, Sequence) or isinstance(value, str | bytes) or len(value) != 3:
        return None
    try:
        parts = [Fraction(part) for part in value]
    except (TypeError, ValueError, ArithmeticError):
        return None
    # A camera without a fix writes 0/0.
    return parts if all(part.denominator and part >= 0 for part in parts) else None


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("ascii", "replace")
    return value.strip("\0 ") if isinstance(value, str) else ""
