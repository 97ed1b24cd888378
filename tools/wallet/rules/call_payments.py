"""Payments that come with calls (x402, scheme exact over EIP-3009): what is asked for, and whether a payment is that. Pure.

A signature is checked by the facilitator; here it is checked that what was signed pays us, enough, and once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.types import LARGEST_AMOUNT
from tools.rules.chains import Facilitator
from tools.rules.sentences import worded

SCHEME, VERSION = "exact", 2
CURRENCY = "USDC"
PATIENCE_SECONDS = 60
# What is valid for less is over before it is settled.
LEAST_LEFT_SECONDS = 5

_ADDRESS = re.compile(r"0x[0-9a-f]{40}")
_NONCE = re.compile(r"0x[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment that may be settled: from whom, its nonce, and how much, in the smallest unit. asked: what it answers."""

    payer: str
    nonce: str
    amount: int
    asked: dict[str, Any]
    whole: dict[str, Any]


class PaymentFault(ValueError):
    """A payment that is not what was asked for. The text says why, as a sentence."""


def asked_for(facilitator: Facilitator, missing: int) -> dict[str, Any] | None:
    """What is asked for where so much is missing, in millionths of USDC; None when that is nothing that can be paid."""
    if missing <= 0:
        return None
    return {
        "scheme": SCHEME,
        "network": facilitator.network,
        "amount": str(max(missing, facilitator.least)),
        "asset": facilitator.asset,
        "payTo": facilitator.pay_to,
        "maxTimeoutSeconds": PATIENCE_SECONDS,
        "extra": {"name": facilitator.asset_name, "version": facilitator.asset_version},
    }


def read_payment(given: Any, asked: Mapping[str, Any], now: datetime) -> Payment:
    """The payment that came with a call, when it pays what is asked or more. PaymentFault when it does not."""
    if not isinstance(given, dict) or given.get("x402Version") != VERSION:
        raise PaymentFault(worded("The payment has to be an object of x402Version {version}.", version=VERSION))
    accepted, payload = given.get("accepted"), given.get("payload")
    if not isinstance(accepted, dict) or not isinstance(payload, dict):
        raise PaymentFault(worded("The payment lacks what it accepts or what was signed."))
    for name in ("scheme", "network", "asset", "payTo"):
        if str(accepted.get(name)).lower() != str(asked[name]).lower():
            raise PaymentFault(worded("The payment is for another {name} than {asked}.", name=name, asked=asked[name]))
    amount = _number(accepted.get("amount"), "amount")
    if amount <= 0 or amount < int(asked["amount"]):
        raise PaymentFault(
            worded(
                "The payment is of {amount}, and {asked_amount} is asked for.",
                amount=amount,
                asked_amount=asked["amount"],
            )
        )
    signed = payload.get("authorization")
    if not isinstance(signed, dict) or not isinstance(payload.get("signature"), str):
        raise PaymentFault(worded("The payment holds no signed authorization (EIP-3009)."))
    payer, nonce = str(signed.get("from")).lower(), str(signed.get("nonce")).lower()
    if not _ADDRESS.fullmatch(payer) or not _NONCE.fullmatch(nonce):
        raise PaymentFault(worded("The authorization lacks an address or a nonce."))
    if str(signed.get("to")).lower() != str(asked["payTo"]).lower():
        raise PaymentFault(worded("The authorization pays somebody else."))
    if _number(signed.get("value"), "value") != amount:
        raise PaymentFault(worded("The authorization is of another amount than the payment."))
    seconds = int(now.timestamp())
    if _number(signed.get("validBefore"), "validBefore") < seconds + LEAST_LEFT_SECONDS:
        raise PaymentFault(worded("The authorization is over."))
    return Payment(payer, nonce, amount, {**asked, "amount": str(amount)}, dict(given))


def _number(value: Any, name: str) -> int:
    """A number as text of ASCII digits, as the wire has it."""
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not (text.isascii() and text.isdigit()) or len(text) > 18 or int(text) > LARGEST_AMOUNT:
        raise PaymentFault(worded("The payment's {name} is no number that can be.", name=name))
    return int(text)
