"""Staffing contracts as rows, each read by one of its sides: the company that manages it, its client or its vendor.

A row has what is stored of the contract, the names of its companies and consultant, and the zone in which the managing
company counts its days (owner_timezone)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from store.database import Row, Transaction
from store.folding import address_key, folded, folded_lines, found_in

_CONTRACT = """SELECT s.*, o.timezone AS owner_timezone, o.company_name AS owner_company_name,
       c.company_name AS client_company_name, v.company_name AS vendor_company_name, p.name AS consultant_name,
       p.last_name AS consultant_last_name
FROM staffing_contracts s JOIN companies o ON o.id = s.owner_company_id JOIN companies c ON c.id = s.client_company_id
LEFT JOIN companies v ON v.id = s.vendor_company_id LEFT JOIN persons p ON p.id = s.consultant_id
WHERE s.deleted_at IS NULL
  AND (s.owner_company_id = :company OR s.client_company_id = :company OR s.vendor_company_id = :company)"""
NEWEST_START = (("s.contract_start", "desc"), ("s.id", "desc"))
# What a side that is not told the vendor's real name finds it by is the name it is told.
_FOUND = """ AND (s.numbers_folded LIKE :query ESCAPE '!' OR s.client_folded LIKE :query ESCAPE '!'
    OR s.vendor_for_client_folded LIKE :query ESCAPE '!' OR p.short_name_folded LIKE :query ESCAPE '!'
    OR (s.vendor_folded LIKE :query ESCAPE '!' AND (s.owner_company_id = :company OR s.vendor_company_id = :company)))"""
# By status, at the managing company's day.
_IN_STATUS = {
    "planned": "s.terminated_at IS NULL AND s.ongoing_from > {today} AND (s.contract_end IS NULL OR s.contract_end >= {today})",
    "ongoing": "s.terminated_at IS NULL AND s.ongoing_from <= {today} AND (s.contract_end IS NULL OR s.contract_end >= {today})",
    "ended": "s.terminated_at IS NULL AND s.contract_end < {today}",
    "terminated": "s.terminated_at IS NOT NULL",
}


def contracts_query(
    tx: Transaction,
    company_id: int,
    now: datetime,
    status: str | None,
    client_id: int | None,
    consultant_id: int | None,
    query: str | None,
) -> tuple[str, dict[str, Any]]:
    """The SELECT of a company's contracts, whichever side it is of, to be paged NEWEST_START, and its parameters."""
    sql, params = _CONTRACT, dict[str, Any](company=company_id)
    if status is not None:
        today, days = _today(tx, company_id, now)
        in_status = _IN_STATUS[status]
        sql += f" AND {in_status.format(today=today)}"
        params |= days if "{today}" in in_status else {}
    if client_id is not None:
        sql += " AND s.client_company_id = :client"
        params["client"] = client_id
    if consultant_id is not None:
        sql += " AND s.consultant_id = :consultant"
        params["consultant"] = consultant_id
    if query is not None:
        sql += _FOUND
        params["query"] = found_in(query)
    return sql, params


def _today(tx: Transaction, company_id: int, now: datetime) -> tuple[str, dict[str, Any]]:
    """The day it is at the company that manages a contract, as an expression, and its parameters."""
    rows = tx.all(
        """SELECT DISTINCT o.timezone FROM staffing_contracts s JOIN companies o ON o.id = s.owner_company_id
           WHERE s.owner_company_id = :company OR s.client_company_id = :company OR s.vendor_company_id = :company""",
        company=company_id,
    )
    zones = sorted(row["timezone"] for row in rows) or ["UTC"]
    days = {f"zone_{at}": zone for at, zone in enumerate(zones)}
    days |= {f"day_{at}": now.astimezone(ZoneInfo(zone)).date().isoformat() for at, zone in enumerate(zones)}
    cases = " ".join(f"WHEN :zone_{at} THEN :day_{at}" for at in range(len(zones)))
    return f"CASE o.timezone {cases} END", days


def find_contract(tx: Transaction, company_id: int, id: int) -> Row | None:
    """A contract that a company is a side of, unless deleted."""
    return tx.one(f"{_CONTRACT} AND s.id = :id", company=company_id, id=id)


def contracts_called(tx: Transaction, company_id: int, public_id: str) -> list[Row]:
    """The contracts of that public id that a company is a side of: the one it manages, else those of others."""
    rows = tx.all(f"{_CONTRACT} AND s.public_key = :key ORDER BY s.id", company=company_id, key=address_key(public_id))
    return [row for row in rows if row["owner_company_id"] == company_id] or rows


def public_id_of(tx: Transaction, owner_company_id: int, id: int) -> str | None:
    """What a contract a company manages is called, deleted or not."""
    public_id: str | None = tx.value(
        "SELECT public_id FROM staffing_contracts WHERE id = :id AND owner_company_id = :company",
        id=id,
        company=owner_company_id,
    )
    return public_id


def is_taken(tx: Transaction, owner_company_id: int, public_id: str) -> bool:
    """Whether a contract of the company bears that public id, in whatever case, deleted or not."""
    found = tx.value(
        "SELECT 1 FROM staffing_contracts WHERE owner_company_id = :company AND public_key = :key",
        company=owner_company_id,
        key=address_key(public_id),
    )
    return found is not None


def next_number(tx: Transaction, company_id: int, year: int) -> int:
    """The next number of a company's contracts of a year; taken once this commits."""
    number: int = tx.value(
        """INSERT INTO staffing_contract_numbers (company_id, year, last) VALUES (:company, :year, 1)
           ON CONFLICT (company_id, year) DO UPDATE SET last = staffing_contract_numbers.last + 1 RETURNING last""",
        company=company_id,
        year=year,
    )
    return number


def insert_contract(tx: Transaction, **values: Any) -> int:
    id = tx.insert(
        "staffing_contracts",
        **values,
        public_key=address_key(values["public_id"]),
        numbers_folded=folded_lines(values["public_id"], values["client_contract_id"]),
        client_folded="",
        vendor_folded="",
        vendor_for_client_folded="",
    )
    _keep_names_folded(tx, id)
    return id


def change_contract(tx: Transaction, id: int, now: str, values: Mapping[str, Any]) -> None:
    tx.change("staffing_contracts", id, **values, updated_at=now)
    if not _NAMED.isdisjoint(values):
        _keep_names_folded(tx, id)


_NAMED = frozenset(("client_company_id", "vendor_company_id", "vendor_company_for_client"))


def _keep_names_folded(tx: Transaction, id: int) -> None:
    """Bring what a contract's companies are searched by in step with them."""
    row = tx.one(
        """SELECT c.company_name AS client, v.company_name AS vendor, s.vendor_company_for_client AS shown
           FROM staffing_contracts s JOIN companies c ON c.id = s.client_company_id
           LEFT JOIN companies v ON v.id = s.vendor_company_id WHERE s.id = :id""",
        id=id,
    )
    if row is not None:
        tx.change(
            "staffing_contracts",
            id,
            client_folded=folded(row["client"]),
            vendor_folded=folded(row["vendor"] or ""),
            vendor_for_client_folded=folded(row["shown"] or row["vendor"] or ""),
        )
