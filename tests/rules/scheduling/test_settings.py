"""The settings of a schedule: what is refused and how, what is stored, what holds where nothing is said."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.errors import Invalid
from tools.scheduling.rules.settings import checked, clock_minutes, settings_of, with_defaults
from tools.scheduling.rules.shorthand import from_short, to_short

MORNING = {"days": [1], "start": "09:00", "end": "12:00"}


def faults(settings: dict[str, Any], **more: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        checked(settings, **more)
    return refused.value.fields


@pytest.mark.parametrize(
    ("settings", "place", "says"),
    [
        ({"pauze": 5}, "settings.pauze", "did you mean pause?"),
        ({"rules": [{**MORNING, "weekdays": [1]}]}, "settings.rules[0].weekdays", "did you mean days?"),
        ({"rules": {}}, "settings.rules", "must be a list"),
        ({"rules": ["mon 09:00-12:00"]}, "settings.rules[0]", "must be an object"),
        ({"rules": [MORNING] * 101}, "settings.rules", "at most 100"),
        ({"rules": [{"start": "09:00", "end": "12:00"}]}, "settings.rules[0].days", "0 (sunday) to 6"),
        ({"rules": [{**MORNING, "days": [7]}]}, "settings.rules[0].days[0]", "from 0 to 6"),
        ({"rules": [{**MORNING, "days": [True]}]}, "settings.rules[0].days[0]", "from 0 to 6"),
        ({"rules": [MORNING, {**MORNING, "start": "9:00"}]}, "settings.rules[1].start", "HH:MM"),
        ({"rules": [{**MORNING, "start": "24:00"}]}, "settings.rules[0].start", "to 23:59"),
        ({"rules": [{**MORNING, "end": "24:01"}]}, "settings.rules[0].end", "24:00"),
        ({"rules": [{**MORNING, "end": "12:60"}]}, "settings.rules[0].end", "HH:MM"),
        ({"rules": [{**MORNING, "from": "2026-02-30"}]}, "settings.rules[0].from", "YYYY-MM-DD"),
        (
            {"rules": [{**MORNING, "from": "2026-02-02", "until": "2026-02-01"}]},
            "settings.rules[0].until",
            "before from",
        ),
        ({"rules": [{**MORNING, "every_weeks": 13}]}, "settings.rules[0].every_weeks", "1 to 12"),
        ({"exceptions": [{"windows": []}]}, "settings.exceptions[0]", "needs date, or from and until"),
        ({"exceptions": [{"from": "2026-01-01"}]}, "settings.exceptions[0]", "needs date, or from and until"),
        ({"exceptions": [{"date": "2026-01-01", "until": "2026-01-02"}]}, "settings.exceptions[0]", "either date"),
        (
            {"exceptions": [{"date": "2026-01-01"}, {"date": "2026-01-01", "windows": []}]},
            "settings.exceptions[1].date",
            "already stands in exceptions[0]",
        ),
        (
            {"exceptions": [{"date": "2026-01-01", "windows": [{"start": "09:00"}]}]},
            "settings.exceptions[0].windows[0].end",
            "HH:MM",
        ),
        ({"durations": [10]}, "settings.durations[0]", "15 to 1440"),
        ({"max_days_ahead": 731}, "settings.max_days_ahead", "1 to 730"),
        ({"max_days_ahead": 0}, "settings.max_days_ahead", "1 to 730"),
        ({"pause": 1.5}, "settings.pause", "whole number"),
        ({"hosts": "some"}, "settings.hosts", "one of any, all"),
        ({"guests": "yes"}, "settings.guests", "true or false"),
        ({"cancellation": {"late_refund_percent": 101}}, "settings.cancellation.late_refund_percent", "0 to 100"),
        ({"cancellation": {"xyz": 1}}, "settings.cancellation.xyz", "known: free_until_minutes"),
        ({"checks": "listed"}, "settings.check_kal_ids", "which calendars"),
        ({"questions": [{"key": "why"}]}, "settings.questions[0].label", "text"),
        (
            {"questions": [{"key": "a", "label": "A"}, {"key": "a", "label": "B"}]},
            "settings.questions[1].key",
            "already",
        ),
    ],
)
def test_a_fault_is_named_by_its_place(settings, place, says):
    found = faults(settings)
    assert list(found) == [place]
    assert says in found[place]


def test_all_faults_are_told_at_once():
    found = faults({"rules": [{**MORNING, "start": "x"}, {**MORNING, "days": [9]}], "pause": -1, "colour": "red"})
    assert list(found) == ["settings.colour", "settings.rules[0].start", "settings.rules[1].days[0]", "settings.pause"]


def test_every_other_week_needs_a_week_to_count_from():
    fortnightly = {**MORNING, "every_weeks": 2}
    assert "settings.rules[0].every_weeks" in faults({"rules": [fortnightly]}, has_start=False)
    checked({"rules": [fortnightly]}, has_start=True)
    checked({"rules": [{**fortnightly, "from": "2026-01-05"}]}, has_start=False)


def test_what_is_stored_is_what_was_said():
    given = {
        "rules": [{**MORNING, "days": [5, 1, 1]}],
        "pause": 10,
        "step": 0,
        "max_per_day": None,
        "durations": [30, 30],
    }
    assert json.loads(checked(given)) == {"rules": [{**MORNING, "days": [1, 5]}], "pause": 10, "durations": [30]}


def test_what_was_stored_can_be_given_again():
    stored = checked(
        {
            "rules": [{**MORNING, "from": "2026-01-05", "until": "2026-12-31", "every_weeks": 2}],
            "exceptions": [
                {"date": "2026-12-24", "windows": [], "label": "Holidays"},
                {"from": "2026-08-01", "until": "2026-08-14", "windows": [{"start": "10:00", "end": "24:00"}]},
            ],
            "cancellation": {"free_until_minutes": 60},
            "questions": [{"key": "why", "label": "What about?", "required": True}],
            "checks": "listed",
            "check_kal_ids": [3],
        }
    )
    assert checked(json.loads(stored)) == stored
    assert checked(with_defaults(stored)) != stored
    assert settings_of(checked(with_defaults(stored))) == settings_of(stored)


def test_defaults_hold_where_nothing_is_said():
    settings = settings_of("{}")
    assert (settings.pause, settings.min_notice, settings.max_days_ahead, settings.hosts) == (0, 0, 60, "any")
    assert (settings.hold_minutes, settings.confirm_hours, settings.release_after_hours) == (15, 24, 24)
    assert (settings.free_until_minutes, settings.late_refund_percent, settings.no_show_refund_percent) == (1440, 50, 0)
    assert (settings.step, settings.max_per_day, settings.weekly_limit_hours) == (None, None, None)
    assert (settings.guests, settings.owner_hosts, settings.inherit) == (True, True, False)
    assert with_defaults("{}")["checks"] == "all"


@pytest.mark.parametrize(
    ("set_to", "price", "payment"),
    [
        (None, None, "none"),
        (None, 0, "none"),
        (None, 100, "required"),
        ("optional", 100, "optional"),
        ("none", 100, "none"),
    ],
)
def test_payment_is_required_exactly_when_there_is_a_price_unless_said(set_to, price, payment):
    stored = checked({"payment": set_to} if set_to else {})
    assert settings_of(stored).payment_for(price) == payment


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("00:00", 0),
        ("09:30", 570),
        ("24:00", 1440),
        ("24:01", None),
        ("9:30", None),
        ("09-30", None),
        ("٠٩:٣٠", None),
        (9, None),
    ],
)
def test_clock_times(text, minutes):
    assert clock_minutes(text) == minutes


class TestShortStrings:
    @pytest.mark.parametrize(
        ("item", "rule"),
        [
            ("mon-fri 09:00-17:00", {"days": [1, 2, 3, 4, 5], "start": "09:00", "end": "17:00"}),
            ("  Mon-Fri   09:00-17:00 ", {"days": [1, 2, 3, 4, 5], "start": "09:00", "end": "17:00"}),
            ("sat-mon,thu 22:00-02:00", {"days": [0, 1, 4, 6], "start": "22:00", "end": "02:00"}),
            ("sun 00:00-24:00", {"days": [0], "start": "00:00", "end": "24:00"}),
            (
                "mon 09:00-10:00 from 2026-01-05 until 2026-06-30 every 2 weeks",
                {
                    "days": [1],
                    "start": "09:00",
                    "end": "10:00",
                    "from": "2026-01-05",
                    "until": "2026-06-30",
                    "every_weeks": 2,
                },
            ),
        ],
    )
    def test_weekdays_make_a_rule(self, item, rule):
        assert json.loads(from_short([item])) == {"rules": [rule], "exceptions": []}

    def test_dates_make_exceptions(self):
        stored = from_short(["2026-04-01 10:00-12:00", "2026-04-01 14:00-15:00", "2026-12-24..2026-12-31 closed"])
        assert json.loads(stored)["exceptions"] == [
            {"date": "2026-04-01", "windows": [{"start": "10:00", "end": "12:00"}, {"start": "14:00", "end": "15:00"}]},
            {"from": "2026-12-24", "until": "2026-12-31", "windows": []},
        ]

    @pytest.mark.parametrize(
        ("items", "place", "says"),
        [
            ([], "settings", "at least one item"),
            (["mon 09:00-10:00", "whenever"], "settings[1]", "cannot be read"),
            (["monday 09:00-10:00"], "settings[0]", "names no weekday with 'monday'"),
            (["mon-wed-fri 09:00-10:00"], "settings[0]", "more than two days"),
            (["mon 09:00-25:00"], "settings[0]", "24:00"),
            (["2026-13-01 closed"], "settings[0]", "YYYY-MM-DD"),
            (["mon 09:00-10:00", "2026-04-01 closed", "2026-04-01 10:00-12:00"], "settings[2]", "settings[1]"),
        ],
    )
    def test_an_item_that_cannot_be_read_is_named(self, items, place, says):
        with pytest.raises(Invalid) as refused:
            from_short(items)
        assert list(refused.value.fields) == [place]
        assert says in refused.value.fields[place]

    @given(st.sets(st.integers(0, 6), min_size=1), st.integers(0, 23), st.integers(1, 24), st.booleans())
    def test_what_is_written_is_read_back_the_same(self, days, start, end, special):
        settings: dict[str, Any] = {
            "rules": [{"days": sorted(days), "start": f"{start:02}:00", "end": f"{end:02}:00"}],
            "exceptions": [{"date": "2026-05-01", "windows": []}] if special else [],
        }
        assert json.loads(from_short(to_short(settings))) == settings
