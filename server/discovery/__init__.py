"""Finding operations by plain words."""
