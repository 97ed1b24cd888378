"""Halls full of rows: one real row of each sort, copied as often as wanted."""
