"""Payments that come with calls: what is asked for, and what of them is refused before anybody settles it."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

import pytest

from tools.rules.chains import Facilitator
from tools.wallet.rules.call_payments import PaymentFault, asked_for, read_payment

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TO, PAYER, ASSET = "0x" + "12" * 20, "0x" + "ab" * 20, "0x" + "cc" * 20
FACILITATOR = Facilitator("https://pay.example", "", TO, "eip155:84532", ASSET, "USDC", "2", 10_000)
ASKED = {
    "scheme": "exact",
    "network": "eip155:84532",
    "amount": "10000",
    "asset": ASSET,
    "payTo": TO,
    "maxTimeoutSeconds": 60,
    "extra": {"name": "USDC", "version": "2"},
}


def payment(amount: int = 10_000, nonce: str = "0x" + "01" * 32) -> dict[str, Any]:
    return {
        "x402Version": 2,
        "accepted": {**ASKED, "amount": str(amount)},
        "payload": {
            "signature": "0x" + "00" * 65,
            "authorization": {
                "from": PAYER,
                "to": TO,
                "value": str(amount),
                "validAfter": "0",
                "validBefore": str(int(NOW.timestamp()) + 60),
                "nonce": nonce,
            },
        },
    }


@pytest.mark.parametrize(
    ("missing", "amount"), [(1, "10000"), (10_000, "10000"), (10_001, "10001"), (0, None), (-5, None)]
)
def test_what_is_missing_is_asked_for_and_at_least_the_least(missing: int, amount: str | None) -> None:
    asked = asked_for(FACILITATOR, missing)
    assert asked == (None if amount is None else {**ASKED, "amount": amount})


def test_a_payment_of_what_is_asked_or_more_is_taken_whole() -> None:
    taken = read_payment(payment(25_000), ASKED, NOW)
    assert (taken.payer, taken.amount, taken.asked["amount"]) == (PAYER, 25_000, "25000")
    # Addresses are the same in any case of their letters.
    shouted = payment()
    shouted["accepted"]["payTo"] = shouted["payload"]["authorization"]["to"] = TO.upper().replace("0X", "0x")
    assert read_payment(shouted, ASKED, NOW).amount == 10_000


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("x402Version",), 1, "x402Version 2"),
        (("accepted",), None, "lacks"),
        (("payload",), "signed", "lacks"),
        (("accepted", "scheme"), "upto", "another scheme"),
        (("accepted", "network"), "eip155:1", "another network"),
        (("accepted", "asset"), PAYER, "another asset"),
        (("accepted", "payTo"), PAYER, "another payTo"),
        (("accepted", "amount"), "9999", "10000 is asked for"),
        (("accepted", "amount"), "0", "10000 is asked for"),
        (("accepted", "amount"), "-1", "no number"),
        (("accepted", "amount"), "１0000", "no number"),
        (("accepted", "amount"), "1" * 40, "no number"),
        (("accepted", "amount"), 10_000.5, "no number"),
        (("accepted", "amount"), True, "no number"),
        (("payload", "authorization"), None, "no signed authorization"),
        (("payload", "signature"), None, "no signed authorization"),
        (("payload", "authorization", "from"), "me", "address or a nonce"),
        (("payload", "authorization", "nonce"), "0x01", "address or a nonce"),
        (("payload", "authorization", "to"), PAYER, "somebody else"),
        (("payload", "authorization", "value"), "1", "another amount"),
        (("payload", "authorization", "validBefore"), str(int(NOW.timestamp())), "is over"),
        (("payload", "authorization", "validBefore"), "soon", "no number"),
    ],
)
def test_what_does_not_pay_us_enough_is_refused(path: tuple[str, ...], value: Any, says: str) -> None:
    given = copy.deepcopy(payment())
    part = given
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = value
    with pytest.raises(PaymentFault, match=says):
        read_payment(given, ASKED, NOW)


def test_a_price_below_the_smallest_amount_is_not_asked_for_and_nothing_pays_it() -> None:
    nothing = {**ASKED, "amount": "0"}
    with pytest.raises(PaymentFault, match="payment is of 0"):
        read_payment(payment(0), nothing, NOW)


@pytest.mark.parametrize("given", [None, "payment", [], {}])
def test_what_is_no_object_is_no_payment(given: Any) -> None:
    with pytest.raises(PaymentFault, match="has to be an object"):
        read_payment(given, ASKED, NOW)
