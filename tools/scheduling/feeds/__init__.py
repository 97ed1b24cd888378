"""What calendar programs read: calendars, schedules and contracts at a secret address."""
