"""Pure decisions about providers and their circles."""
