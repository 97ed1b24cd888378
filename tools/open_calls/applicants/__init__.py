"""The side of those who look for open calls and apply: finding, applying, proving work, reporting what is wrong."""
