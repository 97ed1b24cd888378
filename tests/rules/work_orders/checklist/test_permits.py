"""Who may change what of checklists and custom fields, in every state."""

from datetime import UTC, datetime

import pytest

from tools.errors import NotAllowed, WrongState
from tools.work_orders.checklist.rules.permits import (
    check_alerts_change,
    check_defined,
    check_field_change,
    check_task_change,
)
from tools.work_orders.rules.states import Standing, Status

STATES = ("draft", "published", "routed", "assigned", "work_done", "approved", "paid", "canceled", "deleted")
# x: may, a dot: wrong state, -: never theirs.
TASKS = """
company  defines x x x x . . . . .
company  ticks   x x x x x . . . .
company  both    x x x x . . . . .
assignee defines - - - - - - - - -
assignee ticks   . . . x . . . . .
assignee both    - - - - - - - - -
provider ticks   - - - - - - - - -
provider defines - - - - - - - - -
"""
FIELDS = """
company  buyer    x x x x x x . . .
company  provider x x x x x . . . .
assignee buyer    - - - - - - - - -
assignee provider . . . x . . . . .
provider buyer    - - - - - - - - -
provider provider - - - - - - - - -
"""


def cells(table):
    return [
        (side, what, state, cell)
        for side, what, *row in (line.split() for line in table.strip().splitlines())
        for state, cell in zip(STATES, row, strict=True)
    ]


def outcome(check, state):
    try:
        check(Standing(id=5, status=Status[state.upper()], now=datetime(2026, 11, 21, 9, tzinfo=UTC)))
    except NotAllowed:
        return "-"
    except WrongState as no:
        assert state.replace("_", " ") in no.message.lower()
        assert no.next
        return "."
    return "x"


@pytest.mark.parametrize(("side", "what", "state", "cell"), cells(TASKS))
def test_what_a_step_is_and_whether_it_is_done(side, what, state, cell):
    def check(now):
        flags = {"defines": what in ("defines", "both"), "ticks": what in ("ticks", "both")}
        check_task_change("update_work_order_task", now, side, **flags)

    assert outcome(check, state) == cell


@pytest.mark.parametrize(("side", "role", "state", "cell"), cells(FIELDS))
def test_the_value_of_a_custom_field(side, role, state, cell):
    assert outcome(lambda now: check_field_change("update_work_order_custom_field", now, side, role), state) == cell


@pytest.mark.parametrize(("state", "cell"), zip(STATES, "xxxx.....", strict=True))
def test_steps_come_and_go_up_to_assigned(state, cell):
    assert outcome(lambda now: check_defined("create_work_order_task", now), state) == cell


def test_addresses_are_taken_off_as_long_as_a_step_may_still_be_completed():
    def check(now):
        check_alerts_change("delete_work_order_task_alert", now)

    assert [outcome(check, state) for state in STATES] == [*"xxxxx", *"...."]
