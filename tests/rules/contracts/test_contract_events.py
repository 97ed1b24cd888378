"""Events of contracts: every change of state that may be made directly, and every one that may not."""

from __future__ import annotations

import pytest

from tools.contracts.rules import contract_events as rules

STATES = (100, 200, 400, 444, 555, 777)
ALLOWED = {(100, 400), (100, 444), (200, 444), (200, 777), (555, 777), (555, 100), (400, 100), (777, 100)}


@pytest.mark.parametrize("status", STATES)
@pytest.mark.parametrize("wanted", STATES)
def test_each_state_is_left_only_along_the_table(status, wanted):
    fault = rules.move_fault(status, wanted, task=False, ahead=False, paid=False)
    assert (fault is None) == ((status, wanted) in ALLOWED)
    if fault is not None:
        assert str(status) in fault
        for state in STATES:
            assert (f"({state})" in fault) == ((status, state) in ALLOWED or state == status)


@pytest.mark.parametrize(
    ("status", "wanted", "given", "allowed"),
    [
        (200, 777, {"ahead": True}, False),
        (200, 444, {"ahead": True}, True),
        (200, 777, {"paid": True}, True),
        (777, 100, {"paid": True}, False),
        (400, 100, {"paid": True}, False),
        (555, 100, {"paid": True}, True),
        (100, 777, {"task": True}, True),
        (100, 555, {"task": True}, False),
        (200, 777, {"task": True}, True),
        (444, 100, {"task": True}, False),
    ],
)
def test_start_payment_and_kind_count_too(status, wanted, given, allowed):
    fault = rules.move_fault(status, wanted, **{"task": False, "ahead": False, "paid": False, **given})
    assert (fault is None) == allowed


@pytest.mark.parametrize(
    ("status", "field", "locked"),
    [
        (100, "start", False),
        (200, "attendees", False),
        (555, "start", True),
        (555, "attendees", True),
        (555, "amount", False),
        (555, "private", False),
        (777, "amount", True),
        (777, "label", False),
        (400, "files", False),
        (400, "start", True),
        (444, "label", True),
        (444, "amount", True),
    ],
)
def test_what_is_over_keeps_its_time_and_money(status, field, locked):
    assert rules.locked_fields(status, [field]) == ({field} if locked else set())


@pytest.mark.parametrize(
    ("payment", "locked"),
    [(None, set()), (100, set()), (200, {"amount", "benefitable"}), (300, {"amount", "benefitable"})],
)
def test_what_was_paid_is_not_another_sum_or_for_somebody_else(payment, locked):
    assert rules.locked_by_payment(payment, ["amount", "benefitable", "label", "start"]) == locked


@pytest.mark.parametrize(
    ("people", "owes", "credit", "state"),
    [
        ([], False, True, 200),
        ([("required", "accepted")], False, True, 200),
        ([("required", "accepted"), ("required", "needs_action")], False, True, 100),
        ([("optional", "needs_action")], False, True, 200),
        ([], True, True, 200),
        ([], True, False, 100),
        ([], False, False, 200),
    ],
)
def test_a_new_event_waits_for_yeses_and_for_money(people, owes, credit, state):
    assert rules.state_when_made(people, owes=owes, credit=credit) == state


@pytest.mark.parametrize(
    ("status", "people", "state"),
    [
        (200, [("required", "needs_action")], 100),
        (200, [("required", "accepted"), ("optional", "needs_action")], 200),
        (200, [("required", "declined")], 200),
        (100, [("required", "accepted")], 100),
        (555, [("required", "needs_action")], 555),
    ],
)
def test_a_confirmed_event_waits_again_for_those_who_have_to_answer(status, people, state):
    assert rules.state_with_people(status, people) == state
