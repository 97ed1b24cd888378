"""Hashes of transactions, as each network writes them. Pure."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"[0-9a-f]{64}")


def transaction_hash(network: str, text: str) -> str | None:
    """A hash in the form its network's node uses; None when it is none."""
    digits = text.strip().lower().removeprefix("0x")
    if not _DIGITS.fullmatch(digits):
        return None
    return f"0x{digits}" if network == "ethereum" else digits
