"""Freelance tasks from order to payment, with changes, disputes, files and messages, and the labelling of ads.

Toolsets: tasks, reference (task states), ad_labelling.
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
