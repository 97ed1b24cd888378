"""Whom a company's staffing contracts may name: companies, consultants, positions to be filled."""

from __future__ import annotations

from store.database import Row, Transaction
from store.folding import short_name
from store.people.identity import folded
from store.types import Owner

# The own company (:own), those it made, and those its contracts have named before.
_KNOWN = """(c.id = :own OR c.created_by_company_id = :own OR c.id IN (
    SELECT client_company_id FROM staffing_contracts WHERE owner_company_id = :own
    UNION SELECT vendor_company_id FROM staffing_contracts WHERE owner_company_id = :own AND vendor_company_id IS NOT NULL))"""


def company_named(tx: Transaction, own_company_id: int, name: str) -> Row | None:
    """The company of that name, compared without case and blanks, among those the own company knows: itself first, then
    the oldest it made, then one of its contracts."""
    return tx.one(
        f"""SELECT * FROM companies c WHERE c.name_folded = :name AND c.deleted_at IS NULL AND {_KNOWN}
            ORDER BY (c.id = :own) DESC, coalesce(c.created_by_company_id = :own, FALSE) DESC, c.id LIMIT 1""",
        name=folded(name),
        own=own_company_id,
    )


def is_known(tx: Transaction, own_company_id: int, company_id: int) -> bool:
    """Whether a company is the own one, made by it, or named by one of its contracts."""
    found = tx.value(f"SELECT 1 FROM companies c WHERE c.id = :id AND {_KNOWN}", id=company_id, own=own_company_id)
    return found is not None


def has_people(tx: Transaction, company_id: int) -> bool:
    """Whether anybody acts for a company."""
    found = tx.value(
        """SELECT 1 FROM memberships WHERE company_id = :id AND deleted_at IS NULL
           UNION ALL SELECT 1 FROM agents WHERE company_id = :id LIMIT 1""",
        id=company_id,
    )
    return found is not None


def consultants_named(
    tx: Transaction, own_company_id: int, vendor_id: int | None, name: str, *, members_too: bool
) -> list[Row]:
    """The people of that name who work for a vendor, as far as the company's contracts tell; members_too: or its
    directory. vendor_id None: of contracts without a vendor."""
    members = "UNION SELECT person_id FROM memberships WHERE company_id = :vendor AND deleted_at IS NULL"
    return tx.all(
        f"""SELECT * FROM persons p WHERE p.short_name_folded = :name AND p.deleted_at IS NULL AND p.id IN (
                SELECT consultant_id FROM staffing_contracts
                WHERE owner_company_id = :own AND consultant_id IS NOT NULL AND coalesce(vendor_company_id, 0) = :vendor
                {members if members_too else ""})
            ORDER BY p.id LIMIT 2""",
        name=short_name(name, None),
        own=own_company_id,
        vendor=vendor_id or 0,
    )


def find_position(tx: Transaction, company_id: int, position_id: int, creator: Owner | None) -> Row | None:
    """A position of a request for people of a company; of requests of one creator, or (creator None) of anybody in it."""
    return tx.one(
        """SELECT p.* FROM inquiry_positions p JOIN inquiries i ON i.id = p.inquiry_id
           WHERE p.id = :id AND i.company_id = :company
             AND (:any = 1 OR (i.created_by_type = :kind AND i.created_by_id = :creator))""",
        id=position_id,
        company=company_id,
        any=int(creator is None),
        kind=creator.kind if creator else "",
        creator=creator.id if creator else 0,
    )
