"""What every company has for ad labelling from its first moment: a record of its own and the contract with the platform."""

from __future__ import annotations

import uuid
from typing import Literal
from zoneinfo import ZoneInfo

from store.database import Transaction
from store.types import utc_time

Record = Literal["customer", "contract"]


def ad_uuid(record: Record, company_id: int, founded_at: str) -> str:
    """The uuid of a company's own record or of its contract with the platform; the same however often it is asked for."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"hiringhall:ad_{record}:{company_id}:{founded_at}"))


def day_in(stamp: str, timezone: str) -> str:
    """The day of a moment, both in their stored form, by the clocks of a zone."""
    return utc_time(stamp).astimezone(ZoneInfo(timezone)).date().isoformat()


def open_ad_records(tx: Transaction, company_id: int, founded_at: str, timezone: str) -> None:
    """Give a company that has just been made what it names when it advertises itself. founded_at: in its stored form."""
    own_uuid, contract_uuid = ad_uuid("customer", company_id, founded_at), ad_uuid("contract", company_id, founded_at)
    own_id = tx.insert(
        "ad_customers",
        company_id=company_id,
        kind="own",
        uuid=own_uuid,
        external_id=own_uuid,
        created_at=founded_at,
    )
    tx.run(
        """INSERT INTO ad_contracts (company_id, uuid, external_contract_id, is_primary, customer_id, performer_id,
               contract_number, contract_date, contract_type, subject_type, action_type, created_at)
           SELECT :company_id, :uuid, :uuid, 1, :own_id, p.id, :number, :date,
                  'CONTRACT_TYPE_SERVICE', 'SUBJECT_TYPE_INTERMEDIARY', 'ACTION_TYPE_INVALID', :founded_at
           FROM ad_customers p WHERE p.kind = 'platform'""",
        company_id=company_id,
        uuid=contract_uuid,
        own_id=own_id,
        number=f"HH-{company_id}",
        date=day_in(founded_at, timezone),
        founded_at=founded_at,
    )
