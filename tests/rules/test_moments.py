from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from tools.rules.moments import EXAMPLE, read_day, read_moment

PLUS_2 = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    "text",
    [
        "2026-04-01T10:00:00+02:00", "2026-04-01 10:00:00+02:00", " 2026-04-01T10:00+02:00 ", "2026-04-01 10:00:00 +02:00",
        "2026-04-01T10:00:00.000+02:00", "2026-04-01T10:00:00,000000000+0200", "20260401T100000+0200", "2026-04-01T10:00+02",
    ],
)  # fmt: skip
def test_a_day_and_a_time_stand_with_t_or_a_blank_between_them(text: str) -> None:
    assert read_moment(text).at == datetime(2026, 4, 1, 10, tzinfo=PLUS_2)
    assert read_moment(text).at.utcoffset() == timedelta(hours=2)


def test_what_is_missing_is_known() -> None:
    assert [(read.has_time, read.has_offset) for read in map(read_moment, ("2026-04-01", "2022-05-19 11:53:03"))] == [
        (False, False),
        (True, False),
    ]
    assert read_moment("2026-04-01T08:00:00.123z").has_offset


@pytest.mark.parametrize(
    ("text", "sends"),
    [
        ("2026-04-01Z", "2026-04-01T00:00:00Z"), ("2026-04-01+02:00", "2026-04-01T00:00:00+02:00"),
        ("2026-04-01 +02:00", "2026-04-01T00:00:00+02:00"), ("2026-04-01T+0200", "2026-04-01T00:00:00+0200"),
        ("2026-04-01-05:00", "2026-04-01T00:00:00-05:00"), ("2026-02-30+02:00", EXAMPLE), ("2026-04-01+99:00", EXAMPLE),
        ("2026-04-01x10:00Z", EXAMPLE), ("2026-04-01t10:00Z", EXAMPLE), ("2026-04-01_10:00Z", EXAMPLE),
        ("2026-04-01+10:00Z", EXAMPLE),
        ("2026-04-01T10:00+02:00[Europe/Berlin]", EXAMPLE), ("2026-04-01T25:00Z", EXAMPLE), ("2026-02-30", EXAMPLE),
        ("01.04.2026", EXAMPLE), ("04/01/2026", EXAMPLE), ("2026-W14-3", EXAMPLE), ("tomorrow", EXAMPLE), ("1775030400", EXAMPLE),
        ("2026-04-01T10:00:00+02:00:30", EXAMPLE), ("２０２６-04-01", EXAMPLE), ("", EXAMPLE), ("2026-04-01T10:00Z Z", EXAMPLE),
        ("2026-04-01\n10:00Z", EXAMPLE), ("2026-04-01T" + "1" * 5_000, EXAMPLE), ("0000-01-01", EXAMPLE),
    ],
)  # fmt: skip
def test_what_could_be_read_in_two_ways_is_refused_with_a_form_that_can_be_sent(text: str, sends: str) -> None:
    with pytest.raises(ValueError) as no:
        read_moment(text)
    assert str(no.value).endswith(f" {sends}")
    assert read_moment(sends).has_offset


def test_a_day_may_have_a_time_that_does_not_count() -> None:
    assert read_day("1990-05-17") == read_day("1990-05-17T23:30:00-05:00") == date(1990, 5, 17)
    with pytest.raises(ValueError):
        read_day("1990-05-17garbage")
