"""Contracts between customers that ad labelling wants to know of, and the ones that tasks name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from store.database import Row, Transaction
from store.types import Owner

# What tells one contract from another, and is compared when it is sent again. customer_id, performer_id, parent_id: numbers
# of ad_customers and ad_contracts; price: in the smallest unit of the company's currency.
CONTENT = (
    "customer_id", "performer_id", "contract_number", "contract_date", "contract_type", "subject_type", "action_type",
    "additional_contract_number", "additional_contract_number_date", "parent_id", "price", "with_nds", "is_creative_reporter",
)  # fmt: skip

_CONTRACT = """
    SELECT k.*, c.currency, x.external_id AS customer_external_id, p.external_id AS performer_external_id,
           u.external_contract_id AS parent_external_id,
           coalesce(g.name, h.name || coalesce(' ' || h.last_name, '')) AS creator_name,
           coalesce(g.email, h.email) AS creator_email
    FROM ad_contracts k
    JOIN companies c ON c.id = k.company_id
    JOIN ad_customers x ON x.id = k.customer_id
    JOIN ad_customers p ON p.id = k.performer_id
    LEFT JOIN ad_contracts u ON u.id = k.parent_id
    LEFT JOIN agents g ON k.created_by_type = 'agent' AND g.id = k.created_by_id
    LEFT JOIN persons h ON k.created_by_type = 'person' AND h.id = k.created_by_id"""

# The one of :company_id that :code names, a uuid or an external id.
BY_CODE = f"""{_CONTRACT}
    WHERE k.company_id = :company_id AND k.id IN (
        SELECT id FROM ad_contracts WHERE uuid = :code
        UNION SELECT id FROM ad_contracts WHERE company_id = :company_id AND external_contract_id = :code)"""

# Those of :company_id, the one with the platform too.
LISTED = """SELECT k.id, k.uuid, k.external_contract_id, k.contract_number, k.contract_date, k.is_primary
            FROM ad_contracts k WHERE k.company_id = :company_id"""
NEWEST_FIRST = [("k.id", "desc")]


def find(tx: Transaction, company_id: int, code: str) -> Row | None:
    """A contract of the company, by uuid or external id."""
    return tx.one(BY_CODE, company_id=company_id, code=code.lower())


def primary(tx: Transaction, company_id: int) -> Row:
    """The company's contract with the platform. LookupError when there is no such company."""
    row = tx.one(f"{_CONTRACT} WHERE k.company_id = :company_id AND k.is_primary = 1", company_id=company_id)
    if row is None:
        raise LookupError(f"company {company_id} has no contract with the platform")
    return row


def of_party(tx: Transaction, company_id: int, customer_id: int, most: int) -> list[Row]:
    """The company's contracts in which somebody is customer or performer: the primary one first, then the newest."""
    return tx.all(
        f"""{LISTED} AND (k.customer_id = :customer_id OR k.performer_id = :customer_id)
            ORDER BY k.is_primary DESC, k.id DESC LIMIT :most""",
        company_id=company_id,
        customer_id=customer_id,
        most=most,
    )


def uuids(tx: Transaction, company_id: int, codes: Sequence[str]) -> dict[str, str]:
    """The uuids of the company's contracts, by what names them: their uuid or the company's external id."""
    found = {}
    for code in codes:
        row = find(tx, company_id, code)
        if row is not None:
            found[code] = row["uuid"]
    return found


def behind_task(tx: Transaction, task_id: int) -> list[Row]:
    """The contracts a task names, in its order, with the sum of each in whole units of currency, null for all of the price."""
    return tx.all(
        f"""SELECT t.sum, q.* FROM task_ad_contracts t JOIN ({_CONTRACT}) AS q ON q.uuid = t.contract_uuid
            WHERE t.task_id = :task_id ORDER BY t.position""",
        task_id=task_id,
    )


def add(
    tx: Transaction, company_id: int, uuid: str, external_id: str, content: Mapping[str, Any], by: Owner, stamp: str
) -> None:
    """Store a contract. content: a value for each name of CONTENT."""
    tx.insert(
        "ad_contracts",
        company_id=company_id,
        uuid=uuid,
        external_contract_id=external_id,
        **{name: content[name] for name in CONTENT},
        created_by_type=by.kind,
        created_by_id=by.id,
        created_at=stamp,
    )
