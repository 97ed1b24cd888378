"""Requests: how an act comes to wait for a yes, who is told, and who may decide."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.approvals import requests
from store.calls.usage import usd_rates
from store.database import Row
from store.types import Money, Owner, iso, utc_text, utc_time
from tools.approvals.authority import rules_of
from tools.approvals.policy import people_of, policy_of
from tools.approvals.rules.over import base_of
from tools.approvals.rules.policy import Due, begins, deciders
from tools.approvals.sought import kept
from tools.call import Call
from tools.desk import Looked, Sealed
from tools.errors import Conflict, NotAllowed, Step
from tools.questions import quoted
from tools.rules.sentences import Sentence, say, worded
from tools.shapes import MoneyShape, money_shape
from tools.telling import Record
from tools.text import one_line
from tools.wallet.rules.wallet import usd_text, usd_value

LABEL = "approval-arguments"
MOST_PENDING = 50
# A client that makes a new key for every try does so for minutes, not for ever.
MOST_KEYS = 50


class Waiting(TypedDict):
    """What the caller of a stopped act is answered."""

    public_id: str
    reasons: list[str]
    preview_text: str
    amount: NotRequired[MoneyShape | None]
    approvers: Annotated[list[str], Field(description="Who decides now, by name.")]
    step_due_at: str
    expires_at: str


def open_request(call: Call, sealed: Sealed, digest: str, look: Callable[[], Looked]) -> Row:
    """Keep a stopped act until somebody decides, and tell who can; the one that waits already when it was asked before."""
    same = requests.pending_same(call.tx, sealed.requester, sealed.tool, digest)
    if same is not None:
        return _with_key(call, same, sealed)
    _check_open(call, sealed, digest)
    id = requests.add_request(call.tx, _columns(call, sealed, digest, look()))
    row = requests.find_request(call.tx, id, None) if id else None
    row = row or requests.pending_same(call.tx, sealed.requester, sealed.tool, digest)
    assert row is not None, digest
    tell_deciders(call, row)
    note_change(call, row, "approval.waiting")
    return row


def _with_key(call: Call, row: Row, sealed: Sealed) -> Row:
    """A request that is asked for again: every key that comes with it is kept, so that a repeat under any of them is answered
    what was carried out."""
    waiting, key = sealed_of(call, row), sealed.arguments.get("idempotency_key")
    first = waiting.arguments.get("idempotency_key")
    if key is None or key in (first, *waiting.more_keys) or len(waiting.more_keys) >= MOST_KEYS:
        return row
    if first is None:
        columns = {"arguments": _closed(call, {**waiting.arguments, "idempotency_key": key})}
    else:
        columns = {"more_keys": json.dumps([*waiting.more_keys, key])}
    requests.change_pending(call.tx, row["id"], row["version"], **columns)
    return row


def _closed(call: Call, arguments: Mapping[str, Any]) -> str:
    return call.key.sealed(LABEL, json.dumps(dict(arguments), ensure_ascii=False, default=str))


def answer_of(call: Call, row: Row) -> dict[str, Any]:
    """What the stopped call answers: no error, as nothing is wrong with it."""
    people = people_of(call.tx, owner_of(row))
    waiting: Waiting = {
        "public_id": row["public_id"],
        "reasons": json.loads(row["reasons"]),
        "preview_text": row["preview_text"],
        "amount": money_shape(Money(row["amount"], row["currency"])) if row["amount"] is not None else None,
        "approvers": [people.names[id] for id in deciders_of(call, row)],
        "step_due_at": iso(row["step_due_at"]),
        "expires_at": iso(row["expires_at"]),
    }
    return {
        "approval": {name: value for name, value in waiting.items() if value is not None},
        "note": f"Nothing has happened: it waits for a person's yes. get_approval_request with approval_id {row['public_id']} "
        "shows what becomes of it; withdraw_request takes it back.",
    }


def owner_of(row: Row) -> Owner:
    return Owner(row["owner_type"], row["owner_id"])


def requester_of(row: Row) -> Owner:
    return Owner(row["requester_type"], row["requester_id"])


def due_of(row: Row) -> Due:
    return Due(row["step"], utc_time(row["step_due_at"]), utc_time(row["expires_at"]))


def due_columns(due: Due) -> dict[str, Any]:
    return {"step": due.step, "step_due_at": utc_text(due.step_due_at), "expires_at": utc_text(due.expires_at)}


def deciders_of(call: Call, row: Row, step: int | None = None) -> list[int]:
    """Who decides at a step, this one if none is named: by the policy as it is now, and whoever it was handed to."""
    owner = owner_of(row)
    people, policy = people_of(call.tx, owner), policy_of(call.tx, owner)
    asks = _asking_person(row)
    found = deciders(policy, step or row["step"], call.now, people.names, people.admins, asks)
    if step in (None, row["step"]):
        found += [id for id in json.loads(row["named"]) if id in people.names and id != asks]
    return list(dict.fromkeys(found))


def sealed_of(call: Call, row: Row) -> Sealed:
    """The call as it was stopped."""
    opened = call.key.opened(LABEL, row["arguments"])
    if opened is None:
        raise Conflict(
            worded(
                "The arguments were sealed with another key of this hall and cannot be read any more. Have "
                "it asked for again."
            ),
            code="sealed_otherwise",
            next=("list_approval_requests",),
        )
    owner = owner_of(row)
    client = (row["client_name"], row["client_version"] or "") if row["client_name"] else None
    company = owner.id if owner.kind == "company" else None
    keys = tuple(json.loads(row["more_keys"]))
    return Sealed(row["tool"], json.loads(opened), requester_of(row), company, row["session_id"], client, keys)


def asks_over_caps(call: Call, row: Row) -> bool:
    """Whether acts above a spending limit are asked about by the owner's policy."""
    return policy_of(call.tx, owner_of(row)).over_cap == "ask"


def worth(call: Call, money: Money | None) -> int | None:
    """What an amount is worth in millionths of a US dollar."""
    return None if money is None else usd_value(money, usd_rates(call.tx, call.now))


def looked_columns(call: Call, looked: Looked) -> dict[str, Any]:
    """What a request keeps of a look at what would happen."""
    return {
        "reasons": json.dumps(looked.reasons),
        "record": base_of(looked.acts[0].record) if looked.acts else "",
        "acts": json.dumps([kept(act) for act in looked.acts], ensure_ascii=False),
        "amount": looked.amount.amount if looked.amount else None,
        "currency": looked.amount.currency if looked.amount else None,
        "usd_micros": worth(call, looked.amount),
        "payee": looked.acts[0].payee if looked.acts else None,
        "payee_type": looked.payee.kind if looked.payee else None,
        "payee_id": looked.payee.id if looked.payee else None,
        "preview": json.dumps(looked.answer, ensure_ascii=False),
        "preview_text": one_line(looked.text)[:2000],
    }


def tell_deciders(call: Call, row: Row, only: int | None = None, note: str | None = None) -> None:
    """Tell whoever decides now that an act waits, with what it costs and until when. only: one of them."""
    text = say(
        "{who} asks for a yes: {what} It waits until {until}; approve_request or decline_request with approval_id {id}.",
        who=quoted(row["requester_name"]),
        what=quoted(row["preview_text"], 250),
        until=iso(row["step_due_at"]),
        id=row["public_id"],
    )
    figures = {
        "approval_id": row["public_id"],
        "usd": usd_text(row["usd_micros"]) if row["usd_micros"] is not None else None,
    }
    for id in deciders_of(call, row) if only is None else [only]:
        call.tell(
            Owner("person", id),
            "approval_waiting",
            text,
            record=record_of(row),
            figures={name: value for name, value in figures.items() if value is not None},
            body=say("They add: {note}", note=quoted(note, 500)) if note else None,
        )


def tell_requester(call: Call, row: Row, said: Sentence, comment: str | None = None) -> None:
    body = say("They add: {note}", note=quoted(comment, 500)) if comment else None
    call.tell(requester_of(row), "approval_decided", said, record=record_of(row), body=body)


def record_of(row: Row) -> Record:
    return Record("approval", row["id"], say("Request {id}", id=row["public_id"]))


def note_change(call: Call, row: Row, type: str, status: str | None = None) -> None:
    company = row["owner_id"] if row["owner_type"] == "company" else None
    call.change(type, ("approval", row["id"]), company_id=company, data={"status": status or row["status"]})
    call.changed("approval", row["public_id"])


def _asking_person(row: Row) -> int | None:
    """The person who asked and must not decide. Somebody without a company decides about their own in another session."""
    asks = row["requester_type"] == "person" and row["owner_type"] == "company"
    return int(row["requester_id"]) if asks else None


def check_not_blocked(call: Call, tool: str, digest: str) -> None:
    """NotAllowed for an act that was declined so that the same is refused for now."""
    blocked = requests.blocked_same(call.tx, call.caller.owner, tool, digest, call.stamp)
    if blocked is not None:
        raise NotAllowed(
            worded(
                "The same was declined as {public_id} and is refused until {blocked_until}: "
                "{decline_reason}. Nothing happened.",
                public_id=blocked["public_id"],
                blocked_until=iso(blocked["blocked_until"]),
                decline_reason=quoted(blocked["decline_reason"], 200),
            ),
            code="declined",
            next=(Step("get_approval_request", {"approval_id": blocked["public_id"]}),),
        )


def _check_open(call: Call, sealed: Sealed, digest: str) -> None:
    check_not_blocked(call, sealed.tool, digest)
    if requests.count_pending(call.tx, sealed.requester) >= MOST_PENDING:
        raise Conflict(
            worded(
                "{most_pending} acts of yours wait for a yes already. Take some back with withdraw_request first.",
                most_pending=MOST_PENDING,
            ),
            code="too_many_pending",
            next=("list_approval_requests",),
        )


def _columns(call: Call, sealed: Sealed, digest: str, looked: Looked) -> dict[str, Any]:
    owner = rules_of(call.caller)
    due = begins(policy_of(call.tx, owner), worth(call, looked.amount), call.now)
    return {
        "public_id": f"apr_{call.randomness.bytes(12).hex()}",
        "owner_type": owner.kind,
        "owner_id": owner.id,
        "requester_type": sealed.requester.kind,
        "requester_id": sealed.requester.id,
        "requester_name": call.caller.name,
        "session_id": sealed.session_id,
        "client_name": sealed.client[0] if sealed.client else None,
        "client_version": sealed.client[1] if sealed.client else None,
        "tool": sealed.tool,
        "arguments": _closed(call, sealed.arguments),
        "arguments_digest": digest,
        **looked_columns(call, looked),
        **due_columns(due),
        "created_at": call.stamp,
    }
