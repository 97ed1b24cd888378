from __future__ import annotations

import pytest

from tools.wallet.rules.addresses import address_fault

ETHEREUM = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


@pytest.mark.parametrize(
    ("currency", "network", "address", "fault"),
    [
        ("ETH", "ethereum", ETHEREUM, None),
        ("ETH", "ethereum", ETHEREUM.lower(), None),
        ("ETH", "ethereum", "0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "checksum"),
        ("ETH", "ethereum", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeA", "40 hexadecimal"),
        ("BTC", "bitcoin", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", None),
        ("BTC", "bitcoin", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "checksum"),
        ("BTC", "bitcoin", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", None),
        ("BTC", "bitcoin", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", None),
        ("BTC", "bitcoin", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "checksum"),
        ("BTC", "bitcoin", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "another network"),
        ("USDT", "tron", "TLa2f6VPqDgRE67v1736s7bJ8Ray5wYjU7", None),
        ("USDT", "tron", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "contract"),
        ("USDT", "tron", "TEkxiTehnzSmSe2XqrBj4w32RUN966rdz8", "contract"),
        ("USDT", "tron", "TNUC9Qb1rRpS5CbWLmNMxXBjyFoydXjWFR", "contract"),
        ("USDT", "ethereum", "0xdAC17F958D2ee523a2206206994597C13D831ec7", "contract"),
        ("ETH", "ethereum", "0xdac17f958d2ee523a2206206994597c13d831ec7", "contract"),
        ("USDC", "ethereum", "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48", "contract"),
        ("ETH", "ethereum", "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2", "contract"),
        ("ETH", "ethereum", "0x2260FAC5E5542a773Aa44fBCfEDf7C193bc2C599", "contract"),
        ("USDC", "ethereum", "0x6B175474E89094C44Da98b954EedeAC495271d0F", "contract"),
        ("ETH", "ethereum", "0x" + "f" * 40, "nobody"),
        ("ETH", "ethereum", "0x" + "F" * 40, "nobody"),
        ("ETH", "ethereum", "0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE", "nobody"),
        ("USDT", "tron", ETHEREUM, "checksum"),
        ("BTC", "bitcoin", "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs", "version 2"),
        ("BTC", "bitcoin", "BC1SW50QGDZ25J", "version 16"),
        (
            "BTC",
            "bitcoin",
            "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
            "version 1 with 40",
        ),
        ("BTC", "bitcoin", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", None),
        ("BTC", "bitcoin", "bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3", None),
        ("BTC", "bitcoin", "1111111111111111111114oLvT2", "nobody"),
        ("BTC", "bitcoin", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t４", "character"),
        ("USDT", "tron", "T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb", "nobody"),
        ("USDT", "ethereum", "0x" + "0" * 40, "nobody"),
        ("USDC", "ethereum", "0x000000000000000000000000000000000000dEaD", "nobody"),
        ("ETH", "ethereum", "0x" + "0" * 39 + "1", "nobody"),
        ("ETH", "ethereum", "0x" + "５" * 40, "40 hexadecimal"),
        ("USDT", "ethereum", "sandbox:usdt:1", "this platform"),
    ],
)
def test_an_address_is_right_or_its_fault_is_named(
    currency: str, network: str, address: str, fault: str | None
) -> None:
    found = address_fault(currency, network, address)
    assert (found is None) if fault is None else (found is not None and fault in found)
