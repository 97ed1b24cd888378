"""What a company chooses from in field work: types of work, clients, projects, networks, reasons, tags, extras."""

from __future__ import annotations

from typing import Any

from store.database import Row, Transaction
from store.folding import address_key, folded
from store.rows import among

# An entry without a company belongs to every one.
_OURS = "(company_id IS NULL OR company_id = :company_id)"


BY_NAME = (("t.name", "asc"), ("t.id", "asc"))


def types_of_work(
    tx: Transaction, company_id: int | None, active: bool, search: str | None, parent_id: int | None
) -> tuple[str, dict[str, Any]]:
    """The SELECT of the types of work open to a company, to be paged BY_NAME, and its parameters."""
    sql = """SELECT t.* FROM types_of_work t
             WHERE (t.company_id IS NULL OR t.company_id = :company_id) AND t.active = :active
               AND (:parent_id IS NULL OR t.parent_id = :parent_id)"""
    params: dict[str, Any] = {"company_id": company_id, "active": int(active), "parent_id": parent_id}
    if search is None:
        return sql, params
    # There are a few dozen, and no database folds every letter.
    rows = tx.all(f"SELECT id, name FROM types_of_work WHERE {_OURS}", company_id=company_id)
    condition, ids = among([row["id"] for row in rows if folded(search) in folded(row["name"])])
    return f"{sql} AND t.id {condition}", params | ids


def type_of_work(tx: Transaction, company_id: int | None, id: int) -> Row | None:
    """An active type of work open to a company."""
    sql = f"SELECT * FROM types_of_work WHERE id = :id AND {_OURS} AND active = 1"
    return tx.one(sql, id=id, company_id=company_id)


def service_types_of(tx: Transaction, company_id: int | None, type_id: int) -> list[Row]:
    """The active service types of a type of work, by name."""
    return tx.all(
        f"""SELECT id, name, type_of_work_id FROM service_types
            WHERE type_of_work_id = :type_id AND {_OURS} AND active = 1 ORDER BY name, id""",
        type_id=type_id,
        company_id=company_id,
    )


def all_service_types(tx: Transaction, company_id: int | None) -> dict[int, list[Row]]:
    """Every active service type a company may use, by type of work."""
    found: dict[int, list[Row]] = {}
    for row in tx.all(
        f"SELECT id, name, type_of_work_id FROM service_types WHERE {_OURS} AND active = 1 ORDER BY name, id",
        company_id=company_id,
    ):
        found.setdefault(row["type_of_work_id"], []).append(row)
    return found


def project(tx: Transaction, company_id: int, id: int) -> Row | None:
    return tx.one("SELECT * FROM projects WHERE id = :id AND company_id = :company_id", id=id, company_id=company_id)


def client(tx: Transaction, company_id: int, id: int) -> Row | None:
    sql = "SELECT * FROM client_companies WHERE id = :id AND company_id = :company_id"
    return tx.one(sql, id=id, company_id=company_id)


def network(tx: Transaction, company_id: int, id: int) -> Row | None:
    """An active network the company may list to."""
    return tx.one(
        f"SELECT * FROM provider_networks WHERE id = :id AND {_OURS} AND active = 1", id=id, company_id=company_id
    )


def default_networks(tx: Transaction, company_id: int) -> list[int]:
    """Where the company lists its orders unless told otherwise."""
    rows = tx.all(
        f"SELECT id FROM provider_networks WHERE is_default = 1 AND active = 1 AND {_OURS} ORDER BY id",
        company_id=company_id,
    )
    return [row["id"] for row in rows]


def cancel_reasons(tx: Transaction, company_id: int) -> list[Row]:
    """The reasons with which the company may call a job off: id, name, needs_note."""
    sql = f"SELECT id, name, needs_note FROM cancel_reasons WHERE {_OURS} AND active = 1 ORDER BY id"
    return tx.all(sql, company_id=company_id)


def incomplete_reasons(tx: Transaction, company_id: int) -> list[Row]:
    """The reasons with which work may be called unfinished: id, name."""
    sql = f"SELECT id, name FROM incomplete_reasons WHERE {_OURS} AND active = 1 ORDER BY id"
    return tx.all(sql, company_id=company_id)


def tag_by_id(tx: Transaction, company_id: int, id: int) -> Row | None:
    sql = "SELECT * FROM company_tags WHERE id = :id AND company_id = :company_id AND active = 1"
    return tx.one(sql, id=id, company_id=company_id)


def tag_by_name(tx: Transaction, company_id: int, name: str) -> Row | None:
    """A live tag by its name in any case."""
    # A company has a few dozen, and no database folds the case of every letter.
    rows = tx.all(
        "SELECT * FROM company_tags WHERE company_id = :company_id AND active = 1 ORDER BY id", company_id=company_id
    )
    return next((row for row in rows if address_key(row["name"]) == address_key(name)), None)


def custom_fields(tx: Transaction, company_id: int) -> list[Row]:
    """The live custom fields of a company in its own order."""
    return tx.all(
        "SELECT * FROM company_custom_fields WHERE company_id = :company_id AND active = 1 ORDER BY position, id",
        company_id=company_id,
    )


def bonus(tx: Transaction, company_id: int, id: int) -> Row | None:
    sql = f"SELECT * FROM company_bonuses WHERE id = :id AND {_OURS} AND active = 1"
    return tx.one(sql, id=id, company_id=company_id)


def penalty(tx: Transaction, company_id: int, id: int) -> Row | None:
    sql = f"SELECT * FROM company_penalties WHERE id = :id AND {_OURS} AND active = 1"
    return tx.one(sql, id=id, company_id=company_id)
