"""Bookings that one call made together, and how much of a schedule is booked."""
