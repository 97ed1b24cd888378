"""Moments that are answered with the offset they were given with."""

from __future__ import annotations

from datetime import datetime


def as_written(at: datetime) -> str:
    """A moment in its own offset, to the second, or finer when it is finer: 2016-05-16T13:52:48+03:00."""
    text = at.isoformat(timespec="milliseconds" if at.microsecond else "seconds")
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text
