"""How much of what a chain shows counts, and when."""

from __future__ import annotations

import pytest

from tools.rules.sentences import read
from tools.wallet.rules.chain_deposits import atomic_of, below_unit, confirmations, in_units, standing


@pytest.mark.parametrize(
    ("atomic", "currency", "amount", "rest"),
    [
        (10**18, "ETH", 10**9, 0),
        (10**18 + 1, "ETH", 10**9, 1),
        (999_999_999, "ETH", 0, 999_999_999),
        (0, "ETH", 0, 0),
        (1, "BTC", 1, 0),
        (20_000_000, "USDT", 20_000_000, 0),
    ],
)
def test_amounts_count_to_the_unit_and_what_is_below_is_named(
    atomic: int, currency: str, amount: int, rest: int
) -> None:
    assert in_units(atomic, currency) == (amount, rest)
    assert atomic_of(amount, currency) + rest == atomic
    assert (f"{rest} of" in read(below_unit(str(atomic), amount, currency))) is bool(rest)


@pytest.mark.parametrize(("atomic", "currency"), [(-1, "BTC"), (10**18, "BTC"), (2**256 - 1, "ETH")])
def test_what_nobody_has_is_no_amount(atomic: int, currency: str) -> None:
    with pytest.raises(ValueError, match="anybody"):
        in_units(atomic, currency)


@pytest.mark.parametrize(
    ("head", "height", "hash_now", "wanted", "is_now"),
    [
        (100, 100, "a", 1, "confirmed"),
        (100, 100, "a", 2, "pending"),
        (101, 100, "a", 2, "confirmed"),
        (111, 100, "a", 12, "confirmed"),
        (110, 100, "a", 12, "pending"),
        (111, 100, "b", 12, "gone"),
        (99, 100, None, 12, "gone"),
    ],
)
def test_what_is_in_a_block_counts_after_enough_blocks_of_the_same_chain(
    head: int, height: int, hash_now: str | None, wanted: int, is_now: str
) -> None:
    assert standing(head, height, "a", hash_now, wanted) == is_now


def test_the_block_itself_is_the_first_confirmation() -> None:
    assert [confirmations(head, 100) for head in (98, 99, 100, 105)] == [0, 0, 1, 6]
