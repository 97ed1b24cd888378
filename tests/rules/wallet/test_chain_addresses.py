"""How chains write the receiver of a payment."""

from __future__ import annotations

import pytest

from tools.wallet.rules.chain_addresses import as_written


@pytest.mark.parametrize(
    ("network", "address", "written"),
    [
        (
            "ethereum",
            "0x9858EfFD232B4033E47d90003D41EC34EcaEda94",
            "0x9858effd232b4033e47d90003d41ec34ecaeda94",
        ),
        (
            "bitcoin",
            "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu",
            "0014c0cebcd6c3d3ca8c75dc5ec62ebe55330ef910e2",
        ),
        (
            "bitcoin",
            "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
            "0014751e76e8199196d454941c45d1b3a323f1433bd6",
        ),
        (
            "bitcoin",
            "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
            "512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
        ),
        ("bitcoin", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "76a91462e907b15cbf27d5425399ebf6f0fb50ebb88f1888ac"),
        ("bitcoin", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "a914b472a266d0bd89c13706a4132ccfb16f7c3b9fcb87"),
        ("tron", "TUEZSdKsoDHQMeZwihtdoBiN46zxhGWYdH", None),
    ],
)
def test_each_network_writes_addresses_in_its_own_way(network: str, address: str, written: str | None) -> None:
    assert as_written(network, address) == written


@pytest.mark.parametrize(
    "address", ["bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyx", "TUEZSdKsoDHQMeZwihtdoBiN46zxhGWYdH"]
)
def test_what_is_no_address_of_bitcoin_has_no_script(address: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        as_written("bitcoin", address)
