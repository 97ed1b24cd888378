"""Notices as rows: written once with the act they tell of, and never changed but for the count."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from store.database import Row, Transaction
from store.types import Owner, utc_text


@dataclass(frozen=True, slots=True)
class Told:
    """One notice as it is written. owner and actor as (type, id, name or address)."""

    owner_type: str
    owner_id: int
    owner_address: str
    kind: str
    text: str
    record: tuple[str, int, str] | None
    actor: tuple[str, int, str]
    on_behalf_of: str | None
    urgent: bool
    figures: Mapping[str, object]
    call_id: str


def add_notice(tx: Transaction, told: Told, now: datetime) -> tuple[int, int | None] | None:
    """Write a notice; its id and that of the change it tells of.

    None when this call has told the owner of this kind and record already: that one counts on."""
    type, id, name = told.record or (None, None, None)
    known = tx.one(
        """SELECT id FROM notices WHERE call_id = :call AND owner_type = :owner_type AND owner_id = :owner_id
             AND owner_address = :address AND kind = :kind AND coalesce(record_type, '') = coalesce(:type, '')
             AND coalesce(record_id, 0) = coalesce(:id, 0)""",
        call=told.call_id,
        owner_type=told.owner_type,
        owner_id=told.owner_id,
        address=told.owner_address,
        kind=told.kind,
        type=type,
        id=id,
    )
    if known is not None:
        tx.run("UPDATE notices SET count = count + 1 WHERE id = :id", id=known["id"])
        return None
    change_id = _change_of(tx, told)
    written = tx.insert(
        "notices",
        owner_type=told.owner_type,
        owner_id=told.owner_id,
        owner_address=told.owner_address,
        topic=told.kind,
        kind=told.kind,
        record_type=type,
        record_id=id,
        record_name=name,
        text=told.text,
        actor_type=told.actor[0],
        actor_id=told.actor[1],
        actor_name=told.actor[2],
        on_behalf_of=told.on_behalf_of,
        urgent=int(told.urgent),
        data=json.dumps(told.figures, ensure_ascii=False),
        call_id=told.call_id,
        change_id=change_id,
        created_at=utc_text(now),
    )
    return written, change_id


def _change_of(tx: Transaction, told: Told) -> int | None:
    """The change this call has written of the record, if it has."""
    if told.record is None:
        return None
    id: int | None = tx.value(
        "SELECT id FROM changes WHERE call_id = :call AND record_type = :type AND record_id = :id",
        call=told.call_id,
        type=told.record[0],
        id=told.record[1],
    )
    return id


def told_by(tx: Transaction, call_id: str, owner: tuple[str, int, str], kind: str) -> bool:
    """Whether a call has told somebody a kind already. owner: as (type, id, address)."""
    return bool(
        tx.value(
            """SELECT count(*) FROM notices WHERE call_id = :call AND owner_type = :type AND owner_id = :id
                 AND owner_address = :address AND kind = :kind""",
            call=call_id,
            type=owner[0],
            id=owner[1],
            address=owner[2],
            kind=kind,
        )
    )


def told_since(tx: Transaction, owner: Owner, kind: str, record_type: str, record_id: int, since: datetime) -> bool:
    """Whether an owner was told of a kind and record since a moment."""
    found = tx.value(
        """SELECT 1 FROM notices WHERE owner_type = :owner_type AND owner_id = :owner_id AND kind = :kind
             AND record_type = :record_type AND record_id = :record_id AND created_at > :since LIMIT 1""",
        owner_type=owner.kind,
        owner_id=owner.id,
        kind=kind,
        record_type=record_type,
        record_id=record_id,
        since=utc_text(since),
    )
    return found is not None


def notice(tx: Transaction, id: int) -> Row | None:
    """A notice, whoever's."""
    return tx.one("SELECT * FROM notices WHERE id = :id", id=id)
