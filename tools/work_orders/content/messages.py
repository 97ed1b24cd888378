"""The conversation on a work order."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import iso
from store.work_orders import parts as work_order_parts
from store.work_orders.content import messages as content_messages
from store.work_orders.content.messages import Reading
from tools.call import Call
from tools.errors import Invalid, NotAllowed
from tools.operation import operation
from tools.paging import Page
from tools.params import Clearable, Id
from tools.rules.sentences import worded
from tools.text import plain
from tools.work_orders.access import Side, note, visible_order
from tools.work_orders.content.access import (
    check_had_part,
    check_takes_part,
    message_of,
    reading,
)
from tools.work_orders.content.recipients import providers_meant, tell_of_message, tell_of_reply
from tools.work_orders.content.shapes import MessageShape, message_shape
from tools.work_orders.params import WorkOrderId
from tools.work_orders.references import invalid_reference

TOOLSET = "work_order_content"

Text = Annotated[str, Field(min_length=1, max_length=10_000, description="The text; markup is kept as the text it is.")]


class MessageCounts(TypedDict):
    """Of all messages of the order that the caller may see. unread: new to the caller before this call."""

    total: int
    unread: int


class Messages(TypedDict):
    """total: how many first messages the filters find."""

    metadata: MessageCounts
    results: list[MessageShape]
    total: int
    next_cursor: NotRequired[str | None]


class Written(TypedDict):
    """delivered_to: how many were told; a company counts as one."""

    id: int
    created_at: str
    delivered_to: int


class WrittenMessage(TypedDict):
    message: Written


class WrittenReply(Written):
    parent_id: int


class WrittenAnswer(TypedDict):
    message: WrittenReply


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    on_writer=True,
    find=(
        "what did the technician write",
        "read the conversation about this ticket",
        "any unanswered questions",
        "messages on a work order",
        "has the company answered about the site job",
        "show the thread with this provider",
        "new messages about the visit",
        "what was said about the delay on the job",
        "chat history of a field job",
        "notes from the technician on the order",
        "read what the dispatcher wrote to me about the job",
        "unread messages of the work order",
    ),
)
def list_work_order_messages(
    call: Call,
    work_order_id: WorkOrderId,
    page: Page,
    archived: Clearable[
        Annotated[bool, Field(description='true: only archived ones. Default false; clear ["archived"] shows both.')]
    ] = False,
    unread: Annotated[bool, Field(description="true: threads with something new to you; false: without.")]
    | None = None,
    user_id: Annotated[Id, Field(description="For the company: only what passed with this provider.")] | None = None,
    mark_read: Annotated[bool, Field(description="false leaves what is shown unread. Default true.")] = True,
    order: Annotated[Literal["asc", "desc"], Field(description="desc: the newest thread first.")] = "desc",
) -> Messages:
    """Read the conversation on a work order: first messages, each with the replies under it.

    The company sees all of it; a provider what was said to all providers and their own thread with the company. What is
    shown counts as read by you from then on. Next: reply_to_work_order_message, or create_work_order_message."""
    row, side = visible_order(call, work_order_id)
    wanted = replace(reading(call, row, side), archived=archived if isinstance(archived, bool) else None, unread=unread)
    content_messages.take_marks_back(call.tx, wanted, call.id)
    total, new = work_order_parts.message_counts(call.tx, row["id"], call.caller.owner, wanted.person_id)
    if user_id is not None:
        wanted = _thread_with(call, wanted, side, user_id)
    sql, params = content_messages.threads(wanted, whole_thread=user_id is not None and side == "company")
    rows, next_cursor, found = page.rows(call.tx, sql, params, content_messages.order(newest_first=order == "desc"))
    ids = [each["id"] for each in rows]
    under = content_messages.replies(call.tx, wanted, ids)
    if mark_read:
        content_messages.mark_read(call.tx, wanted, ids, call.id)
    return {
        "metadata": {"total": total, "unread": new},
        "results": [message_shape(each, under.get(each["id"], [])) for each in rows],
        "total": found,
        "next_cursor": next_cursor,
    }


def _thread_with(call: Call, wanted: Reading, side: Side, user_id: int) -> Reading:
    if side == "company":
        return replace(wanted, person_id=user_id)
    if user_id != call.caller.id:
        raise NotAllowed(worded("Threads with other providers are the company's to read; leave user_id out."))
    return wanted


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    find=(
        "tell the technician the door code",
        "ask the company a question about the job",
        "text the provider that the lock of the gate was changed",
        "post a note to everyone invited",
        "write to the assigned technician",
        "message everybody who was offered the work order",
        "let the customer know something about the site",
        "send a message on a work order",
        "ask the buyer where to park",
        "tell the provider to bring a ladder",
        "write a new message about the field job",
        "ask one applicant about his tools",
        "inform the contractor of a change at the site",
    ),
)
def create_work_order_message(
    call: Call,
    work_order_id: WorkOrderId,
    message: Text,
    to_user_id: Annotated[
        Id, Field(description="For the company: a provider with a part in it. Default the assignee, else all of them.")
    ]
    | None = None,
    problem_id: Annotated[Id, Field(description="A problem of the order that it is about.")] | None = None,
) -> WrittenMessage:
    """Write a new message on a work order, in any state but deleted.

    The company writes to the assignee; without one to all who were offered the order or asked for it, or to one of them.
    A provider who has the order, is offered it or asks for it writes to the company. Whoever it is for is told. Messages
    are never changed or deleted. To answer one use reply_to_work_order_message."""
    row, side = visible_order(call, work_order_id)
    text = _text(message)
    check_takes_part(call, row, side)
    _check_problem(call, row, side, problem_id)
    if side == "company":
        to, people = providers_meant(call, row, to_user_id)
        role = "buyer"
    else:
        if to_user_id is not None:
            raise Invalid({"to_user_id": worded("is for the company: yours goes to the company; leave it out")})
        to, people, role = call.caller.id, [], "provider"
    by = call.caller.owner
    id = content_messages.add(call.tx, row["id"], role, by, text, call.stamp, to, problem_id=problem_id)
    note(call, row, "message", detail={"message_id": id})
    told = tell_of_message(call, row, side, people, text)
    return {"message": {"id": id, "created_at": iso(call.now), "delivered_to": told}}


def _text(message: str) -> str:
    text = plain(message)
    if not text:
        raise Invalid({"message": worded("is blank; 1 to 10000 characters")})
    return text


def _check_problem(call: Call, row: Row, side: Side, problem_id: int | None) -> None:
    """Problems are known to the company and the assignee."""
    if problem_id is None:
        return
    if side == "provider" or not content_messages.has_problem(call.tx, row["id"], problem_id):
        fault = worded("there is no problem {problem_id} on this work order that you can see", problem_id=problem_id)
        raise invalid_reference("problem_id", fault, "get_work_order")


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    find=(
        "answer his question",
        "respond in that thread",
        "write back about the delay",
        "reply to the technician",
        "answer the company's message about the visit",
        "respond to what the provider asked on the ticket",
        "reply on the work order",
        "write back to the dispatcher",
        "answer a message about the site job",
        "tell him yes in the same thread",
        "react to the note on the field job",
        "give the technician the answer he asked for",
    ),
)
def reply_to_work_order_message(
    call: Call,
    work_order_id: WorkOrderId,
    message_id: Annotated[Id, Field(description="From list_work_order_messages.")],
    message: Text,
) -> WrittenAnswer:
    """Answer a message on a work order; its author and whoever takes part in the thread are told.

    A reply to a reply hangs under the first message. What a provider answers is read by the company alone, also under a
    message to all; what the company answers goes to the provider who wrote, or to all where the message was to all."""
    row, side = visible_order(call, work_order_id)
    answered = message_of(call, row, side, message_id)
    check_had_part(call, row, side)
    text = _text(message)
    first_id = answered["parent_id"] or answered["id"]
    role, to = ("buyer", _thread_of(answered)) if side == "company" else ("provider", call.caller.id)
    id = content_messages.add(call.tx, row["id"], role, call.caller.owner, text, call.stamp, to, first_id)
    note(call, row, "message", detail={"message_id": id})
    told = tell_of_reply(call, row, side, answered, to, text)
    return {"message": {"id": id, "parent_id": first_id, "created_at": iso(call.now), "delivered_to": told}}


def _thread_of(answered: Row) -> int | None:
    """The provider whose thread a message is in; None for what was said to all."""
    if answered["to_person_id"] is None and answered["role"] == "provider":
        return int(answered["author_id"])
    to: int | None = answered["to_person_id"]
    return to
