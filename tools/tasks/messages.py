"""The chat of a task."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.tasks import parts as task_parts
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.paging import Page
from tools.rules.sentences import say, worded
from tools.tasks.access import TaskId, TaskUuid, visible_task
from tools.tasks.notices import note, tell_other_side
from tools.tasks.shapes import TaskMessage
from tools.tasks.steps import chat_side
from tools.tasks.views import message_shape
from tools.text import plain

TOOLSET = "tasks"
ACTS_FOR_COMPANIES = True


class TaskMessages(TypedDict):
    items: list[TaskMessage]
    total: int
    next_cursor: NotRequired[str | None]


class PostedMessage(TypedDict):
    message: TaskMessage


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "what did the contractor write about this job",
        "conversation history of an assignment",
        "read the discussion",
        "comments on an order to a freelancer",
        "has the client answered me on this piece of work",
        "all chat lines of one assignment",
        "see earlier remarks on a delivery",
        "dialogue between us and the freelancer",
        "open the chat of a task",
        "what was said between us and the freelancer",
        "show messages about an order",
        "read new replies from the client",
    ),
)
def list_task_messages(
    call: Call, page: Page, task_id: TaskId | None = None, uuid: TaskUuid | None = None
) -> TaskMessages:
    """Read the chat between company and freelancer inside one task, oldest first.

    Readable in every state. The latest twenty also come with get_task. Reasons given when a task is declined,
    rejected or sent back are posted here too. Next: send_task_message to answer."""
    task = visible_task(call, task_id, uuid)
    rows, next_cursor, total = page.rows(call.tx, task_parts.MESSAGES, {"task_id": task.id}, task_parts.MESSAGES_ORDER)
    return {"items": [message_shape(row) for row in rows], "total": total, "next_cursor": next_cursor}


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    find=(
        "write to the contractor about this job",
        "ask a question inside the assignment",
        "comment on an order",
        "tell the client something about the work",
        "remind the freelancer of a detail",
        "reply in the discussion of a job",
        "leave a note both sides can read",
        "drop a line to whoever ordered this",
        "send a message to the freelancer",
        "tell the client I have a question",
        "post in the chat of an order",
        "answer in the task's conversation",
    ),
)
def send_task_message(
    call: Call,
    message: Annotated[str, Field(min_length=1, max_length=5000, description="The text.")],
    task_id: TaskId | None = None,
    uuid: TaskUuid | None = None,
) -> PostedMessage:
    """Post a message into a task's chat in the name of whoever is signed in.

    Possible in every state, also when the task has ended. The other side is notified. Messages are never edited or
    deleted. It changes nothing else: to send work back use resume_task, to change terms request_task_changes."""
    task = visible_task(call, task_id, uuid)
    text = plain(message)
    if not text:
        raise Invalid({"message": worded("is empty")}, next=("send_task_message",))
    message_id = task_parts.add_message(call.tx, task.id, call.caller.owner, chat_side(task), text, call.stamp)
    written = (
        say("{client} has written in {task}.") if task.side == "client" else say("{worker} has written in {task}.")
    )
    tell_other_side(call, task, "task_message", written, said=text)
    note(call, task, "message")
    call.changed("task", task.id)
    return {"message": message_shape(task_parts.message(call.tx, task.id, message_id))}
