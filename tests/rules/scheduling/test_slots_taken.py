"""What is taken from the slots: notice, busy hosts, limits, places; and sessions outside the rules."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.rules.scheduling.slot_builders import (
    ANN,
    BOB,
    CID,
    NOW,
    at,
    busy,
    event,
    offer,
    rule,
    slots_of_day,
    taken,
    wall_times,
)
from tools.scheduling.rules.no_slots import Search, why_none
from tools.scheduling.rules.slots import Lane, Taken, free_slots, is_within_hours, last_moment, session_slot


class TestTakenAway:
    OF = offer(rule("09:00", "13:00"))

    def test_before_the_notice(self):
        of = offer(rule("09:00", "13:00"), min_notice=90)
        assert wall_times("2026-03-02", of, now=at("2026-03-02 08:30")) == ["10:00", "11:00", "12:00"]
        assert wall_times("2026-03-02", of, now=at("2026-03-02 08:30:01")) == ["11:00", "12:00"]

    def test_the_past(self):
        assert wall_times("2026-03-02", self.OF, now=at("2026-03-02 11:00")) == ["11:00", "12:00"]

    def test_more_days_ahead_than_offered(self):
        of = offer(rule("09:00", "13:00"), max_days_ahead=1)
        now = at("2026-03-02 12:59")
        assert wall_times("2026-03-03", of, now=now) == ["09:00", "10:00", "11:00", "12:00"]
        assert wall_times("2026-03-04", of, now=now) == []
        assert last_moment(of, now) == at("2026-03-04 00:00")

    def test_outside_the_schedules_time_without_moving_the_grid(self):
        of = offer(rule("09:00", "13:00"), start=at("2026-03-02 09:30"), end=at("2026-03-03 11:30"))
        assert wall_times("2026-03-02", of) == ["10:00", "11:00", "12:00"]
        assert wall_times("2026-03-03", of) == ["09:00", "10:00"]
        assert wall_times("2026-03-04", of) == []

    @pytest.mark.parametrize(
        ("own", "other", "left"),
        [
            ({}, {}, ["09:00", "11:00", "12:00"]),
            ({"pause": 30, "step": 60}, {}, ["12:00"]),
            ({"buffer_after": 30}, {}, ["11:00", "12:00"]),
            ({"buffer_before": 30}, {}, ["09:00", "12:00"]),
            ({}, {"buffer_before": 30}, ["11:00", "12:00"]),
            ({}, {"buffer_after": 61}, ["09:00"]),
            ({}, {"pause": 30}, ["12:00"]),
            ({"buffer_after": 10, "buffer_before": 10}, {"buffer_after": 20, "buffer_before": 20}, ["12:00"]),
        ],
    )
    def test_the_larger_gap_between_neighbours_is_kept(self, own, other, left):
        """Busy from 10:00 to 11:00; gaps are those of the schedule and of what is there."""
        used = taken(busy("2026-03-02 10:00", "2026-03-02 11:00", **other))
        assert wall_times("2026-03-02", offer(rule("09:00", "13:00"), **own), used) == left

    def test_most_bookings_a_day(self):
        of = offer(rule("09:00", "13:00"), max_per_day=2)
        used = [
            event(f"2026-03-02 {hour:02}:00", f"2026-03-02 {hour + 1:02}:00", hour, bookings=1, open=False)
            for hour in (9, 10)
        ]
        occupied = [busy("2026-03-02 09:00", "2026-03-02 11:00")]
        assert wall_times("2026-03-02", of, taken(*occupied, booked=used[:1])) == ["11:00", "12:00"]
        assert wall_times("2026-03-02", of, taken(*occupied, booked=used)) == []
        assert wall_times("2026-03-03", of, taken(*occupied, booked=used)) == ["09:00", "10:00", "11:00", "12:00"]

    @pytest.mark.parametrize(("week_start", "free_on_sunday"), [(1, False), (0, True)])
    def test_most_bookings_a_week_with_weeks_from_monday_or_sunday(self, week_start, free_on_sunday):
        of = offer(rule("09:00", "10:00"), max_per_week=1, week_start=week_start)
        used = taken(booked=[event("2026-03-03 09:00", "2026-03-03 10:00", bookings=1, open=False)])
        assert wall_times("2026-03-05", of, used) == []
        assert wall_times("2026-03-08", of, used) == (["09:00"] if free_on_sunday else [])
        assert wall_times("2026-03-01", of, used) == ([] if free_on_sunday else ["09:00"])
        assert wall_times("2026-03-09", of, used) == ["09:00"]

    def test_the_day_of_a_limit_is_that_of_the_schedules_zone(self):
        """23:30 in Berlin on the 2nd is still the 2nd, though it is booked in UTC terms on the same evening."""
        of = offer(rule("23:00", "01:00"), max_per_day=1)
        used = taken(booked=[event("2026-03-02 23:00", "2026-03-03 00:00", bookings=1, open=False)])
        assert wall_times("2026-03-02", of, used) == []
        assert wall_times("2026-03-03", of, used) == ["00:00", "23:00"]


class TestPlaces:
    OF = offer(rule("09:00", "11:00"), places=3)

    def test_a_slot_stays_open_while_it_has_room(self):
        first = event("2026-03-02 09:00", "2026-03-02 10:00", 7, places=3, seats_taken=2, bookings=2)
        slots = slots_of_day("2026-03-02", self.OF, taken(busy("2026-03-02 09:00", "2026-03-02 10:00"), booked=[first]))
        assert [(slot.seats_left, slot.event_id) for slot in slots] == [(1, 7), (3, None)]

    def test_a_full_slot_is_gone(self):
        full = event("2026-03-02 09:00", "2026-03-02 10:00", 7, places=3, seats_taken=3, bookings=2)
        used = taken(busy("2026-03-02 09:00", "2026-03-02 10:00"), booked=[full])
        assert wall_times("2026-03-02", self.OF, used) == ["10:00"]

    def test_only_slots_with_as_many_seats_as_asked(self):
        first = event("2026-03-02 09:00", "2026-03-02 10:00", 7, places=3, seats_taken=2, bookings=2)
        used = taken(busy("2026-03-02 09:00", "2026-03-02 10:00"), booked=[first])
        assert wall_times("2026-03-02", self.OF, used, seats=2) == ["10:00"]
        assert wall_times("2026-03-02", self.OF, used, seats=4) == []

    def test_without_a_limit_seats_are_not_counted(self):
        of = offer(rule("09:00", "10:00"), places=0)
        many = event("2026-03-02 09:00", "2026-03-02 10:00", 7, places=0, seats_taken=900)
        used = taken(busy("2026-03-02 09:00", "2026-03-02 10:00"), booked=[many])
        assert [slot.seats_left for slot in slots_of_day("2026-03-02", of, used, seats=100)] == [None]

    def test_somebody_elses_appointment_of_the_same_time_is_no_slot_to_join(self):
        used = taken(busy("2026-03-02 09:00", "2026-03-02 10:00"))
        assert wall_times("2026-03-02", self.OF, used) == ["10:00"]

    def test_a_slot_of_another_length_cannot_be_joined(self):
        long = event("2026-03-02 09:00", "2026-03-02 11:00", 7, places=3, seats_taken=1)
        used = taken(busy("2026-03-02 09:00", "2026-03-02 11:00"), booked=[long])
        assert wall_times("2026-03-02", self.OF, used) == []


class TestSessions:
    OF = offer(rule("09:00", "11:00"))
    WORKSHOP = event("2026-03-02 10:17", "2026-03-02 12:17", 5, places=12, seats_taken=4, session=True, price=2500)
    USED = taken(busy("2026-03-02 10:17", "2026-03-02 12:17"), booked=[WORKSHOP])

    def test_a_session_is_a_slot_outside_the_grid_and_takes_its_hosts_time(self):
        slots = slots_of_day("2026-03-02", self.OF, self.USED)
        assert [(slot.event_id, slot.minutes, slot.seats_left, slot.price) for slot in slots] == [
            (None, 60, 1, None),
            (5, 120, 8, 2500),
        ]

    def test_a_session_can_be_booked_until_it_begins_whatever_the_notice(self):
        of = offer(rule("09:00", "11:00"), min_notice=10_000, max_days_ahead=1)
        assert session_slot(of, self.USED, 5, at("2026-03-02 10:16:59")) is not None
        assert session_slot(of, self.USED, 5, at("2026-03-02 10:17")) is None

    def test_a_full_or_closed_session_is_not_offered(self):
        for closed in (self.WORKSHOP._replace(seats_taken=12), self.WORKSHOP._replace(open=False)):
            assert wall_times("2026-03-02", self.OF, taken(booked=[closed]), seats=1) == ["09:00", "10:00"]
            assert session_slot(self.OF, taken(booked=[closed]), 5, NOW) is None

    def test_asking_for_a_length_leaves_out_sessions_of_another(self):
        assert [slot.event_id for slot in slots_of_day("2026-03-02", self.OF, self.USED, duration=60)] == [None]
        assert [slot.event_id for slot in slots_of_day("2026-03-02", self.OF, self.USED, duration=120)] == [5]

    def test_sessions_and_grid_come_in_order_of_time(self):
        early = event("2026-03-02 08:00", "2026-03-02 08:30", 8, session=True)
        late = event("2026-03-02 20:00", "2026-03-02 20:30", 9, session=True)
        slots = slots_of_day("2026-03-02", self.OF, taken(booked=[late, early]))
        assert [slot.event_id for slot in slots] == [8, None, None, 9]

    def test_a_slot_with_bookers_is_found_by_its_event(self):
        of = offer(rule("09:00", "11:00"), places=2)
        begun = event("2026-03-02 09:00", "2026-03-02 10:00", 7, places=2, seats_taken=1)
        used = taken(busy("2026-03-02 09:00", "2026-03-02 10:00"), booked=[begun])
        found = session_slot(of, used, 7, NOW)
        assert found is not None
        assert found.event_id == 7
        assert session_slot(of, used, 7, NOW, seats=2) is None
        assert session_slot(of, used, 8, NOW) is None


class TestHosts:
    BUSY_ANN = Lane((ANN,), (busy("2026-03-02 09:00", "2026-03-02 10:00"),))
    BUSY_BOB = Lane((BOB,), (busy("2026-03-02 10:00", "2026-03-02 11:00"),))
    OF = offer(rule("09:00", "12:00"))

    def test_any_free_host_will_do(self):
        slots = slots_of_day("2026-03-02", self.OF, Taken((self.BUSY_ANN, self.BUSY_BOB)))
        assert [slot.hosts for slot in slots] == [(BOB,), (ANN,), (ANN, BOB)]

    def test_all_hosts_must_be_free(self):
        together = Lane((ANN, BOB), self.BUSY_ANN.busy + self.BUSY_BOB.busy)
        slots = slots_of_day("2026-03-02", self.OF, Taken((together,)))
        assert [(f"{slot.start:%H:%M}", slot.hosts) for slot in slots] == [("10:00", (ANN, BOB))]

    def test_nobody_to_serve_offers_nothing(self):
        assert slots_of_day("2026-03-02", self.OF, Taken(())) == []

    def test_where_nobody_is_needed_only_the_schedules_own_events_are_in_the_way(self):
        used = Taken((Lane((), (busy("2026-03-02 09:00", "2026-03-02 10:00"),)),))
        assert wall_times("2026-03-02", self.OF, used) == ["10:00", "11:00"]

    def test_a_slot_with_other_bookers_is_filled_before_another_host_is_asked(self):
        of = offer(rule("09:00", "10:00"), places=3)
        begun = [
            event("2026-03-02 09:00", "2026-03-02 10:00", 7, places=3, seats_taken=1),
            event("2026-03-02 09:00", "2026-03-02 10:00", 8, places=3, seats_taken=2),
        ]
        used = Taken((self.BUSY_ANN, Lane((BOB,)), Lane((CID,))), tuple(begun))
        (slot,) = slots_of_day("2026-03-02", of, used)
        assert (slot.event_id, slot.seats_left) == (8, 1)
        (slot,) = slots_of_day("2026-03-02", of, used, seats=3)
        assert (slot.event_id, slot.seats_left, slot.hosts) == (None, 3, (BOB, CID))


class TestWords:
    def test_price_of_a_slot_or_of_its_hours(self):
        assert offer(price=5000).price_of(90) == 5000
        assert offer(price=5000, price_per="hour").price_of(90) == 7500
        assert offer(price=1001, price_per="hour").price_of(30) == 501
        assert offer().price_of(90) is None

    @pytest.mark.parametrize(
        ("of", "used", "reason"),
        [
            (offer(rule("09:00", "10:00"), end=at("2026-02-01")), taken(), "ended"),
            (offer(), taken(), "no_rules"),
            (offer(rule("09:00", "10:00", [])), taken(), "no_rules"),
            (offer(rule("09:00", "09:30")), taken(), "window_closed"),
            (
                offer(
                    rule("09:00", "10:00"), exceptions=[{"from": "2026-01-01", "until": "2026-12-31", "windows": []}]
                ),
                taken(),
                "closed_by_exceptions",
            ),
            (offer(rule("09:00", "10:00")), taken(busy("2026-01-01 00:00", "2026-12-31 00:00")), "full"),
            (
                offer(),
                taken(booked=[event("2026-02-05 09:00", "2026-02-05 10:00", session=True, seats_taken=1)]),
                "full",
            ),
        ],
    )
    def test_why_there_is_nothing(self, of, used, reason):
        until = NOW + timedelta(days=30)
        assert list(free_slots(of, used, NOW, until, NOW)) == []
        assert why_none(of, used, Search(NOW, until, NOW, of.duration)) == reason

    def test_whether_a_booking_lies_in_open_hours(self):
        of = offer(
            rule("09:00", "12:00", [1]), rule("20:00", "24:00", [1]), rule("00:00", "02:00", [2]), end=at("2026-03-31")
        )
        assert is_within_hours(of, at("2026-03-02 09:30"), at("2026-03-02 12:00"))
        assert is_within_hours(of, at("2026-03-02 23:00"), at("2026-03-03 01:00"))
        assert not is_within_hours(of, at("2026-03-02 11:30"), at("2026-03-02 12:30"))
        assert not is_within_hours(of, at("2026-04-06 09:00"), at("2026-04-06 10:00"))
