"""Currencies as people call them, and the codes those names stand for."""

from __future__ import annotations

from difflib import get_close_matches

from store.types import DECIMALS

_CALLED = {
    "€": "EUR", "euro": "EUR", "euros": "EUR",
    "$": "USD", "us$": "USD", "dollar": "USD", "dollars": "USD", "us dollar": "USD", "us dollars": "USD",
    "₽": "RUB", "rur": "RUB", "ruble": "RUB", "rubles": "RUB", "rouble": "RUB", "roubles": "RUB",
    "tether": "USDT", "usd coin": "USDC", "bitcoin": "BTC", "xbt": "BTC", "₿": "BTC", "ether": "ETH", "ethereum": "ETH",
}  # fmt: skip


def near_codes(text: str) -> list[str]:
    """The codes a text may be meant for, the nearest first; empty when none comes near."""
    folded = " ".join(text.casefold().split())
    if folded in _CALLED:
        return [_CALLED[folded]]
    known = {**{code.casefold(): code for code in DECIMALS}, **_CALLED}
    return list(dict.fromkeys(known[name] for name in get_close_matches(folded, known, n=3, cutoff=0.75)))
