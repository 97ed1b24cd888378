"""Days on which payments are carried out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.easter import easter as known_easter

from tools.payouts.rules.bank_days import easter, is_bank_day, next_bank_day


def test_easter_is_when_others_say_it_is() -> None:
    assert {year: easter(year) for year in range(1990, 2200)} == {
        year: known_easter(year) for year in range(1990, 2200)
    }


@pytest.mark.parametrize(
    ("wished", "carried_out"),
    [
        ("2026-11-30", "2026-11-30"),
        ("2026-11-28", "2026-11-30"),
        ("2026-11-29", "2026-11-30"),
        ("2026-12-24", "2026-12-24"),
        # Christmas on Friday and Saturday, then Sunday.
        ("2026-12-25", "2026-12-28"),
        ("2026-12-26", "2026-12-28"),
        ("2026-12-31", "2026-12-31"),
        # New Year on Friday.
        ("2027-01-01", "2027-01-04"),
        # Good Friday to Easter Monday.
        ("2027-03-26", "2027-03-30"),
        ("2027-03-29", "2027-03-30"),
        ("2028-05-01", "2028-05-02"),
        # Holidays of some countries, but not of TARGET: Ascension, Whit Monday, 3 October.
        ("2027-05-06", "2027-05-06"),
        ("2027-05-17", "2027-05-17"),
        ("2028-10-03", "2028-10-03"),
    ],
)
def test_a_day_that_is_none_for_banks_becomes_the_next_that_is(wished: str, carried_out: str) -> None:
    assert next_bank_day(date.fromisoformat(wished)) == date.fromisoformat(carried_out)


def test_a_year_has_as_many_bank_days_as_the_central_banks_count() -> None:
    for year, days in ((2024, 256), (2025, 255), (2026, 256)):
        first = date(year, 1, 1)
        everyday = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
        assert sum(is_bank_day(day) for day in everyday) == days, year
