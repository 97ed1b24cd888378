"""Companies as those who act for them see them: terms, money papers, top-ups and movements."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from store.database import Row, Transaction
from store.types import Money, Owner, utc_text

_OF_PERSON = """
    SELECT c.id, c.company_name, c.brand_name, c.currency, c.timezone, c.safe_deal_enabled, p.default_company_id AS default_id
    FROM memberships m JOIN companies c ON c.id = m.company_id JOIN persons p ON p.id = m.person_id
    WHERE m.person_id = :person_id AND m.deleted_at IS NULL AND c.deleted_at IS NULL"""

_OF_AGENT = """
    SELECT c.id, c.company_name, c.brand_name, c.currency, c.timezone, c.safe_deal_enabled, c.id AS default_id
    FROM agents a JOIN companies c ON c.id = a.company_id WHERE a.id = :agent_id"""
BY_AGE = (("c.id", "asc"),)

# Movements on one account (:account_id), seen from it: type 1 in, 2 out, 3 back. Refunds are known by their kind.
# The two halves each walk an index in the order of ids, so they are merged, not sorted.
MOVEMENTS = """
    SELECT t.id, t.type, t.amount, t.currency, t.kind, t.record_type, t.record_id, t.created_at FROM (
        SELECT id, 2 AS type, amount, currency, kind, record_type, record_id, created_at
        FROM ledger_transfers WHERE debit_account_id = :account_id
        UNION ALL
        SELECT id, CASE WHEN kind = 'task_refund' THEN 3 ELSE 1 END AS type,
               amount, currency, kind, record_type, record_id, created_at
        FROM ledger_transfers WHERE credit_account_id = :account_id
    ) AS t
    WHERE (:type IS NULL OR t.type = :type)
      AND (:start IS NULL OR t.created_at >= :start) AND (:end IS NULL OR t.created_at < :end)"""

_TOP_UP = """
    SELECT t.id, t.company_id, t.amount, t.vat_amount, t.currency, t.status, t.document_id, t.requested_at,
           t.expires_at, t.confirmed_at, t.reference, d.number, c.company_name
    FROM balance_top_ups t JOIN company_documents d ON d.id = t.document_id JOIN companies c ON c.id = t.company_id"""


def operator_company_id(tx: Transaction) -> int | None:
    """The company that runs this installation, as named on its machine; None until one is."""
    chosen = tx.value(
        """SELECT c.id FROM settings s JOIN companies c ON s.value = CAST(c.id AS TEXT)
           WHERE s.name = 'operator_company_id' AND c.deleted_at IS NULL"""
    )
    return None if chosen is None else int(chosen)


def name_operator(tx: Transaction, company_id: int, stamp: str) -> None:
    """Make a company the one that runs this installation. Only the command line and a hall's first start do."""
    tx.run(
        """INSERT INTO settings (name, value, updated_at) VALUES ('operator_company_id', :value, :stamp)
           ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at""",
        value=str(company_id),
        stamp=stamp,
    )


def admins_of(tx: Transaction, company_id: int) -> list[str]:
    """The addresses of a company's admins, oldest membership first."""
    rows = tx.all(
        """SELECT p.email FROM memberships m JOIN persons p ON p.id = m.person_id
           WHERE m.company_id = :company_id AND m.role = 'admin' AND m.deleted_at IS NULL ORDER BY m.id""",
        company_id=company_id,
    )
    return [row["email"] for row in rows]


def company(tx: Transaction, id: int) -> Row | None:
    """A company with its terms, unless deleted."""
    return tx.one(
        """SELECT id, company_name, brand_name, currency, timezone, safe_deal_enabled, show_vat, vat_percent,
                  commission_percent, commission_by_tax_status, act_for_freelancers
           FROM companies WHERE id = :id AND deleted_at IS NULL""",
        id=id,
    )


def terms_of(tx: Transaction, company_id: int) -> Row:
    """What everything of a company is reckoned in: currency and timezone. LookupError when there is none."""
    row = tx.one("SELECT currency, timezone FROM companies WHERE id = :id", id=company_id)
    if row is None:
        raise LookupError(f"company {company_id}")
    return row


def set_timezone(tx: Transaction, company_id: int, timezone: str, stamp: str) -> None:
    """Where a company's days begin."""
    tx.change("companies", company_id, timezone=timezone, updated_at=stamp)


def companies_query(caller: Owner) -> tuple[str, dict[str, Any]]:
    """The SELECT of the companies a person or an agent may act for, to be paged BY_AGE, and its parameters.

    default_id: the caller's default company. Conditions may follow, on c."""
    if caller.kind == "agent":
        return _OF_AGENT, {"agent_id": caller.id}
    return _OF_PERSON, {"person_id": caller.id}


def company_acted_for(tx: Transaction, caller: Owner, company_id: int) -> Row | None:
    """A company, when the person or agent may act for it."""
    sql, params = companies_query(caller)
    return tx.one(f"{sql} AND c.id = :company_id", **params, company_id=company_id)


def role_in(tx: Transaction, person_id: int, company_id: int) -> Literal["admin", "user"] | None:
    """admin or user; None when the person is not a member of the company."""
    role: Literal["admin", "user"] | None = tx.value(
        """SELECT m.role FROM memberships m JOIN companies c ON c.id = m.company_id
           WHERE m.person_id = :person_id AND m.company_id = :company_id
             AND m.deleted_at IS NULL AND c.deleted_at IS NULL""",
        person_id=person_id,
        company_id=company_id,
    )
    return role


def change_terms(
    tx: Transaction, id: int, old: Mapping[str, Any], new: Mapping[str, Any], changed_by: int, stamp: str
) -> None:
    """Store the terms that differ, by column, and log each with its old and new value."""
    changed = {name: value for name, value in new.items() if old[name] != value}
    if not changed:
        return
    tx.change("companies", id, **changed, updated_at=stamp)
    for name, value in changed.items():
        tx.insert(
            "company_term_changes",
            company_id=id,
            term=name,
            old_value=None if old[name] is None else str(old[name]),
            new_value=None if value is None else str(value),
            changed_by=changed_by,
            changed_at=stamp,
        )


def percents(text: str | None) -> dict[str, Decimal] | None:
    """Commission by tax status from its stored form."""
    return None if text is None else {status: Decimal(percent) for status, percent in json.loads(text).items()}


def percents_text(percents: Mapping[str, Decimal] | None) -> str | None:
    """The stored form of commission by tax status."""
    return None if percents is None else json.dumps({status: f"{it:f}" for status, it in sorted(percents.items())})


def add_top_up(
    tx: Transaction,
    company_id: int,
    net: Money,
    vat: Money,
    document_id: int,
    requested_by: Owner,
    now: datetime,
    expires_at: datetime,
) -> int:
    """Store an issued top-up and return its id."""
    return tx.insert(
        "balance_top_ups",
        company_id=company_id,
        amount=net.amount,
        vat_amount=vat.amount,
        currency=net.currency,
        document_id=document_id,
        requested_by_type=requested_by.kind,
        requested_by_id=requested_by.id,
        requested_at=utc_text(now),
        expires_at=utc_text(expires_at),
    )


def top_up(tx: Transaction, id: int) -> Row | None:
    """A top-up with the number of its invoice and the name of its company."""
    return tx.one(f"{_TOP_UP} WHERE t.id = :id", id=id)


def top_up_by_invoice(tx: Transaction, number: str) -> Row | None:
    """The top-up that an invoice is for. Numbers begin with the company, so no two companies share one."""
    return tx.one(f"{_TOP_UP} WHERE d.number = :number", number=number)


def end_top_up(
    tx: Transaction,
    id: int,
    document_id: int,
    status: int,
    confirmed_by: int | None,
    reference: str | None,
    transfer_id: int | None,
    stamp: str,
) -> None:
    """Mark a top-up and its invoice as paid (2, with the transfer) or cancelled (3)."""
    tx.change(
        "balance_top_ups",
        id,
        status=status,
        confirmed_by=confirmed_by,
        confirmed_at=stamp,
        reference=reference,
        transfer_id=transfer_id,
    )
    tx.change("company_documents", document_id, invoice_status_id=status)


def payment_details(tx: Transaction) -> str | None:
    """Where invoices are paid to, as the operator set it; None when nothing can be paid to them."""
    details: str | None = tx.value("SELECT value FROM settings WHERE name = 'invoice.payment_details'")
    return details


def unpaid_top_ups(tx: Transaction, stamp: str, most: int) -> list[Row]:
    """Issued top-ups whose invoice has run out: id, document_id, company_id."""
    return tx.all(
        """SELECT id, document_id, company_id FROM balance_top_ups
           WHERE status = 1 AND expires_at <= :stamp ORDER BY expires_at, id LIMIT :most""",
        stamp=stamp,
        most=most,
    )
