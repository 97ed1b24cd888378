"""Files of a work order reviewed, changed, moved and taken off."""

from __future__ import annotations

from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import Owner
from store.uploads import files as stored_files
from store.work_orders.content import files as content_files
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.params import CLEARED, Clearable
from tools.questions import quoted
from tools.rules.sentences import say, worded
from tools.text import plain
from tools.work_orders.access import note, visible_order
from tools.work_orders.content.access import attachment_of, folder_of, is_author, sees_place
from tools.work_orders.content.checks import check_before_approval, check_room, check_verdict
from tools.work_orders.content.params import AttachmentId, FolderId, Notes, Status
from tools.work_orders.content.rules import files as rules
from tools.work_orders.content.shapes import AttachmentShape, FolderTotal, attachment_shape
from tools.work_orders.content.steps_by_files import filled, settle
from tools.work_orders.drafting.leaving import called
from tools.work_orders.notices import named, tell
from tools.work_orders.params import WorkOrderId
from tools.work_orders.rules.states import Status as OrderStatus

TOOLSET = "work_order_content"
FIELDS = ("notes", "show_before_assignment", "status", "move_to_folder_id", "review_note")


class ChangedAttachment(TypedDict):
    """tasks_completed: steps of the checklist that it filled."""

    attachment: AttachmentShape
    tasks_completed: NotRequired[list[int]]


class LeftFolder(FolderTotal):
    id: int


class DeletedAttachment(TypedDict):
    deleted: bool
    folder: LeftFolder


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    example={"notes": "Rack 4, front"},
    find=(
        "the photo is fine",
        "refuse the blurry picture",
        "let applicants see this PDF",
        "approve the files of the technician",
        "deny a picture and say why",
        "move the document into another folder of the job",
        "put a note on my upload",
        "this deliverable is accepted",
        "hide the floor plan until somebody is assigned",
        "review what was handed in on the work order",
        "set a file back to pending",
        "the photo shows the wrong rack, reject it",
    ),
)
def update_work_order_attachment(
    call: Call,
    work_order_id: WorkOrderId,
    folder_id: FolderId,
    attachment_id: AttachmentId,
    notes: Clearable[Notes] | None = None,
    show_before_assignment: Annotated[
        bool, Field(description="For the company: providers see it before they are assigned.")
    ]
    | None = None,
    status: Annotated[Status, Field(description="For the company: how the review ends; pending takes it back.")]
    | None = None,
    move_to_folder_id: Annotated[FolderId, Field(description="For the company: the folder it goes to.")] | None = None,
    review_note: Clearable[
        Annotated[str, Field(min_length=1, max_length=2000, description="For the company: why; the author is told it.")]
    ]
    | None = None,
) -> ChangedAttachment:
    """Change the notes or visibility of a file on a work order, move it, or approve or deny it, until the work is approved.

    The company all of it; a provider only the notes of their own files. A denied file opens the step of the checklist
    again that it had completed, and its author is told. Files in document folders are always approved."""
    row, side = visible_order(call, work_order_id)
    folder = folder_of(call, row, folder_id)
    found = attachment_of(call, row, side, folder, attachment_id)
    given = [name for name in FIELDS if name in call.given]
    if not given:
        raise Invalid({"notes": worded("nothing to change: pass at least one of {fields}", fields=", ".join(FIELDS))})
    own = is_author(call, found)
    why = worded(
        "A provider changes the notes of their own files only; review, visibility and folder are the company's."
    )
    verdict = rules.change(side, own, given)
    check_verdict(call, row, "update_work_order_attachment", "assignee" if own else side, verdict, why)
    check_before_approval(call, row, "update_work_order_attachment")
    target = folder_of(call, row, move_to_folder_id) if move_to_folder_id is not None else folder
    before = filled(call, row)
    values = _values(call, row, found, folder, target, status)
    if values:
        content_files.change_attachment(call.tx, attachment_id, **values)
    detail = {"attachment_id": attachment_id, "fields": given, "file_status": values.get("status", found["status"])}
    note(call, row, "file_changed", detail=detail)
    completed = settle(call, row, before)
    now = attachment_of(call, row, side, target, attachment_id)
    if now["status"] == "denied" != found["status"]:
        _tell_author(call, row, now)
    return {"attachment": attachment_shape(now, sees_place=sees_place(call, side, now)), "tasks_completed": completed}


def _values(call: Call, row: Row, found: Row, folder: Row, target: Row, wanted: Status | None) -> dict[str, Any]:
    """The columns that the arguments of the call change."""
    given = call.given
    values: dict[str, Any] = {
        name: None if given[name] is CLEARED else plain(given[name]) or None
        for name in ("notes", "review_note")
        if name in given
    }
    if "show_before_assignment" in given:
        values["show_before_assignment"] = int(given["show_before_assignment"])
    after = rules.status_after(target["type"], found["status"], wanted)
    if after is None:
        fault = worded(
            "files in the document folder {name} are always approved; delete it to take it off",
            name=quoted(target["name"]),
        )
        raise Invalid({"status": fault}, next=("delete_work_order_attachment",))
    if after != found["status"]:
        values |= _reviewed(call, after, values.get("review_note"))
    if target["id"] != folder["id"]:
        inside = content_files.all_in(call.tx, row["id"], target["id"])
        check_room(target, inside, found["size_bytes"], "move_to_folder_id", "move_to_folder_id")
        name = rules.free_name(found["name"], [each["name"] for each in inside])
        values |= {"folder_id": target["id"], "name": name}
    return values


def _reviewed(call: Call, status: Status, review_note: str | None) -> dict[str, Any]:
    if status == "pending":
        return {"status": status, "review_note": review_note, "reviewed_at": None, "reviewed_by_type": None,
                "reviewed_by_id": None}  # fmt: skip
    by = call.caller.owner
    return {"status": status, "review_note": review_note, "reviewed_at": call.stamp, "reviewed_by_type": by.kind,
            "reviewed_by_id": by.id}  # fmt: skip


def _tell_author(call: Call, row: Row, file: Row) -> None:
    if file["author_type"] != "person" or Owner("person", file["author_id"]) == call.caller.owner:
        return
    text = say("{file} was not accepted for {orders}: hand in another.", file=quoted(file["name"]), orders=named([row]))
    tell(call, [row], [file["author_id"]], "work_order_changed", text, said=file["review_note"])


@operation(
    access="destructive",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "drop the duplicate photo",
        "that PDF is outdated, take it off",
        "erase my upload",
        "delete a file of the work order",
        "remove a picture from the site job",
        "I uploaded the wrong photo to the visit",
        "take the old floor plan off the ticket",
        "delete an attachment of the field job",
        "remove my denied picture",
        "the document does not belong to this job",
        "throw a file out of the folder",
        "get rid of one photo in the album",
    ),
)
def delete_work_order_attachment(
    call: Call, work_order_id: WorkOrderId, folder_id: FolderId, attachment_id: AttachmentId
) -> DeletedAttachment:
    """Delete one file from a folder of a work order.

    The company until the work is approved; a provider, while assigned, their own that were not approved. Steps of the
    checklist that it had completed open again. Its provider is told when the company does it. A whole folder goes with
    delete_attachment_folder."""
    row, side = visible_order(call, work_order_id)
    folder = folder_of(call, row, folder_id)
    found = attachment_of(call, row, side, folder, attachment_id)
    verdict = rules.delete(side, OrderStatus(row["status"]), is_author(call, found), found["status"])
    why = worded("A provider takes off only their own files, and none that was approved.")
    check_verdict(call, row, "delete_work_order_attachment", side, verdict, why)
    call.confirm(
        worded("Delete file {attachment_id} of work order {id}", attachment_id=attachment_id, id=row["id"]),
        record=f"work_order:{row['id']}",
        details=(worded("It is called {name}", name=quoted(found["name"])), called([row])),
    )
    before = filled(call, row)
    content_files.delete_attachment(call.tx, attachment_id, call.stamp)
    if not content_files.holds_file(call.tx, row["id"], found["file_id"]):
        stored_files.detach(call.tx, [found["file_id"]], f"work_order:{row['id']}")
    settle(call, row, before)
    note(call, row, "file_deleted", detail={"attachment_id": attachment_id, "name": found["name"]})
    if pointing := content_files.downloaded_by(call.tx, row["id"], attachment_id):
        call.warn(f"Steps {', '.join(map(str, pointing))} of the checklist still tell to download it.")
    if found["author_type"] == "person" and side == "company":
        text = say("{file} was taken off {orders}.", file=quoted(found["name"]), orders=named([row]))
        tell(call, [row], [found["author_id"]], "work_order_changed", text)
    left = len(content_files.all_in(call.tx, row["id"], folder_id))
    return {"deleted": True, "folder": {"id": folder_id, "total": left}}
