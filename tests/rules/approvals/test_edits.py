"""What an approver may lower, as a table."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tools.approvals.rules.edits import AMOUNTS, NotLower, lowered
from tools.approvals.rules.masking import masked


@pytest.mark.parametrize("tool", [tool for tool in AMOUNTS if tool != "update_work_order_pay"])
def test_an_amount_is_lowered_and_nothing_else(tool):
    name = AMOUNTS[tool]
    sealed = {name: "100.00", "method": "balance", "note": "x"}
    edit = lowered(tool, sealed, Decimal("60"))
    assert edit is not None
    assert edit.arguments == {**sealed, name: "60"}
    assert (edit.name, edit.old, edit.new) == (name, "100.00", "60")


def test_the_base_of_a_pay_is_lowered_inside_it():
    edit = lowered("update_work_order_pay", {"base": {"amount": "50", "units": "2"}}, Decimal("40.5"))
    assert edit is not None
    assert edit.arguments == {"base": {"amount": "40.5", "units": "2"}}


@pytest.mark.parametrize("amount", ["100", "100.00", "120", "0", "-5"])
def test_what_is_not_lower_is_refused(amount):
    with pytest.raises(NotLower):
        lowered("request_withdrawal", {"amount": "100.00"}, Decimal(amount))


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
        lowered(tool, arguments, Decimal("1"))


def test_nothing_said_is_nothing_lowered():
    assert lowered("pay_task", {}, None) is None


def test_codes_keys_and_account_numbers_are_covered():
    shown = masked(
        {"otp": "123456", "api_key": "k", "iban": "DE89370400440532013000", "items": [{"secret": "s", "name": "n"}]}
    )
    assert shown == {"otp": "***", "api_key": "***", "iban": "***3000", "items": [{"secret": "***", "name": "n"}]}
