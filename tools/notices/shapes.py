"""Notices as they are answered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.types import iso
from tools.shapes import Theirs


class RecordShape(TypedDict):
    type: str
    id: int
    name: NotRequired[Theirs | None]


class ActorShape(TypedDict):
    """Who did it: person, agent, system or guest; on_behalf_of as company:5."""

    type: str
    id: int
    name: NotRequired[Theirs | None]
    on_behalf_of: NotRequired[str | None]


class DeliveryShape(TypedDict):
    """What went out to you besides the inbox. status: waiting, sent, failed or dropped."""

    id: int
    channel: str
    status: str
    due_at: str
    attempts: int
    sent_at: NotRequired[str | None]
    last_error: NotRequired[str | None]


class NoticeShape(TypedDict):
    """act_with: tools you may use now on its record. data: the figures named in the text. count: of things it tells of."""

    id: int
    owner_type: str
    owner_id: int
    kind: str
    text: Theirs
    record: NotRequired[RecordShape | None]
    actor: NotRequired[ActorShape | None]
    urgent: bool
    needs_action: bool
    act_with: list[str]
    data: dict[str, Any]
    change_id: NotRequired[int | None]
    count: NotRequired[int | None]
    created_at: str
    read_at: NotRequired[str | None]
    deliveries: list[DeliveryShape]


def notice_shape(row: Row, act_with: list[str], deliveries: Sequence[Row], zone: str) -> NoticeShape:
    """A notice as its reader sees it, with times in their zone."""
    return {
        "id": row["id"],
        "owner_type": row["owner_type"],
        "owner_id": row["owner_id"],
        "kind": row["kind"] or row["topic"],
        "text": row["text"],
        "record": _record(row),
        "actor": _actor(row),
        "urgent": bool(row["urgent"]),
        "needs_action": bool(act_with),
        "act_with": act_with,
        "data": json.loads(row["data"]),
        "change_id": row["change_id"],
        "count": row["count"] if row["count"] > 1 else None,
        "created_at": iso(row["created_at"], zone),
        "read_at": iso(row["read_at"], zone) if row["read_at"] else None,
        "deliveries": [_delivery(each, zone) for each in deliveries],
    }


def _record(row: Row) -> RecordShape | None:
    if row["record_type"] is None:
        return None
    return {"type": row["record_type"], "id": row["record_id"], "name": row["record_name"]}


def _actor(row: Row) -> ActorShape | None:
    if row["actor_type"] is None:
        return None
    return {
        "type": row["actor_type"],
        "id": row["actor_id"],
        "name": row["actor_name"] or None,
        "on_behalf_of": row["on_behalf_of"],
    }


def _delivery(row: Row, zone: str) -> DeliveryShape:
    return {
        "id": row["id"],
        "channel": row["channel"],
        "status": row["status"],
        "due_at": iso(row["due_at"], zone),
        "attempts": row["attempts"],
        "sent_at": iso(row["sent_at"], zone) if row["sent_at"] else None,
        "last_error": row["last_error"],
    }
