"""Open calls, their applications, templates and reports."""
