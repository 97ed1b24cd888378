"""What hangs on the visit of a work order: time logs, the arrival, return visits and problems."""
