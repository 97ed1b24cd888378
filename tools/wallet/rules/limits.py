"""Whether a price fits under a spending limit."""

from __future__ import annotations

from tools.errors import InsufficientFunds
from tools.wallet.rules.wallet import usd_text


def refuse_over_limit(what: str, price: int, period: str, limit: int, used: int) -> None:
    """InsufficientFunds when a price on top of what is used passes the limit of a period (call, day or month).

    price, limit and used in millionths of a US dollar. what: what has the price, with its verb: 'search_agents costs'."""
    if used + price <= limit:
        return
    raise InsufficientFunds(
        f"{what} {usd_text(price)} USD; the limit of {usd_text(limit)} USD a {period} has "
        f"{usd_text(max(0, limit - used))} USD left. Nothing happened.",
        code="spending_limit_reached",
        next=("get_spending_limit", "set_spending_limit"),
        details={
            "period": period,
            "amount": usd_text(limit),
            "used": usd_text(used),
            "price": usd_text(price),
            "currency": "USD",
        },
    )
