"""How a run goes on: pure decisions."""
