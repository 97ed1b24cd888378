"""What a company chooses from in field work: types of work, clients, projects, networks, reasons, tags, extras.

Everything that may be chosen, as the company calls it; what it has retired is not found."""

from __future__ import annotations

from store.database import Row, Transaction
from store.folding import address_key, folded
from store.work_orders.entries import Entry, active_entries, active_entry, entries


def types_of_work(
    tx: Transaction, company_id: int | None, active: bool, search: str | None, parent_id: int | None
) -> list[Entry]:
    """The types of work open to a company, or those it has retired, by name."""
    found = [
        entry
        for entry in entries(tx, "type_of_work", company_id)
        if bool(entry["active"]) is active
        and parent_id in (None, entry["parent_id"])
        and (search is None or folded(search) in folded(entry["name"]))
    ]
    return sorted(found, key=by_name)


def by_name(entry: Entry) -> tuple[str, int]:
    return folded(entry["name"]), entry["id"]


def type_of_work(tx: Transaction, company_id: int | None, id: int) -> Entry | None:
    """An active type of work open to a company."""
    return active_entry(tx, "type_of_work", company_id, id)


def service_types_of(tx: Transaction, company_id: int | None, type_id: int) -> list[Entry]:
    """The active service types of a type of work, by name."""
    return all_service_types(tx, company_id).get(type_id, [])


def all_service_types(tx: Transaction, company_id: int | None) -> dict[int, list[Entry]]:
    """Every active service type a company may use, by type of work, each list by name."""
    found: dict[int, list[Entry]] = {}
    for entry in sorted(active_entries(tx, "service_type", company_id), key=by_name):
        found.setdefault(entry["type_of_work_id"], []).append(entry)
    return found


def project(tx: Transaction, company_id: int, id: int) -> Row | None:
    return tx.one("SELECT * FROM projects WHERE id = :id AND company_id = :company_id", id=id, company_id=company_id)


def client(tx: Transaction, company_id: int, id: int) -> Row | None:
    sql = "SELECT * FROM client_companies WHERE id = :id AND company_id = :company_id"
    return tx.one(sql, id=id, company_id=company_id)


def network(tx: Transaction, company_id: int, id: int) -> Entry | None:
    """An active network the company may list to."""
    return active_entry(tx, "network", company_id, id)


def default_networks(tx: Transaction, company_id: int) -> list[int]:
    """Where the company lists its orders unless told otherwise."""
    return [entry["id"] for entry in active_entries(tx, "network", company_id) if entry["is_default"]]


def cancel_reasons(tx: Transaction, company_id: int) -> list[Entry]:
    """The reasons with which the company may call a job off: id, name, needs_note."""
    return active_entries(tx, "cancel_reason", company_id)


def incomplete_reasons(tx: Transaction, company_id: int) -> list[Entry]:
    """The reasons with which work may be called unfinished: id, name."""
    return active_entries(tx, "incomplete_reason", company_id)


def expense_category(tx: Transaction, company_id: int, id: int) -> Entry | None:
    """An expense category the company's work orders may use: name, max_amount in the smallest unit of its currency."""
    return active_entry(tx, "expense_category", company_id, id)


def tag_by_id(tx: Transaction, company_id: int, id: int) -> Entry | None:
    return active_entry(tx, "tag", company_id, id)


def tag_by_name(tx: Transaction, company_id: int, name: str) -> Entry | None:
    """A live tag by its name in any case."""
    tags = active_entries(tx, "tag", company_id)
    return next((tag for tag in tags if address_key(tag["name"]) == address_key(name)), None)


def custom_fields(tx: Transaction, company_id: int) -> list[Entry]:
    """The live custom fields of a company in its own order."""
    found = active_entries(tx, "custom_field", company_id)
    return sorted(found, key=lambda field: (field["position"], field["id"]))


def bonus(tx: Transaction, company_id: int, id: int) -> Entry | None:
    return active_entry(tx, "bonus", company_id, id)


def penalty(tx: Transaction, company_id: int, id: int) -> Entry | None:
    return active_entry(tx, "penalty", company_id, id)
