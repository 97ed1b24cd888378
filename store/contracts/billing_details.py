"""What stands on bills about who issues and who gets them: what they set for it, and what their profile says."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.types import Owner, utc_text


def find_details(tx: Transaction, owner: Owner) -> Row | None:
    """What a person or company set for bills."""
    return tx.one(
        "SELECT * FROM billing_details WHERE owner_type = :kind AND owner_id = :id", kind=owner.kind, id=owner.id
    )


def put_details(tx: Transaction, owner: Owner, by: Owner, now: datetime, **columns: Any) -> None:
    """Store what a person or company wants on bills; columns that are not named stay."""
    tx.run(
        """INSERT INTO billing_details (owner_type, owner_id, set_by_type, set_by_id, updated_at)
           VALUES (:kind, :id, :by_kind, :by, :now)
           ON CONFLICT (owner_type, owner_id) DO UPDATE SET
               set_by_type = excluded.set_by_type, set_by_id = excluded.set_by_id, updated_at = excluded.updated_at""",
        kind=owner.kind,
        id=owner.id,
        by_kind=by.kind,
        by=by.id,
        now=utc_text(now),
    )
    sets = ", ".join(f"{name} = :{name}" for name in columns)
    tx.run(
        f"UPDATE billing_details SET {sets} WHERE owner_type = :kind AND owner_id = :id",
        kind=owner.kind,
        id=owner.id,
        **columns,
    )


def profile_of(tx: Transaction, owner: Owner) -> Row:
    """What the record of a person or company says that belongs on bills: name, city, country, business_id."""
    found = tx.one(_PROFILES[owner.kind], id=owner.id)
    assert found is not None, owner
    return found


_PROFILES = {
    "person": """SELECT trim(name || ' ' || coalesce(last_name, '')) AS name, city, country, NULL AS business_id
                 FROM persons WHERE id = :id""",
    "company": "SELECT company_name AS name, NULL AS city, NULL AS country, business_id FROM companies WHERE id = :id",
}


def firm_of(tx: Transaction, owner: Owner) -> Owner:
    """Who stands on bills for somebody: for an agent its company, else themselves."""
    if owner.kind != "agent":
        return owner
    return Owner("company", tx.value("SELECT company_id FROM agents WHERE id = :id", id=owner.id))


def company_that_paid(tx: Transaction, contract_id: int) -> Owner | None:
    """The company whose purse, or who elsewhere, paid last in a contract."""
    id: int | None = tx.value(
        """SELECT payer_id FROM contract_deposits WHERE contract_id = :id AND payer_type = 'company'
           ORDER BY event_id DESC LIMIT 1""",
        id=contract_id,
    )
    return Owner("company", id) if id is not None else None
