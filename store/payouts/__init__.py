"""Where freelancers are paid out to."""
