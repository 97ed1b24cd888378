"""What of a work order's conversation and files a caller may reach, and who takes part in it."""

from __future__ import annotations

from store.database import Row
from store.work_orders import routes as work_order_routes
from store.work_orders.content import files as content_files
from store.work_orders.content import messages as content_messages
from store.work_orders.content.messages import Reading
from tools.call import Call
from tools.errors import NotAllowed, NotFound, Step
from tools.rules.sentences import worded
from tools.work_orders.access import Side, visible_order


def check_takes_part(call: Call, row: Row, side: Side) -> None:
    """NotAllowed for a provider who neither has the order, nor is offered it, nor asks for it."""
    if side == "provider" and call.caller.id not in work_order_routes.waiting(call.tx, row["id"]):
        raise NotAllowed(
            worded("You have no part in work order {id} now: ask for it first, or wait for an offer.", id=row["id"]),
            next=("request_work_order", "get_work_order"),
        )


def check_had_part(call: Call, row: Row, side: Side) -> None:
    """NotAllowed for a provider who only finds the order in a list."""
    if side == "provider" and not content_messages.among_related(call.tx, row["id"], [call.caller.id]):
        raise NotAllowed(
            worded("You have no part in work order {id}: ask for it first.", id=row["id"]), next=("request_work_order",)
        )


def reading(call: Call, row: Row, side: Side) -> Reading:
    """All messages of an order that the caller may see."""
    person_id = None if side == "company" else call.caller.id
    return Reading(row["id"], call.caller.owner, person_id, archived=None)


def message_of(call: Call, row: Row, side: Side, message_id: int) -> Row:
    """A message of the order; the same NotFound for an unknown one and one that is not for the caller."""
    found = content_messages.find(call.tx, reading(call, row, side), message_id)
    if found is None:
        raise NotFound("message", message_id, next=(Step("list_work_order_messages", {"work_order_id": row["id"]}),))
    return found


def folder_of(call: Call, row: Row, folder_id: int) -> Row:
    """A folder of the order."""
    found = content_files.folder(call.tx, row["id"], folder_id)
    if found is None:
        raise NotFound("folder", folder_id, next=(_files(row),))
    return found


def attachment_of(call: Call, row: Row, side: Side, folder: Row, attachment_id: int) -> Row:
    """A file in a folder of the order; the same NotFound for an unknown one and one that is not shown to the caller."""
    found = content_files.attachment(call.tx, row["id"], folder["id"], attachment_id)
    if found is None or not (side != "provider" or found["show_before_assignment"] or is_author(call, found)):
        raise NotFound("file", attachment_id, next=(_files(row),))
    return found


def _files(row: Row) -> Step:
    return Step("list_work_order_attachments", {"work_order_id": row["id"]})


def is_author(call: Call, row: Row) -> bool:
    """Whether the caller handed a file in."""
    return (row["author_type"], row["author_id"]) == (call.caller.kind, call.caller.id)


def sees_place(call: Call, side: Side, file: Row) -> bool:
    """Whether the caller is shown when and where a picture says it was taken: not by one provider of another."""
    return side == "company" or is_author(call, file) or (side == "assignee" and not file["of_provider"])


def outsider(call: Call, side: Side) -> int | None:
    """The provider who sees only what is shown to all and what they handed in; None for the company and the assignee."""
    return call.caller.id if side == "provider" else None


def sees_file(call: Call, order_id: int, file_id: int) -> bool:
    """Whether a stored file is among those of an order that the caller may see. NotFound when the order is not."""
    row, side = visible_order(call, order_id)
    return content_files.shows_file(call.tx, row["id"], file_id, outsider(call, side))
