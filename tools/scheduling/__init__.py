"""Schedules, free time, bookings, events and calendars: one aggregate, in rooms because it is large.

Toolsets: schedules, events, calendars. May import the kit and uploads, wallet, people, companies."""
