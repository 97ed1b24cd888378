"""Whole numbers of bank accounts and wallets, sealed with the installation's key: whoever pays out reads them here.

Nothing else does: they are in no answer, no notice and no log, and gone with the method. Card numbers are never kept."""

from __future__ import annotations

from store.database import Transaction
from store.installation_key import InstallationKey


def sealed(key: InstallationKey, person_id: int, number: str) -> str:
    """A number as it is stored."""
    return key.sealed(_label(person_id), number)


def digest(key: InstallationKey, person_id: int, number: str) -> str:
    """What tells whether a person gives the same number twice, and nobody anything without the key."""
    return key.digest("payout account number", f"{person_id}|{number}")


def account_number(tx: Transaction, key: InstallationKey, person_id: int, method_id: int) -> str | None:
    """The whole number of a person's bank account or wallet. None for cards, for what was deleted or not entered, and when
    the installation's key has changed."""
    stored = tx.value(
        """SELECT sealed_number FROM payout_methods
           WHERE id = :id AND person_id = :person_id AND deleted_at IS NULL""",
        id=method_id,
        person_id=person_id,
    )
    return None if stored is None else key.opened(_label(person_id), stored)


def _label(person_id: int) -> str:
    return f"payout account of person:{person_id}"
