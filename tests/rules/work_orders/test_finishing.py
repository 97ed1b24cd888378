"""What would keep an order from being reported done."""

from server.registry import Registry
from tools.work_orders.rules.finishing import MISSING, hurdles

STEP = {"id": 4, "type_id": 10, "required": 1, "status": "incomplete"}


def test_the_operations_that_would_clear_the_hurdles_are_not_there_yet():
    # When this fails, the warnings and the ways round in completion.py have to name them instead.
    assert not [name for name in MISSING if Registry().find(name)]


def test_required_steps_are_named_but_not_close_out_notes_optional_or_done_ones():
    others = [
        {**STEP, "id": 5, "type_id": 2},
        {**STEP, "id": 6, "required": 0},
        {**STEP, "id": 7, "status": "complete"},
    ]
    assert hurdles(others) == []
    (found,) = hurdles([STEP, *others])
    assert found.startswith("step 4 of the checklist is required")
