"""What a caller hears of a cap that a payment would pass."""

from __future__ import annotations

from store.types import Owner, SpendingLimitReached
from tools.errors import Step
from tools.wallet.rules.limits import over_limit

BOT = Owner("agent", 1)
REACHED = SpendingLimitReached(1, BOT, "month", 10_000_000, 12_500_000, 20_000, "search_agents")


def test_the_refusal_says_what_is_left_and_never_less_than_nothing() -> None:
    refused = over_limit(REACHED, (BOT,))
    assert refused.message == (
        "search_agents costs 0.02 USD; the limit of 10.00 USD a month has 0.00 USD left. Nothing happened."
    )
    assert refused.details == {
        "period": "month",
        "amount": "10.00",
        "used": "12.50",
        "price": "0.02",
        "currency": "USD",
    }


def test_the_next_call_is_a_cap_that_just_allows_it() -> None:
    assert over_limit(REACHED, (BOT,)).next == ("get_spending_limit", Step("set_spending_limit", {"amount": "12.52"}))


def test_whoever_the_cap_is_not_of_hears_no_figures() -> None:
    refused = over_limit(REACHED, (Owner("person", 1),))
    assert (refused.code, refused.details) == ("spending_limit_reached", {})
    assert "10.00" not in refused.message
