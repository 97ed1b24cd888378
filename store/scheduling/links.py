"""Outside calendars tied to calendars here: the links as rows, whose turn it is, and their end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.rows import among
from store.types import Owner, utc_text

DISCONNECTED = "disconnected"


def insert_link(tx: Transaction, owner: Owner, now: datetime, **columns: Any) -> int:
    """Store a link whose turn is now; its id."""
    return tx.insert(
        "calendar_links",
        owner_type=owner.kind,
        owner_id=owner.id,
        **columns,
        next_at=utc_text(now),
        created_at=utc_text(now),
    )


def live_link(tx: Transaction, kal_id: int, provider: str, source_key: str, direction: str) -> Row | None:
    """The link of a calendar to an outside one in a direction, unless disconnected."""
    return tx.one(
        """SELECT * FROM calendar_links WHERE kal_id = :kal AND provider = :provider AND source_key = :key
             AND direction = :direction AND status <> 'disconnected'""",
        kal=kal_id,
        provider=provider,
        key=source_key,
        direction=direction,
    )


def live_links(tx: Transaction, owner: Owner, kal_id: int) -> list[Row]:
    """The live links of a calendar, oldest first; of an imported one the link it came in by."""
    return tx.all(
        """SELECT * FROM calendar_links
           WHERE (kal_id = :kal OR imported_kal_id = :kal) AND owner_type = :kind AND owner_id = :owner
             AND status <> 'disconnected' ORDER BY id""",
        kal=kal_id,
        kind=owner.kind,
        owner=owner.id,
    )


def any_link(tx: Transaction, owner: Owner, kal_id: int, link_id: int) -> Row | None:
    """A link of a calendar of this owner, disconnected or not."""
    return tx.one(
        """SELECT * FROM calendar_links WHERE id = :id AND (kal_id = :kal OR imported_kal_id = :kal)
             AND owner_type = :kind AND owner_id = :owner""",
        id=link_id,
        kal=kal_id,
        kind=owner.kind,
        owner=owner.id,
    )


def link_by_id(tx: Transaction, link_id: int) -> Row | None:
    """A link, unless disconnected."""
    return tx.one("SELECT * FROM calendar_links WHERE id = :id AND status <> 'disconnected'", id=link_id)


def live_count(tx: Transaction, owner: Owner) -> int:
    """How many live links somebody has."""
    count: int = tx.value(
        """SELECT count(*) FROM calendar_links
           WHERE owner_type = :kind AND owner_id = :id AND status <> 'disconnected'""",
        kind=owner.kind,
        id=owner.id,
    )
    return count


def live_count_of_account(tx: Transaction, account_id: int) -> int:
    """How many live links go by an account."""
    count: int = tx.value(
        "SELECT count(*) FROM calendar_links WHERE account_id = :id AND status <> 'disconnected'", id=account_id
    )
    return count


def owner_addresses(tx: Transaction, link: Row) -> list[str]:
    """The proven address of whose link it is; empty when there is none."""
    table = {"person": "persons", "agent": "agents"}[link["owner_type"]]
    address = tx.value(
        f"SELECT email FROM {table} WHERE id = :id AND email_verified_at IS NOT NULL", id=link["owner_id"]
    )
    return [address] if address else []


def lease_links(tx: Transaction, now: datetime, until: datetime, most: int) -> list[Row]:
    """Take the links whose turn it is for oneself until a moment, longest due first; not those of agents that may not act."""
    due = tx.all(
        """SELECT id FROM calendar_links
           WHERE status <> 'disconnected' AND next_at <= :now AND (leased_until IS NULL OR leased_until <= :now)
             AND NOT EXISTS (SELECT 1 FROM agents a
                             WHERE calendar_links.owner_type = 'agent' AND a.id = calendar_links.owner_id
                               AND a.status IN ('suspended', 'banned'))
           ORDER BY next_at LIMIT :most""",
        now=utc_text(now),
        most=most,
    )
    if not due:
        return []
    one_of, params = among([row["id"] for row in due])
    tx.run(f"UPDATE calendar_links SET leased_until = :until WHERE id {one_of}", until=utc_text(until), **params)
    return tx.all(
        f"""SELECT l.*, a.secret, a.provider AS account_provider FROM calendar_links l
            LEFT JOIN calendar_accounts a ON a.id = l.account_id WHERE l.id {one_of} ORDER BY l.next_at""",
        **params,
    )


def try_now(tx: Transaction, account_id: int, now: datetime) -> None:
    """Whatever goes by an account has its turn now: what opens it is new."""
    tx.run(
        """UPDATE calendar_links SET next_at = :now, failures = 0 WHERE account_id = :id AND status <> 'disconnected'""",
        id=account_id,
        now=utc_text(now),
    )


def change_link(tx: Transaction, link_id: int, **columns: Any) -> None:
    """Set columns of a link."""
    tx.change("calendar_links", link_id, **columns)


def end_link(tx: Transaction, link: Row, now: datetime) -> int:
    """Disconnect a link: what was imported goes, with its calendar, and its time is free again; what was sent stays.
    How many imported events there were."""
    tx.change(
        "calendar_links",
        link["id"],
        status=DISCONNECTED,
        disconnected_at=utc_text(now),
        address=None,
        sync_token=None,
        leased_until=None,
        last_error=None,
    )
    tx.run("DELETE FROM calendar_exports WHERE link_id = :id", id=link["id"])
    if link["imported_kal_id"] is None:
        return 0
    tx.run(
        """DELETE FROM busy_blocks WHERE source_type = 'external_event'
             AND source_id IN (SELECT id FROM external_events WHERE link_id = :id)""",
        id=link["id"],
    )
    removed = tx.run("DELETE FROM external_events WHERE link_id = :id", id=link["id"])
    tx.change("calendars", link["imported_kal_id"], status_id=444, deleted_at=utc_text(now), updated_at=utc_text(now))
    return removed


def gone_calendars(tx: Transaction, most: int) -> list[Row]:
    """Live links of calendars that were deleted."""
    return tx.all(
        """SELECT l.* FROM calendar_links l JOIN calendars k ON k.id = l.kal_id
           WHERE l.status <> 'disconnected' AND k.deleted_at IS NOT NULL
           UNION
           SELECT l.* FROM calendar_links l JOIN calendars k ON k.id = l.imported_kal_id
           WHERE l.status <> 'disconnected' AND k.deleted_at IS NOT NULL
           LIMIT :most""",
        most=most,
    )


def end_links_of(tx: Transaction, owner: Owner, kal_id: int, now: datetime) -> int:
    """Disconnect all links of a calendar that goes; how many there were. Accounts that nothing goes by any more end too."""
    links = live_links(tx, owner, kal_id)
    for link in links:
        end_link(tx, link, now)
        end_account_unless_used(tx, link["account_id"], now)
    return len(links)


def end_account_unless_used(tx: Transaction, account_id: int | None, now: datetime) -> bool:
    """End the way into outside calendars that no live link goes by; whether it ended. What opens it is erased: at once, or,
    of a consent, once it was withdrawn outside."""
    if account_id is None or live_count_of_account(tx, account_id):
        return False
    return (
        tx.run(
            """UPDATE calendar_accounts SET ended_at = :now, list_at = NULL, listed = '[]',
                 secret = CASE WHEN provider = 'google' THEN secret END
               WHERE id = :id AND ended_at IS NULL""",
            now=utc_text(now),
            id=account_id,
        )
        > 0
    )
