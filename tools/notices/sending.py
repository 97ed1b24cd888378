"""Sending what quiet hours and digests put off, once its time has come."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from store.database import Row
from store.telling import deliveries, receivers
from store.telling.receivers import Receiver
from store.types import Owner, iso
from tools import mail_limits
from tools.call import Call
from tools.notice_sending import full_until, hand_over
from tools.notice_settings import settings_of
from tools.one_by_one import one_by_one
from tools.operation import scheduled
from tools.rules.notice_kinds import KINDS
from tools.rules.notice_texts import digest_subject, digest_text

MOST_AT_ONCE = 200
MOST_DIGESTS = 50


@scheduled(every=10)
def send_put_off_notices(call: Call) -> int:
    """Hand over what was put off and is not read yet; drop what is. What was too many waits on while there are still."""
    return one_by_one(call, deliveries.put_off_and_due(call.tx, call.now, MOST_AT_ONCE), _send)


def _send(call: Call, row: Row) -> None:
    if row["put_off"] is None and (again := _too_many_until(call, row)) is not None:
        deliveries.put_off_again(call.tx, row["id"], again)
        return
    receiver = _receiver(call, row["receiver_id"], row)
    to = None if receiver is None else _reached(call, receiver, row["channel"])
    if to is None or row["read_at"] is not None:
        deliveries.drop(call.tx, [row["id"]])
        return
    if row["receiver_type"] == "guest":
        mail_limits.count(call, to)
    content = json.loads(row["content"])
    hand_over(call, row["channel"], to, content["subject"], content["text"], [row["id"]])


@scheduled(every=10)
def send_notice_digests(call: Call) -> int:
    """Hand over the digests that are due, one mail a person; drop what was read, and the digest of nothing else."""
    return one_by_one(call, deliveries.digests_due(call.tx, call.now, MOST_DIGESTS), _digest)


def _digest(call: Call, person_id: int) -> None:
    rows = deliveries.digest_of(call.tx, person_id, call.now)
    receiver = receivers.person(call.tx, person_id)
    unread = [row for row in rows if row["read_at"] is None and _still_theirs(call, row)]
    wanted = unread if receiver is not None and receiver.proven else []
    kept = {row["id"] for row in wanted}
    deliveries.drop(call.tx, [row["id"] for row in rows if row["id"] not in kept])
    if wanted and receiver is not None:
        _send_digest(call, receiver, wanted)


def _too_many_until(call: Call, row: Row) -> datetime | None:
    """Until when somebody takes no more of such mails; None when they do, or want none at all."""
    if row["receiver_type"] == "guest":
        full = mail_limits.refusal(call, row["address"], known=True) is not None
        return mail_limits.takes_again(call, row["address"]) if full else None
    sender = row["on_behalf_of"] or f"{row['actor_type']}:{row['actor_id']}"
    return full_until(call.tx, row["receiver_id"], sender, call.now)


def _receiver(call: Call, person_id: int, row: Row) -> Receiver | None:
    """The guest; the person, unless they have gone, or left the company whose notice it is."""
    if row["receiver_type"] == "guest":
        wanted = mail_limits.takes_again(call, row["address"]) is not None
        return Receiver("guest", 0, "", row["address"], proven=True) if wanted else None
    return receivers.person(call.tx, person_id) if _still_theirs(call, row) else None


def _still_theirs(call: Call, row: Row) -> bool:
    of_company = row["owner_type"] == "company"
    return not of_company or receivers.member(call.tx, row["owner_id"], row["receiver_id"]) is not None


def _reached(call: Call, receiver: Receiver, channel: str) -> str | None:
    """Where they are reached by a channel now."""
    if channel == "mail":
        return receiver.address if receiver.proven else None
    return f"+{receiver.phone}" if receiver.phone and call.has_gateway else None


def _send_digest(call: Call, receiver: Receiver, rows: Sequence[Row]) -> None:
    zone = settings_of(call.tx, Owner("person", receiver.id)).timezone
    parts = [(iso(row["created_at"], zone), *_said(row, receiver.language)) for row in rows]
    ids, language = [row["id"] for row in rows], receiver.language
    subject, text = digest_subject(len(rows), language), digest_text(parts, language)
    hand_over(call, "mail", receiver.address or "", subject, text, ids)


def _said(row: Row, language: str) -> tuple[str, str]:
    """What a notice is about, and its text; as they were kept for its receiver where the inbox has another language."""
    content, kind = json.loads(row["content"] or "{}"), KINDS.get(row["kind"])
    about = content.get("about") or row["record_name"] or (kind.title(language) if kind else "")
    return about, content.get("said") or row["text"]
