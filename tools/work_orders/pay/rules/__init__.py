"""What may become of a claim for more pay or for costs, and how its figures are read: pure decisions."""
