"""Outside calendars as the workers see them: how they are reached, when they are read, how bookings get there."""
