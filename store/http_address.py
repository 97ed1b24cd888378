"""Where this hall's HTTP server is reached from outside. It cannot know by itself: proxies stand before it."""

from __future__ import annotations

from datetime import datetime

from store.database import Transaction
from store.types import utc_text


def http_address(tx: Transaction) -> str | None:
    """The address that was named, without a slash at its end; else that of the hall's pages; None without either."""
    address: str | None = tx.value(
        """SELECT value FROM settings WHERE name IN ('http_url', 'public_url')
           ORDER BY CASE name WHEN 'http_url' THEN 0 ELSE 1 END LIMIT 1"""
    )
    return None if address is None else address.rstrip("/")


def set_http_address(tx: Transaction, address: str | None, now: datetime) -> None:
    """Name it; None takes back what was named."""
    tx.run("DELETE FROM settings WHERE name = 'http_url'")
    if address is not None:
        tx.insert("settings", name="http_url", value=address, updated_at=utc_text(now))
