"""Slots are sold by the newest tables of time zones that the machine has."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from store.zones import ZoneTables, newer, system_edition, use_newer_zones

WINTER, SUMMER = datetime(2027, 1, 15, 12, tzinfo=UTC), datetime(2027, 7, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("system", "package", "expected"),
    [
        ("2025b", "2026f", ZoneTables("2026f", "package tzdata", "2025b")),
        ("2027a", "2026f", ZoneTables("2027a", "system", "2026f")),
        ("2026f", "2026f", ZoneTables("2026f", "package tzdata", "2026f")),
        (None, "2026f", ZoneTables("2026f", "package tzdata", None)),
    ],
)
def test_the_newer_of_the_two_tables_counts(system: str | None, package: str, expected: ZoneTables) -> None:
    assert newer(system, package) == expected


@pytest.mark.parametrize(
    ("zone", "winter", "summer"),
    [
        ("America/Vancouver", -7, -7),
        ("America/Edmonton", -6, -6),
        ("America/Winnipeg", -5, -5),
        ("America/Yellowknife", -6, -6),
        ("Africa/Casablanca", 0, 0),
        ("Africa/El_Aaiun", 0, 0),
        ("America/Havana", -4, -4),
        ("Asia/Almaty", 5, 5),
        ("America/Asuncion", -3, -3),
        ("Europe/Chisinau", 2, 3),
        ("Europe/Helsinki", 2, 3),
    ],
)
def test_the_clocks_are_those_of_2027(zone: str, winter: int, summer: int) -> None:
    here = ZoneInfo(zone)
    hours = [moment.astimezone(here).utcoffset().total_seconds() / 3600 for moment in (WINTER, SUMMER)]  # type: ignore[union-attr]
    assert hours == [winter, summer]


def test_a_process_that_imports_anything_of_the_store_reads_them_whatever_it_read_before() -> None:
    program = """
from datetime import datetime, UTC
from zoneinfo import ZoneInfo
ZoneInfo("America/Winnipeg")
import store.types
print(datetime(2027, 1, 15, 12, tzinfo=UTC).astimezone(ZoneInfo("America/Winnipeg")).utcoffset().total_seconds())
"""
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "-18000.0"


def test_asking_again_changes_nothing() -> None:
    assert use_newer_zones() == use_newer_zones()


def test_the_edition_of_a_folder_is_read_from_what_systems_leave_there(tmp_path: Path) -> None:
    debian, bsd, silent, empty = (tmp_path / name for name in ("debian", "bsd", "silent", "empty"))
    for folder in (debian, bsd, silent, empty):
        folder.mkdir()
    for folder in (debian, bsd, silent):
        (folder / "UTC").write_bytes(b"TZif")
    (debian / "tzdata.zi").write_text("# version 2025b\n# more\n", encoding="ascii")
    (bsd / "+VERSION").write_text("2026a\n", encoding="ascii")
    assert system_edition((str(empty), str(debian))) == "2025b"
    assert system_edition((str(bsd),)) == "2026a"
    assert system_edition((str(silent), str(debian))) is None
    assert system_edition((str(tmp_path / "nowhere"),)) is None
