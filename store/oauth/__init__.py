"""Apps that people sign in to the hall with: who they are, what was allowed them, and what they hold, as rows."""
