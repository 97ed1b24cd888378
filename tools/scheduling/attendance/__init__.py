"""Who came to what was booked."""
