"""The tables of time zones that the tests of calendars are read with."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

from tools.scheduling.feeds.rules.ical_vtimezones import zone_lines


@pytest.fixture
def newest_tables() -> Iterator[None]:
    """The tables of the package, whatever the system has."""
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(())
    for forget in (ZoneInfo.clear_cache, zone_lines.cache_clear):
        forget()
    yield
    zoneinfo.reset_tzpath(before)
    for forget in (ZoneInfo.clear_cache, zone_lines.cache_clear):
        forget()
