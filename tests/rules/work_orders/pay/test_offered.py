"""Which tools on the pay a side is offered, and which new terms an assignee need not accept."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from store.types import Money
from tools.work_orders.pay.rules.offered import Promise, pay_actions, worse
from tools.work_orders.rules.pay import Terms
from tools.work_orders.rules.states import STEPS, Status

OPEN = {"update_work_order_increase": True, "update_work_order_expense": True}
NONE = {"update_work_order_increase": False, "update_work_order_expense": False}
SET = ["update_work_order_pay", "create_work_order_bonus", "create_work_order_penalty"]
CLAIM = ["request_work_order_increase", "create_work_order_expense"]


@pytest.mark.parametrize(
    ("status", "side", "claims", "expected"),
    [
        ("draft", "company", NONE, SET),
        ("published", "company", NONE, SET),
        ("routed", "company", NONE, SET),
        ("assigned", "company", NONE, [*SET, *CLAIM]),
        ("assigned", "assignee", NONE, [*CLAIM, "create_work_order_discount"]),
        ("assigned", "provider", OPEN, []),
        ("work_done", "company", NONE, [*SET[1:], *CLAIM]),
        ("approved", "company", OPEN, ["pay_work_order"]),
        ("approved", "assignee", OPEN, []),
        ("paid", "company", OPEN, []),
        ("canceled", "company", OPEN, []),
    ],
)
def test_a_side_is_offered_what_works_now(status, side, claims, expected):
    offered = pay_actions(Status[status.upper()], side, claims)
    assert sorted(offered) == sorted(expected)
    assert all(Status[status.upper()] in STEPS[tool] for tool in offered)


def test_claims_are_decided_or_corrected_where_there_are_some():
    assert set(OPEN) <= set(pay_actions(Status.WORK_DONE, "company", OPEN))
    assert set(OPEN) <= set(pay_actions(Status.ASSIGNED, "assignee", OPEN))


def usd(text):
    return Money.of(text, "USD")


AGREED = Promise(Terms("hourly", usd("65"), D(4), usd("0"), D(0)), "fixed", D(60), True, 3)


@pytest.mark.parametrize(
    ("after", "lost"),
    [
        ({}, 0),
        ({"terms": Terms("hourly", usd("70"), D(4), usd("0"), D(0))}, 0),
        ({"terms": Terms("hourly", usd("65"), D(5), usd("0"), D(0))}, 0),
        ({"terms": Terms("hourly", usd("64"), D(9), usd("0"), D(0))}, 1),
        ({"terms": Terms("hourly", usd("65"), D(3), usd("0"), D(0))}, 1),
        ({"fee": D(80)}, 0),
        ({"fee": D(59)}, 1),
        ({"calculation": "percent", "fee": D(25)}, 0),
        ({"short_notice": False}, 1),
        ({"days": 0}, 0),
        ({"days": 4}, 1),
        ({"days": 4, "fee": D(0)}, 2),
    ],
)
def test_what_was_promised_to_the_provider_only_gets_better(after, lost):
    assert len(worse(AGREED, replace(AGREED, **after))) == lost
