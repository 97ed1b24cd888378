"""What goes out of a notice besides the inbox: one row a receiver and channel, with how it fares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from store.database import Row, Transaction
from store.rows import among
from store.telling.receivers import Receiver
from store.types import Owner, utc_text

PutOff = Literal["quiet", "digest"]
# Rows named in one statement.
AT_ONCE = 1024


def add_delivery(
    tx: Transaction,
    notice_id: int,
    receiver: Receiver,
    channel: str,
    now: datetime,
    *,
    due: datetime | None = None,
    put_off: PutOff | None = None,
    event_id: str | None = None,
    content: str | None = None,
    refused: str | None = None,
) -> int:
    """Note that a notice goes out to somebody by a channel, now or at a moment; its id. put_off: by what; nothing when there
    were too many. refused: why it does not."""
    return tx.insert(
        "notice_deliveries",
        notice_id=notice_id,
        receiver_type=receiver.kind,
        receiver_id=receiver.id,
        address=_address(receiver),
        channel=channel,
        status="waiting" if refused is None else "dropped",
        due_at=utc_text(due or now),
        put_off=put_off,
        event_id=event_id,
        last_error=refused,
        content=content,
        created_at=utc_text(now),
    )


def hand_over(tx: Transaction, ids: Sequence[int], event_id: str) -> None:
    """They lie in the outbox from now on, in one event."""
    for id in ids:
        tx.change("notice_deliveries", id, event_id=event_id)


def note_sent(tx: Transaction, ids: Sequence[int], attempts: int, now: datetime) -> None:
    """They were handed over; what they said is kept no longer, but of callbacks."""
    for id in ids:
        tx.run(
            """UPDATE notice_deliveries SET status = 'sent', sent_at = :now, attempts = :attempts, last_error = NULL,
                 content = CASE WHEN channel = 'callback' THEN content ELSE NULL END WHERE id = :id AND status = 'waiting'""",
            id=id,
            attempts=attempts,
            now=utc_text(now),
        )


def note_failure(tx: Transaction, ids: Sequence[int], attempts: int, fault: str, again: datetime | None) -> None:
    """They were not taken, and are tried again at a moment; without one they are given up."""
    for id in ids:
        tx.run(
            """UPDATE notice_deliveries SET attempts = :attempts, last_error = :fault, due_at = coalesce(:again, due_at),
                 status = CASE WHEN :again IS NULL THEN 'failed' ELSE 'waiting' END WHERE id = :id AND status = 'waiting'""",
            id=id,
            attempts=attempts,
            fault=fault,
            again=utc_text(again) if again else None,
        )


def put_off_and_due(tx: Transaction, now: datetime, most: int) -> list[Row]:
    """Mails and text messages put off by quiet hours, or as there were too many, whose time has come, oldest first, with
    whether they were read. put_off is None of those that were too many."""
    return tx.all(
        f"{_DUE} AND (d.put_off = 'quiet' OR d.put_off IS NULL) AND d.due_at <= :now ORDER BY d.due_at, d.id LIMIT :most",
        now=utc_text(now),
        most=most,
    )


def digests_due(tx: Transaction, now: datetime, most: int) -> list[int]:
    """People whose digest is due."""
    rows = tx.all(
        """SELECT DISTINCT receiver_id FROM notice_deliveries
           WHERE status = 'waiting' AND event_id IS NULL AND channel = 'mail' AND put_off = 'digest' AND due_at <= :now
           ORDER BY receiver_id LIMIT :most""",
        now=utc_text(now),
        most=most,
    )
    return [row["receiver_id"] for row in rows]


def digest_of(tx: Transaction, person_id: int, now: datetime) -> list[Row]:
    """What goes into the digest of a person that is due, oldest first, with whether it was read."""
    return tx.all(
        f"""{_DUE} AND d.put_off = 'digest' AND d.due_at <= :now AND d.channel = 'mail'
             AND d.receiver_type = 'person' AND d.receiver_id = :person ORDER BY d.notice_id""",
        now=utc_text(now),
        person=person_id,
    )


_DUE = """SELECT d.id, d.notice_id, d.receiver_type, d.receiver_id, d.address, d.channel, d.content, d.put_off, n.kind, n.text,
       n.record_name, n.created_at, n.owner_type, n.owner_id, n.actor_type, n.actor_id, n.on_behalf_of, r.read_at
FROM notice_deliveries d JOIN notices n ON n.id = d.notice_id
LEFT JOIN notice_reads r ON r.notice_id = d.notice_id AND r.reader_type = d.receiver_type AND r.reader_id = d.receiver_id
WHERE d.status = 'waiting' AND d.event_id IS NULL AND d.channel <> 'callback'"""


def put_off_again(tx: Transaction, id: int, due: datetime) -> None:
    """There are too many still: it waits until a moment."""
    tx.change("notice_deliveries", id, due_at=utc_text(due))


def drop_older(tx: Transaction, receiver: Receiver, records: Sequence[tuple[str, int]]) -> None:
    """What waits of records as there were too many mails gives way to what is told of them now."""
    for type, id in records:
        tx.run(
            """UPDATE notice_deliveries SET status = 'dropped', content = NULL
               WHERE receiver_type = :receiver_type AND receiver_id = :receiver_id AND address = :address
                 AND channel = 'mail' AND status = 'waiting' AND event_id IS NULL AND put_off IS NULL
                 AND notice_id IN (SELECT id FROM notices WHERE record_type = :type AND record_id = :id)""",
            receiver_type=receiver.kind,
            receiver_id=receiver.id,
            address=_address(receiver),
            type=type,
            id=id,
        )


def was_mailed(tx: Transaction, receiver: Receiver, records: Sequence[tuple[str, int]]) -> bool:
    """Whether somebody was mailed about one of the records, or will be."""
    return any(
        tx.value(
            """SELECT 1 FROM notices n JOIN notice_deliveries d ON d.notice_id = n.id
               WHERE n.record_type = :type AND n.record_id = :id AND d.receiver_type = :receiver_type
                 AND d.receiver_id = :receiver_id AND d.address = :address AND d.channel = 'mail'
                 AND d.status IN ('waiting', 'sent') LIMIT 1""",
            receiver_type=receiver.kind,
            receiver_id=receiver.id,
            address=_address(receiver),
            type=type,
            id=id,
        )
        is not None
        for type, id in records
    )


def _address(receiver: Receiver) -> str:
    """A guest is known by their address."""
    return (receiver.address or "") if receiver.kind == "guest" else ""


def mails_about_events(tx: Transaction, person_id: int, sender: str, since: datetime) -> list[str]:
    """When mails about events and contracts went to a person that a sender caused, after a moment, earliest first; what waits
    as there were too many is left out. sender: 'person:7', or 'company:3' for all who act for it."""
    rows = tx.all(
        """SELECT d.due_at FROM notices n
           JOIN notice_deliveries d ON d.notice_id = n.id AND d.receiver_type = 'person' AND d.receiver_id = :person
             AND d.address = '' AND d.channel = 'mail'
           WHERE n.owner_type = 'person' AND n.owner_id = :person AND n.record_type IN ('event', 'contract')
             AND n.id >= coalesce((SELECT id FROM notices WHERE created_at > :earlier ORDER BY created_at LIMIT 1), 0)
             AND coalesce(n.on_behalf_of, n.actor_type || ':' || n.actor_id) = :sender
             AND d.due_at > :since AND d.status <> 'dropped' AND (d.event_id IS NOT NULL OR d.put_off IS NOT NULL)
           ORDER BY d.due_at""",
        person=person_id,
        sender=sender,
        since=utc_text(since),
        earlier=utc_text(since - _LONGEST_WAIT),
    )
    return [row["due_at"] for row in rows]


_LONGEST_WAIT = timedelta(days=2)


def drop(tx: Transaction, ids: Sequence[int]) -> None:
    """They are wanted no more."""
    for at in range(0, len(ids), AT_ONCE):
        condition, params = among(ids[at : at + AT_ONCE])
        tx.run(f"UPDATE notice_deliveries SET status = 'dropped', content = NULL WHERE id {condition}", **params)


def drop_read(tx: Transaction, reader: Owner, notice_ids: Sequence[int]) -> None:
    """What was put off of notices that somebody has read by now is not sent to them."""
    for id in notice_ids:
        tx.run(
            """UPDATE notice_deliveries SET status = 'dropped', content = NULL
               WHERE notice_id = :notice AND receiver_type = :type AND receiver_id = :id AND status = 'waiting'
                 AND channel <> 'callback' AND event_id IS NULL""",
            notice=id,
            type=reader.kind,
            id=reader.id,
        )


def drop_all_read(tx: Transaction, reader: Owner) -> None:
    """What was put off to somebody of notices they have read by now is not sent, of all of them at once."""
    tx.run(
        """UPDATE notice_deliveries SET status = 'dropped', content = NULL
           WHERE receiver_type = :type AND receiver_id = :id AND channel IN ('mail', 'sms') AND status = 'waiting'
             AND put_off IS NOT NULL AND event_id IS NULL
             AND EXISTS (SELECT 1 FROM notice_reads r WHERE r.reader_type = :type AND r.reader_id = :id
                           AND r.notice_id = notice_deliveries.notice_id)""",
        type=reader.kind,
        id=reader.id,
    )


def waiting_of(tx: Transaction, receiver: Owner) -> list[Row]:
    """What waits to be sent to somebody and is not in the worker's hands yet, callbacks in any case, which it asks for again:
    id, channel, kind, urgent, owner_type, owner_id."""
    return tx.all(
        """SELECT d.id, d.channel, n.kind, n.urgent, n.owner_type, n.owner_id
           FROM notice_deliveries d JOIN notices n ON n.id = d.notice_id
           WHERE d.receiver_type = :type AND d.receiver_id = :id AND d.status = 'waiting'
             AND (d.event_id IS NULL OR d.channel = 'callback')""",
        type=receiver.kind,
        id=receiver.id,
    )


def waiting_of_company(tx: Transaction, company_id: int) -> list[Row]:
    """What waits to be sent of a company's notices, as waiting_of, with its receiver_type and receiver_id."""
    return tx.all(
        """SELECT d.id, d.channel, d.receiver_type, d.receiver_id, n.kind, n.urgent, n.owner_type, n.owner_id
           FROM notice_deliveries d JOIN notices n ON n.id = d.notice_id
           WHERE n.owner_type = 'company' AND n.owner_id = :id AND d.status = 'waiting'
             AND (d.event_id IS NULL OR d.channel = 'callback')""",
        id=company_id,
    )


def of_notices(tx: Transaction, receiver: Owner, notice_ids: Sequence[int]) -> dict[int, list[Row]]:
    """The deliveries of notices to one receiver, by notice."""
    condition, params = among(notice_ids)
    rows = tx.all(
        f"""SELECT id, notice_id, channel, status, due_at, attempts, sent_at, last_error FROM notice_deliveries
            WHERE receiver_type = :type AND receiver_id = :id AND notice_id {condition} ORDER BY id""",
        type=receiver.kind,
        id=receiver.id,
        **params,
    )
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["notice_id"], []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deliveries somebody wants again: of some notices, or all that failed since a moment, sent ones too if asked."""

    channel: str
    since: datetime | None
    include_sent: bool
    notice_ids: Sequence[int] | None


def to_send_again(tx: Transaction, receiver: Owner, wanted: Wanted, most: int) -> list[Row]:
    """Deliveries to somebody, oldest first: id, notice_id, channel, status, content, created_at, kind, urgent, owner_type,
    owner_id, read_at."""
    if wanted.notice_ids is None:
        which = "d.status IN ('failed', :sent) AND d.created_at >= :since"
        params: dict[str, Any] = {
            "sent": "sent" if wanted.include_sent else "failed",
            "since": utc_text(wanted.since or _EVER),
        }
    else:
        condition, ids = among(wanted.notice_ids)
        which, params = f"d.notice_id {condition}", dict(ids)
    return tx.all(
        f"""SELECT d.id, d.notice_id, d.channel, d.status, d.content, d.created_at, n.kind, n.urgent, n.owner_type,
              n.owner_id, r.read_at
            FROM notice_deliveries d JOIN notices n ON n.id = d.notice_id
            LEFT JOIN notice_reads r ON r.notice_id = d.notice_id AND r.reader_type = d.receiver_type
              AND r.reader_id = d.receiver_id
            WHERE d.receiver_type = :type AND d.receiver_id = :id AND d.channel = :channel AND {which}
            ORDER BY d.created_at, d.notice_id LIMIT :most""",
        type=receiver.kind,
        id=receiver.id,
        channel=wanted.channel,
        most=most,
        **params,
    )


_EVER = datetime(1, 1, 1, tzinfo=UTC)


def send_again(tx: Transaction, id: int, due: datetime, put_off: PutOff | None) -> None:
    """A delivery waits as if it had never been tried."""
    tx.change(
        "notice_deliveries",
        id,
        status="waiting",
        attempts=0,
        sent_at=None,
        last_error=None,
        due_at=utc_text(due),
        put_off=put_off,
        event_id=None,
    )
