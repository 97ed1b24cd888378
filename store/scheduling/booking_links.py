"""Booking links: secret tokens by which chosen people book a schedule, a few times, until a date. Tokens are kept as hashes."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from store.database import Row, Transaction
from store.folding import address_key_or_none
from store.rows import Order, among
from store.types import Money, Owner, utc_text, utc_time

State = Literal["active", "used_up", "expired", "revoked"]
NEWEST: Order = (("l.id", "desc"),)


@dataclass(frozen=True, slots=True)
class BookingLink:
    """A link as it stands now. email_key: the one address that may use it. price: for a seat of a slot, None = the
    schedule's. durations: in minutes, empty = all the schedule's. first, last: between which a start may lie."""

    id: int
    public_id: str
    label: str | None
    schedule_id: int
    max_uses: int
    uses: int
    email: str | None
    email_key: str | None
    price: Money | None
    durations: tuple[int, ...]
    first: datetime | None
    last: datetime | None
    expires_at: datetime
    note: str | None
    created_at: datetime
    revoked_at: datetime | None
    timezone: str
    status: State


STATE = """CASE WHEN l.revoked_at IS NOT NULL OR s.deleted_at IS NOT NULL THEN 'revoked'
           WHEN l.expires_at <= :now THEN 'expired' WHEN l.uses >= l.max_uses THEN 'used_up' ELSE 'active' END"""
LINKS = f"""
    SELECT l.*, s.timezone, s.deleted_at, s.currency, {STATE} AS state
    FROM booking_links l JOIN schedules s ON s.id = l.schedule_id WHERE 1 = 1"""


def insert_link(tx: Transaction, created_by: Owner, durations: Collection[int], **columns: Any) -> int:
    return tx.insert(
        "booking_links",
        **columns,
        created_by_type=created_by.kind,
        created_by_id=created_by.id,
        durations=json.dumps(list(durations)),
        email_key=address_key_or_none(columns.get("email")),
    )


def find_link(tx: Transaction, name: str, now: datetime) -> BookingLink | None:
    """A link by its number or public id."""
    if name.isdecimal() and len(name) < 16:
        row = tx.one(f"{LINKS} AND l.id = :id", id=int(name), now=utc_text(now))
    else:
        row = tx.one(f"{LINKS} AND l.public_id = :id", id=name, now=utc_text(now))
    return read_link(row) if row else None


def link_by_token(tx: Transaction, token_hash: str, now: datetime) -> BookingLink | None:
    """The link a token opens, whether or not it can still be used."""
    row = tx.one(f"{LINKS} AND l.token_hash = :hash", hash=token_hash, now=utc_text(now))
    return read_link(row) if row else None


def take_use(tx: Transaction, link_id: int, booking_id: int, now: datetime) -> bool:
    """Count a use for a booking in one conditional update; False when the link can no longer be used."""
    taken = tx.run(
        """UPDATE booking_links SET uses = uses + 1
           WHERE id = :id AND uses < max_uses AND revoked_at IS NULL AND expires_at > :now""",
        id=link_id,
        now=utc_text(now),
    )
    if taken:
        tx.insert("booking_link_uses", link_id=link_id, booking_id=booking_id)
    return taken == 1


def give_use_back(tx: Transaction, booking_id: int, now: datetime) -> None:
    """The use that a booking took of a link comes back, if it took one, once."""
    returned = tx.run(
        "UPDATE booking_link_uses SET returned_at = :now WHERE booking_id = :id AND returned_at IS NULL",
        id=booking_id,
        now=utc_text(now),
    )
    if returned:
        tx.run(
            """UPDATE booking_links SET uses = uses - 1
               WHERE id = (SELECT link_id FROM booking_link_uses WHERE booking_id = :id)""",
            id=booking_id,
        )


def revoke(tx: Transaction, link_id: int, now: datetime) -> None:
    tx.change("booking_links", link_id, revoked_at=utc_text(now))


def events_booked(tx: Transaction, link_ids: Collection[int]) -> dict[int, list[int]]:
    """The events that were booked by each of these links, in the order of booking."""
    one_of, params = among(link_ids)
    found: dict[int, list[int]] = {}
    for row in tx.all(
        f"""SELECT u.link_id, a.event_id FROM booking_link_uses u JOIN event_attendees a ON a.id = u.booking_id
            WHERE u.link_id {one_of} ORDER BY u.booking_id""",
        **params,
    ):
        found.setdefault(row["link_id"], []).append(row["event_id"])
    return found


def listed(
    owner: Owner, now: datetime, *, schedule_id: int | None, name: str | None, states: Collection[str]
) -> tuple[str, dict[str, Any]]:
    """The links of the schedules somebody owns or manages: a list to be paged."""
    wanted = {f"state_{at}": state for at, state in enumerate(sorted(states))}
    places = ", ".join(f":{each}" for each in wanted)
    sql = f"""{LINKS} AND l.schedule_id IN (
                SELECT u.schedule_id FROM schedule_users u WHERE u.user_type = :kind AND u.user_id = :me AND u.write >= 3)
              AND (:schedule IS NULL OR l.schedule_id = :schedule)
              AND (:name IS NULL OR l.public_id = :name OR CAST(l.id AS TEXT) = :name)
              AND {STATE} IN ({places})"""
    params = {"kind": owner.kind, "me": owner.id, "now": utc_text(now), "schedule": schedule_id, "name": name}
    return sql, {**params, **wanted}


def read_link(row: Row) -> BookingLink:
    """A row of LINKS."""
    first, last, revoked = row["first_start"], row["last_start"], row["revoked_at"] or row["deleted_at"]
    return BookingLink(
        id=row["id"],
        public_id=row["public_id"],
        label=row["label"],
        schedule_id=row["schedule_id"],
        max_uses=row["max_uses"],
        uses=row["uses"],
        email=row["email"],
        email_key=row["email_key"],
        price=None if row["price"] is None else Money(row["price"], row["price_currency"]),
        durations=tuple(json.loads(row["durations"])),
        first=utc_time(first) if first else None,
        last=utc_time(last) if last else None,
        expires_at=utc_time(row["expires_at"]),
        note=row["note"],
        created_at=utc_time(row["created_at"]),
        revoked_at=utc_time(revoked) if revoked else None,
        timezone=row["timezone"],
        status=row["state"],
    )
