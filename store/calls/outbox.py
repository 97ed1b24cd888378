"""What calls left for the outside world: events that wait, and the mailbox of local delivery."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from store.database import Row, Transaction
from store.folding import address_key, address_key_or_none
from store.types import utc_text

# Codes and tokens are not kept once nobody has to be told them any more.
NOTHING = "{}"
_MINE = "id = :id AND state = 'waiting' AND leased_until = :lease"


def lease_events(
    tx: Transaction, now: datetime, until: datetime, most: int, *, topics: Sequence[str], but: bool = False
) -> list[Row]:
    """Take what is due for oneself until a moment, oldest first: id, event_id, topic, payload, leased_until, attempts (this
    one too).

    The moment stands for whoever has it: nobody else's lease of the same event ends then.

    topics: these alone; but: all others."""
    names = {f"topic_{index}": topic for index, topic in enumerate(topics)}
    leased = tx.all(
        f"""UPDATE outbox SET leased_until = :until, attempts = attempts + 1
           WHERE id IN (SELECT id FROM outbox WHERE state = 'waiting' AND next_attempt_at <= :now
                        AND (leased_until IS NULL OR leased_until <= :now)
                        AND CASE WHEN topic IN ({", ".join(f":{name}" for name in names)}) THEN 1 ELSE 0 END = :named
                        ORDER BY id LIMIT :most)
           RETURNING id, event_id, topic, payload, attempts, leased_until""",
        until=utc_text(until),
        now=utc_text(now),
        most=most,
        named=int(not but),
        **names,
    )
    # Which row a statement returns first is the database's affair.
    return sorted(leased, key=lambda row: row["id"])


def hold_event(tx: Transaction, id: int, lease: str, until: datetime) -> str | None:
    """Go on having an event until a moment; the lease from now on. None when it is somebody else's by now."""
    held = tx.run(f"UPDATE outbox SET leased_until = :until WHERE {_MINE}", id=id, lease=lease, until=utc_text(until))
    return utc_text(until) if held else None


def finish_event(tx: Transaction, id: int, now: datetime) -> bool:
    """It was delivered; what it said is kept no longer. False when that was noted already."""
    done = tx.run(
        """UPDATE outbox SET state = 'done', done_at = :now, leased_until = NULL, payload = :nothing
           WHERE id = :id AND state = 'waiting'""",
        id=id,
        now=utc_text(now),
        nothing=NOTHING,
    )
    return bool(done)


def postpone_event(tx: Transaction, id: int, lease: str, at: datetime, fault: str) -> bool:
    """It was not delivered and is tried again at a moment. False when it is somebody else's by now."""
    postponed = tx.run(
        f"""UPDATE outbox SET next_attempt_at = :at, leased_until = NULL, last_error = :fault WHERE {_MINE}""",
        id=id,
        lease=lease,
        at=utc_text(at),
        fault=fault,
    )
    return bool(postponed)


def give_up_event(tx: Transaction, id: int, lease: str, fault: str) -> bool:
    """It was not delivered and is not tried again; that it failed stays to be looked at, what it said does not. False when it
    is somebody else's by now."""
    given_up = tx.run(
        f"""UPDATE outbox SET state = 'dead', leased_until = NULL, last_error = :fault, payload = :nothing WHERE {_MINE}""",
        id=id,
        lease=lease,
        fault=fault,
        nothing=NOTHING,
    )
    return bool(given_up)


def keep_event(tx: Transaction, id: int, lease: str, at: datetime, fault: str) -> None:
    """It could not be tried at all: looked at again at a moment, with no attempt counted."""
    tx.run(
        f"""UPDATE outbox SET attempts = attempts - 1, next_attempt_at = :at, leased_until = NULL, last_error = :fault
           WHERE {_MINE}""",
        id=id,
        lease=lease,
        at=utc_text(at),
        fault=fault,
    )


def forget_events(tx: Transaction, state: Literal["done", "dead"], before: datetime) -> int:
    """Let go of events that ended like this and were left before a moment; how many."""
    return tx.run(
        "DELETE FROM outbox WHERE state = :state AND created_at < :before", state=state, before=utc_text(before)
    )


def forget_mailbox(tx: Transaction, before: datetime) -> int:
    """Let go of messages that came into the local mailbox before a moment; how many."""
    return tx.run("DELETE FROM mailbox WHERE created_at < :before", before=utc_text(before))


def keep_mail(tx: Transaction, event_id: str, address: str, subject: str, body: str, now: datetime) -> None:
    """Put a message into the local mailbox, once."""
    tx.run(
        """INSERT INTO mailbox (event_id, address, subject, body, created_at)
           VALUES (:event_id, :address, :subject, :body, :now) ON CONFLICT (event_id) DO NOTHING""",
        event_id=event_id,
        address=address_key(address),
        subject=subject,
        body=body,
        now=utc_text(now),
    )


def mails(tx: Transaction, address: str | None) -> list[Row]:
    """The messages of the local mailbox, all or those to one address, oldest first: address, subject, body, created_at."""
    return tx.all(
        """SELECT address, subject, body, created_at FROM mailbox
           WHERE :address IS NULL OR address = :address ORDER BY id""",
        address=address_key_or_none(address),
    )
