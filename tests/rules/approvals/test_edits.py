"""What an approver may lower, as a table."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tools.approvals.rules.edits import AMOUNTS, Less, NotLower, lowered
from tools.approvals.rules.masking import masked


@pytest.mark.parametrize("tool", [tool for tool in AMOUNTS if tool != "update_work_order_pay"])
def test_an_amount_is_lowered_and_nothing_else(tool):
    name = AMOUNTS[tool]
    sealed = {name: "100.00", "method": "balance", "note": "x"}
    edit = lowered(tool, sealed, Less(Decimal("60")))
    assert edit is not None
    assert edit.arguments == {**sealed, name: "60"}
    assert (edit.name, edit.old, edit.new) == (name, "100.00", "60")


def test_the_base_of_a_pay_is_lowered_inside_it():
    edit = lowered("update_work_order_pay", {"base": {"amount": "50", "units": "2"}}, Less(Decimal("40.5")))
    assert edit is not None
    assert edit.arguments == {"base": {"amount": "40.5", "units": "2"}}


@pytest.mark.parametrize("amount", ["100", "100.00", "120", "0", "-5"])
def test_what_is_not_lower_is_refused(amount):
    with pytest.raises(NotLower):
        lowered("request_withdrawal", {"amount": "100.00"}, Less(Decimal(amount)))


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("pay_task", {"amount": "100"}),
        ("request_withdrawal", {}),
        ("record_schedule_deposit", {"amount": "100", "method": "external"}),
        ("record_schedule_deposit", {"amount": "100", "method": "balance", "ids": [1]}),
    ],
)
def test_what_cannot_be_lowered_is_refused(tool, arguments):
    with pytest.raises(NotLower):
        lowered(tool, arguments, Less(Decimal("1")))


@pytest.mark.parametrize(("sealed", "drafted"), [({}, 3), ({"seats": 3}, 5), ({"seats": 3}, None)])
def test_seats_are_fewer_than_sealed_or_drafted_and_no_longer_cost_what_all_would(sealed, drafted):
    edit = lowered("publish_open_call", {"open_call_id": "x", "expected_hold": "9", **sealed}, Less(seats=2), drafted)
    assert edit is not None
    assert edit.arguments == {"open_call_id": "x", "seats": 2}
    assert (edit.name, edit.old, edit.new) == ("seats", "3", "2")
    for seats in (0, 3, 4):
        with pytest.raises(NotLower):
            lowered("publish_open_call", sealed, Less(seats=seats), drafted if not sealed else None)


def test_a_part_of_the_applications_is_left_in_the_sealed_order():
    sealed = {"open_call_id": "x", "application_ids": [7, 3, 5]}
    edit = lowered("accept_applications", sealed, Less(application_ids=[5, 7]))
    assert edit is not None
    assert edit.arguments == {"open_call_id": "x", "application_ids": [7, 5]}
    assert (edit.old, edit.new) == ("7, 3, 5", "7, 5")
    for ids in ([], [7, 3, 5], [7, 9]):
        with pytest.raises(NotLower):
            lowered("accept_applications", sealed, Less(application_ids=ids))


@pytest.mark.parametrize("less", [Less(seats=1), Less(application_ids=[1]), Less(Decimal(1), seats=1)])
def test_what_an_operation_does_not_have_is_named(less):
    with pytest.raises(NotLower) as no:
        lowered("request_withdrawal", {"amount": "100.00"}, less)
    assert no.value.name in ("seats", "application_ids")


def test_nothing_said_is_nothing_lowered():
    assert lowered("pay_task", {}, Less()) is None


def test_codes_keys_and_account_numbers_are_covered():
    shown = masked(
        {"otp": "123456", "api_key": "k", "iban": "DE89370400440532013000", "items": [{"secret": "s", "name": "n"}]}
    )
    assert shown == {"otp": "***", "api_key": "***", "iban": "***3000", "items": [{"secret": "***", "name": "n"}]}
