"""Contracts and their members as rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.folding import address_key_or_none, folded, folded_lines
from store.types import Owner, utc_text


def find_contract(tx: Transaction, id: int) -> Row | None:
    """A contract, archived ones too."""
    return tx.one("SELECT * FROM contracts WHERE id = :id", id=id)


def insert_contract(tx: Transaction, by: Owner, now: datetime, **columns: Any) -> int:
    """Store a contract; its id."""
    return tx.insert(
        "contracts",
        created_by_type=by.kind,
        created_by_id=by.id,
        **columns,
        **_found_by(columns["label"], columns.get("description")),
        created_at=utc_text(now),
        updated_at=utc_text(now),
    )


def _found_by(label: str, description: str | None) -> dict[str, str]:
    """What a contract is searched by: its label alone, and all its words."""
    return {"label_folded": folded(label), "text_folded": folded_lines(label, description)}


def change_contract(tx: Transaction, id: int, now: datetime, **columns: Any) -> None:
    """Set columns of a contract; its version grows."""
    if "label" in columns or "description" in columns:
        row = {**(find_contract(tx, id) or {}), **columns}
        columns |= _found_by(row["label"], row["description"])
    tx.change("contracts", id, **columns, updated_at=utc_text(now))
    tx.run("UPDATE contracts SET version = version + 1 WHERE id = :id", id=id)


def user_of(tx: Transaction, contract_id: int, user: Owner) -> Row | None:
    """The membership of a person or agent, also of one who left."""
    return tx.one(
        "SELECT * FROM contract_users WHERE contract_id = :contract AND user_type = :kind AND user_id = :id",
        contract=contract_id,
        kind=user.kind,
        id=user.id,
    )


def users_of(tx: Transaction, contract_id: int) -> list[Row]:
    """The members of a contract who have not left, owners first."""
    return tx.all(
        "SELECT * FROM contract_users WHERE contract_id = :id AND left_at IS NULL ORDER BY role_id, id", id=contract_id
    )


def put_user(
    tx: Transaction,
    contract_id: int,
    user: Owner,
    levels: tuple[int, int, int],
    by: Owner,
    now: datetime,
    **columns: Any,
) -> bool:
    """Give somebody a role with its levels (role_id, read, write), or change them; True when they were no member before."""
    role_id, read, write = levels
    row = user_of(tx, contract_id, user)
    given = {"role_id": role_id, "read": read, "write": write, **columns}
    if row is not None and row["left_at"] is None:
        tx.change("contract_users", row["id"], **given)
        return False
    fresh = {"added_by_type": by.kind, "added_by_id": by.id, "joined_at": utc_text(now), "left_at": None}
    if row is not None:
        tx.change("contract_users", row["id"], **given, **fresh)
    else:
        tx.insert("contract_users", contract_id=contract_id, user_type=user.kind, user_id=user.id, **given, **fresh)
    return True


def places_of(tx: Transaction, contract_id: int, user: Owner, email: str | None = None) -> list[Row]:
    """The paid places somebody has or had on a contract, live ones first. email: their proven address; what an address was
    invited to is theirs by it alone."""
    return tx.all(
        """SELECT * FROM contract_participants
           WHERE contract_id = :contract AND deleted_at IS NULL
             AND ((user_type = :kind AND user_id = :id AND invited_key IS NULL)
                  OR (invited_key IS NOT NULL AND invited_key = :key AND :kind = 'person'))
           ORDER BY CASE WHEN status_id IN (100, 200) THEN 0 ELSE 1 END, id""",
        contract=contract_id,
        kind=user.kind,
        id=user.id,
        key=address_key_or_none(email),
    )


def participants_of(tx: Transaction, contract_id: int) -> list[Row]:
    """All paid places of a contract, oldest first."""
    return tx.all(
        "SELECT * FROM contract_participants WHERE contract_id = :id AND deleted_at IS NULL ORDER BY id", id=contract_id
    )


def has_open_charges(tx: Transaction, contract_id: int) -> bool:
    """Whether a charge of the contract waits for approval or for its money."""
    return (
        tx.value(
            """SELECT 1 FROM events WHERE contract_id = :id AND type_id = 3 AND status_id IN (100, 200)
                 AND deleted_at IS NULL""",
            id=contract_id,
        )
        is not None
    )


def set_calendar(tx: Transaction, id: int, kal_id: int) -> None:
    """The calendar that was made with a contract."""
    tx.change("contracts", id, kal_id=kal_id)


def is_contact_of_member(tx: Transaction, contract_id: int, person: Owner) -> bool:
    """Whether a member of a contract has a person among their contacts."""
    return person.kind == "person" and (
        tx.value(
            """SELECT 1 FROM contract_users u JOIN persons b ON b.id = :id
               JOIN contacts x ON x.owner_id = u.user_id AND x.deleted_at IS NULL
                 AND (x.person_id = b.id OR (x.email = b.email_key AND b.email_verified_at IS NOT NULL))
               WHERE u.contract_id = :contract AND u.user_type = 'person' AND u.left_at IS NULL
               LIMIT 1""",
            contract=contract_id,
            id=person.id,
        )
        is not None
    )


def money_in(tx: Transaction, contract_id: int) -> list[Row]:
    """The charges and deposits of a contract that were not deleted: id, type_id, status_id, amount, benefitable_id."""
    return tx.all(
        """SELECT id, type_id, status_id, amount, benefitable_id FROM events
           WHERE contract_id = :id AND type_id IN (3, 4) AND deleted_at IS NULL AND status_id <> 444 ORDER BY id""",
        id=contract_id,
    )


def use_currency(tx: Transaction, contract_id: int, currency: str) -> None:
    """The working hours without a price that belong to a contract are in its currency."""
    tx.run(
        "UPDATE schedules SET currency = :currency WHERE contract_id = :id AND price IS NULL",
        currency=currency,
        id=contract_id,
    )


def set_position(tx: Transaction, contract_id: int, user: Owner, position: int | None) -> None:
    """A member's own place for a contract in their list."""
    tx.run(
        """UPDATE contract_users SET position = :position
           WHERE contract_id = :contract AND user_type = :kind AND user_id = :id""",
        position=position,
        contract=contract_id,
        kind=user.kind,
        id=user.id,
    )


def clock_runs(tx: Transaction, contract_id: int) -> bool:
    """Whether somebody's clock runs on the contract."""
    return tx.value("SELECT 1 FROM time_logs WHERE contract_id = :id AND status_id = 100", id=contract_id) is not None


def contracts_that_ended(tx: Transaction, now: datetime, most: int) -> list[Row]:
    """Live contracts whose end has passed and whose state does not say so yet, or that wait for their money."""
    return tx.all(
        """SELECT * FROM contracts
           WHERE deleted_at IS NULL AND status_id = 200 AND end_at <= :now ORDER BY end_at LIMIT :most""",
        now=utc_text(now),
        most=most,
    )


def has_agreed(tx: Transaction, contract_id: int, user: Owner) -> bool:
    """Whether somebody opened a contract, or agreed to work on it."""
    return (
        tx.value(
            """SELECT 1 FROM contracts c
               WHERE c.id = :contract
                 AND ((c.created_by_type = :kind AND c.created_by_id = :id)
                      OR EXISTS (SELECT 1 FROM contract_participants p
                                 WHERE p.contract_id = c.id AND p.user_type = :kind AND p.user_id = :id
                                   AND p.status_id IN (200, 777) AND p.deleted_at IS NULL))""",
            contract=contract_id,
            kind=user.kind,
            id=user.id,
        )
        is not None
    )


def share_a_contract(tx: Transaction, viewer: Owner, person_id: int) -> bool:
    """Whether somebody is a member of a live contract that a person opened or agreed to work on. That they were merely put
    into one, which anybody may do with anybody, counts for nothing."""
    return (
        tx.value(
            """SELECT 1 FROM contract_users v JOIN contracts c ON c.id = v.contract_id AND c.deleted_at IS NULL
               WHERE v.user_type = :kind AND v.user_id = :viewer AND v.left_at IS NULL
                 AND EXISTS (SELECT 1 FROM contract_users u
                             WHERE u.contract_id = c.id AND u.user_type = 'person' AND u.user_id = :person
                               AND u.left_at IS NULL)
                 AND ((c.created_by_type = 'person' AND c.created_by_id = :person)
                      OR EXISTS (SELECT 1 FROM contract_participants p
                                 WHERE p.contract_id = c.id AND p.user_type = 'person' AND p.user_id = :person
                                   AND p.status_id IN (200, 777)))
               LIMIT 1""",
            kind=viewer.kind,
            viewer=viewer.id,
            person=person_id,
        )
        is not None
    )
