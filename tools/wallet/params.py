"""The parameters that the tools of wallets share."""

from __future__ import annotations

from typing import Literal

Crypto = Literal["BTC", "ETH", "USDT", "USDC"]
