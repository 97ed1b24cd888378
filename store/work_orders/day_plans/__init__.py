"""Day plans as rows, and what a day is planned from."""
