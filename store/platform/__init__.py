"""What concerns every room at once."""
