"""Paid work that both sides may review, and what they said: engagements, reviews, reports and sums."""
