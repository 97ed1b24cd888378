"""Whom a company works with: the members of its private networks, and the providers it has blocked."""

from __future__ import annotations

from collections.abc import Iterable

from store.database import Row, Transaction
from store.types import Owner


def add_members(tx: Transaction, network_id: int, people: Iterable[int], stamp: str) -> int:
    """Put people into a private network; how many were not in it."""
    return sum(
        tx.run(
            """INSERT INTO provider_network_members (network_id, person_id, created_at)
               VALUES (:network_id, :person_id, :stamp) ON CONFLICT (network_id, person_id) DO NOTHING""",
            network_id=network_id,
            person_id=person_id,
            stamp=stamp,
        )
        for person_id in people
    )


def remove_members(tx: Transaction, network_id: int, people: Iterable[int]) -> int:
    """Take people out of a private network; how many were in it."""
    return sum(
        tx.run(
            "DELETE FROM provider_network_members WHERE network_id = :network_id AND person_id = :person_id",
            network_id=network_id,
            person_id=person_id,
        )
        for person_id in people
    )


def find_block(tx: Transaction, company_id: int, id: int) -> Row | None:
    """A block of the company by its number, lifted or not."""
    return tx.one(
        "SELECT * FROM blocked_providers WHERE id = :id AND company_id = :company_id", id=id, company_id=company_id
    )


def block_of(tx: Transaction, company_id: int, person_id: int) -> Row | None:
    """What the company has on a person: blocked, or blocked once."""
    return tx.one(
        "SELECT * FROM blocked_providers WHERE company_id = :company_id AND person_id = :person_id",
        company_id=company_id,
        person_id=person_id,
    )


def block(tx: Transaction, company_id: int, person_id: int, reason: str | None, by: Owner, stamp: str) -> None:
    tx.insert(
        "blocked_providers", company_id=company_id, person_id=person_id, reason=reason, created_by_type=by.kind,
        created_by_id=by.id, created_at=stamp, updated_at=stamp,
    )  # fmt: skip


def change_block(tx: Transaction, id: int, active: bool, reason: str | None, stamp: str) -> None:
    tx.change("blocked_providers", id, active=int(active), reason=reason, updated_at=stamp)
