"""Days on which euro payments are carried out: those of TARGET, the system of the European central banks."""

from __future__ import annotations

from datetime import date, timedelta

# Holidays by month and day, and by the days after Easter Sunday.
_FIXED = frozenset({(1, 1), (5, 1), (12, 25), (12, 26)})
_BY_EASTER = frozenset({-2, 1})


def next_bank_day(day: date) -> date:
    """The day itself, or the first after it on which banks carry payments out."""
    while not is_bank_day(day):
        day += timedelta(days=1)
    return day


def is_bank_day(day: date) -> bool:
    """Neither a weekend nor a holiday of TARGET: 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December."""
    return day.weekday() < 5 and (day.month, day.day) not in _FIXED and (day - easter(day.year)).days not in _BY_EASTER


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap_centuries - correction + 15) % 30
    leaps, rest = divmod(of_century, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - moon - rest) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
