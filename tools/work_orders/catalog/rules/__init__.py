"""What the entries of a company's lists are made of, a file for each kind: pure decisions."""
