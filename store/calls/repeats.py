"""Answers kept under idempotency keys, and when they are let go."""

from __future__ import annotations

from store.database import Transaction


def forget_answers(tx: Transaction, before: str) -> int:
    """Drop the answers kept since before a moment, at most 200, oldest first; how many."""
    return tx.run(
        """DELETE FROM idempotency WHERE (caller_type, caller_id, key) IN (
               SELECT caller_type, caller_id, key FROM idempotency WHERE created_at < :before ORDER BY created_at LIMIT 200)""",
        before=before,
    )
