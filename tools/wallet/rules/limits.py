"""What is said when a payment would pass a cap on spending."""

from __future__ import annotations

from collections.abc import Collection

from store.types import Money, Owner, SpendingLimitReached
from tools.errors import InsufficientFunds, Step
from tools.rules.sentences import Sentence, say, word, worded
from tools.wallet.rules.wallet import usd_text


def over_limit(reached: SpendingLimitReached, told: Collection[Owner]) -> InsufficientFunds:
    """The refusal of a payment that passes a cap. told: whose figures the caller may see."""
    if reached.owner not in told:
        return InsufficientFunds(
            worded("A spending limit of whoever pays does not allow this. Nothing happened."),
            code="spending_limit_reached",
        )
    # The next call is a cap that just allows it: the same one once more would help nobody.
    left = usd_text(max(0, reached.cap - reached.used))
    return InsufficientFunds(
        worded(
            "{what} {usd_text} USD; the limit of {reached_usd_text} USD a {period} has {left} USD left. "
            "Nothing happened.",
            what=priced(reached),
            usd_text=usd_text(reached.price),
            reached_usd_text=usd_text(reached.cap),
            period=word(reached.period),
            left=left,
        ),
        code="spending_limit_reached",
        next=("get_spending_limit", Step("set_spending_limit", {"amount": usd_text(reached.used + reached.price)})),
        details={
            "period": reached.period,
            "amount": usd_text(reached.cap),
            "used": usd_text(reached.used),
            "price": usd_text(reached.price),
            "currency": "USD",
        },
    )


def priced(reached: SpendingLimitReached) -> Sentence:
    """What has the price that passes a cap, with its verb."""
    if isinstance(reached.what, Money):
        return say("{money} are worth", money=reached.what)
    return say("{tool} costs", tool=reached.what)
