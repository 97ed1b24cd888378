"""How a day is planned: pure decisions on whole numbers, the same for the same day."""
