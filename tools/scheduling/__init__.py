"""Schedules, free time, bookings, events and calendars: one aggregate, in rooms because it is large.

Toolsets: schedules, events, calendars, booking_extras.
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
