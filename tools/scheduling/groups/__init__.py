"""Booking together: one time of several people, the fairest of several, the same time every week."""
