"""Schedules, free time, bookings, events and calendars: one aggregate, in rooms because it is large."""
