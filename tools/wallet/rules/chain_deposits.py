"""Pure rules of deposits on chains: how much of an amount counts, and when."""

from __future__ import annotations

from typing import Literal

from store.types import DECIMALS, LARGEST_AMOUNT
from tools.rules.sentences import Words, say, worded

Standing = Literal["pending", "confirmed", "gone"]

# Places of a currency on its chain. Tokens are refused whose contract says otherwise.
CHAIN_DECIMALS = {"BTC": 8, "ETH": 18, "USDT": 6, "USDC": 6}


def in_units(atomic: int, currency: str) -> tuple[int, int]:
    """What a chain's amount is in the currency's smallest unit, and what is left below it. ValueError when nobody has that
    much."""
    below = 10 ** (CHAIN_DECIMALS[currency] - DECIMALS[currency])
    amount, rest = divmod(atomic, below)
    if atomic < 0 or amount > LARGEST_AMOUNT:
        raise ValueError(
            worded(
                "{atomic} of the chain's units of {currency} is no amount that anybody has",
                atomic=atomic,
                currency=currency,
            )
        )
    return amount, rest


def atomic_of(amount: int, currency: str) -> int:
    """An amount in the currency's smallest unit as its chain writes it."""
    atomic: int = amount * 10 ** (CHAIN_DECIMALS[currency] - DECIMALS[currency])
    return atomic


def confirmations(head: int, height: int) -> int:
    """How many blocks stand for what is in a block: its own counts."""
    return max(0, head - height + 1)


def standing(head: int, height: int, block_hash: str, hash_now: str | None, wanted: int) -> Standing:
    """What becomes of something in a block. hash_now: of the block that has its height now, None when none has."""
    if hash_now != block_hash:
        return "gone"
    return "confirmed" if confirmations(head, height) >= wanted else "pending"


def below_unit(atomic: str, amount: int, currency: str) -> Words:
    """What is said of the part that counts nowhere; empty when there is none."""
    rest = int(atomic) - atomic_of(amount, currency)
    return say(", and {rest} of the chain's smallest units, below ours, are not counted", rest=rest) if rest else ""
