"""How the price of an advertising task is spread over the contracts behind it."""

from __future__ import annotations

from collections.abc import Sequence

from store.types import Money
from tools.rules.sentences import worded


def ad_production(price: Money, sums: Sequence[int | None]) -> Money:
    """What of the price is left for making the ads once the contracts have theirs; sums in whole currency units.

    One contract may come without a sum and then covers the whole price. ValueError says what is wrong."""
    if not sums:
        raise ValueError(worded("name at least one contract in end_contracts, or leave adv_data out"))
    if len(sums) > 1 and None in sums:
        raise ValueError(worded("with several contracts each needs a sum"))
    if sums[0] is None:
        return Money(0, price.currency)
    total = Money.of(sum(amount or 0 for amount in sums), price.currency)
    if price < total:
        raise ValueError(
            worded("the contracts sum up to {total}, more than the price of {price}", total=total, price=price)
        )
    return price - total


def needs_label(advertising: bool, outside_russia: bool) -> bool:
    """Whether a task has to name contracts before it is paid. advertising: what its service is; outside_russia: somebody
    who answers for it has said that the ads are not shown there."""
    return advertising and not outside_russia
