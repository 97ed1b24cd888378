"""Pure decisions about open calls."""
