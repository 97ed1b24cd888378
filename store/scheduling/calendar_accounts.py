"""Ways into outside calendars: consents and accounts, with what opens them sealed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.rows import among
from store.types import Owner, utc_text


def live_accounts(tx: Transaction, owner: Owner) -> list[Row]:
    """The ways into somebody's outside calendars, oldest first."""
    return tx.all(
        """SELECT * FROM calendar_accounts WHERE owner_type = :kind AND owner_id = :id AND ended_at IS NULL
           ORDER BY id""",
        kind=owner.kind,
        id=owner.id,
    )


def live_account(tx: Transaction, owner: Owner, provider: str, account_key: str | None = None) -> Row | None:
    """Somebody's account with a provider, the named one or any."""
    return tx.one(
        """SELECT * FROM calendar_accounts WHERE owner_type = :kind AND owner_id = :id AND provider = :provider
             AND (:key IS NULL OR account_key = :key) AND ended_at IS NULL ORDER BY id""",
        kind=owner.kind,
        id=owner.id,
        provider=provider,
        key=account_key,
    )


def account_by_id(tx: Transaction, account_id: int) -> Row | None:
    """An account, ended or not."""
    return tx.one("SELECT * FROM calendar_accounts WHERE id = :id", id=account_id)


def put_account(tx: Transaction, owner: Owner, provider: str, account_key: str, now: datetime, **columns: Any) -> int:
    """Store an account, or what opens the one there is from now on; its id. Its calendars are listed next."""
    stamp = utc_text(now)
    known = live_account(tx, owner, provider, account_key)
    if known is not None:
        tx.change(
            "calendar_accounts", known["id"], **columns, list_at=stamp, failures=0, last_error=None, granted_at=stamp
        )
        id: int = known["id"]
        return id
    return tx.insert(
        "calendar_accounts",
        owner_type=owner.kind,
        owner_id=owner.id,
        provider=provider,
        account_key=account_key,
        **columns,
        list_at=stamp,
        granted_at=stamp,
    )


def change_account(tx: Transaction, account_id: int, **columns: Any) -> None:
    """Set columns of an account."""
    tx.change("calendar_accounts", account_id, **columns)


def keep_list(
    tx: Transaction, account_id: int, calendars: Sequence[dict[str, Any]], now: datetime, again: datetime
) -> None:
    """The calendars an account has now, and when they are listed again."""
    tx.run(
        """UPDATE calendar_accounts SET listed = :listed, listed_at = :now, list_at = :again, leased_until = NULL,
             failures = 0, last_error = NULL WHERE id = :id AND ended_at IS NULL""",
        id=account_id,
        listed=json.dumps(calendars, ensure_ascii=False),
        now=utc_text(now),
        again=utc_text(again),
    )


def name_account(tx: Transaction, account_id: int, hint: str) -> None:
    """What an account is called, as far as it is shown."""
    tx.run("UPDATE calendar_accounts SET hint = :hint WHERE id = :id AND ended_at IS NULL", id=account_id, hint=hint)


def keep_fault(tx: Transaction, account_id: int, fault: str, again: datetime) -> None:
    """Why the calendars of an account could not be listed; those that were stay."""
    tx.run(
        """UPDATE calendar_accounts SET last_error = :fault, failures = failures + 1, list_at = :again, leased_until = NULL
           WHERE id = :id AND ended_at IS NULL""",
        id=account_id,
        fault=fault,
        again=utc_text(again),
    )


def lease_accounts(tx: Transaction, now: datetime, until: datetime, most: int) -> list[Row]:
    """Take the accounts whose calendars are to be listed for oneself until a moment."""
    due = tx.all(
        """SELECT id FROM calendar_accounts
           WHERE ended_at IS NULL AND list_at <= :now AND (leased_until IS NULL OR leased_until <= :now)
           ORDER BY list_at LIMIT :most""",
        now=utc_text(now),
        most=most,
    )
    if not due:
        return []
    one_of, params = among([row["id"] for row in due])
    tx.run(f"UPDATE calendar_accounts SET leased_until = :until WHERE id {one_of}", until=utc_text(until), **params)
    return tx.all(f"SELECT * FROM calendar_accounts WHERE id {one_of} ORDER BY id", **params)


def ended_consents(tx: Transaction, most: int) -> list[int]:
    """Accounts that have ended and whose consent is still to be withdrawn outside."""
    rows = tx.all(
        """SELECT id FROM calendar_accounts
           WHERE ended_at IS NOT NULL AND secret IS NOT NULL AND withdrawal_at IS NULL ORDER BY ended_at LIMIT :most""",
        most=most,
    )
    return [row["id"] for row in rows]


def note_withdrawal(tx: Transaction, account_id: int, now: datetime) -> None:
    """The end of a consent lies in the outbox."""
    tx.change("calendar_accounts", account_id, withdrawal_at=utc_text(now))


def erase_secret(tx: Transaction, account_id: int) -> None:
    """What opened an account that has ended is kept no longer."""
    tx.run("UPDATE calendar_accounts SET secret = NULL WHERE id = :id AND ended_at IS NOT NULL", id=account_id)


def add_consent_request(tx: Transaction, owner: Owner, now: datetime, expires_at: datetime, **columns: Any) -> int:
    """Store the way to a consent; its id. Of one owner only the last five can be taken."""
    tx.run(
        """DELETE FROM calendar_consent_requests WHERE owner_type = :kind AND owner_id = :id AND id <=
             (SELECT id FROM calendar_consent_requests WHERE owner_type = :kind AND owner_id = :id
              ORDER BY id DESC LIMIT 1 OFFSET 4)""",
        kind=owner.kind,
        id=owner.id,
    )
    return tx.insert(
        "calendar_consent_requests",
        owner_type=owner.kind,
        owner_id=owner.id,
        **columns,
        created_at=utc_text(now),
        expires_at=utc_text(expires_at),
    )


def consent_request(tx: Transaction, state_hash: str, now: datetime) -> Row | None:
    """The way to a consent that a state belongs to, unless it was used or has expired."""
    return tx.one(
        """SELECT * FROM calendar_consent_requests
           WHERE state_hash = :hash AND used_at IS NULL AND expires_at > :now""",
        hash=state_hash,
        now=utc_text(now),
    )


def use_consent_request(tx: Transaction, request_id: int, now: datetime) -> None:
    """It serves once."""
    tx.change("calendar_consent_requests", request_id, used_at=utc_text(now), verifier="")


def forget_consent_requests(tx: Transaction, before: datetime) -> int:
    """Let go of ways to consents that expired before a moment; how many."""
    return tx.run("DELETE FROM calendar_consent_requests WHERE expires_at < :before", before=utc_text(before))
