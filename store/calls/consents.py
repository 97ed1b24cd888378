"""When and how somebody is asked, what moved without it, and which yeses have been spent."""

from __future__ import annotations

from typing import Literal

from store.database import Row, Transaction
from store.types import Owner


def asking_of(tx: Transaction, owner: Owner) -> Row | None:
    """How a caller is asked, as the operator set it: ask (0 never), usd_micros (above which; None as shipped), way (token
    or ask; None as the server does it)."""
    return tx.one(
        "SELECT ask, usd_micros, way FROM confirmation_limits WHERE owner_type = :type AND owner_id = :id",
        type=owner.kind,
        id=owner.id,
    )


def looked_at(tx: Transaction, owner: Owner, rules_of: Owner, charged: Owner) -> Row:
    """How a caller is asked, with all of it None where the operator set nothing; and guarded: whether there may be a freeze,
    policy or mandate of whoever's rules hold or whose money it is."""
    row = tx.one(
        """SELECT c.ask, c.usd_micros, c.way,
                  EXISTS (SELECT 1 FROM approval_guards
                          WHERE (owner_type = :rules_type AND owner_id = :rules_id)
                             OR (owner_type = :charged_type AND owner_id = :charged_id)) AS guarded
           FROM (SELECT 1 AS one) o LEFT JOIN confirmation_limits c ON c.owner_type = :type AND c.owner_id = :id""",
        type=owner.kind,
        id=owner.id,
        rules_type=rules_of.kind,
        rules_id=rules_of.id,
        charged_type=charged.kind,
        charged_id=charged.id,
    )
    assert row is not None
    return row


def ask_as_shipped(tx: Transaction, owner: Owner) -> None:
    """Forget what was set for a caller."""
    tx.run("DELETE FROM confirmation_limits WHERE owner_type = :type AND owner_id = :id", type=owner.kind, id=owner.id)


def set_asking(tx: Transaction, owner: Owner, ask: bool, usd_micros: int | None, now: str) -> None:
    """Set when a caller is asked: never, or above an amount in millionths of a US dollar."""
    tx.run(
        """INSERT INTO confirmation_limits (owner_type, owner_id, ask, usd_micros, updated_at)
           VALUES (:type, :id, :ask, :micros, :now)
           ON CONFLICT (owner_type, owner_id) DO UPDATE SET
               ask = excluded.ask, usd_micros = excluded.usd_micros, updated_at = excluded.updated_at""",
        type=owner.kind,
        id=owner.id,
        ask=int(ask),
        micros=usd_micros,
        now=now,
    )


def set_way(tx: Transaction, owner: Owner, way: Literal["token", "ask"], now: str) -> None:
    """Set how a caller is asked: with a token for a second call, or by nothing but the client's question."""
    tx.run(
        """INSERT INTO confirmation_limits (owner_type, owner_id, way, updated_at) VALUES (:type, :id, :way, :now)
           ON CONFLICT (owner_type, owner_id) DO UPDATE SET way = excluded.way, updated_at = excluded.updated_at""",
        type=owner.kind,
        id=owner.id,
        way=way,
        now=now,
    )


def moved_unasked(tx: Transaction, owner: Owner, day: str) -> int:
    """What of a caller's moved on a day without a question, in millionths of a US dollar."""
    moved: int | None = tx.value(
        "SELECT usd_micros FROM unasked_moves WHERE owner_type = :type AND owner_id = :id AND day = :day",
        type=owner.kind,
        id=owner.id,
        day=day,
    )
    return moved or 0


def count_unasked(tx: Transaction, owner: Owner, day: str, usd_micros: int) -> None:
    """Add to what moved on a day; another day begins at nothing."""
    tx.run(
        """INSERT INTO unasked_moves (owner_type, owner_id, day, usd_micros) VALUES (:type, :id, :day, :micros)
           ON CONFLICT (owner_type, owner_id) DO UPDATE SET
               usd_micros = CASE WHEN unasked_moves.day = excluded.day THEN unasked_moves.usd_micros ELSE 0 END
                            + excluded.usd_micros,
               day = excluded.day""",
        type=owner.kind,
        id=owner.id,
        day=day,
        micros=usd_micros,
    )


def spend(tx: Transaction, yes: str, now: str) -> bool:
    """Note that a yes was used; False when it was used before."""
    return bool(
        tx.run(
            "INSERT INTO consents_spent (yes, spent_at) VALUES (:yes, :now) ON CONFLICT (yes) DO NOTHING",
            yes=yes,
            now=now,
        )
    )


def forget_spent(tx: Transaction, before: str) -> int:
    """Drop what was spent, and which questions failed, before a moment, at most 200 of each; how many."""
    spent = tx.run(
        "DELETE FROM consents_spent WHERE yes IN (SELECT yes FROM consents_spent WHERE spent_at < :before LIMIT 200)",
        before=before,
    )
    return spent + tx.run(
        """DELETE FROM failed_questions
           WHERE digest IN (SELECT digest FROM failed_questions WHERE failed_at < :before LIMIT 200)""",
        before=before,
    )


def note_failed(tx: Transaction, digest: str, now: str) -> None:
    """Note that a question reached nobody: its client could not show it, or answered it by itself."""
    tx.run(
        """INSERT INTO failed_questions (digest, failed_at) VALUES (:digest, :now)
           ON CONFLICT (digest) DO UPDATE SET failed_at = excluded.failed_at""",
        digest=digest,
        now=now,
    )


def has_failed(tx: Transaction, digest: str, since: str) -> bool:
    """Whether a question reached nobody since a moment."""
    found = tx.value(
        "SELECT 1 FROM failed_questions WHERE digest = :digest AND failed_at >= :since", digest=digest, since=since
    )
    return found is not None
