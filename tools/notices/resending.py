"""Sending again what did not arrive."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.calls.usage import calls_since
from store.database import Row
from store.telling import deliveries, receivers
from store.telling.deliveries import Wanted
from store.telling.receivers import Receiver
from store.types import Owner, utc_time
from tools.call import Call
from tools.errors import Invalid, NotFound, RateLimited
from tools.notice_sending import hand_over, hand_over_callback
from tools.notice_settings import settings_of
from tools.notices.inbox import Inbox
from tools.operation import operation
from tools.params import Id, Moment
from tools.rules.notice_kinds import KINDS, Channel
from tools.rules.notice_plan import Settings, after_quiet, agent_ways, ways
from tools.rules.sentences import joined, worded

TOOLSET = "notices"

LONGEST_AGO = timedelta(days=30)
MOST = 1000
# Deliveries looked through for one call, with those that turn out not to be wanted.
MOST_LOOKED_THROUGH = 5000
CHUNK = 500
MOST_CALLS, PERIOD = 3, timedelta(hours=1)
Reason = Literal["read", "channel_off", "already_waiting", "already_sent"]


class Skipped(TypedDict):
    """reason: read, channel_off, already_waiting or already_sent."""

    notice_id: int
    reason: str


class Resent(TypedDict):
    """since: where the next call goes on, when there may be more."""

    queued: int
    skipped: list[Skipped]
    since: NotRequired[str | None]


@operation(
    access="write",
    actors=("any",),
    price="free",
    example={"channel": "mail", "since": "2026-03-01T00:00:00Z"},
    find=(
        "our endpoint was down, push them once more",
        "replay missed callbacks",
        "the mail never arrived, try again",
        "send the failed notifications again",
        "redeliver webhooks after an outage",
        "resend that text message",
        "deliver again what our server refused",
        "repeat all callbacks since yesterday",
        "our mail server was broken, send everything anew",
        "push the notice to my agent a second time",
        "retry deliveries that were given up",
    ),
)
def resend_notices(
    call: Call,
    channel: Annotated[Channel, Field(description="Which deliveries.")],
    notice_ids: Annotated[
        list[Id] | None, Field(min_length=1, max_length=200, description="These notices. Either this or since.")
    ] = None,
    since: Annotated[
        Moment | None, Field(description="Every failed delivery from then on, at most 30 days ago.")
    ] = None,
    include_sent: Annotated[bool, Field(description="Callbacks only: also those that were delivered.")] = False,
) -> Resent:
    """Send callbacks, mails or text messages to you again that could not be delivered, for instance after an outage.

    Oldest first, at most 1000 a call and 3 calls an hour; when there may be more, since of the answer is where the next call
    goes on. The stored body goes out again, attempts start anew, a callback
    keeps its webhook-id. Mails and text messages of notices you have read are left out, and wait for the end of quiet
    hours. What failed shows in deliveries of list_notices."""
    if (notice_ids is None) == (since is None):
        fault = worded("exactly one of notice_ids and since")
        raise Invalid({"notice_ids": fault, "since": fault}, next=("list_notices",))
    if since is not None and since < call.now - LONGEST_AGO:
        raise Invalid({"since": worded("lies more than 30 days ago")}, next=("list_notices",))
    if include_sent and channel != "callback":
        raise Invalid({"include_sent": worded("is for callbacks only")}, next=("resend_notices",))
    receiver = _reached(call, channel)
    _check_rate(call)
    inbox = Inbox(call)
    wanted = Wanted(channel, since, include_sent, notice_ids)
    if notice_ids is not None:
        _check_theirs(inbox, notice_ids)
    found = _found(
        call, inbox, deliveries.to_send_again(call.tx, call.caller.owner, wanted, MOST_LOOKED_THROUGH + 1), wanted
    )
    for row in found.again:
        _send_again(call, row, receiver)
    if found.goes_on:
        call.warn(
            f"{len(found.again)} go out again now, and there may be more: call again with since {found.goes_on} for the rest."
        )
    never = sorted(set(notice_ids or ()) - found.looked_at)
    off: list[Skipped] = [{"notice_id": id, "reason": "channel_off"} for id in never]
    return {"queued": len(found.again), "skipped": [*found.skipped, *off], "since": found.goes_on}


@dataclass(slots=True)
class _Found:
    """again: what is sent. looked_at: the notices of all. goes_on: since of the next call, None when all were looked at."""

    again: list[Row] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    looked_at: set[int] = field(default_factory=set)
    goes_on: str | None = None


def _found(call: Call, inbox: Inbox, rows: Sequence[Row], wanted: Wanted) -> _Found:
    """What of these deliveries is sent and what is not. Only what is sent counts towards the most of a call.

    What was sent now is not found again by the next call, unless sent ones are asked for too: then those of one moment go
    together, so that the next call goes on after them."""
    found, moment = _Found(), ""
    for at in range(0, len(rows), CHUNK):
        chunk = rows[at : at + CHUNK]
        seen = {notice["id"] for notice in inbox.among([row["notice_id"] for row in chunk])}
        for row in chunk:
            may_end = row["created_at"] != moment or not wanted.include_sent
            moment = row["created_at"]
            full = len(found.again) >= MOST or len(found.looked_at) >= MOST_LOOKED_THROUGH
            if full and may_end and wanted.notice_ids is None:
                found.goes_on = moment
                return found
            found.looked_at.add(row["notice_id"])
            reason = _reason(call, row, wanted.include_sent)
            if row["notice_id"] in seen and reason is None:
                found.again.append(row)
            elif row["notice_id"] in seen and reason is not None:
                found.skipped.append({"notice_id": row["notice_id"], "reason": reason})
    return found


def _reached(call: Call, channel: Channel) -> Receiver:
    """The caller as they are reached by the channel; Invalid when they are not."""
    owner, tx = call.caller.owner, call.tx
    one = receivers.agent(tx, owner.id) if owner.kind == "agent" else receivers.person(tx, owner.id)
    there = {
        "callback": one is not None and one.callback,
        "mail": one is not None and one.kind == "person" and one.proven,
        "sms": one is not None and one.phone is not None and call.has_gateway,
    }
    if one is None or not there[channel]:
        why = {
            "callback": worded("is for agents with a callback_url, a secret, and no answer 410 since"),
            "mail": worded("is for people with a proven address"),
            "sms": worded("needs a confirmed phone and a hall that sends text messages"),
        }[channel]
        raise Invalid({"channel": joined((channel, why), " ")}, next=("set_notice_settings", "get_notice_settings"))
    return one


def _check_rate(call: Call) -> None:
    times = calls_since(call.tx, call.caller.owner, call.caller.purse_owner, call.tool, call.now - PERIOD)
    if len(times) >= MOST_CALLS:
        wait = utc_time(times[-MOST_CALLS]) + PERIOD - call.now
        seconds = max(1, round(wait.total_seconds()))
        raise RateLimited(
            worded(
                "At most {most_calls} times an hour; again in {seconds} seconds. Nothing happened.",
                most_calls=MOST_CALLS,
                seconds=seconds,
            ),
            retry_after=seconds,
            next=("list_notices",),
        )


def _check_theirs(inbox: Inbox, notice_ids: list[int]) -> None:
    missing = sorted(set(notice_ids) - {row["id"] for row in inbox.among(notice_ids)})
    if missing:
        raise NotFound("notice", ", ".join(map(str, missing)), next=("list_notices",))


def _reason(call: Call, row: Row, include_sent: bool) -> Reason | None:
    """Why a delivery is not sent again; None when it is."""
    if row["status"] == "waiting":
        return "already_waiting"
    if row["status"] == "sent" and not include_sent:
        return "already_sent"
    if row["channel"] != "callback" and row["read_at"] is not None:
        return "read"
    off = row["status"] == "dropped" or row["content"] is None or row["channel"] not in _channels(call, row)
    return "channel_off" if off else None


def _chosen(call: Call, row: Row) -> list[Settings]:
    company = [settings_of(call.tx, Owner("company", row["owner_id"]))] if row["owner_type"] == "company" else []
    return [settings_of(call.tx, call.caller.owner), *company]


def _channels(call: Call, row: Row) -> tuple[Channel, ...]:
    kind, urgent = KINDS.get(row["kind"]), bool(row["urgent"])
    if kind is None:
        return ()
    by_agent = call.caller.kind == "agent"
    return agent_ways(kind, urgent, *_chosen(call, row)) if by_agent else ways(kind, urgent, *_chosen(call, row))


def _send_again(call: Call, row: Row, receiver: Receiver) -> None:
    due = call.now
    if row["channel"] != "callback" and not row["urgent"]:
        chosen = _chosen(call, row)
        due = after_quiet(call.now, next((one for one in chosen if one.puts_off), chosen[0]))
    deliveries.send_again(call.tx, row["id"], due, "quiet" if due > call.now else None)
    if row["channel"] == "callback":
        hand_over_callback(call, row["id"])
    elif due == call.now:
        content = json.loads(row["content"])
        to = receiver.address if row["channel"] == "mail" else f"+{receiver.phone}"
        hand_over(call, row["channel"], to or "", content["subject"], content["text"], [row["id"]])
