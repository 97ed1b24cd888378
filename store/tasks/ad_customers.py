"""Customers that ad labelling wants to know of: those a company added, the company itself, and the platform.

What the company itself and the platform are called stands in their billing details and company record: own_* and the other
columns of theirs are null for added customers."""

from __future__ import annotations

from collections.abc import Mapping

from store.companies.companies import operator_company_id
from store.database import Row, Transaction
from store.types import Owner

# What tells one added customer from another, and is compared when it is sent again.
CONTENT = (
    "legal_type", "full_opf", "fio", "inn", "ogrn", "ogrnip", "registration_number", "tax_id", "phone_number",
    "payment_number", "region_number",
)  # fmt: skip

_CUSTOMER = """
    SELECT a.*, coalesce(b.name, c.company_name) AS own_name, b.address AS own_address, b.postal_code AS own_postal_code,
           b.city AS own_city, b.country AS own_country, b.vat_id AS own_vat_id,
           coalesce(b.business_id, c.business_id) AS own_business_id
    FROM ad_customers a
    LEFT JOIN companies c ON a.kind <> 'added' AND c.id = coalesce(a.company_id, :operator_id)
    LEFT JOIN billing_details b ON b.owner_type = 'company' AND b.owner_id = c.id"""

# The one that :company_id may name by :code, a uuid or an external id of its own.
BY_CODE = f"""{_CUSTOMER}
    WHERE (a.company_id = :company_id OR a.kind = 'platform') AND a.id IN (
        SELECT id FROM ad_customers WHERE uuid = :code
        UNION SELECT id FROM ad_customers WHERE company_id = :company_id AND external_id = :code)"""

# Those that :company_id has added.
ADDED = """SELECT a.id, a.uuid, a.external_id, a.full_opf, a.fio FROM ad_customers a
           WHERE a.company_id = :company_id AND a.kind = 'added'"""
NEWEST_FIRST = [("a.id", "desc")]


def find(tx: Transaction, company_id: int, code: str) -> Row | None:
    """A customer the company added, its own record or the platform's, by uuid or external id."""
    return tx.one(BY_CODE, company_id=company_id, code=code.lower(), operator_id=operator_company_id(tx))


def own(tx: Transaction, company_id: int) -> Row:
    """The company's own record. LookupError when there is no such company."""
    row = tx.one(
        f"{_CUSTOMER} WHERE a.company_id = :company_id AND a.kind = 'own'", company_id=company_id, operator_id=None
    )
    if row is None:
        raise LookupError(f"company {company_id} has no ad record")
    return row


def by_ids(tx: Transaction, ids: set[int]) -> dict[int, Row]:
    """Customers by their number."""
    places = ", ".join(str(id) for id in sorted(ids)) or "NULL"
    rows = tx.all(f"{_CUSTOMER} WHERE a.id IN ({places})", operator_id=operator_company_id(tx))
    return {row["id"]: row for row in rows}


def add(
    tx: Transaction, company_id: int, uuid: str, external_id: str, content: Mapping[str, str], by: Owner, stamp: str
) -> None:
    """Store a customer. content: a text for each name of CONTENT, '' for none."""
    tx.insert(
        "ad_customers",
        company_id=company_id,
        kind="added",
        uuid=uuid,
        external_id=external_id,
        **{name: content[name] for name in CONTENT},
        created_by_type=by.kind,
        created_by_id=by.id,
        created_at=stamp,
    )
