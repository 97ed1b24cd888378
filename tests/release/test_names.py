"""Names that were released stay: prompts, allow lists and scripts of others have them."""

from __future__ import annotations

from server.registry import Registry
from tests.clients.serving import ROOT

# The names that the last release served, a line each; written anew when the next one is made.
RELEASED = (ROOT / "release" / "names.txt").read_text(encoding="utf-8").split()


def test_whatever_was_released_is_still_found_by_its_name() -> None:
    registry = Registry.quick()
    assert len(RELEASED) > 400
    gone = [name for name in RELEASED if registry.find(name) is None]
    assert not gone, f"renamed? say formerly=(...) at the operation that took its place: {gone}"


def test_a_name_that_an_operation_had_before_is_nobody_elses() -> None:
    registry = Registry()
    assert not registry.aliases.keys() & registry.operations.keys()
    former = [old for operation in registry.operations.values() for old in operation.formerly]
    assert len(former) == len(set(former))
