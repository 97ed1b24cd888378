"""Contracts and their members as rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.folding import address_key_or_none
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
        created_at=utc_text(now),
        updated_at=utc_text(now),
    )


def change_contract(tx: Transaction, id: int, now: datetime, **columns: Any) -> None:
    """Set columns of a contract; its version grows."""
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
            """SELECT 1 FROM contract_users u JOIN contacts x ON x.owner_id = u.user_id AND x.person_id = :id
               WHERE u.contract_id = :contract AND u.user_type = 'person' AND u.left_at IS NULL AND x.deleted_at IS NULL
               LIMIT 1""",
            contract=contract_id,
            id=person.id,
        )
        is not None
    )
