"""What would keep an order from being reported done."""

import pytest

from server.registry import Registry
from tools.work_orders.rules.finishing import MISSING, hurdles

STEP = {"id": 4, "type_id": 10, "required": 1, "status": "incomplete"}


def test_the_operations_that_would_clear_the_hurdles_are_not_there_yet():
    # When this fails, the warnings and the ways round in completion.py have to name them instead.
    assert not [name for name in MISSING if Registry().find(name)]


@pytest.mark.parametrize("pay_type", ["hourly", "device", "blended"])
def test_pay_by_time_or_device_cannot_be_settled(pay_type):
    assert f"{pay_type} pay needs a time log" in hurdles(pay_type, 0, [])[0]
    assert hurdles(pay_type, 1, []) == []


def test_fixed_pay_or_none_yet_is_no_hurdle():
    assert hurdles("fixed", 0, []) == hurdles(None, 0, []) == []


def test_required_steps_are_named_but_not_close_out_notes_optional_or_done_ones():
    others = [
        {**STEP, "id": 5, "type_id": 2},
        {**STEP, "id": 6, "required": 0},
        {**STEP, "id": 7, "status": "complete"},
    ]
    assert hurdles("fixed", 0, others) == []
    (found,) = hurdles("fixed", 0, [STEP, *others])
    assert found.startswith("step 4 of the checklist is required")
