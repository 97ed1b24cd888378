"""Ad labelling: who advertises behind a task, by which contracts.

Toolsets: ad_labelling.
May import the kit, what stands left of tasks in ORDER, and the rooms left of it, tests/contract/test_walls.py."""
