"""What a person declares as a provider of field work."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from store.companies.catalog_changes import active_sql
from store.database import Row, Transaction
from store.rows import among


def find(tx: Transaction, person_id: int) -> Row | None:
    """The profile with rating_sum and rating_count of the person; None when they are no provider."""
    return tx.one(
        """SELECT f.*, p.rating_sum, p.rating_count FROM provider_profiles f JOIN persons p ON p.id = f.person_id
           WHERE f.person_id = :person_id""",
        person_id=person_id,
    )


def change(tx: Transaction, person_id: int, stamp: str, **columns: Any) -> None:
    """Set columns of a profile."""
    sets = ", ".join(f"{column} = :{column}" for column in (*columns, "updated_at"))
    tx.run(
        f"UPDATE provider_profiles SET {sets} WHERE person_id = :person_id",
        person_id=person_id,
        updated_at=stamp,
        **columns,
    )


def open_types(tx: Transaction, company_id: int | None, ids: Collection[int]) -> set[int]:
    """Those of these types of work that everybody has, or a company has, and that are not retired."""
    condition, params = among(ids)
    rows = tx.all(
        f"""SELECT t.id FROM types_of_work t WHERE t.id {condition} AND {active_sql("type_of_work", "t", ":company_id")} = 1
              AND (t.company_id IS NULL OR t.company_id = :company_id)""",
        company_id=company_id,
        **params,
    )
    return {row["id"] for row in rows}


def types_of(tx: Transaction, person_id: int) -> list[Row]:
    """id and name of the types of work a person does."""
    return tx.all(
        """SELECT t.id, t.name FROM provider_types_of_work x JOIN types_of_work t ON t.id = x.type_of_work_id
           WHERE x.person_id = :person_id ORDER BY t.id""",
        person_id=person_id,
    )


def replace_types(tx: Transaction, person_id: int, ids: Iterable[int]) -> None:
    """A person does these types of work and no others."""
    tx.run("DELETE FROM provider_types_of_work WHERE person_id = :person_id", person_id=person_id)
    tx.many(
        "INSERT INTO provider_types_of_work (person_id, type_of_work_id) VALUES (:person_id, :id)",
        [{"person_id": person_id, "id": id} for id in dict.fromkeys(ids)],
    )


def existing_companies(tx: Transaction, ids: Collection[int]) -> set[int]:
    condition, params = among(ids)
    rows = tx.all(f"SELECT id FROM companies WHERE id {condition} AND deleted_at IS NULL", **params)
    return {row["id"] for row in rows}


def blocked_companies(tx: Transaction, person_id: int) -> list[int]:
    """The companies whose work a person does not want."""
    rows = tx.all(
        "SELECT company_id FROM blocked_companies WHERE person_id = :person_id ORDER BY company_id", person_id=person_id
    )
    return [row["company_id"] for row in rows]


def replace_blocked(tx: Transaction, person_id: int, ids: Iterable[int], stamp: str) -> None:
    """A person wants the work of these companies no more, and that of all others."""
    wanted = set(ids)
    before = set(blocked_companies(tx, person_id))
    tx.many(
        "DELETE FROM blocked_companies WHERE person_id = :person_id AND company_id = :id",
        [{"person_id": person_id, "id": id} for id in before - wanted],
    )
    tx.many(
        "INSERT INTO blocked_companies (person_id, company_id, created_at) VALUES (:person_id, :id, :stamp)",
        [{"person_id": person_id, "id": id, "stamp": stamp} for id in sorted(wanted - before)],
    )
