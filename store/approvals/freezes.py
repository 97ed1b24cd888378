"""Freezes: what was stopped, by whom, and since when it goes on."""

from __future__ import annotations

from collections.abc import Collection

from store.database import Row, Transaction
from store.types import Owner


def freeze(
    tx: Transaction, owner: Owner, target: str, whom: Owner | None, reason: str, by: Owner, now: str
) -> int | None:
    """Put a freeze in force; its id, None when the target is frozen already."""
    made: int | None = tx.value(
        """INSERT INTO payment_freezes (owner_type, owner_id, target, target_type, target_id, reason, frozen_by_type,
                                        frozen_by_id, frozen_at)
           VALUES (:type, :id, :target, :whom_type, :whom_id, :reason, :by_type, :by_id, :now)
           ON CONFLICT DO NOTHING RETURNING id""",
        type=owner.kind,
        id=owner.id,
        target=target,
        whom_type=whom.kind if whom else "",
        whom_id=whom.id if whom else 0,
        reason=reason,
        by_type=by.kind,
        by_id=by.id,
        now=now,
    )
    return made


def lift(tx: Transaction, freeze_id: int, by: int, note: str | None, now: str) -> bool:
    """End a freeze; False when it was lifted before."""
    return bool(
        tx.run(
            """UPDATE payment_freezes SET lifted_by = :by, lifted_at = :now, lift_note = :note
               WHERE id = :id AND lifted_at IS NULL""",
            id=freeze_id,
            by=by,
            now=now,
            note=note,
        )
    )


def find(tx: Transaction, owner: Owner, freeze_id: int) -> Row | None:
    """A freeze of the owner's, in force or lifted."""
    return tx.one(f"{_FREEZES} AND id = :freeze", type=owner.kind, id=owner.id, freeze=freeze_id)


def in_force(tx: Transaction, owner: Owner) -> list[Row]:
    """What the owner has frozen now, oldest first."""
    return tx.all(f"{_FREEZES} AND lifted_at IS NULL ORDER BY id", type=owner.kind, id=owner.id)


def of_target(tx: Transaction, owner: Owner, target: str, whom: Owner | None) -> Row | None:
    """The freeze in force of one target."""
    return tx.one(
        f"{_FREEZES} AND lifted_at IS NULL AND target = :target AND target_type = :whom_type AND target_id = :whom_id",
        type=owner.kind,
        id=owner.id,
        target=target,
        whom_type=whom.kind if whom else "",
        whom_id=whom.id if whom else 0,
    )


def frozen_payees(tx: Transaction, owner: Owner, people: Collection[int]) -> set[int]:
    """Which of these people the owner has frozen as payees, themselves or with a company that they are members of."""
    if not people:
        return set()
    rows = tx.all(
        """SELECT coalesce(m.person_id, f.target_id) AS target_id
           FROM payment_freezes f
           LEFT JOIN memberships m ON f.target_type = 'company' AND m.company_id = f.target_id AND m.deleted_at IS NULL
           WHERE f.owner_type = :type AND f.owner_id = :id AND f.target = 'payee' AND f.lifted_at IS NULL
             AND (f.target_type = 'person' OR m.person_id IS NOT NULL)""",
        type=owner.kind,
        id=owner.id,
    )
    return {row["target_id"] for row in rows} & set(people)


def companies_that_froze(tx: Transaction, person_id: int) -> frozenset[int]:
    """The companies that have frozen somebody as a payee, themselves or with a company that they are a member of."""
    rows = tx.all(
        """SELECT owner_id FROM payment_freezes
           WHERE owner_type = 'company' AND target = 'payee' AND target_type = 'person' AND target_id = :id
             AND lifted_at IS NULL
           UNION SELECT f.owner_id FROM memberships m
           JOIN payment_freezes f ON f.target = 'payee' AND f.target_type = 'company' AND f.target_id = m.company_id
           WHERE m.person_id = :id AND m.deleted_at IS NULL AND f.owner_type = 'company' AND f.lifted_at IS NULL""",
        id=person_id,
    )
    return frozenset(row["owner_id"] for row in rows)


_FREEZES = """SELECT id, owner_type, owner_id, target, target_type, target_id, reason, frozen_by_type, frozen_by_id, frozen_at,
                     lifted_by, lifted_at, lift_note
              FROM payment_freezes WHERE owner_type = :type AND owner_id = :id"""
