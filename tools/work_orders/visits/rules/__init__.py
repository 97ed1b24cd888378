"""What a visit decides by itself: hours, overlaps, arrivals and who may settle what: pure decisions."""
