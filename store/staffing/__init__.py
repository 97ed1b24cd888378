"""Staffing inquiries and their positions."""
