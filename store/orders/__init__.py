"""Orders, their types and the values of their fields as rows."""
