"""Lists that everybody shares: services, types of work, codes.

Toolsets: reference, ad_labelling (countries).
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
