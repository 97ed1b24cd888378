"""The slots the rules make: grids, exceptions, clock changes, midnight; and how fast."""

from __future__ import annotations

import itertools
import json
import time
from datetime import datetime, timedelta

import pytest

from tests.rules.scheduling.slot_builders import (
    NOW,
    at,
    busy,
    offer,
    rule,
    slots_of_day,
    taken,
    wall_times,
    with_offsets,
)
from tools.scheduling.rules.settings import settings_of
from tools.scheduling.rules.slots import free_slots, slot_at


class TestGrid:
    def test_a_pause_stands_between_the_slots(self):
        of = offer(rule("09:00", "13:00"), pause=15)
        assert wall_times("2026-03-02", of) == ["09:00", "10:15", "11:30"]

    def test_a_booking_leaves_the_neighbours_free(self):
        of = offer(rule("09:00", "13:00"), pause=15)
        used = taken(busy("2026-03-02 10:15", "2026-03-02 11:15", pause=15))
        assert wall_times("2026-03-02", of, used) == ["09:00", "11:30"]

    def test_a_start_off_the_grid_is_not_offered(self):
        of = offer(rule("09:00", "13:00"), pause=15)
        assert slot_at(of, taken(), at("2026-03-02 10:00"), NOW) is None
        assert slot_at(of, taken(), at("2026-03-02 10:15"), NOW) is not None
        assert slot_at(of, taken(), at("2026-03-02 10:15:00.5"), NOW) is None

    def test_a_step_sets_the_distance_of_starts(self):
        assert wall_times("2026-03-02", offer(rule("09:00", "11:00"), step=30)) == ["09:00", "09:30", "10:00"]

    def test_a_slot_that_does_not_fit_whole_is_left_out(self):
        assert wall_times("2026-03-02", offer(rule("09:00", "10:59"))) == ["09:00"]
        assert wall_times("2026-03-02", offer(rule("09:00", "09:59"))) == []

    def test_overlapping_and_touching_windows_of_a_day_are_one(self):
        of = offer(rule("09:00", "10:30"), rule("10:00", "12:00"), rule("12:00", "13:30"), duration=90)
        assert wall_times("2026-03-02", of) == ["09:00", "10:30", "12:00"]

    def test_separate_windows_have_their_own_grid(self):
        of = offer(rule("09:00", "10:30"), rule("14:20", "16:20"))
        assert wall_times("2026-03-02", of) == ["09:00", "14:20", "15:20"]

    def test_a_longer_slot_is_cut_at_its_own_distance(self):
        of = offer(rule("09:00", "13:00"), durations=[120], pause=15)
        assert wall_times("2026-03-02", of, duration=120) == ["09:00"]

    def test_weekdays_count_from_sunday(self):
        assert wall_times("2026-03-01", offer(rule("09:00", "10:00", [0]))) == ["09:00"]
        assert wall_times("2026-03-02", offer(rule("09:00", "10:00", [0]))) == []
        assert wall_times("2026-03-02", offer(rule("09:00", "10:00", [1]))) == ["09:00"]

    def test_a_rule_holds_from_and_until_its_days(self):
        of = offer(rule("09:00", "10:00", **{"from": "2026-03-03", "until": "2026-03-04"}))
        days = {day: wall_times(f"2026-03-0{day}", of) for day in (2, 3, 4, 5)}
        assert days == {2: [], 3: ["09:00"], 4: ["09:00"], 5: []}

    @pytest.mark.parametrize(
        ("week_start", "sundays"),
        [(1, ["2026-03-08", "2026-03-22"]), (0, ["2026-03-15", "2026-03-29"])],
    )
    def test_every_other_week_depends_on_where_weeks_begin(self, week_start, sundays):
        """From Tuesday 3 March: Sunday the 8th is in the same week when weeks begin on Monday, else in the next one."""
        of = offer(rule("09:00", "10:00", [0], every_weeks=2, **{"from": "2026-03-03"}), week_start=week_start)
        slots = free_slots(of, taken(), at("2026-03-01"), at("2026-04-01"), NOW)
        assert [str(slot.start.astimezone(of.zone).date()) for slot in slots] == sundays

    def test_weeks_count_from_the_schedules_start_without_an_own_day(self):
        of = offer(rule("09:00", "10:00", [3], every_weeks=3), start=at("2026-03-06"))
        slots = free_slots(of, taken(), at("2026-03-01"), at("2026-05-01"), NOW)
        # The first Wednesday of the counted week lies before the start itself.
        assert [f"{slot.start:%m-%d}" for slot in slots] == ["03-25", "04-15"]


class TestExceptions:
    OF = offer(
        rule("09:00", "12:00", [1]),
        exceptions=[
            {"date": "2026-03-09", "windows": [{"start": "14:00", "end": "15:00"}]},
            {"date": "2026-03-16", "windows": []},
        ],
    )

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            ("2026-03-02", ["09:00", "10:00", "11:00"]),
            ("2026-03-09", ["14:00"]),
            ("2026-03-16", []),
            ("2026-03-23", ["09:00", "10:00", "11:00"]),
        ],
    )
    def test_an_exception_replaces_the_whole_day(self, day, expected):
        assert wall_times(day, self.OF) == expected

    def test_an_exception_opens_a_day_without_rules(self):
        of = offer(exceptions=[{"date": "2026-03-03", "windows": [{"start": "09:00", "end": "10:00"}]}])
        assert wall_times("2026-03-03", of) == ["09:00"]

    def test_the_exception_for_the_fewest_days_counts(self):
        shut = {"from": "2026-03-01", "until": "2026-03-31", "windows": []}
        fair = {"from": "2026-03-09", "until": "2026-03-11", "windows": [{"start": "10:00", "end": "11:00"}]}
        one = {"date": "2026-03-10", "windows": [{"start": "12:00", "end": "13:00"}]}
        of = offer(rule("09:00", "10:00"), exceptions=[one, fair, shut])
        assert [wall_times(f"2026-03-{day:02}", of) for day in (8, 9, 10, 11, 12)] == [
            [],
            ["10:00"],
            ["12:00"],
            ["10:00"],
            [],
        ]


class TestClockChanges:
    @pytest.mark.parametrize(
        ("start", "end", "minutes", "day", "expected"),
        [
            (
                "01:00",
                "04:00",
                30,
                "2026-03-28",
                [f"0{hour}:{half}+01:00" for hour in (1, 2, 3) for half in ("00", "30")],
            ),
            ("01:00", "04:00", 30, "2026-03-29", ["01:00+01:00", "01:30+01:00", "03:00+02:00", "03:30+02:00"]),
            (
                "01:00",
                "04:00",
                30,
                "2026-10-25",
                [
                    "01:00+02:00",
                    "01:30+02:00",
                    "02:00+02:00",
                    "02:30+02:00",
                    "02:00+01:00",
                    "02:30+01:00",
                    "03:00+01:00",
                    "03:30+01:00",
                ],
            ),
            ("02:30", "04:00", 30, "2026-03-29", ["03:30+02:00"]),
            (
                "02:30",
                "04:00",
                30,
                "2026-10-25",
                ["02:30+02:00", "02:00+01:00", "02:30+01:00", "03:00+01:00", "03:30+01:00"],
            ),
            ("02:15", "02:45", 30, "2026-03-28", ["02:15+01:00"]),
            ("02:15", "02:45", 30, "2026-03-29", []),
            ("02:15", "02:45", 30, "2026-10-25", ["02:15+02:00"]),
            ("09:00", "11:00", 60, "2026-03-28", ["09:00+01:00", "10:00+01:00"]),
            ("09:00", "11:00", 60, "2026-03-29", ["09:00+02:00", "10:00+02:00"]),
            ("09:00", "11:00", 60, "2026-10-25", ["09:00+01:00", "10:00+01:00"]),
        ],
    )
    def test_slots_of_berlin_when_clocks_change(self, start, end, minutes, day, expected):
        assert with_offsets(day, offer(rule(start, end), duration=minutes)) == expected

    def test_a_daily_time_keeps_its_place_on_the_wall(self):
        of = offer(rule("09:00", "10:00"))
        slots = free_slots(of, taken(), at("2026-03-28"), at("2026-03-30"), NOW)
        assert [f"{slot.start:%d %H:%M}" for slot in slots] == ["28 08:00", "29 07:00"]

    @pytest.mark.parametrize(
        ("zone", "day", "start", "end", "expected"),
        [
            # Half an hour forward and back (Lord Howe Island).
            ("Australia/Lord_Howe", "2026-10-04", "01:00", "03:00", ["01:00+10:30", "01:30+10:30", "02:30+11:00"]),
            (
                "Australia/Lord_Howe",
                "2026-04-05",
                "01:00",
                "02:30",
                ["01:00+11:00", "01:30+11:00", "01:30+10:30", "02:00+10:30"],
            ),
            # A zone at 45 minutes.
            ("Asia/Kathmandu", "2026-03-29", "09:00", "10:00", ["09:00+05:45", "09:30+05:45"]),
            ("Asia/Kolkata", "2026-03-29", "23:30", "00:30", ["23:30+05:30", "00:00+05:30"]),
            # Midnight itself is in the gap (Cairo); the day begins at 01:00.
            ("Africa/Cairo", "2026-04-24", "00:00", "02:00", ["01:00+03:00", "01:30+03:00"]),
            ("Africa/Cairo", "2026-04-24", "00:00", "00:30", []),
            # Clocks go back at midnight: the last hour of the day comes twice.
            (
                "Africa/Cairo",
                "2026-10-29",
                "23:00",
                "24:00",
                ["23:00+03:00", "23:30+03:00", "23:00+02:00", "23:30+02:00"],
            ),
        ],
    )
    def test_other_zones(self, zone, day, start, end, expected):
        of = offer(rule(start, end, **{"from": day, "until": day}), duration=30, timezone=zone)
        slots = free_slots(of, taken(), at(day, zone), at(day, zone) + timedelta(hours=36), NOW)
        assert [slot.start.astimezone(of.zone).isoformat(timespec="minutes")[11:] for slot in slots] == expected

    @pytest.mark.parametrize(
        ("zone", "days", "start", "end", "asked"),
        [
            # The last evening before the skipped 30 December: 21:59 of that day is read as 21:59 of the 31st.
            ("Pacific/Apia", [4], "22:00", "21:59", "2011-12-31T09:00+14:00"),
            # Back from 00:01 to 23:01 of the day before: its first minute is followed by an hour of Saturday.
            ("America/St_Johns", [0], "00:00", "01:00", "2010-11-07T00:00-02:30"),
            ("America/St_Johns", [0], "00:00", "01:00", "2010-11-06T23:30-03:30"),
        ],
    )
    def test_a_window_is_found_from_a_moment_whose_date_is_far_from_its_own(self, zone, days, start, end, asked):
        of = offer(rule(start, end, days), duration=30, timezone=zone)
        moment = datetime.fromisoformat(asked)
        assert slot_at(of, taken(), moment, moment) is not None

    def test_slots_never_overlap_over_a_whole_year_of_any_zone(self):
        for zone in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Beirut"):
            of = offer(rule("00:00", "24:00"), duration=45, timezone=zone)
            slots = list(free_slots(of, taken(), NOW, NOW + timedelta(days=365), NOW))
            assert all(slot.ends - slot.starts == 45 * 60 for slot in slots)
            assert all(earlier.ends <= later.starts for earlier, later in itertools.pairwise(slots))


class TestMidnight:
    def test_a_window_past_midnight_belongs_to_the_day_it_begins_on(self):
        of = offer(rule("22:00", "02:00", [1]))
        assert wall_times("2026-03-02", of) == ["22:00", "23:00"]
        assert wall_times("2026-03-03", of) == ["00:00", "01:00"]

    def test_the_next_days_windows_begin_where_it_ends(self):
        of = offer(rule("22:00", "02:30", [1]), rule("01:00", "05:00", [2]))
        assert wall_times("2026-03-03", of) == ["00:00", "01:00", "02:30", "03:30"]

    def test_a_window_swallowed_by_the_evening_before_is_gone(self):
        of = offer(rule("22:00", "06:00", [1]), rule("01:00", "05:00", [2]))
        assert wall_times("2026-03-03", of) == ["00:00", "01:00", "02:00", "03:00", "04:00", "05:00"]

    def test_a_day_ends_at_24_and_the_next_grid_begins_anew(self):
        of = offer(rule("00:00", "24:00", [1, 2]), duration=50)
        assert wall_times("2026-03-02", of)[-1] == "22:30"
        assert wall_times("2026-03-03", of)[0] == "00:00"

    def test_equal_start_and_end_mean_a_whole_day(self):
        assert len(slots_of_day("2026-03-02", offer(rule("00:00", "00:00", [1])))) == 24


def test_ninety_days_of_one_person_take_less_than_five_milliseconds():
    of = offer(rule("09:00", "17:00", [1, 2, 3, 4, 5]), duration=30)
    meetings = [
        busy(f"2026-{month:02}-{day:02} 11:00", f"2026-{month:02}-{day:02} 12:00")
        for month in (2, 3, 4)
        for day in range(1, 29)
    ]
    used = taken(*meetings)
    spent = []
    for _ in range(20):
        begun = time.perf_counter()
        slots = list(free_slots(of, used, NOW, NOW + timedelta(days=90), NOW))
        spent.append(time.perf_counter() - begun)
    assert len(slots) > 800
    assert min(spent) < 0.005


def test_settings_are_read_once():
    stored = json.dumps({"rules": [rule("09:00", "10:00")]})
    assert settings_of(stored) is settings_of(stored)
